//! The document's rules as lines that a person reads while typing.
//!
//! A line says what a password must be, not what is wrong with this one; its text is made at the
//! edge, from the tables of `fault`.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::document::{Characters, Class, Contains, Counting, Dictionary, Document, Other};
use super::report::{PersonalItem, Report, Rule, Violation};

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which line of its rule, stable over versions.
    pub id: LineId,
    /// Whether the password keeps it.
    pub state: State,
    /// What it demands.
    pub demand: Demand,
}

/// Names of lines: a rule's code, and for a rule with several lines what the line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LineId {
    /// The length.
    #[serde(rename = "length")]
    Length,
    /// The classes.
    #[serde(rename = "characters.classes")]
    Classes,
    /// Which characters may be used.
    #[serde(rename = "characters.allowed")]
    Allowed,
    /// Repeated characters.
    #[serde(rename = "repeats")]
    Repeats,
    /// Runs such as abcd.
    #[serde(rename = "sequences")]
    Sequences,
    /// The user's name.
    #[serde(rename = "username_equal")]
    UsernameEqual,
    /// The user's name backwards.
    #[serde(rename = "username_reversed")]
    UsernameReversed,
    /// Something of the person.
    #[serde(rename = "personal")]
    Personal,
    /// Common or guessable.
    #[serde(rename = "weak")]
    Weak,
    /// Used before.
    #[serde(rename = "history")]
    History,
    /// Known from a breach.
    #[serde(rename = "breached")]
    Breached,
}

impl LineId {
    /// The name of the line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classes => "characters.classes",
            Self::Allowed => "characters.allowed",
            other => other.rule().code(),
        }
    }

    /// The rule that the line belongs to.
    pub fn rule(self) -> Rule {
        match self {
            Self::Length => Rule::Length,
            Self::Classes | Self::Allowed => Rule::Characters,
            Self::Repeats => Rule::Repeats,
            Self::Sequences => Rule::Sequences,
            Self::UsernameEqual => Rule::UsernameEqual,
            Self::UsernameReversed => Rule::UsernameReversed,
            Self::Personal => Rule::Personal,
            Self::Weak => Rule::Weak,
            Self::History => Rule::History,
            Self::Breached => Rule::Breached,
        }
    }
}

/// Whether a password keeps a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It does.
    Met,
    /// It does not, or nothing was typed yet.
    Unmet,
    /// The server decides.
    Server,
}

/// What a line demands, for the text tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// From `min` to `max` code points.
    Length {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// Classes of characters.
    Classes {
        /// At least so many of `of`; 0 where the document says nothing.
        at_least: u32,
        /// The classes that can be had.
        of: Vec<Class>,
        /// Those that must be there, with how many characters of each.
        require: Vec<(Class, u32)>,
    },
    /// Only letters, digits and these special characters.
    Allowed {
        /// The special characters.
        special: alloc::string::String,
        /// Whether letters and signs of all scripts may be used besides.
        other: bool,
        /// Whether white space may not stand first or last.
        no_edge_space: bool,
    },
    /// One character at most `max` times.
    Repeats {
        /// The most.
        max: u32,
        /// In all, not only in a row.
        total: bool,
    },
    /// No run such as abcd of more than `max`.
    Sequences {
        /// The most.
        max: u32,
    },
    /// Not the user's name.
    UsernameEqual,
    /// Not the user's name backwards.
    UsernameReversed,
    /// Nothing of the person.
    Personal {
        /// What is looked for.
        items: Vec<PersonalItem>,
    },
    /// Neither common nor guessable.
    Weak,
    /// None of the last passwords.
    History {
        /// How many.
        remember: u32,
    },
    /// Not known from a breach.
    Breached,
}

/// The lines with their states. `has_words` says whether any word is looked for. Of a password that
/// was not looked at (`is_seen`) nothing is met yet.
pub(super) fn lines(
    document: &Document,
    has_words: bool,
    report: &Report,
    is_seen: bool,
) -> Vec<Line> {
    let state = |id: LineId| state(id, report, is_seen);
    demands(document, has_words)
        .into_iter()
        .map(|(id, demand)| Line {
            id,
            state: state(id),
            demand,
        })
        .collect()
}

/// What the document demands, in the order that a person reads.
fn demands(document: &Document, has_words: bool) -> Vec<(LineId, Demand)> {
    let mut demands = Vec::new();
    if let Some(length) = document.length {
        demands.push((
            LineId::Length,
            Demand::Length {
                min: length.min,
                max: length.max,
            },
        ));
    }
    if let Some(characters) = &document.characters {
        demands.extend(classes(characters).map(|demand| (LineId::Classes, demand)));
        demands.push((LineId::Allowed, allowed(characters)));
    }
    if let Some(repeats) = document.repeats {
        let total = repeats.counting == Counting::Total;
        demands.push((
            LineId::Repeats,
            Demand::Repeats {
                max: repeats.max,
                total,
            },
        ));
    }
    if let Some(sequences) = document.sequences {
        demands.push((LineId::Sequences, Demand::Sequences { max: sequences.max }));
    }
    if let Some(username) = document.username {
        demands.extend(
            username
                .equal
                .then_some((LineId::UsernameEqual, Demand::UsernameEqual)),
        );
        demands.extend(
            username
                .reversed
                .then_some((LineId::UsernameReversed, Demand::UsernameReversed)),
        );
    }
    if let Some(contains) = &document.contains {
        let items = items(contains, has_words);
        demands
            .extend((!items.is_empty()).then_some((LineId::Personal, Demand::Personal { items })));
    }
    if let Some(weak) = &document.weak
        && (weak.dictionary != Dictionary::Whole(false)
            || !weak.words.is_empty()
            || weak.min_score.is_some_and(|score| score > 0))
    {
        demands.push((LineId::Weak, Demand::Weak));
    }
    if let Some(history) = document.history {
        demands.push((
            LineId::History,
            Demand::History {
                remember: history.remember,
            },
        ));
    }
    if document.breached.is_some() {
        demands.push((LineId::Breached, Demand::Breached));
    }
    demands
}

fn classes(rule: &Characters) -> Option<Demand> {
    let require: Vec<(Class, u32)> = Class::ALL
        .into_iter()
        .map(|class| {
            (
                class,
                rule.minimum
                    .of(class)
                    .max(u32::from(rule.require.contains(&class))),
            )
        })
        .filter(|(_, least)| *least > 0)
        .collect();
    let at_least = rule.at_least_classes.unwrap_or(0);
    if require.is_empty() && at_least == 0 {
        return None;
    }
    let of = Class::ALL
        .into_iter()
        .filter(|class| rule.can_have(*class))
        .collect();
    Some(Demand::Classes {
        at_least,
        of,
        require,
    })
}

fn allowed(rule: &Characters) -> Demand {
    Demand::Allowed {
        special: rule.special().into(),
        other: rule.other != Other::Forbid,
        no_edge_space: rule.edge_space.is_some(),
    }
}

fn items(rule: &Contains, has_words: bool) -> Vec<PersonalItem> {
    [
        (PersonalItem::Username, rule.username),
        (PersonalItem::Mobile, rule.mobile),
        (PersonalItem::EmailPrefix, rule.email_prefix),
        (PersonalItem::NamePinyin, rule.name_pinyin),
        (PersonalItem::Word, has_words),
    ]
    .into_iter()
    .filter_map(|(item, is_on)| is_on.then_some(item))
    .collect()
}

fn state(id: LineId, report: &Report, is_seen: bool) -> State {
    let violation = report
        .violations
        .iter()
        .find(|violation| violation.rule() == id.rule());
    let is_unmet = match (id, violation) {
        (LineId::Classes, Some(Violation::Characters { missing, .. })) => !missing.is_empty(),
        (LineId::Allowed, Some(Violation::Characters { disallowed, .. })) => !disallowed.is_empty(),
        (_, violation) => violation.is_some(),
    };
    if is_unmet {
        State::Unmet
    } else if report.deferred.contains(&id.rule()) {
        State::Server
    } else if is_seen {
        State::Met
    } else {
        State::Unmet
    }
}
