//! What holds for every password, not only for those that somebody thought of.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may panic

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use repass::policy::{Policy, Rule, Subject};
use unicode_normalization::UnicodeNormalization;

const DOCUMENT: &str = r#"{ "version": 1, "id": "eiam-default",
  "length":     { "min": 8, "max": 50 },
  "characters": { "atLeastClasses": 3, "require": ["upper"], "special": "~!#$%&+-,*:;<=>@_?^`./", "other": "forbid" },
  "repeats":    { "max": 3, "counting": "consecutive" },
  "sequences":  { "max": 4, "keyboard": true },
  "username":   { "equal": true, "reversed": true },
  "contains":   { "username": true, "mobile": true, "emailPrefix": true, "namePinyin": true, "words": ["acme"], "minLength": 4 },
  "weak":       { "dictionary": true, "words": ["huawei"] },
  "history":    { "remember": 5 },
  "breached":   { "whenUnavailable": "accept" } }"#;

fn policy() -> Policy {
    Policy::from_json(DOCUMENT).unwrap()
}

fn zenglijun() -> Subject {
    Subject {
        username: Some("zenglijun".into()),
        mobile: Some("+86-15201657315".into()),
        email: Some("MOCK_EMAIL@163.com".into()),
        name: Some("曾丽君".into()),
        words: Vec::new(),
    }
}

/// Any text, and texts near the rules: names, words, runs, leet, and the odd characters.
fn password() -> impl Strategy<Value = String> {
    let near = "(zenglijun|nujilgnez|acme|4cm3|huawei|Password|abcdef|qwert|aaaa|曾|é|e\u{301}|İ|ı|Ａ|ﬁ|\u{FFFD}|\u{0}|👨\u{200D}👩| |[ -~]){0,12}";
    prop_oneof![".{0,80}", near]
}

proptest! {
    // A failing case is kept beside this file.
    #![proptest_config(ProptestConfig::with_failure_persistence(FileFailurePersistence::WithSource("regressions")))]

    #[test]
    fn any_text_has_a_report_and_a_checklist(text in password(), name in ".{0,40}") {
        let subject = Subject { username: Some(name.clone()), name: Some(name), ..zenglijun() };
        let checker = policy().for_subject(&subject);
        let report = checker.check(&text);
        prop_assert_eq!(report.ok, report.violations.is_empty());
        prop_assert_eq!(checker.checklist(&text).len(), 11);
    }

    #[test]
    fn the_verdict_does_not_depend_on_the_form_of_the_text(text in password()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        let checker = policy().for_subject(&zenglijun());
        prop_assert_eq!(checker.check(&composed), checker.check(&decomposed));
        prop_assert_eq!(checker.check(&composed), checker.check(&text));
    }

    #[test]
    fn violations_stand_in_the_vendors_order_and_each_once(text in password()) {
        let report = policy().check(&text, &zenglijun());
        let rules: Vec<Rule> = report.violations.iter().map(|violation| violation.rule()).collect();
        prop_assert!(rules.is_sorted_by(|a, b| a < b), "{:?}", rules);
    }

    #[test]
    fn a_word_more_never_clears_a_violation(text in password(), word in "[a-z]{4,8}") {
        let before = policy().check(&text, &zenglijun());
        let subject = Subject { words: vec![word], ..zenglijun() };
        let after = policy().check(&text, &subject);
        for violation in &before.violations {
            let is_there = after.violations.iter().any(|after| after.rule() == violation.rule());
            prop_assert!(is_there, "{:?}", violation);
        }
    }

    #[test]
    fn the_report_never_repeats_the_password(text in "[Q-Z]{3}[~#]{2}[Q-Z]{4,60}") {
        let report = serde_json::to_string(&policy().check(&text, &zenglijun())).unwrap();
        let points: Vec<char> = text.chars().collect();
        for part in points.windows(4) {
            prop_assert!(!report.contains(&part.iter().collect::<String>()));
        }
    }

    #[test]
    fn any_text_is_a_document_or_an_error_that_repeats_no_value(secret in "[Q-Z]{12}", at in 0..10_usize) {
        let members = [
            r#""version":"@""#, r#""id":["@"]"#, r#""length":{"min":"@"}"#, r#""characters":{"special":{"@":1}}"#,
            r#""characters":{"require":["@"]}"#, r#""repeats":{"counting":"@","max":1}"#, r#""weak":{"words":"@"}"#,
            r#""breached":{"whenUnavailable":"@"}"#, r#""history":"@""#, r#""lifecycle":["@"]"#,
        ];
        let document = format!("{{{}}}", members[at].replace('@', &secret));
        let error = Policy::from_json(&document).unwrap_err();
        let told = format!("{error} {error:?}");
        prop_assert!(!told.contains(&secret));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,200}") {
        let _ = Policy::from_json(&text);
    }
}
