//! What a check found.

use repass::policy;
use repass::text::Kind;
use serde::{Deserialize, Serialize};

use crate::Strength;
use crate::mirror::{all, mirrored, signed, unsigned};

/// The verdict on a password. It never repeats the password or a part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Report {
    /// Whether no rule that this side can judge is violated.
    pub ok: bool,
    /// Code points after NFC.
    pub length: i32,
    /// All violations, in the vendor's order.
    pub violations: Vec<Violation>,
    /// Rules of the document that this side cannot judge.
    pub deferred: Vec<Rule>,
    /// How guessable, where the document has `weak.minScore`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub strength: Option<Strength>,
}

mirrored! {
    /// A rule of a policy, by the code of its violation.
    Rule = policy::Rule {
        /// The password is there and empty.
        Empty,
        /// Its length.
        Length,
        /// It is the user's name.
        UsernameEqual,
        /// It is the user's name backwards.
        UsernameReversed,
        /// Its characters.
        Characters,
        /// It is common, an administrator's word, or guessable.
        Weak,
        /// It was used before.
        History,
        /// A character is repeated too often.
        Repeats,
        /// It contains something of the person.
        Personal,
        /// It has a run such as abcd.
        Sequences,
        /// It is known from a breach.
        Breached,
    }
}

mirrored! {
    /// A class of characters.
    CharacterClass = policy::Class {
        /// a to z.
        Lower,
        /// A to Z.
        Upper,
        /// 0 to 9.
        Digit,
        /// The document's special characters.
        Special,
    }
}

mirrored! {
    /// The kind of a character, said in place of the character itself.
    CharacterKind = Kind {
        /// White space.
        Space,
        /// A control character.
        Control,
        /// A letter, a digit or a mark of any script.
        Letter,
        /// Anything else that can be written.
        Symbol,
        /// An emoji or a part of one.
        Emoji,
        /// What no encoding could carry.
        Unencodable,
    }
}

mirrored! {
    /// Why a password is weak.
    WeakReason = policy::WeakReason {
        /// It is a common password.
        Common,
        /// It is little more than an administrator's word.
        Word,
        /// Its strength is below the document's `minScore`.
        Guessable,
    }
}

mirrored! {
    /// Something of the person.
    PersonalItem = policy::PersonalItem {
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
}

/// Characters of one kind that are not allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Disallowed {
    /// What they are.
    pub kind: CharacterKind,
    /// Where they stand: code points after NFC, from 0, ascending.
    pub positions: Vec<i32>,
}

/// A rule that a password does not keep, with what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Violation {
    /// The password is empty; nothing else is told with it.
    Empty,
    /// Too short or too long, in code points.
    Length {
        /// The least allowed.
        min: i32,
        /// The most allowed.
        max: i32,
        /// What it has.
        actual: i32,
    },
    /// The user's name.
    UsernameEqual,
    /// The user's name backwards.
    UsernameReversed,
    /// Too few classes, or characters that are not allowed.
    Characters {
        /// Classes that occur.
        present: Vec<CharacterClass>,
        /// Classes to choose from, or to add.
        missing: Vec<CharacterClass>,
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
        remember: i32,
    },
    /// One character too often.
    Repeats {
        /// The most allowed.
        max: i32,
        /// What it has.
        actual: i32,
    },
    /// It contains something of the person.
    Personal {
        /// What was found.
        items: Vec<PersonalItem>,
    },
    /// A run in one direction that is too long.
    Sequences {
        /// The most allowed.
        max: i32,
        /// The longest it has.
        actual: i32,
    },
    /// Known from a breach.
    Breached,
}

impl From<policy::Report> for Report {
    fn from(report: policy::Report) -> Self {
        Self {
            ok: report.ok,
            length: signed(report.length),
            violations: all(report.violations),
            deferred: all(report.deferred),
            strength: report.strength.map(Into::into),
        }
    }
}

impl From<policy::Violation> for Violation {
    fn from(violation: policy::Violation) -> Self {
        use policy::Violation as Core;
        match violation {
            Core::Empty => Self::Empty,
            Core::Length { min, max, actual } => Self::Length {
                min: signed(min),
                max: signed(max),
                actual: signed(actual),
            },
            Core::UsernameEqual => Self::UsernameEqual,
            Core::UsernameReversed => Self::UsernameReversed,
            Core::Characters {
                present,
                missing,
                disallowed,
            } => Self::Characters {
                present: all(present),
                missing: all(missing),
                disallowed: all(disallowed),
            },
            Core::Weak { reason } => Self::Weak {
                reason: reason.into(),
            },
            Core::History { remember } => Self::History {
                remember: signed(remember),
            },
            Core::Repeats { max, actual } => Self::Repeats {
                max: signed(max),
                actual: signed(actual),
            },
            Core::Personal { items } => Self::Personal { items: all(items) },
            Core::Sequences { max, actual } => Self::Sequences {
                max: signed(max),
                actual: signed(actual),
            },
            Core::Breached => Self::Breached,
        }
    }
}

impl From<Violation> for policy::Violation {
    fn from(violation: Violation) -> Self {
        match violation {
            Violation::Empty => Self::Empty,
            Violation::Length { min, max, actual } => Self::Length {
                min: unsigned(min),
                max: unsigned(max),
                actual: unsigned(actual),
            },
            Violation::UsernameEqual => Self::UsernameEqual,
            Violation::UsernameReversed => Self::UsernameReversed,
            Violation::Characters {
                present,
                missing,
                disallowed,
            } => Self::Characters {
                present: all(present),
                missing: all(missing),
                disallowed: all(disallowed),
            },
            Violation::Weak { reason } => Self::Weak {
                reason: reason.into(),
            },
            Violation::History { remember } => Self::History {
                remember: unsigned(remember),
            },
            Violation::Repeats { max, actual } => Self::Repeats {
                max: unsigned(max),
                actual: unsigned(actual),
            },
            Violation::Personal { items } => Self::Personal { items: all(items) },
            Violation::Sequences { max, actual } => Self::Sequences {
                max: unsigned(max),
                actual: unsigned(actual),
            },
            Violation::Breached => Self::Breached,
        }
    }
}

impl From<policy::Disallowed> for Disallowed {
    fn from(disallowed: policy::Disallowed) -> Self {
        Self {
            kind: disallowed.kind.into(),
            positions: disallowed.positions.into_iter().map(signed).collect(),
        }
    }
}

impl From<Disallowed> for policy::Disallowed {
    fn from(disallowed: Disallowed) -> Self {
        Self {
            kind: disallowed.kind.into(),
            positions: disallowed.positions.into_iter().map(unsigned).collect(),
        }
    }
}
