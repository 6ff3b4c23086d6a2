# What five-apis.sh tries calls with: requests, answers, counting. That script reads it, and
# has set $url, $verbose, $node and $here.

number=0
failed=0
skipped=0
is_used=
body=

# Sends a request: curl's arguments. Leaves $status and $body.
send() {
    if [ "$verbose" ]; then
        printf '\n$ curl'
        for word; do printf ' %s' "$(quoted "$word")"; done
        echo
    fi
    answer=$(curl -s -w '\n%{http_code}' "$@")
    status=${answer##*
}
    body=${answer%
*}
    if [ "$verbose" ]; then printf '%s %s\n' "$status" "$body" | cut -c 1-400; fi
}

# A word as one would type it into a shell.
quoted() {
    case $1 in
        *[!A-Za-z0-9_./:=?,-]*) printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")" ;;
        *) printf %s "$1" ;;
    esac
}

# The member of the last body that this names, if it is a text.
member() { printf %s "$body" | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }

# The error of the last answer, in either vendor's manner.
code() {
    code=$(member error_code)
    printf %s "${code:-$(member error)}"
}

# Counts a case: what it shows, what was expected, what came.
judge() {
    number=$((number + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $number $1 → $2"
    else
        failed=$((failed + 1))
        echo "FAILED $number $1: expected $2, got $3 $body"
        case $3 in 429* | *insufficient_email_quota | *sms_rate_limit_exceeded) is_used=yes ;; esac
    fi
}

# A call, and the status and the code that it must be answered with; for 200 no code.
call() {
    what=$1 expected=$2
    shift 2
    send "$@"
    error=$(code)
    judge "$what" "$expected" "$status${error:+ $error}"
}

# The last body has this text in it.
says() {
    case $body in
        *"$1"*) judge "$what, and says" "$1" "$1" ;;
        *) judge "$what, and says" "$1" "other words:" ;;
    esac
}

# So many cases cannot be tried here.
skip() {
    number=$((number + $1))
    skipped=$((skipped + $1))
    echo "skipped $1 cases: $2"
}

# What every SDK call has, as the pages print it. $lang is the language of the texts.
sdk() {
    what=$1 expected=$2 path=$3 sent=$4
    shift 4
    call "$what" "$expected" "$url/api/v2/sdk/$path" \
        -H 'X-operating-sys-version: windows10.1.1' \
        -H 'X-device-fingerprint: 156aysdna213sc50' \
        -H 'X-device-ip: 192.168.1.2' \
        -H "X-agent: $agent" \
        -H "X-L: $lang" \
        -H 'X-client-id: nTo1eRIub60vPb54WeE6aojPwYwImtl4' \
        -H 'Content-Type: application/json' \
        "$@" ${sent:+-d "$sent"}
}
agent='Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15(KHTML, like Gecko) Mobile/15E148/HuaWei-AnyOffice/2.6.1802.0010/com.huawei.cloudlink.workplace'
lang=zh

# Solves a CAPTCHA for an address; leaves $proof. Nobody but node looks at the images here.
prove() {
    sdk "$1: a puzzle" 200 captcha ''
    x=$(printf %s "$body" | "$node" "$here/slide.mjs")
    token=$(member token)
    sdk "$1: the piece is slid to its place" 200 captcha/verify \
        '{"point_json":"{\"x\":'"$x"'.0,\"y\":5.0}","token":"'"$token"'","sender":"'"$2"'"}'
    proof=$(printf %s "$body" | sed 's/.*"captcha_token" *: *"//; s/"}$//')
}

# The newest code in the demo's outbox, which stands for the person's mailbox and phone; leaves
# $right and $wrong, the code after it.
read_code() {
    right=$(curl -s "$url/demo/outbox" | grep -o '"code":"[0-9]*"' | head -n 1 | tr -dc 0-9)
    wrong=$((1${right:-0} + 1))
    wrong=${wrong#?}
}
