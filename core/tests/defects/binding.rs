//! Codes that are good for more than they were made for.

use repass::operation::{AccountStatus, Effect};
use repass::otp::Purpose;
use repass::wire::{Answer, Body, Call, LoginStatus};

use super::host::demo::*;
use super::host::store::{TokenRow, Write};
use super::host::{Host, calls, read};
use super::{NEW, says};

#[test]
fn keycloak_cve_2026_9798_frozen_between_send_and_redeem() {
    let mut ready = Host::demo();
    let code = ready.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let http = calls::forgot(SDK, ZHANG_EMAIL, &code, NEW);
    let mut names = Vec::new();
    ready
        .clone()
        .call_until(&http, |effect, _| names.push(effect.name()));
    // Before whichever of its steps.
    for (place, name) in names.iter().enumerate() {
        let (mut host, mut at) = (ready.clone(), 0);
        let response = host.call_until(&http, |_, host| {
            if at == place {
                host.store
                    .edit(ZHANG, |account| account.status = AccountStatus::Frozen);
            }
            at += 1;
        });
        assert_ne!(response.status, 200, "before {name}");
        assert_eq!(host.store.account(ZHANG).account.version, 1);
        assert_eq!(host.store.notices(ZHANG), 0);
        // Whoever had the right code is told so.
        assert!(says(&response, "SDK.LOGIN.1003"), "{}", response.body);
    }
}

#[test]
fn itch_io_676_a_code_is_void_after_the_address_changed() {
    let mut ready = Host::demo();
    let code = ready.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let http = calls::forgot(SDK, ZHANG_EMAIL, &code, NEW);
    let mut steps = 0;
    ready.clone().call_until(&http, |_, _| steps += 1);
    for place in 0..steps {
        let (mut host, mut at) = (ready.clone(), 0);
        let response = host.call_until(&http, |_, host| {
            if at == place {
                host.store.edit(ZHANG, |account| {
                    account.subject.email = Some("new@example.com".into());
                    account.version += 1;
                });
            }
            at += 1;
        });
        assert_ne!(response.status, 200);
        assert_eq!(
            host.store.account(ZHANG).account.version,
            2,
            "the edit's alone"
        );
    }
}

/// Even where whoever changed it forgot to raise the version.
#[test]
fn itch_io_676_a_code_is_void_for_a_person_whose_address_changed() {
    let mut ready = Host::demo();
    let [id_token, _] = ready.login(SDK, "zhangwei", PASSWORD);
    let code = ready.send(SDK, ZHANG_EMAIL, Purpose::ChangePassword);
    let http = calls::change(Call::ChangeByEmail, SDK, &id_token.unwrap(), &code, NEW);
    let mut steps = 0;
    ready.clone().call_until(&http, |_, _| steps += 1);
    for place in 0..steps {
        let (mut host, mut at) = (ready.clone(), 0);
        let response = host.call_until(&http, |_, host| {
            if at == place {
                host.store.edit(ZHANG, |account| {
                    account.subject.email = Some("new@example.com".into());
                });
            }
            at += 1;
        });
        assert!(says(&response, "SDK.SMS.1006"), "{}", response.body);
        assert_eq!(host.store.account(ZHANG).account.version, 1);
    }
}

#[test]
fn casdoor_3607_django_rest_passwordreset_194_a_code_is_its_users_alone() {
    let mut host = Host::demo();
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    host.send(SDK, ZENG_EMAIL, Purpose::ForgetPassword);
    let response = host.call(&calls::forgot(SDK, ZENG_EMAIL, &code, NEW));
    assert!(says(&response, "SDK.SMS.1006"));
    let (code, token) = host.otp_send(SPA, None, ZHANG_MOBILE);
    let response = host.call(&calls::reset(SPA, None, ZENG_MOBILE, (&code, &token), NEW));
    assert!(says(&response, "bad_phone_number_otp_token"));
    assert_eq!(host.store.account(ZENG).account.version, 1);
}

#[test]
fn django_cve_2019_19844_dotless_i() {
    let mut host = Host::demo();
    host.store.edit(ZHANG, |account| {
        account.subject.email = Some("mike@example.org".into())
    });
    for other in ["m\u{131}ke@example.org", "mike@examp\u{131}e.org"] {
        host.now += 60_000;
        host.otp_send(SPA, None, other);
        assert_eq!(
            host.store.outbox.last().unwrap().deliver_to,
            None,
            "{other}"
        );
    }
    // Another spelling of the same address goes to the address as it is stored.
    host.now += 60_000;
    host.otp_send(SPA, None, "MIKE@Example.org");
    let sent = host.store.outbox.last().unwrap();
    assert_eq!(sent.deliver_to.as_deref(), Some("mike@example.org"));
}

#[test]
fn gitlab_cve_2023_7028_an_array_of_addresses_is_none() {
    let mut host = Host::demo();
    let proof = host.proof(SDK, ZHANG_EMAIL);
    let quoted = format!("\"{ZHANG_EMAIL}\"");
    for (http, many) in [
        (
            calls::otp_send(SPA, None, ZHANG_EMAIL),
            r#"["a@evil.example","asdas@bamboocloud.cn"]"#,
        ),
        (
            calls::send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword, &proof),
            r#"["asdas@bamboocloud.cn","a@evil.example"]"#,
        ),
        (
            calls::otp_send(SPA, None, ZHANG_EMAIL),
            r#""asdas@bamboocloud.cn,a@evil.example""#,
        ),
        (
            // Its credentials are in a header: a body that cannot be read is no one's.
            calls::otp_send(CIAM, Some(CIAM_SECRET), ZHANG_EMAIL),
            r#""asdas@bamboocloud.cn","email":"a@evil.example""#,
        ),
    ] {
        let body = http.body.as_ref().unwrap().replace(&quoted, many);
        assert_ne!(http.body.as_ref(), Some(&body));
        let mut http = http.clone();
        http.body = Some(body);
        assert_eq!(host.call(&http).status, 400, "{many}");
        assert!(host.store.outbox.is_empty());
    }
}

#[test]
fn spring_cve_2025_22228_bytes_behind_72_count() {
    let mut host = Host::with_policy(r#"{"version":1,"length":{"min":8,"max":128}}"#);
    let (long, longer) = ("Brook#71".repeat(9), "Brook#71".repeat(9) + "x");
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let mut hashed = None;
    host.call_until(
        &calls::forgot(SDK, ZHANG_EMAIL, &code, &longer),
        |effect, _| {
            if let Effect::HashPassword { password } = effect {
                hashed = Some(password.expose().to_owned());
            }
        },
    );
    assert_eq!(hashed.as_deref(), Some(longer.as_str()));
    assert_eq!(host.call(&calls::login(SDK, "zhangwei", &long)).status, 400);
    assert!(host.login(SDK, "zhangwei", &longer)[0].is_some());
}

#[test]
fn goiabada_106_a_new_password_ends_what_was_begun_with_the_old_one() {
    let mut host = Host::demo();
    let [id_token, _] = host.login(SDK, "zhangwei", PASSWORD);
    let id_token = id_token.unwrap();
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    assert_eq!(
        host.call(&calls::forgot(SDK, ZHANG_EMAIL, &code, NEW))
            .status,
        200
    );
    assert_eq!(host.store.account(ZHANG).generation, 2);
    let code = host.send(SDK, ZHANG_MOBILE, Purpose::ChangePassword);
    let by = Call::ChangeByMobile;
    let http = calls::change(by, SDK, &id_token, &code, "Another#71Lantern");
    let response = host.call_until(&http, |effect, _| {
        let is_claimed = matches!(effect, Effect::ClaimAttempt { .. });
        assert!(!is_claimed, "no try for whom is not logged in any more");
    });
    assert!(says(&response, "AUTH.0001"), "{}", response.body);
}

#[test]
fn goiabada_106_a_password_that_is_set_meanwhile_ends_the_call() {
    let mut ready = Host::demo();
    let [id_token, _] = ready.login(SDK, "zhangwei", PASSWORD);
    let code = ready.send(SDK, ZHANG_EMAIL, Purpose::ChangePassword);
    let http = calls::change(Call::ChangeByEmail, SDK, &id_token.unwrap(), &code, NEW);
    let mut steps = 0;
    ready.clone().call_until(&http, |_, _| steps += 1);
    for place in 0..steps {
        let (mut host, mut at) = (ready.clone(), 0);
        let response = host.call_until(&http, |_, host| {
            if at == place {
                host.store.edit(ZHANG, |account| account.version += 1);
            }
            at += 1;
        });
        assert!(says(&response, "AUTH.0001"), "{}", response.body);
        assert_eq!(host.store.account(ZHANG).account.version, 2);
    }
}

/// The password is right when it is compared, and another one is set before the session is made.
#[test]
fn goiabada_106_a_login_that_was_overtaken_by_a_new_password_opens_no_session() {
    let mut host = Host::demo();
    let http = calls::login(SDK, "zhangwei", PASSWORD);
    let response = host.call_until(&http, |effect, host| {
        if matches!(effect, Effect::IssueSession { .. }) {
            host.store.edit(ZHANG, |account| account.version += 1);
        }
    });
    let Answer::Session(session) = read(&http, &response) else {
        return;
    };
    let Some(id_token) = session.id_token else {
        return;
    };
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ChangePassword);
    let by = Call::ChangeByEmail;
    let response = host.call(&calls::change(by, SDK, id_token.expose(), &code, NEW));
    assert!(says(&response, "AUTH.0001"), "{}", response.body);
}

/// The state token is good when it is looked at, and the account is frozen before the session is made.
#[test]
fn keycloak_cve_2026_9798_frozen_between_two_steps_of_skipping() {
    let mut ready = Host::demo();
    let row = TokenRow {
        client_id: SDK.into(),
        user_id: ZHANG.into(),
        version: 1,
        status: Some(LoginStatus::PasswordWarn),
        ends_at: i64::MAX,
    };
    ready
        .store
        .write(vec![Write::StateToken("state".into(), Some(row))]);
    let http = calls::call(Call::SkipUpdate, calls::state(SDK, "state"), Body::Nothing);
    let mut names = Vec::new();
    ready
        .clone()
        .call_until(&http, |effect, _| names.push(effect.name()));
    for (place, name) in names.iter().enumerate() {
        let (mut host, mut at) = (ready.clone(), 0);
        let response = host.call_until(&http, |_, host| {
            if at == place {
                host.store
                    .edit(ZHANG, |account| account.status = AccountStatus::Frozen);
            }
            at += 1;
        });
        assert_ne!(response.status, 200, "before {name}");
    }
}
