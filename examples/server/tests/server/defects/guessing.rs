//! Codes and passwords that are guessed.

use serde_json::json;

use super::*;
use crate::support::{ADMIN, FIRST_PASSWORD, ZHANGWEI, both};

/// A call with an old password, and what it answers once there were too many.
type Route<'a> = (&'a dyn Fn(&str) -> Call, &'a str);

/// One counter for all ways to use a code.
fn zitadel_cve_2024_32868_cve_2025_64102_no_route_to_a_code_is_without_the_limit(backend: Backend) {
    let server = Server::demo_on(backend);
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let must_change = "UPDATE accounts SET must_change = 1 WHERE username = 'zhangwei'";
    server.database().execute(must_change);
    let state_token = server
        .login("zhangwei", FIRST_PASSWORD)
        .member("state_token");
    let code = server.sdk_code(ZHANG_EMAIL, "CHANGE_PWD");
    let routes = |code: &str| {
        [
            forgot(&server, ZHANG_EMAIL, code, NEW),
            change_by_email(&server, &id_token, code, NEW),
            forced_by_email(&server, &state_token, code, NEW),
        ]
    };
    let guesses: Vec<Call> = routes(WRONG).into_iter().cycle().take(12).collect();
    for answer in at_once(&guesses) {
        assert_eq!(outcome(&answer), "SDK.SMS.1006");
    }
    for right in routes(&code) {
        assert_eq!(outcome(&right.send()), "SDK.SMS.1006");
    }
    let mut database = server.database();
    assert_eq!(database.numbers("SELECT attempts FROM challenges"), [5]);
    assert_eq!(database.numbers("SELECT failures FROM budgets"), [5]);
    assert_eq!(database.password(ZHANGWEI).version, 1);
}

fn zitadel_cve_2024_32868_no_route_to_a_password_is_without_the_limit(backend: Backend) {
    let server = demo_with(backend, json!({ "logins": { "perAccount": 3 } }), &[]);
    let token = server.token(ADMIN);
    let must_change = "UPDATE accounts SET must_change = 1 WHERE username = 'zhangwei'";
    server.database().execute(must_change);
    let state_token = server
        .login("zhangwei", FIRST_PASSWORD)
        .member("state_token");
    let login = |old: &str| {
        let body = json!({ "user_name": "zhangwei", "password": old });
        server.sdk_post("/api/v2/sdk/login", &body)
    };
    let verify = |old: &str| {
        let body = json!({ "password": NEW, "old_password": old });
        let path = format!("/api/v2/tenant/users/{ZHANGWEI}/change-password-verify");
        server
            .put(&path)
            .header("Authorization", format!("Bearer {token}"))
            .header("Content-Type", "application/json")
            .body(body.to_string())
    };
    let update = |old: &str| forced(&server, &state_token, old, NEW);
    let routes: [Route<'_>; 3] = [
        (&login, "SDK.LOGIN.1003"),
        (&verify, "SDK.COMMON.1008"),
        (&update, "SDK.COMMON.1008"),
    ];
    for (route, locked) in routes {
        server.database().execute("DELETE FROM quotas");
        let guesses = vec![route("a wrong one"); 9];
        let answers = at_once(&guesses);
        let count = |word: &str| {
            answers
                .iter()
                .filter(|answer| outcome(answer) == word)
                .count()
        };
        assert_eq!(
            (count("SDK.LOGIN.1005"), count(locked)),
            (3, 6),
            "{answers:?}"
        );
        assert_eq!(outcome(&route(FIRST_PASSWORD).send()), locked);
    }
    assert_eq!(server.database().password(ZHANGWEI).version, 1);
}

fn authquake_better_auth_11162_a_resend_does_not_reset_the_budget(backend: Backend) {
    let settings = json!({ "ciam": { "resendAfter": 0, "failures": 7 } });
    let server = demo_with(backend, settings, &[]);
    let (_, token) = ciam_code(&server, ZENG_EMAIL);
    for _ in 0..5 {
        let guess = ciam_reset(&server, ZENG_EMAIL, (WRONG, &token), NEW);
        assert_eq!(guess, "bad_email_otp");
    }
    let (code, token) = ciam_code(&server, ZENG_EMAIL);
    for wanted in ["bad_email_otp", "bad_email_otp", "bad_email_otp_token"] {
        let guess = ciam_reset(&server, ZENG_EMAIL, (WRONG, &token), NEW);
        assert_eq!(guess, wanted);
    }
    // The right code comes too late, and no other is sent.
    let right = ciam_reset(&server, ZENG_EMAIL, (&code, &token), NEW);
    assert_eq!(right, "bad_email_otp_token");
    let sent = otp_send(server.address, ZENG_EMAIL).send();
    assert_eq!(sent.member("error"), "insufficient_email_quota");
    let failures = server.database().numbers("SELECT failures FROM budgets");
    assert_eq!(failures, [7]);
}

/// Two applications have a challenge each for one address: the address has one budget.
fn authquake_better_auth_11162_challenges_side_by_side_share_the_budget(backend: Backend) {
    let settings = json!({ "ciam": { "resendAfter": 0, "failures": 7 } });
    let server = demo_with(backend, settings, &[]);
    let (_, token) = ciam_code(&server, ZENG_EMAIL);
    let other = |path: &str, body: Value| {
        server
            .post(path)
            .header("Authorization", CONFIDENTIAL)
            .header("Content-Type", "application/json")
            .body(body.to_string())
    };
    let sent = other(
        "/otp/send",
        json!({ "usage": "reset_password", "email": ZENG_EMAIL }),
    )
    .send();
    let (code, other_token) = (newest_code(server.address), sent.member("otp_token"));
    let redeem = |code: &str| {
        let body = json!({
            "email": ZENG_EMAIL, "email_otp": code, "email_otp_token": other_token, "password": NEW,
        });
        other("/reset_user_password", body)
    };
    let one = reset(server.address, ZENG_EMAIL, &token, WRONG, NEW);
    let answers = at_once(&[vec![one; 6], vec![redeem(WRONG); 6]].concat());
    let compared = answers
        .iter()
        .filter(|answer| answer.member("error") == "bad_email_otp");
    assert_eq!(compared.count(), 7);
    assert_eq!(redeem(&code).send().member("error"), "bad_email_otp_token");
}

/// `TENANT_CLIENT_ID:TENANT_CLIENT_SECRET`.
const CONFIDENTIAL: &str = "Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA==";

/// Another source by its own word, and another spelling, for each guess.
fn supabase_2819_a_new_source_or_spelling_for_each_guess_wins_nothing(backend: Backend) {
    let server = Server::demo_on(backend);
    let code = server.sdk_code(ZENG_EMAIL, "FORGET_PWD");
    let spellings = [
        "MOCK_EMAIL@163.com",
        "mock_email@163.com",
        "ＭＯＣＫ_EMAIL@163.COM",
    ];
    let call = |(at, email): (usize, &&str), code: &str| {
        let source = format!("198.51.100.{at}");
        forgot(&server, email, code, NEW)
            .header("X-Forwarded-For", &source)
            .header("Forwarded", format!("for={source}"))
            .header("X-device-ip", &source)
    };
    let spelt = spellings.iter().cycle().take(15).enumerate();
    let guesses: Vec<Call> = spelt.map(|spelling| call(spelling, WRONG)).collect();
    for answer in at_once(&guesses) {
        assert_eq!(outcome(&answer), "SDK.SMS.1006", "{}", answer.body);
    }
    for spelling in spellings.iter().enumerate() {
        assert_eq!(outcome(&call(spelling, &code).send()), "SDK.SMS.1006");
    }
    let attempts = server.database().numbers("SELECT attempts FROM challenges");
    assert_eq!(attempts, [5]);
}

fn keycloak_cve_2026_18963_no_step_is_skipped(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    // A change without a code that was asked for, whatever stands for it.
    for code in ["000000", "", " ", "null"] {
        let refused = forgot(&server, ZHANG_EMAIL, code, NEW).send();
        assert_eq!(refused.status, 400, "{code}: {}", refused.body);
    }
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let refused = change_by_email(&server, &id_token, "000000", NEW).send();
    assert_eq!(outcome(&refused), "SDK.SMS.1006");
    // One that was asked for by whoever has forgotten is none for whoever is logged in.
    let code = server.sdk_code(ZHANG_EMAIL, "FORGET_PWD");
    let refused = change_by_email(&server, &id_token, &code, NEW).send();
    assert_eq!(outcome(&refused), "SDK.SMS.1006");
    // A forced change without its login, and with another kind of token.
    for token in ["made-up", id_token.as_str(), code.as_str()] {
        let refused = forced(&server, token, FIRST_PASSWORD, NEW).send();
        assert_eq!(
            (refused.status, outcome(&refused)),
            (401, "AUTH.0001".into())
        );
        let refused = forced_by_email(&server, token, &code, NEW).send();
        assert_eq!(
            (refused.status, outcome(&refused)),
            (401, "AUTH.0001".into())
        );
    }
    let refused = change_by_email(&server, "made-up", &code, NEW).send();
    assert_eq!(refused.status, 401);
    // CIAM's reset with a token of one's own making, or another's place in the table.
    let (code, token) = ciam_code(&server, ZHANG_EMAIL);
    let (head, mac) = token.rsplit_once('.').unwrap();
    for forged in [
        String::from("v1"),
        format!("{head}."),
        format!("{head}.AAAA"),
        format!("{}.{mac}", head.replace("v1.k.", "v1.other.")),
        token.replace("v1.", "v2."),
    ] {
        let refused = ciam_reset(&server, ZHANG_EMAIL, (&code, &forged), NEW);
        assert_eq!(refused, "bad_email_otp_token", "{forged}");
    }
    assert_eq!(server.database().password(ZHANGWEI).version, 1);
}

both! {
    zitadel_cve_2024_32868_cve_2025_64102_no_route_to_a_code_is_without_the_limit,
    zitadel_cve_2024_32868_no_route_to_a_password_is_without_the_limit,
    authquake_better_auth_11162_a_resend_does_not_reset_the_budget,
    authquake_better_auth_11162_challenges_side_by_side_share_the_budget,
    supabase_2819_a_new_source_or_spelling_for_each_guess_wins_nothing,
    keycloak_cve_2026_18963_no_step_is_skipped,
}
