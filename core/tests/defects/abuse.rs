//! What is there to protect, used as a weapon.

use repass::operation::Effect;
use repass::otp::Purpose;
use repass::wire::{Answer, HttpRequest};

use super::host::calls::from;
use super::host::demo::*;
use super::host::{Host, calls};
use super::{NEW, WRONG, says};

#[test]
fn hcb_13059_a_source_does_not_pump_messages() {
    let mut host = Host::demo();
    // To a new number each time, so that no recipient's quota is in the way.
    let mut send = |at: u32, source: &str| {
        let number = format!("138{at:08}");
        host.call(&from(source, &calls::otp_send(SPA, None, &number)))
    };
    let sent = (0..500).filter(|at| send(*at, "192.0.2.1").status == 200);
    assert_eq!(sent.count(), 120);
    assert!(says(&send(500, "192.0.2.1"), "sms_rate_limit_exceeded"));
    assert_eq!(send(501, "192.0.2.2").status, 200);
}

#[test]
fn hcb_13059_a_number_gets_no_more_messages_by_way_of_another_application() {
    let mut host = Host::demo();
    let mut sent = 0;
    for at in 0..200 {
        let (client_id, secret) = match at % 2 {
            0 => (SPA, None),
            _ => (CIAM, Some(CIAM_SECRET)),
        };
        sent += usize::from(
            host.call(&calls::otp_send(client_id, secret, ZHANG_MOBILE))
                .status
                == 200,
        );
        host.now += 30_000;
    }
    assert_eq!(sent, 50);
}

#[test]
fn hcb_13059_eiam_sends_nothing_without_a_solved_captcha() {
    let mut host = Host::demo();
    for (proof, is_sent) in [
        (String::from("made up"), false),
        (host.proof(SDK, ZHANG_MOBILE), true),
    ] {
        let http = calls::send(SDK, ZHANG_MOBILE, Purpose::ForgetPassword, &proof);
        assert_eq!(host.call(&http).status == 200, is_sent);
        assert_eq!(!host.store.outbox.is_empty(), is_sent);
    }
    let http = calls::captcha(SDK);
    let Answer::Captcha(captcha) = host.answer(&http) else {
        panic!()
    };
    // One slide, right or wrong.
    let token = captcha.token.expose();
    for x in [40.0, 120.0] {
        assert_eq!(
            host.call(&calls::slide(SDK, token, x, ZHANG_MOBILE)).status,
            400
        );
    }
}

#[test]
fn civitai_2789_a_proof_is_not_replayed() {
    let mut host = Host::demo();
    let proof = host.proof(SDK, ZHANG_EMAIL);
    let to = |client_id, address| calls::send(client_id, address, Purpose::ForgetPassword, &proof);
    // Not for another address or application, and not used up by trying.
    assert!(says(&host.call(&to(SDK, ZENG_EMAIL)), "SDK.COMMON.1006"));
    assert!(says(&host.call(&to(SPA, ZHANG_EMAIL)), "SDK.COMMON.1006"));
    assert_eq!(host.call(&to(SDK, ZHANG_EMAIL)).status, 200);
    // Another code may be sent by now, and the proof would live for some minutes more.
    host.now += 60_000;
    assert!(says(&host.call(&to(SDK, ZHANG_EMAIL)), "SDK.COMMON.1006"));
}

#[test]
fn authentik_cve_2024_47070_a_header_is_no_identity() {
    let mut host = Host::demo();
    let mut keys = Vec::new();
    let mut at = 0;
    let mut call = |http: &HttpRequest| {
        at += 1;
        let mut http = from("192.0.2.1", http);
        for name in [
            "X-Forwarded-For",
            "X-Real-IP",
            "Forwarded",
            "True-Client-IP",
            "X-device-ip",
        ] {
            http.headers.push((name.into(), format!("198.51.100.{at}")));
        }
        host.call_until(&http, |effect, _| {
            if let Effect::TakeQuota { quota, .. } = effect {
                keys.push(quota.key.clone());
            }
        })
    };
    for _ in 0..3 {
        call(&calls::captcha(SDK));
        call(&calls::login(SDK, "zhangwei", "a wrong one"));
        call(&calls::otp_send(SPA, None, ZHANG_EMAIL));
        call(&calls::forgot(SDK, ZHANG_EMAIL, WRONG, NEW));
    }
    assert!(keys.iter().any(|key| key.contains("192.0.2.1")));
    assert!(
        !keys.iter().any(|key| key.contains("198.51.100")),
        "{keys:?}"
    );
}

#[test]
fn keycloak_ghsa_cq42_vhv7_xr7p_burned_tries_cost_the_victim_one_resend() {
    let mut host = Host::demo();
    host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    for _ in 0..20 {
        host.call(&calls::forgot(SDK, ZHANG_EMAIL, WRONG, NEW));
    }
    host.now += 60_000;
    let code = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    assert_eq!(
        host.call(&calls::forgot(SDK, ZHANG_EMAIL, &code, NEW))
            .status,
        200
    );
}

#[test]
fn keycloak_ghsa_cq42_vhv7_xr7p_a_cool_down_for_codes_locks_nobody_out() {
    let mut host = Host::demo();
    for _ in 0..10 {
        let (_, token) = host.otp_send(SPA, None, ZHANG_EMAIL);
        for _ in 0..5 {
            host.call(&calls::reset(SPA, None, ZHANG_EMAIL, (WRONG, &token), NEW));
        }
        host.now += 3_600_000;
    }
    assert_eq!(
        host.call(&calls::otp_send(SPA, None, ZHANG_EMAIL)).status,
        400
    );
    // The password is still good, and so is a code to the other address.
    assert!(host.login(SDK, "zhangwei", PASSWORD)[0].is_some());
    let (code, token) = host.otp_send(SPA, None, ZHANG_MOBILE);
    let reset = calls::reset(SPA, None, ZHANG_MOBILE, (&code, &token), NEW);
    assert_eq!(host.call(&reset).status, 200);
}

#[test]
fn keycloak_ghsa_cq42_vhv7_xr7p_guessed_passwords_lock_for_minutes_not_for_good() {
    let mut host = Host::demo();
    for _ in 0..100 {
        host.call(&calls::login(SDK, "zhangwei", "a wrong one"));
    }
    assert_ne!(
        host.call(&calls::login(SDK, "zhangwei", PASSWORD)).status,
        200
    );
    host.now += 300_000;
    assert!(host.login(SDK, "zhangwei", PASSWORD)[0].is_some());
}
