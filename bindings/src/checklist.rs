//! The checklist's lines, with their texts.

use repass::fault::{Lang, demand};
use repass::policy::{Line, State};
use serde::{Deserialize, Serialize};

use crate::Rule;

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChecklistLine {
    /// The line's name, stable over versions: the rule's code, and for a rule with several lines
    /// what the line is about (`characters.classes`).
    pub id: String,
    /// The rule.
    pub code: Rule,
    /// Whether the password keeps it.
    pub state: ChecklistState,
    /// What it demands, for a person.
    pub text: String,
}

/// Whether a password keeps a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ChecklistState {
    /// It does.
    Met,
    /// It does not, or nothing was typed yet.
    Unmet,
    /// The server decides.
    Server,
}

impl From<State> for ChecklistState {
    fn from(state: State) -> Self {
        match state {
            State::Met => Self::Met,
            State::Unmet => Self::Unmet,
            State::Server => Self::Server,
        }
    }
}

impl ChecklistLine {
    pub(crate) fn all(lines: Vec<Line>, lang: Lang) -> Vec<Self> {
        lines
            .into_iter()
            .map(|line| Self {
                id: line.id.name().into(),
                code: line.id.rule().into(),
                state: line.state.into(),
                text: demand(&line.demand, lang),
            })
            .collect()
    }
}
