//! Comparison keys: NFKC, simple case folding, separators removed, NFKC again.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use icu_casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use zeroize::{Zeroize, Zeroizing};

use super::leet;

/// A text in the form that exists only for comparing. Making a key of a key changes nothing.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Zeroize)]
pub struct Key {
    points: Vec<char>,
    /// What each may be read as, so that containing is one comparison a place.
    letters: Vec<u32>,
}

impl Key {
    /// The key of a text.
    pub fn new(text: &str) -> Self {
        // Enough for all but a few ligatures: a list that grows would leave copies behind it.
        let mut points = Vec::with_capacity(text.len());
        if text.is_ascii() {
            // ASCII is its own normal form; the general way below gives the same.
            let folded = text.chars().map(|point| point.to_ascii_lowercase());
            points.extend(folded.filter(|point| !is_separator(*point)));
        } else {
            let folded = Zeroizing::new(fold(text));
            points.extend(folded.chars().filter(|point| !is_separator(*point)).nfkc());
        }
        let letters = points.iter().copied().map(leet::letters).collect();
        Self { points, letters }
    }

    /// The code points.
    pub fn points(&self) -> &[char] {
        &self.points
    }

    /// How many code points.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether nothing is left of the text.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whether `word` stands in this key, as it is or with leet undone; an empty word never does.
    pub fn contains(&self, word: &Key) -> bool {
        let last_start = self.len().checked_sub(word.len());
        !word.is_empty()
            && last_start.is_some_and(|last| (0..=last).any(|start| self.has_at(start, word)))
    }

    /// Whether this key is `word`, given as the text of a key, as it is or with leet undone.
    pub fn reads_as(&self, word: &str) -> bool {
        let mut meant = word.chars();
        let is_read = self.places(0).all(|(written, letters)| {
            meant
                .next()
                .is_some_and(|meant| leet::may_mean(written, letters, meant))
        });
        is_read && meant.next().is_none()
    }

    fn has_at(&self, start: usize, word: &Key) -> bool {
        self.places(start)
            .zip(&word.points)
            .all(|((written, letters), meant)| leet::may_mean(written, letters, *meant))
    }

    fn places(&self, start: usize) -> impl Iterator<Item = (char, u32)> {
        self.points
            .iter()
            .copied()
            .zip(self.letters.iter().copied())
            .skip(start)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// NFKC and simple case folding (Unicode's statuses C and S), never a locale's lower-casing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        // ASCII is its own normal form; the general way below gives the same.
        return text.to_ascii_lowercase();
    }
    let mapper = CaseMapper::new();
    // Enough for all but ligatures: a text that grows would leave copies behind it.
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.nfkc().map(|point| mapper.simple_fold(point)));
    folded
}

/// Whether people put this character between the parts of a word, so that a key leaves it out.
pub fn is_separator(point: char) -> bool {
    matches!(point, ' ' | '-' | '_' | '.' | '\'' | '·' | '/' | ',')
}

/// A text backwards, by grapheme after NFC: an accent stays on its letter.
pub fn reversed(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.graphemes(true).rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        Key::new(text).points().iter().collect()
    }

    #[test]
    fn full_width_and_ligatures_do_not_slip_through() {
        assert_eq!(key("Ａ１"), "a1");
        assert_eq!(key("ﬁre"), "fire");
    }

    #[test]
    fn case_is_folded_without_a_locale() {
        assert_eq!(key("TITLE"), "title");
        assert_eq!(key("ı"), "ı");
        assert_eq!(key("ẞ"), "ß");
    }

    #[test]
    fn separators_go() {
        assert_eq!(key("zhang-wei_1.2'3·4/5,6 7"), "zhangwei1234567");
    }

    #[test]
    fn nothing_is_left_of_separators_and_nothing_is_contained() {
        let nothing = Key::new("-_. /");
        assert!(nothing.is_empty() && !Key::new("a").is_empty());
        assert_eq!((nothing.len(), Key::new("ab").len()), (0, 2));
        assert!(!Key::new("abc").contains(&nothing));
        assert!(!nothing.contains(&Key::new("a")));
    }

    #[test]
    fn debug_prints_nothing_of_it() {
        assert_eq!(alloc::format!("{:?}", Key::new("Brook#71Lantern")), "Key");
    }

    #[test]
    fn reversing_keeps_graphemes_whole() {
        assert_eq!(reversed("e\u{301}a"), "aé");
        assert_eq!(reversed("ab👨\u{200D}👩"), "👨\u{200D}👩ba");
    }

    proptest! {
        #[test]
        fn a_key_of_a_key_is_itself(text in "\\PC{0,40}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
        }

        #[test]
        fn ascii_has_the_key_that_it_would_have_in_company(text in "[ -~]{0,40}") {
            let in_company = key(&[text.as_str(), "密"].concat());
            prop_assert_eq!([key(&text).as_str(), "密"].concat(), in_company);
        }

        #[test]
        fn ascii_is_folded_as_it_would_be_in_company(text in "[\\x00-\\x7F]{0,40}") {
            prop_assert_eq!([fold(&text).as_str(), "密"].concat(), fold(&[text.as_str(), "密"].concat()));
        }

        #[test]
        fn the_form_of_the_text_does_not_matter(text in "\\PC{0,40}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(key(&composed), key(&decomposed));
        }
    }
}
