//! Defects that others had, over HTTP. Each test is named after the one that it keeps out; those
//! that need every interleaving of a machine's steps are in the core's tests.
//!
//! Proved elsewhere, under the fact's name:
//! - Zitadel CVE-2023-47111, Keycloak #31726, Cognito (parallel wrong guesses beat the counter):
//!   `races::of_200_wrong_codes_at_once_as_many_are_compared_as_tries_are_allowed`
//! - Parse GHSA-r3xq-68wh-gwvh, better-auth #8067 (redeemed twice at once):
//!   `races::of_50_right_codes_at_once_one_sets_a_password`
//! - Keycloak #26625, Supabase #2702, Django CVE-2024-45231 (a mail server that is down or slow tells
//!   who exists): `mail::answers_tell_nothing_of_who_is_known_however_the_mail_server_is`
//! - Keycloak #28477 (hashing without bound): `limits::while_passwords_are_hashed_others_are_served`
//!   and `history::a_hash_that_nobody_here_made_stops_the_change`, beside the tests here
//! - Nextcloud #38461 (secrets logged): `canary`

mod abuse;
mod binding;
mod guessing;
mod id_tokens;
mod telling;

use std::sync::{Arc, LazyLock};

use repass_server::id_tokens::new_key;
use serde_json::{Value, json};

use crate::support::ciam::{newest_code, otp_send, reset};
use crate::support::{Answer, Backend, Call, Folder, Server};

const ZHANG_EMAIL: &str = "asdas@bamboocloud.cn";
const ZHANG_MOBILE: &str = "13800138000";
const ZENG_EMAIL: &str = "MOCK_EMAIL@163.com";
const NEW: &str = "Violet#Brisk1";
const NEWER: &str = "Otter#Brisk2";
/// The code of no challenge: it has a digit too many, so it is wrong whatever is right.
const WRONG: &str = "0000000";

/// Who signs id_tokens in these tests: PKCS#8 in base64.
static SIGNING_KEY: LazyLock<String> = LazyLock::new(|| new_key().unwrap().expose().into());
const SIGNING_KID: &str = "own";

/// The demo with these settings, which are the defaults otherwise, and these arguments.
fn demo_with(backend: Backend, settings: Value, arguments: &[&str]) -> Server {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", &configuration(settings).to_string());
    let database = backend.new_database(&folder);
    let config = ["--config", "config.json"];
    Server::demo_at(&folder, &database, &[&config, arguments].concat())
}

fn configuration(mut settings: Value) -> Value {
    let mut config: Value = serde_json::from_str(crate::support::KEYS).unwrap();
    settings["keys"] = config["settings"]["keys"].take();
    config["settings"] = settings;
    config["signing_keys"] = json!([{ "kid": SIGNING_KID, "key": *SIGNING_KEY }]);
    config
}

/// Settings in which a code may be asked for again at once.
fn impatient() -> Value {
    json!({ "ciam": { "resendAfter": 0 }, "eiam": { "resendAfter": 0 } })
}

/// Has CIAM send a code: the code and its token.
fn ciam_code(server: &Server, email: &str) -> (String, String) {
    let sent = otp_send(server.address, email).send();
    assert_eq!(sent.status, 200, "{}", sent.body);
    (newest_code(server.address), sent.member("otp_token"))
}

/// CIAM's reset: the word of its refusal, empty where it was done.
fn ciam_reset(server: &Server, email: &str, proof: (&str, &str), password: &str) -> String {
    let (code, token) = proof;
    let answer = reset(server.address, email, token, code, password).send();
    crate::support::ciam::error(&answer)
}

/// EIAM's reset by mail.
fn forgot(server: &Server, email: &str, code: &str, password: &str) -> Call {
    let body = json!({ "email": email, "verify_code": code, "password": password });
    server.sdk_post("/api/v2/sdk/pwd/update-by-email", &body)
}

/// EIAM's change by mail, after logging in.
fn change_by_email(server: &Server, id_token: &str, code: &str, password: &str) -> Call {
    let body = json!({ "verify_code": code, "password": password });
    server
        .sdk_post("/api/v2/sdk/pwd/change-by-email", &body)
        .header("Authorization", format!("Bearer {id_token}"))
}

/// EIAM's forced change by mail.
fn forced_by_email(server: &Server, state_token: &str, code: &str, password: &str) -> Call {
    let body = json!({ "verify_code": code, "new_password": password });
    server
        .sdk_post("/api/v2/sdk/after-login/pwd/update-by-email", &body)
        .header("X-state-token", state_token)
}

/// EIAM's forced change with the old password.
fn forced(server: &Server, state_token: &str, old: &str, password: &str) -> Call {
    let body = json!({ "old_password": old, "new_password": password });
    server
        .sdk_post("/api/v2/sdk/pwd/update", &body)
        .header("X-state-token", state_token)
}

/// EIAM's word for a refusal; what a login came to; empty for any other success.
fn outcome(answer: &Answer) -> String {
    match (answer.status, answer.body.as_str()) {
        (200, "") => String::new(),
        (200, _) => answer.member("status"),
        _ => answer.member("error_code"),
    }
}

/// The answers of calls that are made at once.
fn at_once(calls: &[Call]) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = calls
            .iter()
            .map(|call| scope.spawn(|| call.send()))
            .collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        answers.collect()
    })
}
