//! Patterns one by one, with small dictionaries. The expected numbers are worked out from the
//! formulas of the paper: a word's rank times its variations, and one try more for the whole.

use super::Estimator;

/// The guesses are `expected`, for a password with these ranked words known.
#[track_caller]
fn takes(password: &str, words: &[(&str, u16)], expected: f64) {
    let answer = Estimator::from_words(words.iter().copied()).estimate(password, &[]);
    let difference = answer.guesses_log10 - expected.log10();
    assert!(
        difference.abs() < 1e-9,
        "{password}: 10^{}",
        answer.guesses_log10
    );
}

#[test]
fn capitals_double_a_word_at_its_ends_and_vary_within() {
    takes("drowning", &[("drowning", 900)], 901.0);
    takes("Drowning", &[("drowning", 900)], 1801.0);
    takes("drowninG", &[("drowning", 900)], 1801.0);
    takes("DROWNING", &[("drowning", 900)], 1801.0);
    // One of eight letters, and one or two of them: 8 + 28.
    takes("drOwning", &[("drowning", 900)], 7201.0);
    takes("drOwninG", &[("drowning", 900)], 32_401.0);
}

#[test]
fn a_reversed_word_costs_twice() {
    takes("gninworD", &[("drowning", 900)], 3601.0);
}

#[test]
fn signs_double_a_word_and_vary_where_the_letter_stands_too() {
    takes("tar9e7", &[("target", 900)], 900.0 * 2.0 * 2.0 + 1.0);
    // One t of three is written as 7, or one of three is not.
    takes("target7", &[("targett", 900)], 900.0 * 3.0 + 1.0);
    takes("7arge7t", &[("targett", 900)], 900.0 * 3.0 + 1.0);
}

#[test]
fn one_sign_means_one_letter_within_a_word() {
    takes("7i71e", &[("title", 900)], 900.0 * 4.0 + 1.0);
    // 7 would be t and l.
    takes("7i77e", &[("title", 900)], 1e5 + 1.0);
}

#[test]
fn a_letter_takes_one_sign() {
    takes("b4n4na", &[("banana", 900)], 900.0 * 3.0 + 1.0);
    takes("b4n@na", &[("banana", 900)], 1e6 + 1.0);
}

#[test]
fn a_sign_stays_itself_only_where_another_took_its_place() {
    // Without a rival, 4 is always a: the word with a 4 and an e for 3 is not found.
    takes("fly4m3", &[("fly4me", 900)], 1e6 + 1.0);
    takes("fly4m3@", &[("fly4mea", 900)], 900.0 * 4.0 + 1.0);
}

#[test]
fn a_single_sign_is_no_word() {
    takes("4", &[("a", 1)], 12.0);
}

#[test]
fn a_walk_counts_starts_neighbours_turns_and_shifted_keys() {
    // Six keys in one direction, from 94 keys with 432 / 94 neighbours: for one turn and two to
    // six keys five ways.
    takes("qwerty", &[], 5.0 * 432.0 + 1.0);
    // All shifted: twice.
    takes("QWERTY", &[], 2.0 * 5.0 * 432.0 + 1.0);
    // Down, then right. One turn: two to six keys, one way each. Two turns: three to six keys,
    // the second turn at any but the first step, 2 + 3 + 4 + 5 ways.
    let neighbours = 432.0 / 94.0;
    let walks = 5.0 * neighbours + 14.0 * neighbours * neighbours;
    takes("qasdfg", &[], 94.0 * walks + 1.0);
    // On the keypad 76 / 15.
    takes("8520", &[], 3.0 * 76.0 + 1.0);
}

#[test]
fn a_sequence_counts_its_start_direction_and_length() {
    takes("abcdefg", &[], 4.0 * 7.0 + 1.0);
    takes("ghijkl", &[], 26.0 * 6.0 + 1.0);
    takes("97531", &[], 4.0 * 2.0 * 5.0 + 1.0);
    takes("γδεζ", &[], 26.0 * 4.0 + 1.0);
    // Steps of six are none.
    takes("agmsy", &[], 1e5 + 1.0);
}

#[test]
fn a_repeat_costs_what_is_repeated_times_how_often() {
    // One unexplained character costs 12 as a password of its own.
    takes("&&&&&", &[], 12.0 * 5.0 + 1.0);
    takes("drowningdrowning", &[("drowning", 900)], 901.0 * 2.0 + 1.0);
}

#[test]
fn a_year_costs_its_distance_and_a_date_all_days_of_it() {
    takes("1965", &[], 61.0 + 1.0);
    takes("2019", &[], 20.0 + 1.0);
    takes("3.7.1965", &[], 61.0 * 365.0 * 4.0 + 1.0);
    takes("03071965", &[], 61.0 * 365.0 + 1.0);
    takes("65-7-31", &[], 61.0 * 365.0 * 4.0 + 1.0);
    // No day or month is 50: six unexplained characters and a year, in two orders.
    takes("40.50.1965", &[], 2.0 * 1e6 * 61.0 + 1e4);
}

#[test]
fn words_of_the_context_are_ranked_as_they_come() {
    let estimator = Estimator::from_words([]);
    let guesses =
        |context: &[&str]| 10_f64.powf(estimator.estimate("quzhkamo", context).guesses_log10);
    assert_eq!(guesses(&["quzhkamo"]).round(), 2.0);
    assert_eq!(guesses(&["other", "more", "Quzhkamo"]).round(), 4.0);
    assert_eq!(guesses(&["quzhkamo", "quzhkamo"]).round(), 2.0);
    assert_eq!(guesses(&["quzhkamos", ""]).round(), 1e8 + 1.0);
}

#[test]
fn scores_begin_five_guesses_above_the_powers() {
    for (guesses, expected) in [
        (1.0, 0),
        (1004.0, 0),
        (1005.0, 1),
        (1e6 + 4.0, 1),
        (1e8 + 5.0, 3),
        (1e300, 4),
    ] {
        assert_eq!(super::score(guesses), expected, "{guesses}");
    }
}
