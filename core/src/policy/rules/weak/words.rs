//! Administrator's words, scored as Microsoft Entra ID's documentation of banned passwords
//! describes it: a password that is hardly more than such words is weak.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::text::{Text, fold};

/// Points below which a password with a word in it is weak.
const ENOUGH_POINTS: usize = 5;

/// The words, normalised, longest first.
#[derive(Debug, Clone)]
pub(super) struct ScoredWords(Vec<Vec<char>>);

impl ScoredWords {
    pub(super) fn new(words: &[String]) -> Self {
        let mut words: Vec<Vec<char>> = words.iter().map(|word| normalised(word)).collect();
        words.retain(|word| !word.is_empty());
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Self(words)
    }

    /// Whether the password is within one edit of a word, or has words in it and makes fewer than
    /// five points: one for each word found, one for every other character.
    pub(super) fn are_most_of(&self, password: &Text) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let password: Zeroizing<String> = Zeroizing::new(password.points().iter().collect());
        let password = Zeroizing::new(normalised(&password));
        self.0
            .iter()
            .any(|word| is_within_one_edit(&password, word))
            || self
                .points(&password)
                .is_some_and(|points| points < ENOUGH_POINTS)
    }

    /// The points of a password, if a word is found in it.
    fn points(&self, password: &[char]) -> Option<usize> {
        let mut rest: Zeroizing<Vec<Option<char>>> =
            Zeroizing::new(password.iter().copied().map(Some).collect());
        let mut found = 0;
        for word in &self.0 {
            while let Some(start) = position(&rest, word) {
                for place in rest.iter_mut().skip(start).take(word.len()) {
                    *place = None;
                }
                found += 1;
            }
        }
        (found > 0).then(|| found + rest.iter().flatten().count())
    }
}

/// Where a word begins in what other words have left.
fn position(rest: &[Option<char>], word: &[char]) -> Option<usize> {
    rest.windows(word.len()).position(|part| {
        part.iter()
            .zip(word)
            .all(|(place, point)| *place == Some(*point))
    })
}

/// Case folded, and the four substitutions that the documentation names.
fn normalised(text: &str) -> Vec<char> {
    let folded = Zeroizing::new(fold(text));
    let mut points = Vec::with_capacity(folded.len());
    points.extend(folded.chars().map(|point| match point {
        '0' => 'o',
        '1' => 'l',
        '$' => 's',
        '@' => 'a',
        other => other,
    }));
    points
}

/// Whether one text becomes the other by at most one insertion, deletion or replacement.
fn is_within_one_edit(a: &[char], b: &[char]) -> bool {
    let same_start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let same_end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let longer = a.len().max(b.len());
    a.len().abs_diff(b.len()) <= 1 && same_start + same_end + 1 >= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(words: &[&str], password: &str) -> Option<usize> {
        let words: Vec<String> = words.iter().map(|word| String::from(*word)).collect();
        ScoredWords::new(&words).points(&normalised(password))
    }

    #[test]
    fn the_documented_examples_come_out() {
        let words = ["contoso", "blank"];
        assert_eq!(points(&words, "C0ntos0Blank12"), Some(4));
        assert_eq!(points(&words, "ContoS0Bl@nkf9!"), Some(5));
        assert_eq!(points(&words, "Brook#71Lantern"), None);
    }

    #[test]
    fn the_longest_word_is_found_first() {
        assert_eq!(points(&["con", "contoso"], "contoso"), Some(1));
        assert_eq!(points(&["contoso", "con"], "contosocon"), Some(2));
    }

    #[test]
    fn what_a_word_left_apart_is_no_word() {
        assert_eq!(points(&["abba", "xyxy"], "xyabbaxy"), Some(5));
    }

    #[test]
    fn one_edit_is_near_and_two_are_not() {
        let near = |a: &str, b: &str| is_within_one_edit(&normalised(a), &normalised(b));
        for other in [
            "huawei", "huawe", "uawei", "huaweix", "xhuawei", "huxwei", "huawwei", "Huawe1",
        ] {
            assert!(near("huawei", other), "{other}");
        }
        for other in ["huaw", "huaweixx", "huxxei", "xhuaweix", "uhawei"] {
            assert!(!near("huawei", other), "{other}");
        }
        assert!(near("", "a") && !near("", "ab"));
        assert!(near("aaa", "aa"));
    }
}
