use super::alphabet::alphabet;
use super::*;
use alloc::string::String;
use alloc::{format, vec};

/// The special characters that a document's passwords are made of.
fn special(members: &str) -> String {
    let policy = Policy::from_json(&format!(r#"{{"version":1,{members}}}"#)).unwrap();
    let min = policy.document().length.map_or(1, |length| length.min);
    let alphabet = alphabet(policy.document(), &Subject::default(), min);
    let special = alphabet.iter().map(|(point, _)| *point);
    special
        .filter(|point| !point.is_ascii_alphanumeric())
        .collect()
}

#[test]
fn no_two_characters_are_read_for_one_another() {
    let policy = Policy::from_json(r#"{"version":1}"#).unwrap();
    let alphabet = alphabet(policy.document(), &Subject::default(), 1);
    let all: String = alphabet.iter().map(|(point, _)| *point).collect();
    assert_eq!(
        all,
        "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#$%+-=?"
    );
}

#[test]
fn special_characters_are_the_documents_and_the_best_suited_of_them() {
    assert_eq!(special(r#""characters":{"special":"~!#"}"#), "!#");
    assert_eq!(special(r#""characters":{"special":"~é|"}"#), "~");
    assert_eq!(special(r#""characters":{"special":"é|"}"#), "|é");
    assert_eq!(special(r#""characters":{"special":""}"#), "");
    assert_eq!(
        special(r#""characters":{"special":"","other":"special"}"#),
        "!#$%+-=?"
    );
}

#[test]
fn what_is_not_seen_by_itself_is_no_character() {
    // A space, an accent, a joiner, an ignorable, a part of a Hangul syllable; the emoji stays.
    let document = r#""characters":{"special":" \u3000\u0301\u200d\u202e\u2060\u1161😀"}"#;
    assert_eq!(special(document), "😀");
}

#[test]
fn where_a_character_may_stand_only_so_often_there_are_enough() {
    let total = |max: u32, min: u32| {
        format!(r#""length":{{"min":{min}}},"repeats":{{"max":{max},"counting":"total"}}"#)
    };
    assert_eq!(special(&total(1, 65)).len(), 8);
    assert_eq!(special(&total(1, 66)).len(), 28);
    assert_eq!(special(&total(1, 89)).len(), 32);
    assert_eq!(special(&total(2, 89)).len(), 8);
    let demanded = r#""characters":{"special":"~!#","minimum":{"special":3}},"repeats":{"max":1,"counting":"total"}"#;
    assert_eq!(special(demanded), "!#~");
    let in_a_row = |max: u32| {
        format!(
            r#""characters":{{"special":"~!","minimum":{{"special":3}}}},"repeats":{{"max":{max}}}"#
        )
    };
    assert_eq!(special(&in_a_row(2)), "!~");
    assert_eq!(special(&in_a_row(3)), "!");
}

#[test]
fn a_long_list_of_special_characters_is_cut_off() {
    let many: String = ('\u{4E00}'..'\u{5000}').collect();
    let document = format!(r#""characters":{{"special":"{many}"}}"#);
    assert_eq!(special(&document).chars().count(), 256);
}

#[test]
fn what_crosses_a_border_comes_back() {
    let generated = Generated {
        password: Secret::new("Brook#71Lantern"),
        bits: 42,
        shortfall: Some(Shortfall::MaxLength),
    };
    let json = serde_json::to_value(&generated).unwrap();
    assert_eq!(json["shortfall"], "max_length");
    assert_eq!(
        serde_json::from_value::<Generated>(json).unwrap(),
        generated
    );
    let refused = CannotGenerate::Refused {
        rules: vec![Rule::Weak, Rule::Personal],
    };
    let json = serde_json::to_value(&refused).unwrap();
    assert_eq!(
        serde_json::from_value::<CannotGenerate>(json).unwrap(),
        refused
    );
}
