//! Random documents and people, and which documents are hard for a generator.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::string::string_regex;
use repass::policy::document::{Counting, Document, Length, Other};
use repass::policy::{Class, Policy, Subject};
use serde_json::{Map, Value, json};

/// Letters and digits without those that are read for one another.
const LETTERS_AND_DIGITS: u32 = 25 + 24 + 8;
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// The members that are there.
fn object(members: Vec<(&str, Option<Value>)>) -> Value {
    let there = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect::<Map<_, _>>())
}

fn length() -> impl Strategy<Value = Value> {
    let min = prop_oneof![40 => 1..=24_u32, 1 => 1..=120_u32];
    let more = prop_oneof![20 => 0..=40_u32, 1 => 0..=800_u32];
    (option::of(min), option::of(more)).prop_map(|(min, more)| {
        let max = more.map(|more| min.unwrap_or(1) + more);
        object(vec![
            ("min", min.map(Value::from)),
            ("max", max.map(Value::from)),
        ])
    })
}

fn special() -> impl Strategy<Value = String> {
    let listed: Vec<char> = PUNCTUATION.chars().collect();
    prop_oneof![
        4 => subsequence(listed, 0..=32).prop_map(String::from_iter),
        1 => select(vec!["", " ", "@", "|", "~ ", "'`", "é", "€£¥", "密码", "😀", "\u{301}", "e\u{301}\u{200B}"])
            .prop_map(String::from),
    ]
}

fn characters() -> impl Strategy<Value = Value> {
    let classes = vec!["lower", "upper", "digit", "special"];
    let minimum = || option::weighted(0.3, 1..=6_u32);
    let minimum = (minimum(), minimum(), minimum(), minimum());
    (
        option::of(1..=4_u32),
        subsequence(classes, 0..=4),
        option::of(minimum),
        option::weighted(0.7, special()),
        option::weighted(0.3, select(vec!["forbid", "special", "letter"])),
        option::weighted(0.3, Just("forbid")),
    )
        .prop_map(|(least, require, minimum, special, other, edge)| {
            let minimum = minimum.map(|(lower, upper, digit, special)| {
                object(vec![
                    ("lower", lower.map(Value::from)),
                    ("upper", upper.map(Value::from)),
                    ("digit", digit.map(Value::from)),
                    ("special", special.map(Value::from)),
                ])
            });
            object(vec![
                ("atLeastClasses", least.map(Value::from)),
                ("require", Some(require.into())),
                ("minimum", minimum),
                ("special", special.map(Value::from)),
                ("other", other.map(Value::from)),
                ("edgeSpace", edge.map(Value::from)),
            ])
        })
}

/// Texts of a pattern, which is read once and not for each case.
fn text(pattern: &str) -> impl Strategy<Value = String> {
    string_regex(pattern).unwrap()
}

fn words() -> impl Strategy<Value = Vec<String>> {
    vec(text("[a-z@0-9]{1,8}|acme|密码|[A-Z][a-z]{2,6}"), 0..=6)
}

fn weak() -> impl Strategy<Value = Value> {
    let dictionary = select(vec![json!(true), json!(false), json!(100)]);
    (dictionary, words(), option::weighted(0.3, 0..=4_u32)).prop_map(
        |(dictionary, words, score)| {
            object(vec![
                ("dictionary", Some(dictionary)),
                ("words", Some(words.into())),
                ("minScore", score.map(Value::from)),
            ])
        },
    )
}

fn contains() -> impl Strategy<Value = Value> {
    (any::<[bool; 4]>(), words(), option::of(1..=6_u32)).prop_map(|(is, words, min)| {
        object(vec![
            ("username", Some(is[0].into())),
            ("mobile", Some(is[1].into())),
            ("emailPrefix", Some(is[2].into())),
            ("namePinyin", Some(is[3].into())),
            ("words", Some(words.into())),
            ("minLength", min.map(Value::from)),
        ])
    })
}

fn document() -> impl Strategy<Value = Value> {
    let repeats = (1..=4_u32, select(vec!["consecutive", "total"]))
        .prop_map(|(max, counting)| json!({ "max": max, "counting": counting }));
    let sequences = (1..=5_u32, any::<bool>())
        .prop_map(|(max, keyboard)| json!({ "max": max, "keyboard": keyboard }));
    let username = any::<[bool; 2]>().prop_map(|is| json!({ "equal": is[0], "reversed": is[1] }));
    (
        option::of(length()),
        option::of(characters()),
        option::of(repeats),
        option::of(sequences),
        option::of(username),
        option::of(contains()),
        option::of(weak()),
        option::of(Just(json!({ "remember": 5 }))),
    )
        .prop_map(|members| {
            object(vec![
                ("version", Some(1.into())),
                ("length", members.0),
                ("characters", members.1),
                ("repeats", members.2),
                ("sequences", members.3),
                ("username", members.4),
                ("contains", members.5),
                ("weak", members.6),
                ("history", members.7),
            ])
        })
}

pub fn subject() -> impl Strategy<Value = Subject> {
    (
        option::of(text("[a-z]{1,10}|[a-z]{2,5}[0-9]{1,4}")),
        option::of(text("(\\+86-)?1[3-9][0-9]{9}|[0-9]{1,6}")),
        option::of(text("[a-z]{1,8}@example\\.com")),
        option::of(text("曾丽君|李|欧阳娜娜|Anna Lindqvist|[a-z]{1,6}")),
        words(),
    )
        .prop_map(|(username, mobile, email, name, words)| Subject {
            username,
            mobile,
            email,
            name,
            words,
        })
}

pub fn policy() -> impl Strategy<Value = Policy> {
    document().prop_filter_map("the parser refuses it", |document| {
        Policy::from_json(&document.to_string()).ok()
    })
}

/// Special characters of a document that can be typed by themselves: the lists above have a space,
/// an accent and a zero-width space besides.
fn usable_special(document: &Document) -> u32 {
    let Some(rule) = &document.characters else {
        return 32;
    };
    let mut listed: Vec<char> = rule.special().chars().collect();
    listed.retain(|point| !" \u{301}\u{200B}".contains(*point));
    listed.sort_unstable();
    listed.dedup();
    match (listed.len(), rule.other) {
        (0, Other::Special) => 32,
        (usable, _) => usable as u32,
    }
}

/// How many characters of a class a document demands, by name or for want of other classes.
pub fn demanded(document: &Document, class: Class) -> u32 {
    let Some(rule) = &document.characters else {
        return 0;
    };
    let one = rule.require.contains(&class) || rule.at_least_classes == Some(4);
    rule.minimum.of(class).max(one.into())
}

/// Words of one character bar that character.
pub fn has_words_of_one(document: &Document) -> bool {
    document
        .contains
        .as_ref()
        .is_some_and(|rule| rule.min_length == 1)
}

/// Whether a document asks for more characters than a generator has that leaves out white space,
/// what is not seen by itself and what looks alike.
pub fn lacks_characters(document: &Document) -> bool {
    let special = usable_special(document);
    let uses = document
        .repeats
        .filter(|rule| rule.counting == Counting::Total)
        .map_or(10_000, |rule| rule.max);
    let lacks = |size: u32, wanted: u32| size * uses < wanted;
    let length = document.length.unwrap_or(Length { min: 1, max: 1_024 });
    lacks(special, demanded(document, Class::Special))
        || lacks(LETTERS_AND_DIGITS + special, length.min)
        || (special == 1 && is_crowded(document, length.max))
}

/// Whether the only special character must occur so often that other characters hardly find room
/// between.
fn is_crowded(document: &Document, max_length: u32) -> bool {
    let special = demanded(document, Class::Special);
    document.repeats.is_some_and(|rule| {
        let runs = special.div_ceil(rule.max);
        rule.counting == Counting::Consecutive && special + runs > max_length
    })
}

/// Whether a document wants a strength that its longest password does not reach. Guesses for what
/// follows no pattern are 10 to the power of the length, and the scores begin above 10^3, 10^6,
/// 10^8 and 10^10 (zxcvbn).
pub fn is_too_short_for_its_score(document: &Document) -> bool {
    let max = document.length.map_or(128, |length| length.max);
    let score = document.weak.as_ref().and_then(|rule| rule.min_score);
    max < [0, 4, 7, 9, 11][usize::from(score.unwrap_or(0))]
}

/// Whether a password is hardly more than an administrator's word as soon as it has one: each
/// character is a point, and a word too, and fewer than five are not enough.
pub fn is_as_short_as_words(document: &Document) -> bool {
    let has_words = document
        .weak
        .as_ref()
        .is_some_and(|rule| !rule.words.is_empty());
    has_words && document.length.is_some_and(|length| length.max < 5)
}
