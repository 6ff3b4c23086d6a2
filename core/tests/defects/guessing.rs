//! Codes and passwords that are guessed.

use repass::operation::{Effect, Event};
use repass::otp::Purpose;
use repass::wire::{Call, HttpRequest, LoginStatus};

use super::host::demo::*;
use super::host::operation::Operation;
use super::host::store::{TokenRow, Write};
use super::host::{Host, Mishap, calls};
use super::{NEW, WRONG, says};

/// Runs calls at once, each one effect further in turn. The number of tries that were had.
fn at_once(host: &mut Host, calls: &[HttpRequest]) -> (usize, usize) {
    let start = |http| Operation::start(http, &host.settings, host.now);
    let mut operations: Vec<Operation> = calls.iter().map(start).collect();
    let mut claims = 0;
    while operations
        .iter()
        .any(|operation| operation.answer().is_none())
    {
        for operation in &mut operations {
            if operation.answer().is_none() {
                let event = host.perform(&operation.effect, Mishap::None);
                claims += usize::from(matches!(event, Event::AttemptClaimed { .. }));
                operation.resume(event, &host.settings, host.now);
            }
        }
    }
    let is_done = |operation: &&Operation| operation.answer().unwrap().status == 200;
    (claims, operations.iter().filter(is_done).count())
}

#[test]
fn zitadel_cve_2023_47111_keycloak_31726_parallel_wrong_guesses_do_not_beat_the_counter() {
    let mut host = Host::demo();
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let mut calls = vec![calls::forgot(SDK, ZHANG_EMAIL, WRONG, NEW); 40];
    calls.push(calls::forgot(SDK, ZHANG_EMAIL, &code, NEW));
    assert_eq!(at_once(&mut host, &calls), (5, 0));
}

#[test]
fn parse_ghsa_r3xq_68wh_gwvh_better_auth_8067_a_code_is_redeemed_once() {
    let mut host = Host::demo();
    let (code, token) = host.otp_send(SPA, None, ZHANG_EMAIL);
    let proof = (code.as_str(), token.as_str());
    let call = |password| calls::reset(SPA, None, ZHANG_EMAIL, proof, password);
    let calls = [
        call(NEW),
        call("Another#71Lantern"),
        call("Third#71Lantern"),
    ];
    assert_eq!(at_once(&mut host, &calls), (3, 1));
    assert_eq!(host.store.account(ZHANG).account.version, 2);
    assert!(says(&host.call(&calls[1]), "bad_email_otp_token"));
}

#[test]
fn zitadel_cve_2024_32868_cve_2025_64102_no_route_to_a_code_is_without_the_limit() {
    let mut host = Host::demo();
    let token = |status| TokenRow {
        client_id: SDK.into(),
        user_id: ZHANG.into(),
        version: 1,
        status,
        ends_at: i64::MAX,
    };
    let expired = token(Some(LoginStatus::PasswordExpired));
    host.store.write(vec![
        Write::IdToken("id".into(), Some(token(None))),
        Write::StateToken("state".into(), Some(expired)),
    ]);
    let routes = [
        calls::forgot(SDK, ZHANG_EMAIL, WRONG, NEW),
        calls::change(Call::ChangeByEmail, SDK, "id", WRONG, NEW),
        calls::forced(Call::AfterLoginByEmail, SDK, "state", WRONG, NEW),
    ];
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ChangePassword);
    // One counter for all of them, in turn.
    let guesses: Vec<HttpRequest> = routes.iter().cycle().take(30).cloned().collect();
    assert_eq!(at_once(&mut host, &guesses), (5, 0));
    for route in [
        calls::forgot(SDK, ZHANG_EMAIL, &code, NEW),
        calls::change(Call::ChangeByEmail, SDK, "id", &code, NEW),
        calls::forced(Call::AfterLoginByEmail, SDK, "state", &code, NEW),
    ] {
        assert!(says(&host.call(&route), "SDK.SMS.1006"));
    }
}

#[test]
fn zitadel_cve_2024_32868_no_route_to_a_password_is_without_the_limit() {
    let mut host = Host::demo();
    let access_token = host.access_token(ADMIN, ADMIN_SECRET);
    let row = TokenRow {
        client_id: SDK.into(),
        user_id: ZHANG.into(),
        version: 1,
        status: Some(LoginStatus::PasswordWarn),
        ends_at: i64::MAX,
    };
    host.store
        .write(vec![Write::StateToken("state".into(), Some(row))]);
    let body = || calls::replace("a wrong old one", NEW);
    for http in [
        calls::login(SDK, "zhangwei", "a wrong one"),
        calls::about(Call::ChangePasswordVerify, ZHANG, &access_token, body()),
        calls::call(Call::UpdatePassword, calls::state(SDK, "state"), body()),
    ] {
        let mut host = host.clone();
        let mut comparisons = 0;
        for _ in 0..100 {
            host.call_until(&http, |effect, _| {
                comparisons += usize::from(matches!(effect, Effect::VerifyPassword { .. }));
            });
        }
        assert_eq!(comparisons, 20, "{}", http.target);
    }
}

#[test]
fn authquake_better_auth_11162_a_resend_does_not_reset_the_budget() {
    let mut host = Host::demo();
    let mut claims = 0;
    for _ in 0..30 {
        // A day's quota is ten codes: the attacker has time.
        host.now += 4 * 3_600_000;
        let sent = host.call(&calls::otp_send(SPA, None, ZHANG_EMAIL));
        if sent.status != 200 {
            assert!(says(&sent, "insufficient_email_quota"));
            break;
        }
        let body = serde_json::from_str::<serde_json::Value>(&sent.body).unwrap();
        let token = body["otp_token"].as_str().unwrap();
        let guess = calls::reset(SPA, None, ZHANG_EMAIL, (WRONG, token), NEW);
        claims += at_once(&mut host, &vec![guess; 6]).0;
    }
    assert_eq!(claims, 50);
}

#[test]
fn authquake_better_auth_11162_challenges_side_by_side_share_the_budget() {
    let mut host = Host::demo();
    host.settings.ciam.failures = 7;
    let (_, one) = host.otp_send(SPA, None, ZHANG_EMAIL);
    host.now += 30_000;
    let (code, other) = host.otp_send(CIAM, Some(CIAM_SECRET), ZHANG_EMAIL);
    let secret = Some(CIAM_SECRET);
    let mut guesses = vec![calls::reset(SPA, None, ZHANG_EMAIL, (WRONG, &one), NEW); 9];
    guesses.extend(vec![
        calls::reset(
            CIAM,
            secret,
            ZHANG_EMAIL,
            (WRONG, &other),
            NEW
        );
        9
    ]);
    assert_eq!(at_once(&mut host, &guesses), (7, 0));
    let right = calls::reset(CIAM, secret, ZHANG_EMAIL, (&code, &other), NEW);
    assert!(says(&host.call(&right), "bad_email_otp_token"));
}

#[test]
fn supabase_2819_a_new_source_or_spelling_for_each_guess_wins_nothing() {
    let mut host = Host::demo();
    let code = host.send(SDK, ZENG_EMAIL, Purpose::ForgetPassword);
    let spellings = [
        "MOCK_EMAIL@163.com",
        "mock_email@163.com",
        "ＭＯＣＫ_EMAIL@163.COM",
    ];
    let guess = |(at, address): (usize, &&str)| {
        let source = format!("2001:db8::{at:x}");
        calls::from(&source, &calls::forgot(SDK, address, WRONG, NEW))
    };
    let mut calls: Vec<HttpRequest> = spellings
        .iter()
        .cycle()
        .take(30)
        .enumerate()
        .map(guess)
        .collect();
    let right = calls::forgot(SDK, ZENG_EMAIL, &code, NEW);
    calls.push(calls::from("2001:db8::ffff", &right));
    assert_eq!(at_once(&mut host, &calls), (5, 0));
}

#[test]
fn keycloak_cve_2026_18963_no_step_is_skipped() {
    let mut ready = Host::demo();
    let code = ready.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let http = calls::forgot(SDK, ZHANG_EMAIL, &code, NEW);
    // All events that a call of this flow sees, in their order.
    let (mut host, mut events) = (ready.clone(), Vec::new());
    let mut operation = Operation::start(&http, &host.settings, host.now);
    let mut steps = vec![operation.clone()];
    while operation.answer().is_none() {
        let event = host.perform(&operation.effect, Mishap::None);
        events.push(event.clone());
        operation.resume(event, &host.settings, host.now);
        steps.push(operation.clone());
    }
    // Each of them where another is awaited changes nothing: the state stays where it was.
    for (place, step) in steps.iter().enumerate() {
        let settings = &ready.settings;
        for event in events.iter().filter(|event| {
            let awaited = events.get(place);
            awaited.is_none_or(|awaited| {
                std::mem::discriminant(*event) != std::mem::discriminant(awaited)
            })
        }) {
            let state = step.state.clone();
            let next = repass::operation::step(state, event.clone(), &step.request, settings, NOW);
            assert!(
                matches!(next.effect, Effect::Misuse(_)),
                "{event:?} at {:?}",
                step.state
            );
            assert_eq!(next.state, step.state);
        }
    }
}

#[test]
fn keycloak_cve_2026_18963_a_second_factors_token_sets_no_password() {
    let mut ready = Host::demo();
    let code = ready.send(SDK, ZHANG_EMAIL, Purpose::ChangePassword);
    for (status, may) in [
        (LoginStatus::MfaAuth, false),
        (LoginStatus::Success, false),
        (LoginStatus::AccessDenied, false),
        (LoginStatus::PasswordExpired, true),
        (LoginStatus::PasswordWarn, true),
    ] {
        let row = TokenRow {
            client_id: SDK.into(),
            user_id: ZHANG.into(),
            version: 1,
            status: Some(status),
            ends_at: i64::MAX,
        };
        for http in [
            calls::call(
                Call::UpdatePassword,
                calls::state(SDK, "state"),
                calls::replace(PASSWORD, NEW),
            ),
            calls::forced(Call::AfterLoginByEmail, SDK, "state", &code, NEW),
        ] {
            let mut host = ready.clone();
            host.store
                .write(vec![Write::StateToken("state".into(), Some(row.clone()))]);
            assert_eq!(host.call(&http).status == 200, may, "{status:?}");
            assert_eq!(host.store.account(ZHANG).account.version > 1, may);
            // It is used up by it, and stays for another call where it was no good.
            assert_eq!(host.store.state_tokens["state"].is_none(), may);
            assert_ne!(host.call(&http).status, 200);
        }
    }
}
