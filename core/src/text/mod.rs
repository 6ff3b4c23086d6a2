//! A password as the rules see it: code points, runs, and the key that exists only for comparing.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize;

mod emoji;
mod key;
mod kind;
mod leet;
pub mod mobile;
pub mod pinyin;

pub use key::{Key, fold, is_separator, reversed};
pub use kind::Kind;

/// More bytes of UTF-8 than this (after NFC) and a text is not looked at.
pub const MAX_BYTES: usize = 1_024;

/// A password, analysed once for all rules.
pub struct Text {
    points: Vec<char>,
    key: Key,
}

/// A text of more than [`MAX_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// Code points after NFC.
    pub points: usize,
}

impl Text {
    /// Analyses a text; one that is too long is only counted, in linear time.
    pub fn new(text: &str) -> Result<Self, TooLong> {
        if text.is_ascii() {
            // ASCII is its own normal form, and each byte of it a code point.
            return match text.len() {
                points if points > MAX_BYTES => Err(TooLong { points }),
                _ => Ok(Self {
                    points: text.chars().collect(),
                    key: Key::new(text),
                }),
            };
        }
        let (mut count, mut bytes) = (0, 0);
        for point in text.nfc() {
            count += 1;
            bytes += point.len_utf8();
        }
        if bytes > MAX_BYTES {
            return Err(TooLong { points: count });
        }
        // As many as there are: a list that grows would leave copies behind it.
        let mut points = Vec::with_capacity(count);
        points.extend(text.nfc());
        Ok(Self {
            points,
            key: Key::new(text),
        })
    }

    /// The code points after NFC.
    pub fn points(&self) -> &[char] {
        &self.points
    }

    /// How many code points after NFC: what every count of ours means by length.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The form for comparing.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The length of the longest run of one character.
    pub fn longest_run(&self) -> usize {
        let (mut longest, mut run, mut before) = (0, 0, None);
        for point in &self.points {
            run = if before == Some(point) { run + 1 } else { 1 };
            before = Some(point);
            longest = longest.max(run);
        }
        longest
    }

    /// How often the most frequent character occurs.
    pub fn most_frequent(&self) -> usize {
        let mut counts = BTreeMap::new();
        for point in &self.points {
            *counts.entry(*point).or_insert(0_usize) += 1;
        }
        counts.into_values().max().unwrap_or(0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text")
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        self.points.zeroize();
        self.key.zeroize();
    }
}

/// What is hashed: NFC, and every space that is not ASCII as U+0020 (two parts of RFC 8265's
/// OpaqueString). The password itself is never changed otherwise.
pub fn for_hashing(password: &str) -> String {
    // Enough for nearly all: a text that grows would leave copies behind it.
    let mut prepared = String::with_capacity(password.len());
    prepared.extend(password.nfc().map(|point| match point {
        // Unicode's general category Zs, apart from U+0020 itself.
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            ' '
        }
        other => other,
    }));
    prepared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new(text).unwrap()
    }

    #[test]
    fn length_is_code_points_after_nfc() {
        assert_eq!(text("e\u{301}").len(), 1);
        assert_eq!(text("𠮷田").len(), 2);
        assert_eq!(text("👨\u{200D}👩\u{200D}👧").len(), 5);
    }

    #[test]
    fn the_ceiling_is_in_bytes_after_nfc() {
        assert!(Text::new(&"a".repeat(1_024)).is_ok());
        assert_eq!(
            Text::new(&"a".repeat(1_025)).unwrap_err(),
            TooLong { points: 1_025 }
        );
        assert!(Text::new(&"e\u{301}".repeat(512)).is_ok());
        assert_eq!(
            Text::new(&"e\u{301}".repeat(513)).unwrap_err(),
            TooLong { points: 513 }
        );
    }

    #[test]
    fn runs_and_frequencies_are_counted_apart() {
        assert_eq!(text("aabaaa").longest_run(), 3);
        assert_eq!(text("aabaaa").most_frequent(), 5);
        assert_eq!(text("").longest_run(), 0);
        assert_eq!(text("").most_frequent(), 0);
    }

    #[test]
    fn hashing_sees_one_form_and_one_space() {
        assert_eq!(for_hashing("cafe\u{301}\u{3000}x\u{A0}y"), "café x y");
    }

    #[test]
    fn debug_prints_nothing_of_it() {
        assert_eq!(alloc::format!("{:?}", text("Brook#71Lantern")), "Text");
    }
}
