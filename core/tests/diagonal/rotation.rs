//! A key is changed while codes are on their way, and between the steps of a call.

use repass::operation::{Effect, Settings};
use repass::wire::{Answer, Body, Call, HttpRequest, HttpResponse};

use super::NEW;
use super::host::demo::{ADMIN, ADMIN_SECRET, SDK, SPA, ZHANG, ZHANG_EMAIL, ZHANG_MOBILE, ring};
use super::host::operation::Operation;
use super::host::store::Content;
use super::host::{Host, Mishap, calls, read};
use repass::otp::{Channel, Purpose};

fn host() -> Host {
    Host::with_policy(super::host::demo::CHEAP_POLICY)
}

fn rotated(names: &[&str]) -> Settings {
    Settings::new(ring(names))
}

#[test]
fn a_code_that_is_on_its_way_survives_a_rotation() {
    let mut host = host();
    let forgot = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let (code, token) = host.otp_send(SPA, None, ZHANG_MOBILE);
    host.settings = rotated(&["b", "a"]);
    assert_eq!(
        host.last_code(),
        code,
        "who sends the message finds the old key"
    );
    let forgot = calls::forgot(SDK, ZHANG_EMAIL, &forgot, NEW);
    assert_eq!(host.call(&forgot).status, 200);
    let reset = calls::reset(
        SPA,
        None,
        ZHANG_MOBILE,
        (&code, &token),
        "Another#71Lantern",
    );
    assert_eq!(host.call(&reset).status, 200);
}

#[test]
fn without_its_key_a_code_is_wrong_and_a_token_is_bad() {
    let mut host = host();
    let forgot = host.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let (code, token) = host.otp_send(SPA, None, ZHANG_MOBILE);
    host.settings = rotated(&["b"]);
    let forgot = calls::forgot(SDK, ZHANG_EMAIL, &forgot, NEW);
    assert!(host.call(&forgot).body.contains("\"SDK.SMS.1006\""));
    let reset = calls::reset(SPA, None, ZHANG_MOBILE, (&code, &token), NEW);
    assert!(
        host.call(&reset)
            .body
            .contains("\"bad_phone_number_otp_token\"")
    );
    assert_eq!(host.store.account(ZHANG).account.version, 1);
}

#[test]
fn a_key_of_the_same_name_and_other_bytes_opens_nothing() {
    let mut host = host();
    let (code, token) = host.otp_send(SPA, None, ZHANG_MOBILE);
    let other: &[u8] = b"another key that has the name a!";
    host.settings = Settings::new(repass::otp::KeyRing::new(&[("a", other)]).unwrap());
    let reset = calls::reset(SPA, None, ZHANG_MOBILE, (&code, &token), NEW);
    assert!(
        host.call(&reset)
            .body
            .contains("\"bad_phone_number_otp_token\"")
    );
}

/// The answer to a call whose server gets other settings before the step of this number, and the
/// server as it is then; none where the call is over by then.
fn rotated_at(
    mut host: Host,
    http: &HttpRequest,
    at: usize,
    to: &Settings,
) -> Option<(HttpResponse, Host)> {
    let mut operation = Operation::start(http, &host.settings, host.now);
    for place in 0.. {
        if let Effect::Respond(response) | Effect::Misuse(response) = &operation.effect {
            return (place > at).then(|| (response.clone(), host));
        }
        let event = host.perform(&operation.effect, Mishap::None);
        if place == at {
            host.settings = to.clone();
        }
        operation.resume(event, &host.settings, host.now);
    }
    None
}

#[test]
fn a_rotation_between_two_steps_changes_no_outcome() {
    let both = rotated(&["b", "a"]);
    let mut ready = host();
    let forgot = ready.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let (code, token) = ready.otp_send(SPA, None, ZHANG_MOBILE);
    let proof = ready.proof(SDK, super::host::demo::ZENG_EMAIL);
    let mut steps = 0;
    for http in [
        calls::forgot(SDK, ZHANG_EMAIL, &forgot, NEW),
        calls::reset(SPA, None, ZHANG_MOBILE, (&code, &token), NEW),
        calls::send(
            SDK,
            super::host::demo::ZENG_EMAIL,
            Purpose::ForgetPassword,
            &proof,
        ),
    ] {
        for at in 0.. {
            let Some((response, _)) = rotated_at(ready.clone(), &http, at, &both) else {
                break;
            };
            assert_eq!(response.status, 200, "{} at step {at}", http.target);
            steps += 1;
        }
    }
    println!("rotation: {steps} steps");
    assert!(steps > 15);
}

#[test]
fn a_token_that_is_made_while_keys_are_rotated_is_good() {
    let both = rotated(&["b", "a"]);
    let http = calls::otp_send(SPA, None, ZHANG_EMAIL);
    for at in 0.. {
        let Some((response, mut host)) = rotated_at(host(), &http, at, &both) else {
            break;
        };
        let Answer::OtpToken { otp_token } = read(&http, &response) else {
            panic!("{response:?} at step {at}")
        };
        let proof = (host.last_code(), otp_token);
        let proof = (proof.0.as_str(), proof.1.expose());
        let reset = calls::reset(SPA, None, ZHANG_EMAIL, proof, NEW);
        assert_eq!(host.call(&reset).status, 200, "at step {at}");
    }
}

#[test]
fn a_key_that_is_lost_between_two_steps_sets_no_password_unproven() {
    let lost = rotated(&["b"]);
    let mut ready = host();
    let forgot = ready.send(SDK, ZHANG_EMAIL, Purpose::ForgetPassword);
    let http = calls::forgot(SDK, ZHANG_EMAIL, &forgot, NEW);
    let mut statuses = Vec::new();
    for at in 0.. {
        let Some((response, host)) = rotated_at(ready.clone(), &http, at, &lost) else {
            break;
        };
        let status = response.status;
        let is_set = host.store.account(ZHANG).account.version > 1;
        assert_eq!(status == 200, is_set);
        statuses.push(status);
    }
    // It is refused until the code was compared, and done after.
    assert_eq!(statuses.first(), Some(&400));
    assert_eq!(statuses.last(), Some(&200));
    assert!(
        statuses.is_sorted_by(|one, next| one >= next),
        "{statuses:?}"
    );
}

/// A state holds no password: a temporary one is made a second time once its hash is there.
#[test]
fn the_temporary_password_that_is_sent_is_the_one_that_was_hashed() {
    let mut ready = host();
    let access_token = ready.access_token(ADMIN, ADMIN_SECRET);
    let body = Body::Generate {
        channel: Channel::Sms,
    };
    let http = calls::about(Call::RestPassword, ZHANG, &access_token, body);
    for (keys, is_lost) in [(["b", "a"].as_slice(), false), (&["b"], true)] {
        let mut statuses = Vec::new();
        for at in 0.. {
            let rotated = rotated_at(ready.clone(), &http, at, &rotated(keys));
            let Some((response, host)) = rotated else {
                break;
            };
            statuses.push(response.status);
            let sent = host
                .store
                .outbox
                .iter()
                .find_map(|message| match &message.content {
                    Content::TemporaryPassword { password } => {
                        Some((password, &message.deliver_to))
                    }
                    _ => None,
                });
            let row = host.store.account(ZHANG);
            assert_eq!(response.status == 200, sent.is_some(), "at step {at}");
            let Some((password, deliver_to)) = sent else {
                assert_eq!(row.account.version, 1);
                continue;
            };
            assert_eq!(row.hash, format!("hash of {password}"), "at step {at}");
            assert_eq!(deliver_to.as_deref(), Some("+86-13800138000"));
            assert!(row.account.must_change && row.account.password_expires_at.is_some());
            let policy = &host.store.applications[ADMIN].application.policy;
            assert!(policy.check(password, &row.account.subject).ok);
        }
        let lost = statuses.iter().filter(|status| **status != 200).count();
        assert_eq!(lost > 0, is_lost, "{statuses:?}");
        assert!(statuses.len() > 4);
    }
}

/// It is no mistake of the host's that the key is gone: the call is answered, not misused.
#[test]
fn a_key_that_is_lost_before_the_token_is_made_leaves_no_token_and_no_misuse() {
    let http = calls::otp_send(SPA, None, ZHANG_EMAIL);
    let lost = rotated(&["b"]);
    let mut host = host();
    let mut operation = Operation::start(&http, &host.settings, host.now);
    while operation.answer().is_none() {
        let event = host.perform(&operation.effect, Mishap::None);
        if matches!(operation.effect, Effect::OpenChallenge { .. }) {
            host.settings = lost.clone();
        }
        operation.resume(event, &host.settings, host.now);
    }
    let answer = read(&http, operation.answer().unwrap());
    assert!(matches!(answer, Answer::Refused { .. }), "{answer:?}");
}
