//! Answers and messages that tell what they should not.

use serde_json::json;

use super::*;
use crate::support::smtp::{MailServer, Manner};
use crate::support::{ADMIN, FIRST_PASSWORD, ZENGLIJUN, ZHANGWEI, both};

const UNKNOWN: &str = "nobody@example.com";

/// All of two answers is the same but the seconds to wait, which may have ticked between them.
fn assert_alike(known: &Answer, unknown: &Answer, about: &str) {
    let wait = |answer: &Answer| answer.header("Retry-After").parse().unwrap_or(0_i64);
    let rest = |answer: &Answer| {
        let seconds = format!("retry-after: {}", wait(answer));
        answer.bytes().replace(&seconds, "retry-after: some")
    };
    assert_eq!(rest(known), rest(unknown), "{about}");
    assert!((wait(known) - wait(unknown)).abs() <= 5, "{about}");
}

fn supabase_2398_a_cool_down_tells_nothing(backend: Backend) {
    let settings = json!({ "ciam": { "resendAfter": 0, "failures": 5, "perDay": 2 } });
    let server = demo_with(backend, settings, &[]);
    let of_both = |call: &dyn Fn(&str) -> Answer, about: &str| {
        let [known, unknown] = [ZENG_EMAIL, UNKNOWN].map(call);
        assert_alike(&known, &unknown, about);
        known
    };
    let tokens = [ZENG_EMAIL, UNKNOWN].map(|email| {
        let sent = otp_send(server.address, email).send();
        (email, sent.member("otp_token"))
    });
    let guess = |email: &str| {
        let (_, token) = tokens.iter().find(|(other, _)| *other == email).unwrap();
        reset(server.address, email, token, WRONG, NEW).send()
    };
    for _ in 0..5 {
        assert_eq!(of_both(&guess, "a guess").member("error"), "bad_email_otp");
    }
    let spent = of_both(&guess, "the tries are spent");
    assert_eq!(spent.member("error"), "bad_email_otp_token");
    let ask = |email: &str| otp_send(server.address, email).send();
    let cooling = of_both(&ask, "the address cools down");
    assert_eq!(cooling.member("error"), "insufficient_email_quota");
    let used_up = of_both(&ask, "the day's codes are used up");
    assert_eq!(used_up.member("error"), "insufficient_email_quota");
}

/// A server that sends mail alone says so to everyone, and keeps nothing of it.
fn supabase_2702_django_cve_2024_45231_a_channel_that_is_down_tells_nothing(backend: Backend) {
    let mail = MailServer::start(Manner::Well);
    let url = mail.url();
    let arguments = ["--smtp", &url, "--mail-from", "login@example.com"];
    let server = demo_with(backend, json!({}), &arguments);
    let ask = |number: &str| {
        let body = json!({
            "client_id": "TENANT_SPA_ID", "usage": "reset_password", "phone_number": number,
        });
        let call = server
            .post("/otp/send")
            .header("Content-Type", "application/json");
        call.body(body.to_string()).send()
    };
    let [known, unknown] = [ZHANG_MOBILE, "13912345678"].map(ask);
    assert_alike(&known, &unknown, "by CIAM");
    assert_eq!(known.member("error"), "temporarily_unavailable");
    let ask = |number: &str| {
        let proof = server.captcha_proof(number);
        let body = json!({ "mobile": number, "type": "FORGET_PWD_SMS", "captcha_token": proof });
        server.sdk_post("/api/v2/sdk/sms/send", &body).send()
    };
    let [known, unknown] = [ZHANG_MOBILE, "13912345678"].map(ask);
    assert_alike(&known, &unknown, "by EIAM");
    assert_eq!(outcome(&known), "MSG.0001");
    for table in ["outbox", "challenges"] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(server.database().numbers(&count), [0], "{table}");
    }
}

fn better_auth_10632_a_refused_password_leaves_the_code_alive(backend: Backend) {
    let server = Server::demo_on(backend);
    let proof = ciam_code(&server, ZENG_EMAIL);
    let proof = (proof.0.as_str(), proof.1.as_str());
    // By a rule that needs no account, where no try is spent; by the account; by its history.
    for (password, attempts) in [("short", 0), ("Zenglijun#71x", 1), (FIRST_PASSWORD, 2)] {
        let refused = ciam_reset(&server, ZENG_EMAIL, proof, password);
        assert!(
            !refused.is_empty() && !refused.starts_with("bad_email"),
            "{refused}"
        );
        let spent = server.database().numbers("SELECT attempts FROM challenges");
        assert_eq!(spent, [attempts], "{password}");
    }
    assert_eq!(ciam_reset(&server, ZENG_EMAIL, proof, NEW), "");
}

/// And its fix, in which the order of the answers told who exists.
fn better_auth_10717_whoever_has_no_code_learns_nothing_from_a_refused_password(backend: Backend) {
    let server = Server::demo_on(backend);
    let tokens = [ZENG_EMAIL, UNKNOWN].map(|email| {
        let sent = otp_send(server.address, email).send();
        (email, sent.member("otp_token"))
    });
    // The second is the account's own affair, the third its history's.
    for password in ["short", "Zenglijun#71x", FIRST_PASSWORD] {
        let [known, unknown] = tokens
            .each_ref()
            .map(|(email, token)| reset(server.address, email, token, WRONG, password).send());
        assert_alike(&known, &unknown, password);
    }
}

fn interaone_107_the_history_and_the_old_password_are_not_told_before_the_code(backend: Backend) {
    let server = Server::demo_on(backend);
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let code = server.sdk_code(ZHANG_EMAIL, "CHANGE_PWD");
    for (typed, told) in [(WRONG, "SDK.SMS.1006"), (code.as_str(), "PWD.0007")] {
        let refused = forgot(&server, ZHANG_EMAIL, typed, FIRST_PASSWORD).send();
        assert_eq!(outcome(&refused), told);
        let refused = change_by_email(&server, &id_token, typed, FIRST_PASSWORD).send();
        assert_eq!(outcome(&refused), told);
    }
}

/// The same answer after the same work: what was done stands in the log.
fn keycloak_26625_a_login_and_a_code_are_the_same_work_for_nobody(backend: Backend) {
    let server = demo_with(backend, impatient(), &["--log", "repass_server=trace"]);
    let effects = |call: &Call| {
        let before = server.log().len();
        let answer = call.send();
        server.wait_for_log(before, "answered");
        let log = server.log()[before..].to_owned();
        let effects = log
            .lines()
            .filter(|line| line.contains("an effect was performed"));
        let names = effects.map(|line| line.rsplit("effect=").next().unwrap().to_owned());
        (answer, names.collect::<Vec<_>>())
    };
    let login = |username: &str| {
        let body = json!({ "user_name": username, "password": "a wrong one" });
        server.sdk_post("/api/v2/sdk/login", &body)
    };
    let known = effects(&login("zhangwei"));
    for other in ["nobody", "frozen", "bare"] {
        let unknown = effects(&login(other));
        assert_alike(&known.0, &unknown.0, other);
        assert_eq!(known.1, unknown.1, "{other}");
    }
    assert!(
        known.1.iter().any(|name| name.contains("verify_password")),
        "{:?}",
        known.1
    );
    let [known, unknown] = [ZENG_EMAIL, UNKNOWN].map(|email| {
        let (sent, names) = effects(&otp_send(server.address, email));
        let token = sent.member("otp_token");
        let redeemed = effects(&reset(server.address, email, &token, WRONG, NEW));
        (token.len(), sent.status, names, redeemed)
    });
    assert_eq!(
        (known.0, known.1, &known.2),
        (unknown.0, unknown.1, &unknown.2)
    );
    assert_alike(&known.3.0, &unknown.3.0, "a wrong code");
    assert_eq!(known.3.1, unknown.3.1);
    assert!(
        known.2.iter().any(|name| name.contains("open_challenge")),
        "{:?}",
        known.2
    );
}

/// Zitadel, four times: a link in the mail led to whatever host the caller named.
fn zitadel_a_host_header_is_in_no_message(backend: Backend) {
    let mail = MailServer::start(Manner::Well);
    let url = mail.url();
    let arguments = ["--smtp", &url, "--mail-from", "login@example.com"];
    let server = demo_with(backend, json!({}), &arguments);
    let access_token = server.token(ADMIN);
    let from_elsewhere = |call: Call| {
        call.header("Host", "evil.example")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Proto", "evil.example")
            .header("X-Original-Host", "evil.example")
            .header("Forwarded", "host=evil.example")
            .header("Origin", "http://evil.example")
            .header("Referer", "http://evil.example/")
            .send()
    };
    let sent = from_elsewhere(otp_send(server.address, ZENG_EMAIL));
    let code = mail.wait_for(1)[0].code();
    let token = sent.member("otp_token");
    let redeem = reset(server.address, ZENG_EMAIL, &token, &code, NEW);
    assert_eq!(from_elsewhere(redeem).status, 200);
    mail.wait_for(2);
    let path = format!("/api/v2/tenant/users/{ZHANGWEI}/rest-password?send_mode=EMAIL");
    let call = server.put(&path);
    let call = call.header("Authorization", format!("Bearer {access_token}"));
    assert_eq!(from_elsewhere(call).status, 200);
    // The code, the notice of the reset, the temporary password and its notice.
    for message in mail.wait_for(4) {
        let whole = format!("{}{}", message.data, message.text());
        assert!(!whole.contains("evil"), "{whole}");
        assert!(!message.text().contains("http"), "{whole}");
    }
    assert_eq!(server.database().password(ZENGLIJUN).version, 2);
}

both! {
    supabase_2398_a_cool_down_tells_nothing,
    supabase_2702_django_cve_2024_45231_a_channel_that_is_down_tells_nothing,
    better_auth_10632_a_refused_password_leaves_the_code_alive,
    better_auth_10717_whoever_has_no_code_learns_nothing_from_a_refused_password,
    interaone_107_the_history_and_the_old_password_are_not_told_before_the_code,
    keycloak_26625_a_login_and_a_code_are_the_same_work_for_nobody,
    zitadel_a_host_header_is_in_no_message,
}
