//! What the generator promises, over documents and people that nobody thought of.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may panic

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use repass::policy::{
    CannotGenerate, Class, Generated, Policy, Rule, Shortfall, Subject, WANTED_BITS,
};
use serde_json::json;

#[path = "generate/documents.rs"]
mod documents;

use documents::{
    demanded, has_words_of_one, is_as_short_as_words, is_too_short_for_its_score, lacks_characters,
    policy, subject,
};

fn generate(document: &str, entropy: u8) -> Generated {
    let policy = Policy::from_json(document).unwrap();
    let generated = policy.generate(&Subject::default(), &[entropy; 32]);
    generated.unwrap()
}

fn demo() -> (Policy, Subject) {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/server/src/demo/policy.json"
    );
    let subject = Subject {
        username: Some("zenglijun".into()),
        mobile: Some("+86-15201657315".into()),
        email: Some("zenglijun@example.com".into()),
        name: Some("曾丽君".into()),
        words: vec!["acme".into()],
    };
    (
        Policy::from_json(&fs::read_to_string(path).unwrap()).unwrap(),
        subject,
    )
}

/// Different entropy, as much as is asked for.
fn entropies(count: u32) -> impl Iterator<Item = [u8; 32]> {
    (0..count).map(|number| {
        let mut entropy = [0; 32];
        entropy[..4].copy_from_slice(&number.to_be_bytes());
        entropy
    })
}

proptest! {
    // A failing case is kept beside this file.
    #![proptest_config(ProptestConfig {
        cases: 10_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_comes_out_passes_and_only_hard_documents_have_nothing(
        policy in policy(), subject in subject(), entropy in any::<[u8; 32]>(),
    ) {
        let document = policy.document();
        let generated = match policy.generate(&subject, &entropy) {
            Ok(generated) => generated,
            Err(CannotGenerate::OutOfCharacters) => {
                prop_assert!(lacks_characters(document) || has_words_of_one(document));
                return Ok(());
            }
            Err(CannotGenerate::Refused { rules }) => {
                prop_assert!(
                    is_too_short_for_its_score(document) || is_as_short_as_words(document),
                    "{rules:?}"
                );
                return Ok(());
            }
        };
        let password = generated.password.expose();
        let report = policy.check(password, &subject);
        prop_assert!(report.ok, "{:?}", report.violations);
        prop_assert!(!password.contains(['I', 'l', '1', 'O', '0']));
        prop_assert!(!password.contains(char::is_whitespace));
        prop_assert_eq!(generated.shortfall.is_some(), generated.bits < WANTED_BITS);
        let max = document.length.map_or(1_024, |length| length.max);
        let named: u32 = Class::ALL.into_iter().map(|class| demanded(document, class)).sum();
        // 18 free places are enough; a few more, for what repeats and runs take.
        if max >= named + 22 && !has_words_of_one(document) {
            prop_assert_eq!(generated.shortfall, None);
        }
        if max < 16 {
            prop_assert_eq!(generated.shortfall, Some(Shortfall::MaxLength));
        }
        // Now and then, for time: the same again.
        if entropy[0] < 16 {
            prop_assert_eq!(policy.generate(&subject, &entropy), Ok(generated));
        }
    }
}

/// A server derives a password again, perhaps with a later release: what comes out never changes.
/// Expected is what a program computes that was written from the description, in Python.
#[test]
fn passwords_are_as_an_independent_program_computes_them() {
    let cases = [
        (r#"{"version":1}"#, "giWkTuUcDxmpmK68f", 96),
        (
            r#"{"version":1,"characters":{"require":["upper"],"minimum":{"digit":2},"special":"@_"}}"#,
            "8EC7fZKVpCbJWkdDzo9",
            98,
        ),
        (
            r#"{"version":1,"characters":{"atLeastClasses":3,"minimum":{"digit":9}}}"#,
            "gi8k3993Ds5R346833944B",
            96,
        ),
    ];
    let entropy = core::array::from_fn(|index| index as u8);
    for (document, password, bits) in cases {
        let policy = Policy::from_json(document).unwrap();
        let generated = policy.generate(&Subject::default(), &entropy).unwrap();
        assert_eq!(generated.password.expose(), password, "{document}");
        assert_eq!(
            (generated.bits, generated.shortfall),
            (bits, None),
            "{document}"
        );
    }
}

#[test]
fn each_entropy_gives_another_password_and_always_the_same() {
    let (policy, subject) = demo();
    let passwords = || -> Vec<String> {
        let generated = entropies(200).map(|entropy| policy.generate(&subject, &entropy).unwrap());
        generated
            .map(|generated| generated.password.expose().into())
            .collect()
    };
    let mut all = passwords();
    assert_eq!(all, passwords());
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 200);
}

#[test]
fn the_demo_document_gives_enough_bits_in_at_most_twenty_characters() {
    let (policy, subject) = demo();
    for entropy in entropies(200) {
        let generated = policy.generate(&subject, &entropy).unwrap();
        assert!(policy.check(generated.password.expose(), &subject).ok);
        assert!(generated.bits >= WANTED_BITS && generated.shortfall.is_none());
        assert!(generated.password.expose().len() <= 20);
    }
}

#[test]
fn every_character_comes_about_equally_often() {
    let policy = Policy::from_json(r#"{"version":1}"#).unwrap();
    let mut counts = BTreeMap::new();
    for entropy in entropies(2_000) {
        let generated = policy.generate(&Subject::default(), &entropy).unwrap();
        for point in generated.password.expose().chars() {
            *counts.entry(point).or_insert(0) += 1;
        }
    }
    let expected = ('a'..='z')
        .chain('A'..='Z')
        .chain('0'..='9')
        .filter(|point| !"Il1O0".contains(*point));
    let mut expected: Vec<char> = expected.chain("!#$%+-=?".chars()).collect();
    expected.sort_unstable();
    assert_eq!(counts.keys().copied().collect::<Vec<char>>(), expected);
    // 34,000 characters of 65: 523 each, give or take six standard deviations of 23.
    assert!(
        counts.values().all(|count| (385..=661).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn a_demanded_character_stands_anywhere() {
    let policy = Policy::from_json(
        r#"{"version":1,"length":{"min":8,"max":8},"characters":{"minimum":{"lower":7,"upper":1}}}"#,
    )
    .unwrap();
    let mut places = [0; 8];
    for entropy in entropies(4_000) {
        let generated = policy.generate(&Subject::default(), &entropy).unwrap();
        let place = generated
            .password
            .expose()
            .find(|point: char| point.is_ascii_uppercase());
        places[place.unwrap()] += 1;
    }
    // 500 each, give or take six standard deviations of 21.
    assert!(
        places.iter().all(|count| (374..=626).contains(count)),
        "{places:?}"
    );
}

#[test]
fn a_short_policy_says_what_it_lacks() {
    let short = generate(r#"{"version":1,"length":{"min":6,"max":8}}"#, 1);
    assert_eq!(short.password.expose().len(), 8);
    // 65^8 is 2^48.2; six bits go for the candidates.
    assert_eq!(
        (short.bits, short.shortfall),
        (42, Some(Shortfall::MaxLength))
    );
    let digits = r#"{"version":1,"length":{"max":20},"characters":{"minimum":{"digit":20}}}"#;
    let digits = generate(digits, 1);
    assert_eq!(
        (digits.bits, digits.shortfall),
        (54, Some(Shortfall::Alphabet))
    );
}

/// Runs and repeats alone would refuse nearly all candidates of this length, and é takes two of
/// the 1,024 bytes that are looked at.
#[test]
fn a_long_policy_is_kept_place_by_place() {
    let document = r#"{"version":1,"length":{"min":1020,"max":1020},
        "characters":{"require":["special"],"special":"é"},
        "repeats":{"max":1},"sequences":{"max":1,"keyboard":true}}"#;
    let password = generate(document, 1).password;
    assert_eq!(password.expose().chars().count(), 1_020);
    assert!(password.expose().contains('é'));
}

#[test]
fn special_characters_are_the_plain_ones_while_there_are_any() {
    let of = |special: &str| {
        let special = serde_json::to_string(special).unwrap();
        let document = format!(
            r#"{{"version":1,"length":{{"min":40}},"characters":{{"special":{special},"minimum":{{"special":30}}}}}}"#
        );
        let generated = generate(&document, 1);
        let points = generated.password.expose().chars();
        let mut special: Vec<char> = points
            .filter(|point| !point.is_ascii_alphanumeric())
            .collect();
        special.sort_unstable();
        special.dedup();
        String::from_iter(special)
    };
    assert_eq!(of(" '|@;#é"), "#");
    assert_eq!(of(" '|@é"), "@");
    assert_eq!(of(" |"), "|");
    assert_eq!(of(" é\u{301}"), "é");
}

#[test]
fn places_are_added_between_characters_that_may_not_stand_together() {
    let document = r#"{"version":1,"characters":{"special":"@","minimum":{"special":40}},"repeats":{"max":1}}"#;
    let password = generate(document, 1).password;
    let special = password.expose().chars().filter(|point| *point == '@');
    assert!(special.count() >= 40 && password.expose().len() >= 79);
}

#[test]
fn what_a_class_needs_for_its_own_places_is_not_drawn_for_others() {
    let document = r#"{"version":1,"length":{"min":60},"characters":{"minimum":{"digit":8,"upper":20}},
        "repeats":{"max":1,"counting":"total"}}"#;
    let password = generate(document, 1).password;
    let points = password.expose().chars();
    let mut digits: Vec<char> = points.filter(char::is_ascii_digit).collect();
    digits.sort_unstable();
    assert_eq!(String::from_iter(digits), "23456789");
}

#[test]
fn more_special_characters_are_taken_where_each_may_stand_once() {
    let generated = generate(
        r#"{"version":1,"characters":{"special":"$@|","minimum":{"special":3}},"repeats":{"max":1,"counting":"total"}}"#,
        1,
    );
    assert!(generated.password.expose().contains('|'));
}

#[test]
fn a_password_without_a_way_out_is_an_error_that_names_the_rules() {
    let generate = |document: &str, subject: &Subject| {
        Policy::from_json(document)
            .unwrap()
            .generate(subject, &[1; 32])
            .unwrap_err()
    };
    let spaces = r#"{"version":1,"characters":{"require":["special"],"special":" "}}"#;
    assert_eq!(
        generate(spaces, &Subject::default()),
        CannotGenerate::OutOfCharacters
    );
    let strong = r#"{"version":1,"length":{"max":1},"weak":{"words":["a"]}}"#;
    let refused = CannotGenerate::Refused {
        rules: vec![Rule::Weak],
    };
    assert_eq!(generate(strong, &Subject::default()), refused);
    assert_eq!(
        serde_json::to_value(&refused).unwrap(),
        json!({ "code": "refused", "args": { "rules": ["weak"] } })
    );
    assert_eq!(refused.to_string(), "the policy refused every candidate");
}

#[test]
fn words_of_one_character_are_left_out_and_not_waited_for() {
    let document = r#"{"version":1,"length":{"min":100},"contains":{"minLength":1}}"#;
    let subject = Subject {
        words: vec!["a".into(), "7".into(), "e".into(), "#".into()],
        ..Subject::default()
    };
    let policy = Policy::from_json(document).unwrap();
    let generated = policy.generate(&subject, &[1; 32]).unwrap();
    // With leet undone, an a is also 4 and @, an e also 3.
    assert!(
        !generated
            .password
            .expose()
            .contains(['a', 'A', '4', '7', 'e', 'E', '3', '#'])
    );
}

#[test]
fn a_generated_password_is_not_told_by_debug() {
    let generated = generate(r#"{"version":1}"#, 1);
    assert!(!format!("{generated:?}").contains(generated.password.expose()));
}
