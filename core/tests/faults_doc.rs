//! docs/faults.md is made from the tables. `REPASS_UPDATE_DOCS=1 cargo test -p repass` writes it.

#![allow(clippy::unwrap_used)] // a test may panic

use std::fmt::Write;
use std::fs;
use std::path::Path;

use repass::fault::{Fault, Lang, Profile, as_told, help, message, wire};

#[test]
fn the_documentation_of_faults_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/faults.md");
    let expected = document();
    if std::env::var_os("REPASS_UPDATE_DOCS").is_some() {
        fs::write(&file, &expected).unwrap();
    }
    let actual = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        actual == expected,
        "docs/faults.md is stale: run `REPASS_UPDATE_DOCS=1 cargo test -p repass --test faults_doc`"
    );
}

fn document() -> String {
    let mut text = String::from(INTRODUCTION);
    text.push_str("\n## Every fault, in every vendor's words\n\n");
    text.push_str("| fault | to a person | eiam_tenant | eiam_sdk | tencent_ciam | bamboo_ciam | oneaccess |\n");
    text.push_str("|---|---|---|---|---|---|---|\n");
    for fault in faults() {
        let told = message(&fault, Lang::En);
        write!(text, "| `{}` | {told} |", fault.code()).unwrap();
        for profile in Profile::ALL {
            write!(text, " {} |", cell(&fault, profile)).unwrap();
        }
        text.push('\n');
    }
    text.push_str("\n## What to do about it\n\n");
    text.push_str("Faults for which a vendor's page documents a handling measure, as `help(fault, lang)` gives it.\n\n");
    text.push_str("| fault | English | 中文 |\n|---|---|---|\n");
    for fault in faults() {
        if let (Some(en), Some(zh)) = (help(&fault, Lang::En), help(&fault, Lang::Zh)) {
            writeln!(text, "| `{}` | {en} | {zh} |", fault.code()).unwrap();
        }
    }
    text.push_str(CHOICES);
    text
}

/// Each fault as a client reads it that knows its code and nothing more.
fn faults() -> impl Iterator<Item = Fault> {
    let codes = Fault::CODES.into_iter().filter(|code| *code != "unknown");
    codes.map(|code| serde_json::from_value(with_arguments(code)).unwrap())
}

/// The arguments that a fault cannot do without.
fn with_arguments(code: &str) -> serde_json::Value {
    let args = match code {
        "parameter_blank" | "parameter_format" | "parameter_invalid" | "parameter_type"
        | "parameter_expired" => {
            serde_json::json!({ "parameter": null })
        }
        "quota_exceeded" | "sms_quota_exceeded" | "email_quota_exceeded" => {
            serde_json::json!({ "retryAfter": null })
        }
        "account_locked" => serde_json::json!({ "unlockIn": null }),
        "interface_failed" => serde_json::json!({ "interface": null }),
        _ => return serde_json::json!({ "code": code }),
    };
    serde_json::json!({ "code": code, "args": args })
}

/// Status and code; behind an arrow the fault that comes back, where it is another one.
fn cell(fault: &Fault, profile: Profile) -> String {
    if profile.why_absent(fault.code()).is_some() {
        return "–".into();
    }
    let encoded = wire(fault, None, profile, Lang::En);
    let body: serde_json::Value = serde_json::from_str(&encoded.body).unwrap_or_default();
    let code = ["error_code", "error"]
        .iter()
        .find_map(|member| body.get(*member)?.as_str());
    let code = code.map_or_else(|| "no body".to_owned(), |code| format!("`{code}`"));
    let told = as_told(fault, profile);
    let loss = if told.code() == fault.code() {
        String::new()
    } else {
        format!(" → `{}`", told.code())
    };
    format!("{} {code}{loss}", encoded.status)
}

const INTRODUCTION: &str = "# Faults

Made from the tables in `core/src/fault`; a test keeps it fresh (`REPASS_UPDATE_DOCS=1 cargo test -p repass --test faults_doc` writes it).

A fault is one thing, whatever a vendor calls it. `wire(fault, profile, lang)` gives the vendor's status, headers and body; `from_wire(profile, status, body)` the fault again, by the code and never by the text, with an unknown code kept whole; `translate` puts one vendor's answer into another's words.

Where a vendor has one word for several faults, an arrow shows which one a client reads back: what stands before it is lost. A dash means that the vendor has no known word: `Profile::why_absent` says why, and such a fault would be told as a failure of the system.
";

const CHOICES: &str = "
## Chosen where the pages are silent

| where | answer |
|---|---|
| EIAM: a body that is malformed, of the wrong type, with a member twice, or with a bad `pwd_must_modify` | 400 `SDK.COMMON.1006` naming the parameter; 1001 when it is blank, 1002 when the format is wrong |
| a tenant call without a valid access token, without the permission | 401 `AUTH.0001` with `WWW-Authenticate: Bearer`; 403 `AUTH.0002` |
| an SDK call with a bad id_token or state token | 401 `AUTH.0001` |
| the CAPTCHA wrong, used, or for another recipient | 400 `SDK.COMMON.1006` naming `captcha_token` |
| a quota used up | EIAM 429 `SDK.COMMON.1008` with `Retry-After`; CIAM 400 `sms_rate_limit_exceeded`, for e-mail `insufficient_email_quota` |
| sending a code for a type that is known but no password's | EIAM 400 `SDK.COMMON.1006` naming `type`; CIAM 400 `illegal_parameter_value` |
| `send_mode` missing, repeated or not exactly SMS or EMAIL | 400 `MSG.0004` |
| the token call | a form, JSON or no body; 401 `{\"error\":\"invalid_client\"}` |
| CIAM: e-mail and phone both, or neither; Basic and body disagree | 400 `invalid_request`; 401 `invalid_client` |
| a frozen account at a tenant call; at an SDK call; at logging in | 400 `SDK.COMMON.1006` naming `user_id`; 400 `SDK.LOGIN.1003`; 200 with the status `ACCESS_DENIED`, once the password is right |
| logging in with an unknown name, a wrong password, a temporary password past its time | 400 `SDK.LOGIN.1005`, all alike |
| too many guesses of one account's password; from one address | logging in: 400 `SDK.LOGIN.1003` with the time left; 429 `SDK.COMMON.1008`; a wrong old password: 429 both ways |
| a wrong old password at EIAM's calls | 400 `SDK.LOGIN.1005` |
| a code of another purpose at EIAM's calls, one past its time, no challenge, no address | 400 `SDK.SMS.1005`, for e-mail 1006: one answer for all |
| a state token of a second factor; one that was for another status | 401 `AUTH.0001` |
| a user who vanished between sending and redeeming, at EIAM's SDK calls | 400 `SDK.COMMON.1013`, after the right code only |
| the answer to a write was lost | the challenge knows which call consumed it: 200 where it was this one, else 500 `SDK.COMMON.1008` |
| a password rule broken in an SDK call | the PWD code, as in the tenant call |
| rules of ours: `sequences`, `breached` | the codes of `characters` and `weak` |

The texts of `PWD.*`, `USER.*` and `MSG.*` are those that the vendor's pages print. Those of `AUTH.*`, and Chinese ones that no page shows, are ours.
";
