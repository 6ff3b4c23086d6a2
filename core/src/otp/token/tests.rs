use alloc::string::String;

use super::*;
use crate::otp::{Digits, Recipient, code, is_code};

const NOW: i64 = 1_700_000_000_000;
const END: i64 = NOW + 300_000;
const JTI: [u8; 16] = *b"0123456789abcdef";

fn ring() -> KeyRing {
    KeyRing::new(&[("k1", &[1; 32])]).unwrap()
}

fn scope(tenant: &str, client_id: &str, recipient: Recipient) -> Scope {
    Scope {
        tenant: tenant.into(),
        client_id: client_id.into(),
        recipient,
    }
}

fn own_scope() -> Scope {
    scope("t1", "c1", Recipient::email("a@b.cn").unwrap())
}

const RESET: PurposeSet = PurposeSet::of(&[Purpose::ResetPassword]);

fn minted(ring: &KeyRing, scope: &Scope) -> Secret {
    let binding = Binding {
        scope,
        purpose: Purpose::ResetPassword,
    };
    mint(ring, &ring.challenge_id(JTI), binding, NOW, END).unwrap()
}

#[test]
fn a_token_opens_to_what_it_was_made_with() {
    let (ring, scope) = (ring(), own_scope());
    let expected = Opened {
        id: ring.challenge_id(JTI),
        purpose: Purpose::ResetPassword,
        issued_at: NOW,
        expires_at: END,
    };
    let both = PurposeSet::of(&[Purpose::Login, Purpose::ResetPassword]);
    for purposes in [RESET, both] {
        assert_eq!(
            open(&ring, &minted(&ring, &scope), &scope, purposes, NOW),
            Ok(expected.clone())
        );
    }
}

#[test]
fn a_token_lives_until_its_end_and_not_a_millisecond_more() {
    let (ring, scope) = (ring(), own_scope());
    let token = minted(&ring, &scope);
    assert!(open(&ring, &token, &scope, RESET, END - 1).is_ok());
    assert_eq!(open(&ring, &token, &scope, RESET, END), Err(TokenRefused));
    assert_eq!(
        open(&ring, &token, &scope, RESET, i64::MAX),
        Err(TokenRefused)
    );
}

#[test]
fn the_token_says_nothing_of_whom_it_is_for() {
    let token = minted(&ring(), &own_scope());
    let payload = token.expose().split('.').nth(2).unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(payload).unwrap();
    let expected: Vec<u8> = [&JTI[..], &NOW.to_be_bytes(), &END.to_be_bytes(), &[0]].concat();
    assert_eq!(bytes, expected);
}

#[test]
fn every_flipped_bit_is_refused() {
    let (ring, scope) = (ring(), own_scope());
    let token = minted(&ring, &scope);
    let mut flips = 0;
    for index in 0..token.expose().len() {
        for bit in 0..8 {
            let mut bytes = token.expose().as_bytes().to_vec();
            bytes[index] ^= 1 << bit;
            if let Ok(flipped) = String::from_utf8(bytes) {
                let opened = open(&ring, &Secret::new(flipped), &scope, RESET, NOW);
                assert_eq!(opened, Err(TokenRefused), "byte {index}, bit {bit}");
                flips += 1;
            }
        }
    }
    assert!(flips > 500);
}

#[test]
fn every_malformed_token_is_refused() {
    let (ring, scope) = (ring(), own_scope());
    let good = minted(&ring, &scope);
    let good = good.expose();
    let long = ["v1.k1.", &"A".repeat(1_000_000)].concat();
    for token in [
        "",
        ".",
        "...",
        "v1",
        "v1.k1",
        "v1.k1.AAAA",
        "v1.k1..",
        "v2.k1.AAAA.AAAA",
        &long,
        &[good, "."].concat(),
        &[good, "="].concat(),
        &[" ", good].concat(),
        &good.replace("k1", ""),
        &good.replace("k1", "k2"),
        &good.replace("v1", "v2"),
        &good.to_uppercase(),
    ] {
        let opened = open(&ring, &Secret::new(token), &scope, RESET, NOW);
        assert_eq!(
            opened,
            Err(TokenRefused),
            "{}",
            token.get(..40).unwrap_or(token)
        );
    }
}

/// Each of two values in every place: recipient, client, purpose, channel and tenant.
fn crossed() -> Vec<(Scope, Purpose)> {
    let recipients = ["a@b.cn", "c@d.cn"].map(|text| Recipient::email(text).unwrap());
    let mobiles = ["13800138000", "13800138001"].map(|text| Recipient::mobile(text).unwrap());
    let mut all = Vec::new();
    for tenant in ["t1", "t2"] {
        for client_id in ["c1", "c2"] {
            for recipient in recipients.iter().chain(&mobiles) {
                for purpose in [Purpose::ResetPassword, Purpose::ChangePassword] {
                    all.push((scope(tenant, client_id, recipient.clone()), purpose));
                }
            }
        }
    }
    all
}

#[test]
fn of_all_combinations_only_its_own_opens_a_token_and_checks_a_code() {
    let ring = ring();
    let id = ring.challenge_id(JTI);
    let all = crossed();
    let eight = Digits::new(8).unwrap();
    for (made_scope, made_purpose) in &all {
        let made = Binding {
            scope: made_scope,
            purpose: *made_purpose,
        };
        let token = mint(&ring, &id, made, NOW, END).unwrap();
        let code = code(&ring, &id, made, eight).unwrap();
        for (scope, purpose) in &all {
            let is_own = (scope, purpose) == (made_scope, made_purpose);
            let opened = open(&ring, &token, scope, PurposeSet::of(&[*purpose]), NOW);
            assert_eq!(opened.is_ok(), is_own, "{scope:?} {purpose:?}");
            let binding = Binding {
                scope,
                purpose: *purpose,
            };
            assert_eq!(
                is_code(&ring, &id, binding, eight, &code),
                is_own,
                "{scope:?} {purpose:?}"
            );
        }
    }
}

#[test]
fn after_a_rotation_what_is_on_its_way_still_opens() {
    let scope = own_scope();
    let binding = Binding {
        scope: &scope,
        purpose: Purpose::ResetPassword,
    };
    let before = ring();
    let id = before.challenge_id(JTI);
    let token = minted(&before, &scope);
    let sent = code(&before, &id, binding, Digits::SIX).unwrap();

    let rotated = KeyRing::new(&[("k2", &[2; 32]), ("k1", &[1; 32])]).unwrap();
    assert!(open(&rotated, &token, &scope, RESET, NOW).is_ok());
    assert!(is_code(&rotated, &id, binding, Digits::SIX, &sent));
    assert!(minted(&rotated, &scope).expose().starts_with("v1.k2."));

    let retired = KeyRing::new(&[("k2", &[2; 32])]).unwrap();
    assert_eq!(
        open(&retired, &token, &scope, RESET, NOW),
        Err(TokenRefused)
    );
    assert!(!is_code(&retired, &id, binding, Digits::SIX, &sent));
    assert_eq!(code(&retired, &id, binding, Digits::SIX), None);
}

#[test]
fn another_key_of_the_same_name_is_another_key() {
    let scope = own_scope();
    let other = KeyRing::new(&[("k1", &[9; 32])]).unwrap();
    assert_eq!(
        open(&other, &minted(&ring(), &scope), &scope, RESET, NOW),
        Err(TokenRefused)
    );
}

#[test]
fn a_code_has_its_digits_and_nothing_else_is_it() {
    let (ring, scope) = (ring(), own_scope());
    let binding = Binding {
        scope: &scope,
        purpose: Purpose::ResetPassword,
    };
    for digits in 4..=8 {
        let digits = Digits::new(digits).unwrap();
        let mut first_digits = alloc::collections::BTreeSet::new();
        for byte in 0..200 {
            let id = ring.challenge_id([byte; 16]);
            let made = code(&ring, &id, binding, digits).unwrap();
            let text = made.expose();
            assert_eq!(text.len(), usize::from(u8::from(digits)));
            assert!(text.bytes().all(|byte| byte.is_ascii_digit()));
            first_digits.insert(text.as_bytes()[0]);
            assert!(is_code(&ring, &id, binding, digits, &made));
            for wrong in [
                "",
                "0",
                &text[1..],
                &[text, "0"].concat(),
                &[" ", text].concat(),
            ] {
                assert!(!is_code(&ring, &id, binding, digits, &Secret::new(wrong)));
            }
            let next = (text.parse::<u64>().unwrap() + 1) % 10_u64.pow(u32::from(u8::from(digits)));
            let width = text.len();
            let next = alloc::format!("{next:0width$}");
            assert!(!is_code(&ring, &id, binding, digits, &Secret::new(next)));
        }
        assert_eq!(first_digits.len(), 10, "leading zeros are digits too");
    }
    assert_eq!(Digits::new(3), None);
    assert_eq!(Digits::new(9), None);
}
