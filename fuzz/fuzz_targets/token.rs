//! Any text as an otp_token: none opens but the one that was minted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repass::otp::{Binding, KeyRing, Purpose, PurposeSet, Recipient, Scope, mint, open};
use repass::secret::Secret;

fuzz_target!(|text: &str| {
    let ring = KeyRing::new(&[("k1", &[1; 32]), ("k0", &[2; 32])]).unwrap();
    let scope = Scope {
        tenant: "t".into(),
        client_id: "c".into(),
        recipient: Recipient::email("a@b.cn").unwrap(),
    };
    let purpose = Purpose::ResetPassword;
    let id = ring.challenge_id([7; 16]);
    let minted = mint(&ring, &id, Binding { scope: &scope, purpose }, 0, 300_000).unwrap();
    let opened = open(&ring, &Secret::new(text), &scope, PurposeSet::of(&[purpose]), 1);
    assert_eq!(opened.is_ok(), text == minted.expose());
});
