//! What a check found: every violation, never just the first.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::document::Class;
use crate::strength::Strength;
use crate::text::Kind;

/// The verdict on a password. It never repeats the password or a part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Whether no rule that this side can judge is violated.
    pub ok: bool,
    /// Code points after NFC.
    pub length: u32,
    /// All violations, in the vendor's order.
    pub violations: Vec<Violation>,
    /// Rules of the document that this side cannot judge.
    pub deferred: Vec<Rule>,
    /// How guessable, where the document has `weak.minScore`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
}

/// A rule of a policy, by the code of its violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The password is there and empty (PWD.0001).
    Empty,
    /// Its length (PWD.0002).
    Length,
    /// It is the user's name (PWD.0003).
    UsernameEqual,
    /// It is the user's name backwards (PWD.0004).
    UsernameReversed,
    /// Its characters (PWD.0005).
    Characters,
    /// It is common, an administrator's word, or guessable (PWD.0006).
    Weak,
    /// It was used before (PWD.0007).
    History,
    /// A character is repeated too often (PWD.0008).
    Repeats,
    /// It contains something of the person (PWD.0009).
    Personal,
    /// It has a run such as abcd (ours; PWD.0005).
    Sequences,
    /// It is known from a breach (ours; PWD.0006).
    Breached,
}

impl Rule {
    /// All rules, in the vendor's order, then ours.
    pub const ALL: [Self; 11] = [
        Self::Empty,
        Self::Length,
        Self::UsernameEqual,
        Self::UsernameReversed,
        Self::Characters,
        Self::Weak,
        Self::History,
        Self::Repeats,
        Self::Personal,
        Self::Sequences,
        Self::Breached,
    ];

    /// The code in reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Length => "length",
            Self::UsernameEqual => "username_equal",
            Self::UsernameReversed => "username_reversed",
            Self::Characters => "characters",
            Self::Weak => "weak",
            Self::History => "history",
            Self::Repeats => "repeats",
            Self::Personal => "personal",
            Self::Sequences => "sequences",
            Self::Breached => "breached",
        }
    }
}

/// A rule that a password does not keep, with what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
pub enum Violation {
    /// The password is empty; nothing else is told with it.
    Empty,
    /// Too short or too long, in code points.
    Length {
        /// The least allowed.
        min: u32,
        /// The most allowed.
        max: u32,
        /// What it has.
        actual: u32,
    },
    /// The user's name.
    UsernameEqual,
    /// The user's name backwards.
    UsernameReversed,
    /// Too few classes, or characters that are not allowed.
    Characters {
        /// Classes that occur.
        present: Vec<Class>,
        /// Classes to choose from, or to add.
        missing: Vec<Class>,
        /// Characters that are not allowed, by kind.
        disallowed: Vec<Disallowed>,
    },
    /// Too weak.
    Weak {
        /// Why.
        reason: WeakReason,
    },
    /// Equal to the current password or one before it.
    History {
        /// How many are remembered.
        remember: u32,
    },
    /// One character too often.
    Repeats {
        /// The most allowed.
        max: u32,
        /// What it has.
        actual: u32,
    },
    /// It contains something of the person.
    Personal {
        /// What was found.
        items: Vec<PersonalItem>,
    },
    /// A run in one direction that is too long.
    Sequences {
        /// The most allowed.
        max: u32,
        /// The longest it has.
        actual: u32,
    },
    /// Known from a breach.
    Breached,
}

impl Violation {
    /// The rule that is not kept.
    pub fn rule(&self) -> Rule {
        match self {
            Self::Empty => Rule::Empty,
            Self::Length { .. } => Rule::Length,
            Self::UsernameEqual => Rule::UsernameEqual,
            Self::UsernameReversed => Rule::UsernameReversed,
            Self::Characters { .. } => Rule::Characters,
            Self::Weak { .. } => Rule::Weak,
            Self::History { .. } => Rule::History,
            Self::Repeats { .. } => Rule::Repeats,
            Self::Personal { .. } => Rule::Personal,
            Self::Sequences { .. } => Rule::Sequences,
            Self::Breached => Rule::Breached,
        }
    }
}

/// Characters of one kind that are not allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disallowed {
    /// What they are.
    pub kind: Kind,
    /// Where they stand: code points after NFC, from 0, ascending.
    pub positions: Vec<u32>,
}

/// Why a password is weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeakReason {
    /// It is a common password.
    Common,
    /// It is little more than an administrator's word.
    Word,
    /// Its strength is below the document's `minScore`.
    Guessable,
}

/// Something of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalItem {
    /// The user's name.
    Username,
    /// The mobile number or its last eight digits.
    Mobile,
    /// What stands before the @ of the e-mail address.
    EmailPrefix,
    /// The name in pinyin, or as it stands in Latin letters.
    NamePinyin,
    /// A word of the document or of the person.
    Word,
}

/// A count as reports carry it. No count of ours comes near the limit.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
