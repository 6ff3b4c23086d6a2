//! What a character is, for telling a person why it may not be used.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use super::emoji::is_emoji;

/// The kind of a character, said in place of the character itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// White space.
    Space,
    /// A control character (Unicode's category Cc).
    Control,
    /// A letter, a digit or a mark of any script.
    Letter,
    /// Anything else that can be written.
    Symbol,
    /// An emoji or one of the characters that join and colour emoji.
    Emoji,
    /// U+FFFD: what became of text that no encoding could carry, such as half a surrogate pair.
    Unencodable,
}

impl Kind {
    /// The kind of a character.
    pub fn of(point: char) -> Self {
        match point {
            // Most characters are ASCII, and need no table.
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Letter,
            '!'..='~' => Self::Symbol,
            char::REPLACEMENT_CHARACTER => Self::Unencodable,
            _ if point.is_control() => Self::Control,
            _ if point.is_whitespace() => Self::Space,
            _ if is_emoji(point) => Self::Emoji,
            _ if point.is_alphanumeric() || is_combining_mark(point) => Self::Letter,
            _ => Self::Symbol,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_characters() {
        let cases = [
            (' ', Kind::Space),
            ('\u{3000}', Kind::Space),
            ('\t', Kind::Control),
            ('\u{7F}', Kind::Control),
            ('é', Kind::Letter),
            ('密', Kind::Letter),
            ('٣', Kind::Letter),
            ('\u{301}', Kind::Letter),
            ('€', Kind::Symbol),
            ('~', Kind::Symbol),
            ('😀', Kind::Emoji),
            ('❤', Kind::Emoji),
            ('\u{200D}', Kind::Emoji),
            ('\u{FFFD}', Kind::Unencodable),
        ];
        for (point, kind) in cases {
            assert_eq!(Kind::of(point), kind, "U+{:04X}", u32::from(point));
        }
    }
}
