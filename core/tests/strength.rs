//! The estimate beside zxcvbn.js 4.4.2, whose answers `tests/strength/expect.mjs` wrote down.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]
#![cfg(all(feature = "strength", not(feature = "zxcvbn")))]

use proptest::prelude::*;
use repass::strength::{Strength, estimate};

/// A password, and what zxcvbn.js says to it.
struct Case<'a> {
    password: &'a str,
    score: u8,
    log10: f64,
    /// With the core's dictionary in the place of its lists.
    log10_with_our_ranks: f64,
}

const MIXED: &str = include_str!("../../tests/strength/mixed.tsv");
const ENGLISH: &str = include_str!("../../tests/strength/english.tsv");

fn cases(file: &str) -> Vec<(Case<'_>, Strength)> {
    let lines = file.lines().map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, password, score, log10, log10_with_our_ranks] = columns[..] else {
            panic!("{line}");
        };
        let case = Case {
            password,
            score: score.parse().unwrap(),
            log10: log10.parse().unwrap(),
            log10_with_our_ranks: log10_with_our_ranks.parse().unwrap(),
        };
        let answer = estimate(password, &[]);
        (case, answer)
    });
    lines.collect()
}

#[test]
fn with_equal_ranks_the_estimate_is_zxcvbns() {
    let (mixed, english) = (cases(MIXED), cases(ENGLISH));
    assert_eq!((mixed.len(), english.len()), (10_000, 7_500));
    for (case, answer) in mixed.iter().chain(&english) {
        let difference = (answer.guesses_log10 - case.log10_with_our_ranks).abs();
        assert!(difference <= 1e-9, "{}: {difference}", case.password);
    }
}

#[test]
fn a_smaller_dictionary_hardly_changes_a_score() {
    for file in [MIXED, ENGLISH] {
        let cases = cases(file);
        let share = |holds: fn(&(Case, Strength)) -> bool| {
            let count = cases.iter().filter(|case| holds(case)).count();
            count as f64 / cases.len() as f64
        };
        assert!(share(|(case, answer)| answer.score == case.score) >= 0.988);
        assert!(share(|(case, answer)| answer.score > case.score) <= 0.008);
        assert!(share(|(case, answer)| (answer.guesses_log10 - case.log10).abs() <= 1.0) >= 0.994);
    }
}

#[test]
fn what_stands_behind_the_first_100_is_not_read() {
    let start: String = "correct horse battery staple 123 "
        .chars()
        .cycle()
        .take(100)
        .collect();
    for more in ["a", "a".repeat(1000).as_str(), start.as_str()] {
        let longer = format!("{start}{more}");
        assert_eq!(estimate(&longer, &[]), estimate(&start, &[]));
    }
}

#[test]
fn scores_span_the_scale() {
    assert_eq!(estimate("password", &[]).score, 0);
    assert_eq!(estimate("", &[]).score, 0);
    assert_eq!(estimate("", &[]).guesses_log10, 0.0);
    assert_eq!(estimate("vK9#qLm2!xZp7@Wd", &[]).score, 4);
}

#[test]
fn what_the_attacker_knows_is_no_strength() {
    let name = "尉迟恭-Brookfield";
    let known = estimate(name, &[name]);
    // One guess for the word, twice for its one capital, which does not stand at an end: one of ten
    // letters may be it.
    assert!(
        (known.guesses_log10 - 11_f64.log10()).abs() < 1e-9,
        "{known:?}"
    );
    assert!(estimate(name, &[]).guesses_log10 > 6.0);
}

#[test]
fn the_form_of_the_text_does_not_matter() {
    assert_eq!(estimate("cafe\u{301}", &[]), estimate("caf\u{e9}", &[]));
    assert_eq!(
        estimate("cafe\u{301}s", &["caf\u{e9}s"]),
        estimate("caf\u{e9}s", &["cafe\u{301}s"])
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_has_a_finite_estimate_of_zero_or_more(
        password in ".{0,130}",
        context in proptest::collection::vec(".{0,12}", 0..4),
    ) {
        let context: Vec<&str> = context.iter().map(String::as_str).collect();
        let answer = estimate(&password, &context);
        prop_assert!(answer.guesses_log10.is_finite() && answer.guesses_log10 >= 0.0);
        prop_assert!(answer.score <= 4);
    }

    #[test]
    fn a_context_word_never_raises_the_score(
        password in "[a-c0-2A@]{1,40}",
        words in proptest::collection::vec("[a-c0-2]{1,5}", 1..4),
    ) {
        let mut least = estimate(&password, &[]).score;
        for count in 1..=words.len() {
            let context: Vec<&str> = words[..count].iter().map(String::as_str).collect();
            let score = estimate(&password, &context).score;
            prop_assert!(score <= least);
            least = score;
        }
    }
}
