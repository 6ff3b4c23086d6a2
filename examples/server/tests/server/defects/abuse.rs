//! What is there to protect, used as a weapon; and hashing, whose price is the point of it.

use serde_json::json;

use super::*;
use crate::support::{ADMIN, FIRST_PASSWORD, ZHANGWEI, both};

/// CIAM's call to a number.
fn send_to_number(server: &Server, number: &str) -> Call {
    let body = json!({
        "client_id": "TENANT_SPA_ID", "usage": "reset_password", "phone_number": number,
    });
    let call = server
        .post("/otp/send")
        .header("Content-Type", "application/json");
    call.body(body.to_string())
}

/// To a new number each time, so that no number's own limit is in the way.
fn hcb_13059_a_source_does_not_pump_messages(backend: Backend) {
    let settings = json!({ "ciam": { "sendsPerHour": 10 }, "eiam": { "sendsPerHour": 10 } });
    let server = demo_with(backend, settings, &[]);
    let calls: Vec<Call> = (0..30)
        .map(|at| {
            send_to_number(&server, &format!("138{at:08}"))
                .header("X-Forwarded-For", format!("198.51.100.{at}"))
        })
        .collect();
    let answers = at_once(&calls);
    let sent = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(sent.count(), 10);
    let refused = send_to_number(&server, ZHANG_MOBILE).send();
    assert_eq!(refused.member("error"), "sms_rate_limit_exceeded");
    // One limit for both vendors' calls, by mail and by SMS.
    let proof = server.captcha_proof(ZHANG_EMAIL);
    let body = json!({ "email": ZHANG_EMAIL, "type": "FORGET_PWD_EMS", "captcha_token": proof });
    let refused = server.sdk_post("/api/v2/sdk/email/send", &body).send();
    assert_eq!(
        (refused.status, outcome(&refused)),
        (429, "SDK.COMMON.1008".into())
    );
    assert!(refused.header("Retry-After").parse::<u32>().unwrap() <= 3_600);
    let rows = server.database().numbers("SELECT COUNT(*) FROM outbox");
    assert_eq!(rows, [10]);
}

fn hcb_13059_a_number_gets_no_more_messages_by_way_of_another_application(backend: Backend) {
    let settings = json!({ "ciam": { "resendAfter": 0, "perDay": 4 } });
    let server = demo_with(backend, settings, &[]);
    let confidential = |number: &str| {
        let body = json!({
            "client_id": "TENANT_CLIENT_ID", "client_secret": "TENANT_CLIENT_SECRET",
            "usage": "reset_password", "phone_number": number,
        });
        let call = server
            .post("/otp/send")
            .header("Content-Type", "application/json");
        call.body(body.to_string())
    };
    let spellings = [
        "15201657315",
        "+8615201657315",
        "+86-15201657315",
        "１５２０１６５７３１５",
    ];
    let calls: Vec<Call> = spellings
        .iter()
        .flat_map(|number| [send_to_number(&server, number), confidential(number)])
        .collect();
    let answers = at_once(&calls);
    let sent = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(sent.count(), 4, "{answers:?}");
}

fn hcb_13059_eiam_sends_nothing_without_a_solved_captcha(backend: Backend) {
    let server = Server::demo_on(backend);
    let send = |proof: Value| {
        let body =
            json!({ "mobile": ZHANG_MOBILE, "type": "FORGET_PWD_SMS", "captcha_token": proof });
        server.sdk_post("/api/v2/sdk/sms/send", &body).send()
    };
    let puzzle = server.sdk("GET", "/api/v2/sdk/captcha").send().json();
    for proof in [
        json!("made up"),
        json!(""),
        Value::Null,
        puzzle["token"].clone(),
    ] {
        assert_eq!(send(proof.clone()).status, 400, "{proof}");
    }
    let rows = server.database().numbers("SELECT COUNT(*) FROM outbox");
    assert_eq!(rows, [0]);
    assert_eq!(send(json!(server.captcha_proof(ZHANG_MOBILE))).status, 200);
}

/// For another address, and after its use: `flows::one_slide_uses_a_captcha_up`. Here many at once,
/// with a code to be had at any time.
fn civitai_2789_a_proof_used_many_times_at_once_is_good_once(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    let proof = server.captcha_proof(ZHANG_EMAIL);
    let body = json!({ "email": ZHANG_EMAIL, "type": "FORGET_PWD_EMS", "captcha_token": proof });
    let answers = at_once(&vec![server.sdk_post("/api/v2/sdk/email/send", &body); 12]);
    let sent = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(sent.count(), 1);
    let rows = server.database().numbers("SELECT COUNT(*) FROM outbox");
    assert_eq!(rows, [1]);
    // A state token likewise.
    let must_change = "UPDATE accounts SET must_change = 1 WHERE username = 'zhangwei'";
    server.database().execute(must_change);
    let state_token = server
        .login("zhangwei", FIRST_PASSWORD)
        .member("state_token");
    let change = |at: usize| {
        forced(
            &server,
            &state_token,
            FIRST_PASSWORD,
            &format!("Violet#Brisk{at}x"),
        )
    };
    let calls: Vec<Call> = (0..8).map(change).collect();
    let answers = at_once(&calls);
    let done = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(done.count(), 1, "{answers:?}");
    assert_eq!(server.database().password(ZHANGWEI).version, 2);
}

const FORWARDED: [&str; 6] = [
    "X-Forwarded-For",
    "X-Real-IP",
    "Forwarded",
    "True-Client-IP",
    "CF-Connecting-IP",
    "X-device-ip",
];

fn guess(server: &Server, at: usize, forwarded: &str) -> String {
    let body = json!({ "user_name": format!("nobody{at}"), "password": "a wrong one" });
    let mut call = server.sdk_post("/api/v2/sdk/login", &body);
    for name in FORWARDED {
        call = call.header(name, forwarded);
    }
    outcome(&call.send())
}

fn authentik_cve_2024_47070_a_header_is_no_identity(backend: Backend) {
    let server = demo_with(backend, json!({ "logins": { "perSource": 4 } }), &[]);
    for at in 0..8 {
        let wanted = if at < 4 {
            "SDK.LOGIN.1005"
        } else {
            "SDK.COMMON.1008"
        };
        assert_eq!(guess(&server, at, &format!("198.51.100.{at}")), wanted);
    }
    // Nor does one get into what is for this machine alone.
    for name in ["X-Forwarded-For", "X-Forwarded-Host", "X-Host", "Forwarded"] {
        let call = server.get("/demo/tenant").header("Host", "evil.example");
        let answer = call.header(name, "127.0.0.1").send();
        assert_eq!(answer.status, 404, "{name}");
    }
}

/// Behind a proxy that is trusted: whom the proxy names counts, and not whom the caller named.
fn authentik_cve_2024_47070_what_stands_before_the_proxys_word_is_the_callers(backend: Backend) {
    let settings = json!({ "logins": { "perSource": 4 } });
    let server = demo_with(backend, settings, &["--trusted-proxy", "127.0.0.1"]);
    for at in 0..8 {
        let wanted = if at < 4 {
            "SDK.LOGIN.1005"
        } else {
            "SDK.COMMON.1008"
        };
        let forwarded = format!("198.51.100.{at}, 192.0.2.7");
        assert_eq!(guess(&server, at, &forwarded), wanted);
    }
    // Another caller of the same proxy is not locked out by it.
    assert_eq!(guess(&server, 8, "192.0.2.7, 192.0.2.8"), "SDK.LOGIN.1005");
}

fn keycloak_ghsa_cq42_vhv7_xr7p_burned_tries_cost_the_victim_one_resend(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    server.sdk_code(ZHANG_EMAIL, "FORGET_PWD");
    at_once(&vec![forgot(&server, ZHANG_EMAIL, WRONG, NEW); 12]);
    let code = server.sdk_code(ZHANG_EMAIL, "FORGET_PWD");
    assert_eq!(
        outcome(&forgot(&server, ZHANG_EMAIL, &code, NEW).send()),
        ""
    );
}

fn keycloak_ghsa_cq42_vhv7_xr7p_a_cool_down_for_codes_locks_nobody_out(backend: Backend) {
    let settings = json!({ "ciam": { "resendAfter": 0, "failures": 5 } });
    let server = demo_with(backend, settings, &[]);
    let (code, token) = ciam_code(&server, ZHANG_EMAIL);
    for _ in 0..6 {
        ciam_reset(&server, ZHANG_EMAIL, (WRONG, &token), NEW);
    }
    assert_ne!(ciam_reset(&server, ZHANG_EMAIL, (&code, &token), NEW), "");
    assert_eq!(otp_send(server.address, ZHANG_EMAIL).send().status, 400);
    // The password is still good, and so is a code to the other address.
    assert_eq!(
        outcome(&server.login("zhangwei", FIRST_PASSWORD)),
        "SUCCESS"
    );
    let sent = send_to_number(&server, ZHANG_MOBILE).send();
    let body = json!({
        "client_id": "TENANT_SPA_ID", "phone_number": ZHANG_MOBILE, "password": NEW,
        "phone_number_otp": newest_code(server.address),
        "phone_number_otp_token": sent.member("otp_token"),
    });
    let call = server.post("/reset_user_password");
    let call = call.header("Content-Type", "application/json");
    let answer = call.body(body.to_string()).send();
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn keycloak_ghsa_cq42_vhv7_xr7p_guessed_passwords_lock_for_a_while_not_for_good(backend: Backend) {
    const WINDOW: i64 = 60_000;
    let settings = json!({ "logins": { "perAccount": 3, "window": WINDOW } });
    let server = demo_with(backend, settings, &[]);
    let must_change = "UPDATE accounts SET must_change = 1 WHERE username = 'zhangwei'";
    for _ in 0..5 {
        server.login("zhangwei", "a wrong one");
    }
    let locked = server.login("zhangwei", FIRST_PASSWORD);
    assert_eq!(outcome(&locked), "SDK.LOGIN.1003");
    // Who guesses at one name locks no other, and a code is another way in.
    assert_eq!(
        outcome(&server.login("zenglijun", FIRST_PASSWORD)),
        "SUCCESS"
    );
    let code = server.sdk_code(ZHANG_EMAIL, "FORGET_PWD");
    assert_eq!(
        outcome(&forgot(&server, ZHANG_EMAIL, &code, NEW).send()),
        ""
    );
    // When the window is over.
    server.database().execute(must_change);
    let later = format!(
        "UPDATE quotas SET began_at = began_at - {WINDOW}, expires_at = expires_at - {WINDOW}"
    );
    server.database().execute(&later);
    assert_eq!(outcome(&server.login("zhangwei", NEW)), "PASSWORD_EXPIRED");
}

/// A password that is too long to be one costs no hashing: it is refused before.
fn keycloak_28477_what_is_too_long_is_not_hashed(backend: Backend) {
    let server = demo_with(backend, json!({}), &["--log", "repass_server=trace"]);
    let token = server.token(ADMIN);
    let (code, otp_token) = ciam_code(&server, ZENG_EMAIL);
    let before = server.log().len();
    let long = "Brook#71".repeat(1_900);
    let calls = [
        server.change(&token, ZHANGWEI, &long),
        forgot(&server, ZHANG_EMAIL, WRONG, &long),
        reset(server.address, ZENG_EMAIL, &otp_token, &code, &long),
    ];
    for call in &calls {
        let answer = call.send();
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
    let login = server.login("zhangwei", &long);
    assert_eq!(login.status, 400, "{}", login.body);
    server.wait_for_log(before, "/api/v2/sdk/login");
    let log = &server.log()[before..];
    for effect in [
        "hash_password",
        "compare_history",
        "store_password",
        "redeem",
    ] {
        assert!(!log.contains(&format!("effect=\"{effect}\"")), "{effect}");
    }
}

/// However many log in at once, memory is that of as many as there are cores.
#[cfg(target_os = "linux")]
#[test]
fn keycloak_28477_hashing_takes_no_more_memory_than_there_are_turns() {
    let server = Server::demo();
    let cores = std::thread::available_parallelism().unwrap().get();
    let peak = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    // The measure of one.
    server.login("zhangwei", FIRST_PASSWORD);
    let one = peak();
    let login = |at: usize| {
        let body = json!({ "user_name": format!("nobody{at}"), "password": "a wrong one" });
        server.sdk_post("/api/v2/sdk/login", &body)
    };
    let calls: Vec<Call> = (0..16 * cores).map(login).collect();
    let answers = at_once(&calls);
    assert!(
        answers
            .iter()
            .all(|answer| [400, 500].contains(&answer.status))
    );
    let grown = peak() - one;
    // A hash takes 19 MiB, and as much again for each core is left to everything else.
    assert!(
        grown < cores * 2 * 19 * 1_024,
        "{grown} KiB more than {one} KiB"
    );
}

both! {
    hcb_13059_a_source_does_not_pump_messages,
    hcb_13059_a_number_gets_no_more_messages_by_way_of_another_application,
    hcb_13059_eiam_sends_nothing_without_a_solved_captcha,
    civitai_2789_a_proof_used_many_times_at_once_is_good_once,
    authentik_cve_2024_47070_a_header_is_no_identity,
    authentik_cve_2024_47070_what_stands_before_the_proxys_word_is_the_callers,
    keycloak_ghsa_cq42_vhv7_xr7p_burned_tries_cost_the_victim_one_resend,
    keycloak_ghsa_cq42_vhv7_xr7p_a_cool_down_for_codes_locks_nobody_out,
    keycloak_ghsa_cq42_vhv7_xr7p_guessed_passwords_lock_for_a_while_not_for_good,
    keycloak_28477_what_is_too_long_is_not_hashed,
}
