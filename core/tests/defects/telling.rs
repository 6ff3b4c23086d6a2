//! Answers that tell who has an account.

use repass::otp::{Channel, Purpose};
use repass::wire::{Answer, HttpRequest, HttpResponse};

use super::host::demo::*;
use super::host::operation::Operation;
use super::host::random::Random;
use super::host::{Host, Mishap, calls};
use super::{NEW, WRONG, says};

/// What the same call comes to with the account and without it: the answer and the names of the
/// effects.
fn twice(host: &Host, http: &HttpRequest) -> [(HttpResponse, Vec<&'static str>); 2] {
    let mut without = host.clone();
    without.store.accounts.remove(ZHANG);
    [host.clone(), without].map(|mut host| {
        host.random = Random::new(7);
        let mut names = Vec::new();
        let response = host.call_until(http, |effect, _| names.push(effect.name()));
        (response, names)
    })
}

fn assert_alike(host: &Host, http: &HttpRequest) -> HttpResponse {
    let [known, unknown] = twice(host, http);
    assert_eq!(
        (&known.0.status, &known.0.headers),
        (&unknown.0.status, &unknown.0.headers)
    );
    assert_eq!(known.0.body, unknown.0.body, "{}", http.target);
    assert_eq!(known.1, unknown.1, "the same work");
    known.0
}

#[test]
fn keycloak_26625_a_code_is_asked_for_with_the_same_work_and_words() {
    let mut host = Host::demo();
    let proof = host.proof(SDK, ZHANG_EMAIL);
    for http in [
        calls::send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword, &proof),
        calls::otp_send(SPA, None, ZHANG_EMAIL),
        calls::otp_send(SPA, None, ZHANG_MOBILE),
    ] {
        assert_eq!(assert_alike(&host, &http).status, 200);
    }
    // A row for the message is there in both cases; only one of them is sent.
    for (is_known, to) in [(true, Some(ZHANG_EMAIL)), (false, None)] {
        let mut host = host.clone();
        if !is_known {
            host.store.accounts.remove(ZHANG);
        }
        host.call(&calls::otp_send(SPA, None, ZHANG_EMAIL));
        let [row] = &host.store.outbox[..] else {
            panic!()
        };
        assert_eq!(row.deliver_to.as_deref(), to);
    }
}

#[test]
fn supabase_2398_cool_down_tells_nothing() {
    let mut host = Host::demo();
    let http = calls::otp_send(SPA, None, ZHANG_EMAIL);
    // Too soon after the one before, and after a day's worth of them.
    for wait in [1_000, 30_000] {
        let mut host = host.clone();
        for _ in 0..51 {
            host.call(&http);
            host.now += wait;
        }
        assert!(says(
            &assert_alike(&host, &http),
            "insufficient_email_quota"
        ));
    }
    // After fifty wrong guesses.
    for _ in 0..10 {
        let (_, token) = host.otp_send(SPA, None, ZHANG_EMAIL);
        for _ in 0..5 {
            host.call(&calls::reset(SPA, None, ZHANG_EMAIL, (WRONG, &token), NEW));
        }
        host.now += 3_600_000;
    }
    let response = assert_alike(&host, &http);
    assert!(says(&response, "insufficient_email_quota"));
    let retry = response
        .headers
        .iter()
        .find(|(name, _)| name == "Retry-After");
    assert_eq!(
        retry.unwrap().1,
        "82800",
        "24 hours after the last, an hour ago"
    );
}

#[test]
fn supabase_2702_django_cve_2024_45231_a_channel_that_is_down_tells_nothing() {
    let mut host = Host::demo();
    for row in host.store.applications.values_mut() {
        row.application.unavailable = vec![Channel::Email];
    }
    let proof = host.proof(SDK, ZHANG_EMAIL);
    let before = host.store.counters.clone();
    let http = calls::send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword, &proof);
    assert!(says(&assert_alike(&host, &http), "MSG.0001"));
    let http = calls::otp_send(SPA, None, ZHANG_EMAIL);
    assert!(says(&assert_alike(&host, &http), "temporarily_unavailable"));
    host.call(&http);
    assert_eq!((host.store.counters, host.store.outbox.len()), (before, 0));
}

#[test]
fn a_wrong_code_tells_nothing() {
    let mut host = Host::demo();
    assert_alike(&host, &calls::forgot(SDK, ZHANG_EMAIL, WRONG, NEW));
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    assert_alike(&host, &calls::forgot(SDK, ZHANG_EMAIL, WRONG, NEW));
    // Whatever is wrong with the password besides.
    for password in ["short", PASSWORD, "Zhangwei#71x", ""] {
        assert_alike(&host, &calls::forgot(SDK, ZHANG_EMAIL, WRONG, password));
    }
    // Without the account the right code is a stranger's: nobody got it.
    let [known, unknown] = twice(&host, &calls::forgot(SDK, ZHANG_EMAIL, &code, NEW));
    assert_eq!(known.0.status, 200);
    assert!(says(&unknown.0, "SDK.COMMON.1013"), "{}", unknown.0.body);
}

#[test]
fn better_auth_10632_a_refused_password_leaves_the_code_alive() {
    let mut host = Host::demo();
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    // Refused by a rule that needs no account: no try is spent. By the account, by the history: one.
    for (password, attempts) in [("short", 0), ("Zhangwei#71x", 1), (PASSWORD, 2)] {
        let http = calls::forgot(SDK, ZHANG_EMAIL, &code, password);
        let response = host.call(&http);
        assert!(
            response.body.contains("\"PWD."),
            "{password}: {}",
            response.body
        );
        let row = host.store.challenges.values().next().unwrap();
        assert_eq!(row.challenge.attempts, attempts, "{password}");
    }
    let answer = host.answer(&calls::forgot(SDK, ZHANG_EMAIL, &code, NEW));
    assert_eq!(answer, Answer::Done);
}

#[test]
fn better_auth_10717_the_order_that_keeps_the_code_alive_tells_nobody_who_exists() {
    let mut host = Host::demo();
    let (_, token) = host.otp_send(SPA, None, ZHANG_EMAIL);
    for password in ["short", "Zhangwei#71x", PASSWORD] {
        let proof = (WRONG, token.as_str());
        assert_alike(
            &host,
            &calls::reset(SPA, None, ZHANG_EMAIL, proof, password),
        );
    }
}

#[test]
fn interaone_107_the_history_is_not_told_before_the_code_is_right() {
    let mut host = Host::demo();
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    for (typed, compares) in [(WRONG, false), (code.as_str(), true)] {
        let http = calls::forgot(SDK, ZHANG_EMAIL, typed, PASSWORD);
        let mut names = Vec::new();
        let response = host.call_until(&http, |effect, _| names.push(effect.name()));
        assert_eq!(names.contains(&"compare_history"), compares);
        let is_history = says(&response, "PWD.0007");
        assert_eq!(is_history, compares, "{}", response.body);
    }
}

#[test]
fn a_login_is_the_same_work_for_nobody() {
    let host = Host::demo();
    assert_alike(&host, &calls::login(SDK, "zhangwei", "a wrong one"));
    let http = calls::login(SDK, "zhangwei", "a wrong one");
    let mut locked = host.clone();
    for _ in 0..20 {
        locked.call(&http);
    }
    assert!(says(&assert_alike(&locked, &http), "SDK.LOGIN.1003"));
}

#[test]
fn nextcloud_38461_no_secret_is_in_what_a_log_may_print() {
    let mut host = Host::demo();
    let access_token = host.access_token(ADMIN, ADMIN_SECRET);
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let (other, token) = host.otp_send(SPA, None, ZHANG_MOBILE);
    let secrets = [
        ADMIN_SECRET,
        PASSWORD,
        NEW,
        &access_token,
        &code,
        &other,
        &token,
        "canary",
    ];
    let body = calls::replace(PASSWORD, NEW);
    for http in [
        calls::token(ADMIN, ADMIN_SECRET),
        calls::login(SDK, "zenglijun", PASSWORD),
        calls::about(
            repass::wire::Call::ChangePasswordVerify,
            ZENG,
            &access_token,
            body,
        ),
        calls::reset(SPA, None, ZHANG_MOBILE, (&other, &token), NEW),
        calls::forgot(SDK, ZHANG_EMAIL, &code, "Another#71Lantern"),
    ] {
        let mut operation = Operation::start(&http, &host.settings, NOW);
        while operation.answer().is_none() {
            let event = host.perform(&operation.effect, Mishap::None);
            let printed = format!("{http:?} {:?} {event:?}", operation);
            let state = serde_json::to_string(&operation.state).unwrap();
            operation.resume(event, &host.settings, NOW);
            for secret in secrets {
                assert!(!printed.contains(secret), "{printed}");
                assert!(!state.contains(secret), "{state}");
            }
        }
        let answer = operation.answer().unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(!format!("{answer:?}").contains("canary"));
    }
}
