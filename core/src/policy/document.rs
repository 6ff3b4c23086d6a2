//! The policy document: what an administrator writes, a server publishes and a client loads.
//! An absent member switches its rule off.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The greatest length, in code points, that a document may name.
pub const MAX_LENGTH: u32 = 1_024;
/// `length.max` where a document with `length` has none.
pub(super) const DEFAULT_MAX: u32 = 128;
/// `contains.minLength` where a document has none.
pub(super) const DEFAULT_MIN_WORD: u32 = 4;
/// What counts as special where a document does not list it: all ASCII punctuation.
pub(super) const ASCII_PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// A validated policy document. Lengths and counts are in code points after NFC.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document's version: 1.
    pub version: u32,
    /// A name for people and logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How long a password is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// Which characters it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<Characters>,
    /// How often a character is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeats>,
    /// How long a run such as abcd may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequences: Option<Sequences>,
    /// Whether it may be the user's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<Username>,
    /// What of the person it may not contain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<Contains>,
    /// What is too weak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weak: Option<Weak>,
    /// Which earlier passwords are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// Whether passwords known from breaches are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breached: Option<Breached>,
    /// How long a password lives: for operations, not for checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
}

/// `length`: both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Length {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
}

/// A class of characters. The letters and digits are ASCII's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// a to z.
    Lower,
    /// A to Z.
    Upper,
    /// 0 to 9.
    Digit,
    /// The document's special characters.
    Special,
}

impl Class {
    /// All classes, in the order that reports list them.
    pub const ALL: [Self; 4] = [Self::Lower, Self::Upper, Self::Digit, Self::Special];

    /// The name in documents and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Digit => "digit",
            Self::Special => "special",
        }
    }

    /// The class of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

/// `characters`: at least so many classes, required ones, and only allowed characters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Characters {
    /// At least so many of the four classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least_classes: Option<u32>,
    /// Classes that must occur.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<Class>,
    /// At least so many characters of a class.
    #[serde(skip_serializing_if = "Minimum::is_empty")]
    pub minimum: Minimum,
    /// The special characters; all ASCII punctuation where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub special: Option<String>,
    /// What becomes of characters in no class.
    pub other: Other,
    /// Whether white space may stand first or last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge_space: Option<EdgeSpace>,
}

impl Characters {
    /// The special characters.
    pub fn special(&self) -> &str {
        self.special.as_deref().unwrap_or(ASCII_PUNCTUATION)
    }

    /// Whether any character belongs to the class.
    pub fn can_have(&self, class: Class) -> bool {
        class != Class::Special || !self.special().is_empty() || self.other == Other::Special
    }
}

/// `characters.minimum`: characters of each class; 0 where the document says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Minimum {
    /// Of a to z.
    #[serde(skip_serializing_if = "is_zero")]
    pub lower: u32,
    /// Of A to Z.
    #[serde(skip_serializing_if = "is_zero")]
    pub upper: u32,
    /// Of 0 to 9.
    #[serde(skip_serializing_if = "is_zero")]
    pub digit: u32,
    /// Of the special characters.
    #[serde(skip_serializing_if = "is_zero")]
    pub special: u32,
}

impl Minimum {
    /// How many of a class.
    pub fn of(&self, class: Class) -> u32 {
        match class {
            Class::Lower => self.lower,
            Class::Upper => self.upper,
            Class::Digit => self.digit,
            Class::Special => self.special,
        }
    }

    /// How many of all classes together.
    pub fn total(&self) -> u32 {
        Class::ALL.into_iter().map(|class| self.of(class)).sum()
    }

    fn is_empty(&self) -> bool {
        self.total() == 0
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// `characters.other`: what becomes of characters in no class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Other {
    /// They may not be used.
    #[default]
    Forbid,
    /// They count as special.
    Special,
    /// They may be used and count as no class.
    Letter,
}

/// `characters.edgeSpace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeSpace {
    /// No white space first or last.
    Forbid,
}

/// `repeats`: one character at most `max` times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Repeats {
    /// Allowed; one more is not.
    pub max: u32,
    /// How occurrences are counted.
    pub counting: Counting,
}

/// How occurrences are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Counting {
    /// The longest run of one character.
    #[default]
    Consecutive,
    /// All occurrences of one character.
    Total,
}

/// `sequences`: runs in one direction of at most `max` characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sequences {
    /// Allowed; one more is not.
    pub max: u32,
    /// Whether the rows of a keyboard count beside the alphabet and the digits.
    pub keyboard: bool,
}

/// `username`: whether the password may be the user's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Username {
    /// Refuse the name.
    pub equal: bool,
    /// Refuse the name written backwards.
    pub reversed: bool,
}

/// `contains`: what of the person the password may not contain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contains {
    /// The user's name.
    pub username: bool,
    /// The mobile number.
    pub mobile: bool,
    /// What stands before the @ of the e-mail address.
    pub email_prefix: bool,
    /// The name in pinyin.
    pub name_pinyin: bool,
    /// These words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Shorter names, prefixes and words are skipped.
    pub min_length: u32,
}

/// `weak`: what is too weak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Weak {
    /// Common passwords.
    pub dictionary: Dictionary,
    /// The administrator's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The least score; 0 measures only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_score: Option<u8>,
}

/// `weak.dictionary`: how much of the ranked list of common passwords is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Dictionary {
    /// All of it, or nothing.
    Whole(bool),
    /// The first so many.
    First(u32),
}

/// `history`: the current password and so many before it are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct History {
    /// How many are remembered.
    pub remember: u32,
}

/// `breached`: passwords known from breaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Breached {
    /// What is decided when a source fails.
    pub when_unavailable: WhenUnavailable,
}

/// `breached.whenUnavailable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WhenUnavailable {
    /// The password passes.
    #[default]
    Accept,
    /// The password is refused.
    Refuse,
}

/// `lifecycle`: how long a password lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifecycle {
    /// Minutes before it may be changed again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_age_minutes: Option<u32>,
    /// Days until it must be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<u32>,
    /// Days before that from which login warns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warn_days: Option<u32>,
}
