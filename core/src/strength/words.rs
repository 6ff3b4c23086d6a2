//! Words of a dictionary, as they are and reversed.

use super::matches::Matches;
use super::number::variations;
use super::stretch::Stretch;
use super::trie::Trie;

pub(super) fn find(password: Stretch, words: &Trie, matches: &mut Matches) {
    for first in 0..password.len() {
        let codes = password.codes.iter().copied();
        for (last, rank) in along(words, codes.enumerate().skip(first)) {
            let guesses = rank * capitals(password.part(first, last));
            matches.add(first, last, guesses);
        }
    }
}

pub(super) fn find_reversed(password: Stretch, words: &Trie, matches: &mut Matches) {
    for last in 0..password.len() {
        let codes = password.codes.iter().copied().enumerate();
        for (first, rank) in along(words, codes.take(last + 1).rev()) {
            let guesses = 2.0 * rank * capitals(password.part(first, last));
            matches.add(first, last, guesses);
        }
    }
}

/// What an attacker tries to find which letters are capitals.
pub(super) fn capitals(word: Stretch) -> f64 {
    let (upper, lower) = word.letters();
    let is_upper = |point: Option<&char>| point.is_some_and(char::is_ascii_uppercase);
    let at_an_end = is_upper(word.points.first()) || is_upper(word.points.last());
    match (upper, lower) {
        (0, _) => 1.0,
        (_, 0) => 2.0,
        (1, _) if at_an_end => 2.0,
        _ => variations(upper, lower),
    }
}

/// The places at which words end that begin at the first one, with their ranks.
fn along(
    words: &Trie,
    codes: impl Iterator<Item = (usize, u8)>,
) -> impl Iterator<Item = (usize, f64)> {
    codes
        .scan(Trie::START, |at, (place, code)| {
            *at = words.next(*at, code)?;
            Some((place, words.rank(*at)))
        })
        .filter_map(|(place, rank)| rank.map(|rank| (place, f64::from(rank))))
}
