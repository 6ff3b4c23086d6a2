#!/bin/sh
# The five password APIs, tried with curl on a running demo: their pages' own examples as printed,
# and every error that the pages document. Read it from top to bottom, a section a page.
set -u

usage() {
    cat <<'END'
usage: examples/curl/five-apis.sh [-v] [--patient] [URL]

Tries the five password APIs on a fresh demo, one line a case, and ends with 0 if all were answered
as documented. URL is http://127.0.0.1:8080 if none is given. Start the demo with
    cargo xtask demo

  -v, --verbose  show each curl command and what came back
  --patient      wait a minute at the end, for a case that needs a second mail to one address
  -h, --help     show this

It needs curl and, to slide the CAPTCHA's piece, node (or what $NODE names): without it the cases
that need a proof are skipped.
END
}

url=http://127.0.0.1:8080
verbose=
patient=
for argument; do
    case $argument in
        -h | --help) usage; exit 0 ;;
        -v | --verbose) verbose=yes ;;
        --patient) patient=yes ;;
        -*) usage >&2; exit 2 ;;
        *) url=${argument%/} ;;
    esac
done

here=$(dirname "$0")
node=${NODE:-node}
. "$here/support.sh"

# --- Is there a demo, and is it fresh? ----------------------------------------------------------

outbox=$(curl -s "$url/demo/outbox") || outbox=
case $outbox in
    '[]') ;;
    '['*) echo "note: this demo has sent messages before; some cases may fail, a fresh one has none" ;;
    *)
        echo "no demo at $url: start one with cargo xtask demo" >&2
        exit 2
        ;;
esac
if ! echo '' | "$node" -e '' 2>/dev/null; then node=; fi

zhangwei=20201028102749564-9082-DC8CD2722
frozen=20201028102749564-9082-DC8CD2725
bare=20201028102749564-9082-DC8CD2724
users=$url/api/v2/tenant/users

# The administrator's calls need an access token, got with the application's credentials.
send -X POST -u demo-admin:demo-admin-secret "$url/api/v2/tenant/token"
bearer="Authorization: Bearer $(member access_token)"
send -X POST -u demo-reader:demo-reader-secret "$url/api/v2/tenant/token"
reader="Authorization: Bearer $(member access_token)"
json='Content-Type: application/json; charset=utf-8'

echo "page 000: an administrator resets a password, and the new one is sent to the person"
# -------------------------------------------------------------------------------------------------

# As printed but by SMS, since page 002 needs the one mail a minute that this person may get.
call 'page 000: a new password by SMS' 200 \
    -X PUT -H "$bearer" -H "$json" "$users/$zhangwei/rest-password?send_mode=SMS"
says '{"user_id":"20201028102749564-9082-DC8CD2722"}'
send "$url/demo/outbox"
what='page 000: a temporary password is in the outbox'
says '"template":"temporary_password"'

call 'page 000: nobody has this id' '400 USER.0001' \
    -X PUT -H "$bearer" -H "$json" "$users/nobody/rest-password?send_mode=EMAIL"
says '"error_msg":"User does not exist"'
call 'page 000: a person without a mobile' '400 USER.0011' \
    -X PUT -H "$bearer" -H "$json" "$users/$bare/rest-password?send_mode=SMS"
call 'page 000: a person without an e-mail address' '400 USER.0012' \
    -X PUT -H "$bearer" -H "$json" "$users/$bare/rest-password?send_mode=EMAIL"
call 'page 000: send_mode is missing' '400 MSG.0004' \
    -X PUT -H "$bearer" -H "$json" "$users/$zhangwei/rest-password"
call 'page 000: send_mode is neither SMS nor EMAIL' '400 MSG.0004' \
    -X PUT -H "$bearer" -H "$json" "$users/$zhangwei/rest-password?send_mode=FAX"
call 'page 000: a frozen person' '400 SDK.COMMON.1006' \
    -X PUT -H "$bearer" -H "$json" "$users/$frozen/rest-password?send_mode=EMAIL"
call 'page 000: a second SMS within a minute' '429 SDK.COMMON.1008' \
    -X PUT -H "$bearer" -H "$json" "$users/$zhangwei/rest-password?send_mode=SMS"
call 'page 000: no access token' '401 AUTH.0001' \
    -X PUT -H "$json" "$users/$zhangwei/rest-password?send_mode=EMAIL"
call 'page 000: an application that may only read' '403 AUTH.0002' \
    -X PUT -H "$reader" -H "$json" "$users/$zhangwei/rest-password?send_mode=EMAIL"
echo "not shown: MSG.0001, for a server without a way to send; the demo has its outbox"

echo "page 001: an administrator sets a password"
# -------------------------------------------------------------------------------------------------

# change WHAT EXPECTED USER PASSWORD [CURL-ARGUMENT…]
change() {
    what=$1 expected=$2 user=$3 password=$4
    shift 4
    call "page 001: $what" "$expected" -X PUT "$users/$user/change-password" \
        -H "$bearer" -H "$json" "$@" -d "{
\"password\": \"$password\",
\"pwd_must_modify\": \"false\"
}"
}

# The page's sample is a well-known password, and the demo's policy refuses those.
change 'the sample as printed' '400 PWD.0006' $zhangwei 'P@ssw0rd123'
change 'a better password' 200 $zhangwei 'Violet#Brisk1'
says '{"user_id":"20201028102749564-9082-DC8CD2722"}'
change 'nobody has this id, in Chinese' '400 USER.0001' nobody 'P@sdsdfsdfds' -H 'Accept-Language: zh'
says '"error_msg":"用户不存在"'

change 'an empty password' '400 PWD.0001' $zhangwei ''
change 'too short' '400 PWD.0002' $zhangwei 'Ab#1xyz'
says 'Password length is 8~50 characters'
change 'the username' '400 PWD.0003' $zhangwei 'ZhangWei'
change 'the username backwards' '400 PWD.0004' $zhangwei 'iewgnahz'
change 'too few kinds of characters' '400 PWD.0005' $zhangwei 'brooklantern'
change 'a weak password' '400 PWD.0006' $zhangwei 'Huawei@123'
change 'the password before' '400 PWD.0007' $zhangwei 'Brook#71Lantern'
change 'one character four times in a row' '400 PWD.0008' $zhangwei 'Brook#71111Lantern'
says 'cannot exceed 3'
change 'the mobile number in it' '400 PWD.0009' $zhangwei 'Qr7#13800138000!vmB'
change 'the name in pinyin in it' '400 PWD.0009' $zhangwei 'Qr7#WeiZhang!vmB'
change 'all reasons for whoever prefers them' '400 PWD.0002' $zhangwei 'wei' -H 'Prefer: return=violations'
says '"violations":[{"code":"length"'

call 'page 001: no password' '400 SDK.COMMON.1001' -X PUT "$users/$zhangwei/change-password" \
    -H "$bearer" -H "$json" -d '{ "pwd_must_modify": "false" }'
call 'page 001: pwd_must_modify is neither true nor false' '400 SDK.COMMON.1006' \
    -X PUT "$users/$zhangwei/change-password" \
    -H "$bearer" -H "$json" -d '{ "password": "Otter#Brisk2", "pwd_must_modify": "maybe" }'
call 'page 001: a body that is no JSON' '400 SDK.COMMON.1006' \
    -X PUT "$users/$zhangwei/change-password" -H "$bearer" -H "$json" -d 'password=Otter#Brisk2'

echo "page 002: whoever forgot the password sets a new one with a code by e-mail"
# -------------------------------------------------------------------------------------------------

update() {
    what=$1 expected=$2 verify_code=$3 password=$4
    shift 4
    sdk "page 002: $what" "$expected" pwd/update-by-email "{
\"email\": \"asdas@bamboocloud.cn\",
\"verify_code\": \"$verify_code\",
\"password\": \"$password\"
}" "$@"
}
sample='{
"email": "asdas@bamboocloud.cn",
"verify_code": "123456",
"password": "P@sdsdfsdfds"
}'

# Nobody has asked for a code yet.
update 'the sample as printed, without a code' '400 SDK.SMS.1006' 123456 'P@sdsdfsdfds'
call "page 002: no X-client-id" '400 SDK.COMMON.1001' "$url/api/v2/sdk/pwd/update-by-email" \
    -H 'X-operating-sys-version: windows10.1.1' -H 'X-device-fingerprint: 156aysdna213sc50' \
    -H "X-agent: $agent" -H 'Content-Type: application/json' -d "$sample"
says '"error_msg":"Parameter X-client-id cannot be left blank."'
call "page 002: nothing about the device" '400 SDK.COMMON.1003' \
    "$url/api/v2/sdk/pwd/update-by-email" \
    -H 'X-client-id: nTo1eRIub60vPb54WeE6aojPwYwImtl4' -H 'Content-Type: application/json' -d "$sample"
call "page 002: an application that nobody knows" '400 SDK.COMMON.1012' \
    "$url/api/v2/sdk/pwd/update-by-email" -H 'X-client-id: nobody' \
    -H 'X-operating-sys-version: windows10.1.1' -H 'X-device-fingerprint: 156aysdna213sc50' \
    -H "X-agent: $agent" -H 'Content-Type: application/json' -d "$sample"
sdk 'page 002: not an e-mail address' '400 SDK.COMMON.1002' pwd/update-by-email \
    '{ "email": "asdas", "verify_code": "123456", "password": "P@sdsdfsdfds" }'
sdk 'page 002: no code' '400 SDK.COMMON.1001' pwd/update-by-email \
    '{ "email": "asdas@bamboocloud.cn", "password": "P@sdsdfsdfds" }'
sdk 'page 002: two addresses' '400 SDK.COMMON.1006' pwd/update-by-email \
    '{ "email": ["asdas@bamboocloud.cn", "me@example.com"], "verify_code": "123456", "password": "P@sdsdfsdfds" }'
update 'a password that is refused without looking at the code' '400 PWD.0002' 123456 'short'
sdk 'page 002: a code without a CAPTCHA' '400 SDK.COMMON.1006' email/send \
    '{ "email": "asdas@bamboocloud.cn", "type": "FORGET_PWD_EMS", "captcha_token": "none" }'

if [ "$node" ]; then
    prove 'page 002' asdas@bamboocloud.cn
    sdk 'page 002: a code is sent' 200 email/send \
        '{ "email": "asdas@bamboocloud.cn", "type": "FORGET_PWD_EMS", "captcha_token": "'"$proof"'" }'
    read_code
    sdk 'page 002: the proof is good for one code' '400 SDK.COMMON.1006' email/send \
        '{ "email": "asdas@bamboocloud.cn", "type": "FORGET_PWD_EMS", "captcha_token": "'"$proof"'" }'
    update 'a wrong code' '400 SDK.SMS.1006' "$wrong" 'P@sdsdfsdfds'
    # What only the account can tell is told after the right code, which stays good for another try.
    update 'a password that was used before' '400 PWD.0007' "$right" 'Brook#71Lantern'
    update 'the sample with the right code' 200 "$right" 'P@sdsdfsdfds'
    update 'the same code again' '400 SDK.SMS.1006' "$right" 'Otter#Brisk2'
    prove 'page 002' asdas@bamboocloud.cn
    sdk 'page 002: a second code within a minute' '429 SDK.COMMON.1008' email/send \
        '{ "email": "asdas@bamboocloud.cn", "type": "FORGET_PWD_EMS", "captcha_token": "'"$proof"'" }'
else
    skip 11 'page 002: a code needs a CAPTCHA, and node is not there to solve it'
fi

echo "page 003: whoever is logged in sets a new password with a code by SMS"
# -------------------------------------------------------------------------------------------------

# by_mobile WHAT EXPECTED CODE PASSWORD [CURL-ARGUMENT…]
by_mobile() {
    what=$1 expected=$2 verify_code=$3 password=$4
    shift 4
    sdk "page 003: $what" "$expected" pwd/change-by-mobile "{
\"verify_code\": \"$verify_code\",
\"password\": \"$password\"
}" "$@"
}

by_mobile 'nobody is logged in' '401 AUTH.0001' 123456 'P@sdsdfsdfds'
# The beginning of a token is what the page prints.
by_mobile 'a token that is none' '401 AUTH.0001' 123456 'P@sdsdfsdfds' \
    -H 'Authorization: Bearer eyJraWQiOiI1ZWZhN2ZmZDA2Z...'
sdk 'page 003: logging in' 200 login '{ "user_name": "zenglijun", "password": "Brook#71Lantern" }'
id_token="Authorization: Bearer $(member id_token)"
lang=en
by_mobile 'the sample as printed, without a code' '400 SDK.SMS.1005' 123456 'P@sdsdfsdfds' -H "$id_token"
says '"error_msg":"SMS verification code verification is incorrect"'
lang=zh
by_mobile 'no code' '400 SDK.COMMON.1001' '' 'P@sdsdfsdfds' -H "$id_token"

if [ "$node" ]; then
    prove 'page 003' 15201657315
    sdk 'page 003: a code is sent' 200 sms/send \
        '{ "mobile": "15201657315", "type": "CHANGE_PWD_SMS", "captcha_token": "'"$proof"'" }'
    read_code
    by_mobile 'a wrong code' '400 SDK.SMS.1005' "$wrong" 'P@sdsdfsdfds' -H "$id_token"
    by_mobile 'a weak password' '400 PWD.0006' "$right" 'P@ssw0rd123' -H "$id_token"
    by_mobile 'the person'\''s name in it' '400 PWD.0009' "$right" 'Qr7#ZengLijun!vmB' -H "$id_token"
    by_mobile 'the password that is in use' '400 PWD.0007' "$right" 'Brook#71Lantern' -H "$id_token"
    by_mobile 'the sample with the right code' 200 "$right" 'P@sdsdfsdfds' -H "$id_token"
    by_mobile 'the change has ended what was logged in' '401 AUTH.0001' "$right" 'Otter#Brisk2' -H "$id_token"
else
    skip 9 'page 003: a code needs a CAPTCHA, and node is not there to solve it'
fi

echo "page 004: CIAM, a code and the token that came with it"
# -------------------------------------------------------------------------------------------------

# The header decodes to TENANT_CLIENT_ID:TENANT_CLIENT_SECRET, and so is printed on the page.
basic='Authorization: Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA=='

ciam() {
    what=$1 expected=$2 path=$3 sent=$4
    shift 4
    call "page 004: $what" "$expected" "$url/$path" -H 'Content-Type: application/json' "$@" -d "$sent"
}
# ciam_reset WHAT EXPECTED EMAIL CODE TOKEN PASSWORD
ciam_reset() {
    ciam "$1" "$2" reset_user_password "{
\"password\" : \"$6\",
\"email\" : \"$3\",
\"email_otp\" : \"$4\",
\"email_otp_token\" : \"$5\"
}" -H "$basic"
}

ciam_reset 'the sample as printed, its token made up' '400 bad_email_otp_token' \
    MOCK_EMAIL@163.com MOCK_EMAIL_OTP MOCK_EMAIL_OTP_TOKEN 'MOCK_PASSWORD'
ciam 'a code is sent' 200 otp/send \
    '{ "usage": "reset_password", "email": "MOCK_EMAIL@163.com" }' -H "$basic"
token=$(member otp_token)
read_code
ciam 'a second one at once' '400 insufficient_email_quota' otp/send \
    '{ "usage": "reset_password", "email": "MOCK_EMAIL@163.com" }' -H "$basic"
ciam_reset 'a wrong code' '400 bad_email_otp' MOCK_EMAIL@163.com "$wrong" "$token" 'Otter#Brisk2'
ciam_reset 'the token of another address' '400 bad_email_otp_token' \
    asdas@bamboocloud.cn "$right" "$token" 'Otter#Brisk2'
ciam_reset 'the password as printed' '400 invalid_new_password' \
    MOCK_EMAIL@163.com "$right" "$token" 'MOCK_PASSWORD'
ciam_reset 'a password that was used before' '400 recurrent_password' \
    MOCK_EMAIL@163.com "$right" "$token" 'Brook#71Lantern'
ciam_reset 'the right code and a good password' 200 MOCK_EMAIL@163.com "$right" "$token" 'Otter#Brisk2'
ciam_reset 'the same code again' '400 bad_email_otp_token' \
    MOCK_EMAIL@163.com "$right" "$token" 'Anchor#Brisk3'

# An app has no secret: its client_id stands in the body. That the account is frozen is told to
# whoever has the code, and to nobody else.
ciam 'an app has a code sent to a frozen person' 200 otp/send \
    '{ "client_id": "TENANT_SPA_ID", "usage": "reset_password", "email": "frozen@example.com" }'
token=$(member otp_token)
read_code
ciam 'a frozen person' '400 abnormal_user_status' reset_user_password '{
"client_id" : "TENANT_SPA_ID",
"password" : "Otter#Brisk2",
"email" : "frozen@example.com",
"email_otp" : "'"$right"'",
"email_otp_token" : "'"$token"'"
}'
says '"error_description":"User is frozen."'

# By mobile. An unknown number is answered like a known one, and no code is ever right for it.
ciam 'a code to a number that nobody has' 200 otp/send \
    '{ "usage": "reset_password", "phone_number": "13900139000" }' -H "$basic"
token=$(member otp_token)
ciam 'a wrong code, by mobile' '400 bad_phone_number_otp' reset_user_password '{
"password" : "Otter#Brisk2",
"phone_number" : "13900139000",
"phone_number_otp" : "none",
"phone_number_otp_token" : "'"$token"'"
}' -H "$basic"
ciam 'a made-up token, by mobile' '400 bad_phone_number_otp_token' reset_user_password '{
"password" : "Otter#Brisk2",
"phone_number" : "13900139000",
"phone_number_otp" : "123456",
"phone_number_otp_token" : "MOCK_PHONE_NUMBER_OTP_TOKEN"
}' -H "$basic"
ciam 'an e-mail address and a mobile at once' '400 invalid_request' otp/send \
    '{ "usage": "reset_password", "email": "MOCK_EMAIL@163.com", "phone_number": "13900139000" }' -H "$basic"
ciam 'wrong credentials' '401 invalid_client' otp/send \
    '{ "usage": "reset_password", "email": "MOCK_EMAIL@163.com" }' -u TENANT_CLIENT_ID:guessed
echo "not shown: user_not_found, for an account that vanishes between the code and the reset"

if [ "$patient" ]; then
    echo "waiting a minute for the one mail a minute that an address gets"
    sleep 61
    call 'page 000: as printed, by e-mail' 200 \
        -X PUT -H "$bearer" -H "$json" "$users/$zhangwei/rest-password?send_mode=EMAIL"
    says '{"user_id":"20201028102749564-9082-DC8CD2722"}'
fi

# -------------------------------------------------------------------------------------------------

echo "$number cases: $((number - failed - skipped)) ok, $failed failed, $skipped skipped"
if [ "$is_used" ]; then
    echo "A limit on messages was met: this demo is not fresh. Restart it and run this again." >&2
fi
[ "$failed" -eq 0 ]
