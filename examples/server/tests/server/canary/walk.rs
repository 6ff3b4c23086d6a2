//! Every call once with all that it needs: what is given out on the way is noted.

use serde_json::{Value, json};

use super::CANARY;
use super::needles::Needles;
use crate::support::calls::Credentials;
use crate::support::{ADMIN, Answer, Call, FIRST_PASSWORD, Server, TOKEN_PATH, ZHANGWEI, ciam};

const EMAIL: &str = "asdas@bamboocloud.cn";
const MOBILE: &str = "13800138000";
const CIAM_EMAIL: &str = "MOCK_EMAIL@163.com";

/// A password with the canary in it, and another for each number.
pub fn password(number: usize) -> String {
    format!("{CANARY}{number}x")
}

pub fn login(server: &Server, username: &str, password: &str) -> Call {
    let body = json!({ "user_name": username, "password": password });
    server.sdk_post("/api/v2/sdk/login", &body)
}

/// CIAM's call for a code.
pub fn send_code(server: &Server) -> Call {
    ciam::otp_send(server.address, CIAM_EMAIL)
}

/// The code and its token.
pub fn ciam_code(server: &Server, needles: &mut Needles) -> [String; 2] {
    let sent = done(send_code(server), needles);
    [newest_code(server, needles), sent.member("otp_token")]
}

pub fn reset(server: &Server, [code, token]: &[String; 2], password: &str) -> Call {
    ciam::reset(server.address, CIAM_EMAIL, token, code, password)
}

/// Has a temporary password sent to user 1.
pub fn temporary_password(server: &Server, mode: &str) {
    let path = format!("/api/v2/tenant/users/{ZHANGWEI}/rest-password?send_mode={mode}");
    let token = format!("Bearer {}", server.token(ADMIN));
    let answer = server.put(&path).header("Authorization", token).send();
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Through all calls, to a success each. What is left at the end is good: an access token, an id
/// token and a state token.
pub fn through_every_call(server: &Server, needles: &mut Needles) -> Credentials {
    let mut credentials = Credentials::default();
    let token = server.post(TOKEN_PATH).header("Authorization", ADMIN);
    credentials.access_token = done(token, needles).member("access_token");
    let captcha = done(server.sdk("GET", "/api/v2/sdk/captcha"), needles);
    assert!(!captcha.member("token").is_empty());
    needles.add(&server.captcha_proof(EMAIL));

    // Forgot, by mail and by mobile.
    for (number, (address, member, of)) in [(EMAIL, "email", "email"), (MOBILE, "mobile", "mobile")]
        .into_iter()
        .enumerate()
    {
        let code = sdk_code(server, address, "FORGET_PWD", needles);
        let body = json!({ member: address, "verify_code": code, "password": password(number) });
        done(
            server.sdk_post(&format!("/api/v2/sdk/pwd/update-by-{of}"), &body),
            needles,
        );
    }
    // Changed after logging in, by either.
    for (number, (address, of)) in [(2, (EMAIL, "email")), (3, (MOBILE, "mobile"))] {
        let session = done(login(server, "zhangwei", &password(number - 1)), needles);
        let code = sdk_code(server, address, "CHANGE_PWD", needles);
        let body = json!({ "verify_code": code, "password": password(number) });
        let call = server.sdk_post(&format!("/api/v2/sdk/pwd/change-by-{of}"), &body);
        let bearer = format!("Bearer {}", session.member("id_token"));
        done(call.header("Authorization", bearer), needles);
    }
    // Set by an administrator, and changed as it must be, in three ways.
    for (number, (path, address)) in [
        ("pwd/update", None),
        ("after-login/pwd/update-by-email", Some(EMAIL)),
        ("after-login/pwd/update-by-mobile", Some(MOBILE)),
    ]
    .into_iter()
    .enumerate()
    {
        let (set, new) = (password(10 + 2 * number), password(11 + 2 * number));
        let body = json!({ "password": set, "pwd_must_modify": "true" });
        done(
            tenant(server, &credentials, "change-password", &body),
            needles,
        );
        let session = done(login(server, "zhangwei", &set), needles);
        let body = match address {
            None => json!({ "old_password": set, "new_password": new }),
            Some(address) => {
                let code = sdk_code(server, address, "CHANGE_PWD", needles);
                json!({ "verify_code": code, "new_password": new })
            }
        };
        let call = server.sdk_post(&format!("/api/v2/sdk/{path}"), &body);
        done(
            call.header("X-state-token", session.member("state_token")),
            needles,
        );
    }
    let body = json!({ "password": password(20), "old_password": password(15) });
    done(
        tenant(server, &credentials, "change-password-verify", &body),
        needles,
    );
    // A password that the server makes.
    for mode in ["SMS", "EMAIL"] {
        temporary_password(server, mode);
        let made = newest(server, "temporary_password");
        let text = made["text"].as_str().unwrap();
        let made = match mode {
            "EMAIL" => text.lines().find(|line| line.starts_with("    ")).unwrap(),
            _ => text
                .split(" is ")
                .nth(1)
                .unwrap()
                .split(" (good")
                .next()
                .unwrap(),
        };
        needles.add(made.trim());
        let session = done(login(server, "zhangwei", made.trim()), needles);
        assert_eq!(session.member("status"), "PASSWORD_EXPIRED");
        credentials.state_token = session.member("state_token");
    }
    let skip = server.sdk("GET", "/api/v2/sdk/pwd/skip-update");
    skip.header("X-state-token", &credentials.state_token)
        .send();
    // CIAM's two.
    let proof = ciam_code(server, needles);
    done(reset(server, &proof, &password(30)), needles);
    let session = done(login(server, "bare", FIRST_PASSWORD), needles);
    credentials.id_token = session.member("id_token");
    credentials
}

fn tenant(server: &Server, credentials: &Credentials, path: &str, body: &Value) -> Call {
    server
        .put(&format!("/api/v2/tenant/users/{ZHANGWEI}/{path}"))
        .header(
            "Authorization",
            format!("Bearer {}", credentials.access_token),
        )
        .header("Content-Type", "application/json")
        .body(body.to_string())
}

fn sdk_code(server: &Server, sender: &str, of: &str, needles: &mut Needles) -> String {
    let code = server.sdk_code(sender, of);
    needles.add_code(&code);
    code
}

fn newest_code(server: &Server, needles: &mut Needles) -> String {
    let code = ciam::newest_code(server.address);
    needles.add_code(&code);
    code
}

/// The newest message of this kind.
fn newest(server: &Server, template: &str) -> Value {
    let outbox = server.get("/demo/outbox").send().json();
    let mut messages = outbox.as_array().unwrap().iter();
    let found = messages.find(|message| message["template"] == template);
    found.unwrap().clone()
}

/// Sends a call that succeeds, and notes what it gives out.
fn done(call: Call, needles: &mut Needles) -> Answer {
    let answer = call.send();
    assert_eq!(answer.status, 200, "{}", answer.body);
    needles.add_all_of(&answer);
    answer
}
