//! Setups that are refused, and by which member.

use alloc::string::{String, ToString};

use serde_json::{Value, json};

use super::super::{Journey, Kind};
use super::play::setup;

fn refusal(setup: &Value) -> String {
    match Journey::from_json(&setup.to_string()) {
        Ok(_) => "none".into(),
        Err(error) => {
            let code = serde_json::to_value(error.code).unwrap();
            alloc::format!("{} {}", code.as_str().unwrap(), error.member)
        }
    }
}

fn without(kind: &str, member: &str) -> String {
    let mut setup = setup(kind);
    setup.as_object_mut().unwrap().remove(member);
    refusal(&setup)
}

fn with(kind: &str, member: &str, value: Value) -> String {
    let mut setup = setup(kind);
    setup[member] = value;
    refusal(&setup)
}

#[test]
fn every_kind_is_read_by_its_name() {
    for kind in Kind::ALL {
        let name = serde_json::to_value(kind).unwrap();
        assert_eq!(refusal(&setup(name.as_str().unwrap())), "none");
    }
}

#[test]
fn what_a_kind_needs_must_be_there() {
    for (kind, member) in [
        ("forgot_by_email", "kind"),
        ("forgot_by_email", "clientId"),
        ("forgot_by_email", "policy"),
        ("forgot_by_email", "device"),
        ("forced_change", "device"),
        ("forced_change", "stateToken"),
        ("change_by_mobile", "idToken"),
        ("change_by_email", "idToken"),
    ] {
        assert_eq!(
            without(kind, member),
            alloc::format!("missing_member {member}")
        );
    }
    assert_eq!(without("forced_change", "loginStatus"), "none");
    assert_eq!(without("reset_by_email", "device"), "none");
    assert_eq!(
        with("change_by_email", "idToken", "e30".into()),
        "missing_member subject.email"
    );
    assert_eq!(
        with("change_by_mobile", "idToken", "e30".into()),
        "missing_member subject.mobile"
    );
}

#[test]
fn a_member_of_another_type_or_value_is_named() {
    for (member, value, expected) in [
        ("kind", json!("forgot"), "invalid_value kind"),
        ("kind", json!(1), "wrong_type kind"),
        ("kind", json!(null), "wrong_type kind"),
        ("clientId", json!(""), "invalid_value clientId"),
        ("clientId", json!("a b"), "invalid_value clientId"),
        ("clientId", json!("a".repeat(129)), "invalid_value clientId"),
        ("lang", json!("fr"), "invalid_value lang"),
        ("device", json!([]), "wrong_type device"),
        (
            "device",
            json!({ "operatingSystem": "w", "agent": "a" }),
            "missing_member device.fingerprint",
        ),
        (
            "device",
            json!({ "operatingSystem": "w", "fingerprint": "f", "agent": "a\nb" }),
            "invalid_value device.agent",
        ),
        (
            "device",
            json!({ "operatingSystem": "w", "fingerprint": " ", "agent": "a" }),
            "invalid_value device.fingerprint",
        ),
        ("device", json!({ "os": "w" }), "unknown_member device.os"),
        ("subject", json!({ "email": 1 }), "wrong_type subject.email"),
        (
            "subject",
            json!({ "words": ["a", 1] }),
            "wrong_type subject.words[1]",
        ),
        (
            "subject",
            json!({ "mail": "a" }),
            "unknown_member subject.mail",
        ),
        ("stateToken", json!("a\nb"), "invalid_value stateToken"),
        ("loginStatus", json!("SUCCESS"), "invalid_value loginStatus"),
        (
            "loginStatus",
            json!("MFA_AUTH"),
            "invalid_value loginStatus",
        ),
        ("loginStatus", json!("warn"), "invalid_value loginStatus"),
        ("resendAfter", json!(-1), "invalid_value resendAfter"),
        (
            "resendAfter",
            json!(86_400_001),
            "invalid_value resendAfter",
        ),
        ("resendAfter", json!(1.5), "invalid_value resendAfter"),
        ("resendAfter", json!("1"), "wrong_type resendAfter"),
        ("digits", json!(3), "invalid_value digits"),
        ("digits", json!(9), "invalid_value digits"),
        ("digits", json!(262), "invalid_value digits"),
        ("policy", json!({}), "missing_member policy.version"),
        ("policy", json!([]), "wrong_type policy"),
        ("policy", json!(null), "wrong_type policy"),
        (
            "policy",
            json!({ "version": 1, "length": { "min": "8" } }),
            "wrong_type policy.length.min",
        ),
        (
            "policy",
            json!({ "version": 1, "length": { "min": 9, "max": 8 } }),
            "impossible policy.length.min",
        ),
        ("colour", json!(null), "unknown_member colour"),
        ("client_id", json!("a"), "unknown_member client_id"),
    ] {
        assert_eq!(with("forgot_by_email", member, value), expected);
    }
    let mobile = json!({ "mobile": "12" });
    assert_eq!(
        with("change_by_mobile", "subject", mobile),
        "invalid_value subject.mobile"
    );
}

#[test]
fn an_optional_member_may_be_null() {
    for member in [
        "clientSecret",
        "lang",
        "subject",
        "idToken",
        "stateToken",
        "loginStatus",
        "resendAfter",
        "digits",
    ] {
        assert_eq!(
            with("forgot_by_email", member, Value::Null),
            "none",
            "{member}"
        );
    }
    assert_eq!(
        with("forgot_by_email", "subject", json!({ "email": null })),
        "none"
    );
}

#[test]
fn what_is_no_object_of_single_members_is_refused() {
    let refusal = |text: &str| Journey::from_json(text).unwrap_err();
    let code = |text: &str| serde_json::to_value(refusal(text).code).unwrap();
    assert_eq!(code(""), "not_json");
    assert_eq!(code("{"), "not_json");
    assert_eq!(code("[]"), "wrong_type");
    let twice = r#"{"kind":"forced_change","kind":"forced_change"}"#;
    assert_eq!(
        (code(twice), refusal(twice).member.as_str()),
        (json!("duplicate_member"), "kind")
    );
    assert_eq!(code(&" ".repeat(524_289)), "too_large");
}

#[test]
fn an_error_never_repeats_a_value() {
    let canary = "hunter2-canary";
    for member in [
        "kind",
        "clientId",
        "device",
        "lang",
        "policy",
        "subject",
        "loginStatus",
        "resendAfter",
        "digits",
    ] {
        let mut setup = setup("forgot_by_email");
        setup[member] = json!({ "x": canary });
        let first = Journey::from_json(&setup.to_string()).unwrap_err();
        setup[member] = canary.into();
        for error in [Some(first), Journey::from_json(&setup.to_string()).err()]
            .into_iter()
            .flatten()
        {
            let text = alloc::format!("{error} {error:?}");
            assert!(!text.contains(canary), "{text}");
        }
    }
}
