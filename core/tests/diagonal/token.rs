//! A token with any one bit changed is no token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use repass::operation::{Effect, Event};
use repass::wire::Answer;

use super::NEW;
use super::host::demo::{SPA, ZHANG_EMAIL};
use super::host::operation::Operation;
use super::host::{Host, Mishap, calls};

/// The token, its code, and a host on which they are good.
fn ready() -> (Host, String, String) {
    let mut host = Host::with_policy(super::host::demo::CHEAP_POLICY);
    let (code, token) = host.otp_send(SPA, None, ZHANG_EMAIL);
    (host, code, token)
}

fn assert_refused(host: &Host, code: &str, token: &str) {
    let mut host = host.clone();
    let http = calls::reset(SPA, None, ZHANG_EMAIL, (code, token), NEW);
    let response = host.call_until(&http, |effect, _| {
        let is_claimed = matches!(effect, Effect::ClaimAttempt { .. });
        assert!(!is_claimed, "refused before the store is asked: {token:?}");
    });
    let is_refused = response.body.contains("\"bad_email_otp_token\"");
    assert!(is_refused, "{token:?}: {}", response.body);
}

#[test]
fn the_token_itself_is_good() {
    let (mut host, code, token) = ready();
    let response = host.call(&calls::reset(SPA, None, ZHANG_EMAIL, (&code, &token), NEW));
    assert_eq!(response.status, 200);
}

#[test]
fn every_bit_of_its_text_counts() {
    let (host, code, token) = ready();
    for place in 0..token.len() {
        for bit in 0..8 {
            let flip = |(at, byte): (usize, u8)| match at == place {
                // The eighth bit makes a character of two bytes.
                true => char::from(byte ^ (1 << bit)),
                false => char::from(byte),
            };
            let flipped: String = token.bytes().enumerate().map(flip).collect();
            assert_ne!(flipped, token);
            assert_refused(&host, &code, &flipped);
        }
    }
    println!("token: {} flips of its text", token.len() * 8);
}

#[test]
fn every_bit_of_its_bytes_counts() {
    let (host, code, token) = ready();
    let parts: Vec<&str> = token.split('.').collect();
    let mut flips = 0;
    for part in [2, 3] {
        let bytes = URL_SAFE_NO_PAD.decode(parts[part]).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let flipped = URL_SAFE_NO_PAD.encode(flipped);
            let mut parts = parts.clone();
            parts[part] = &flipped;
            assert_refused(&host, &code, &parts.join("."));
            flips += 1;
        }
    }
    println!("token: {flips} flips of its bytes");
    assert_eq!(flips, (33 + 32) * 8);
}

#[test]
fn every_shorter_and_longer_token_is_refused() {
    let (host, code, token) = ready();
    for end in 1..token.len() {
        assert_refused(&host, &code, &token[..end]);
    }
    for more in ["=", "A", ".", ".A", " ", "\u{0}"] {
        assert_refused(&host, &code, &format!("{token}{more}"));
        assert_refused(&host, &code, &format!("{more}{token}"));
    }
}

/// A host that does not look at the name would hand out tries for the live challenge.
#[test]
fn a_try_of_another_challenge_than_the_tokens_is_not_taken() {
    let (mut host, _, before) = ready();
    host.now += 30_000;
    let (code, _) = host.otp_send(SPA, None, ZHANG_EMAIL);
    let http = calls::reset(SPA, None, ZHANG_EMAIL, (&code, &before), NEW);
    let mut operation = Operation::start(&http, &host.settings, host.now);
    loop {
        let event = match &mut operation.effect {
            Effect::Respond(response) => {
                let answer = super::host::read(&http, response);
                assert!(matches!(answer, Answer::Refused { .. }));
                break;
            }
            Effect::ClaimAttempt { id, .. } => {
                assert!(id.take().is_some());
                let event = host.perform(&operation.effect.clone(), Mishap::None);
                assert!(matches!(event, Event::AttemptClaimed { .. }));
                event
            }
            effect => host.perform(&effect.clone(), Mishap::None),
        };
        operation.resume(event, &host.settings, host.now);
    }
}
