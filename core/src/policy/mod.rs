//! The policy document, the person it is held against, and the rules, one file each.
//!
//! A policy is a value: parsed and validated once, immutable, shareable between threads.
//! [`Policy::for_subject`] prepares what depends on the person once; [`Checker::check`] is what
//! runs on each keystroke.

use alloc::string::String;
use alloc::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::Json;

mod checker;
mod checklist;
pub mod document;
mod error;
mod generate;
mod parse;
mod password_rules;
mod report;
mod rules;
mod subject;

pub use checker::Checker;
pub use checklist::{Demand, Line, LineId, State};
pub use document::Class;
pub use document::{Document, MAX_LENGTH};
pub use error::{PolicyError, PolicyErrorCode};
pub use generate::{CannotGenerate, Generated, Shortfall, WANTED_BITS};
pub use report::{Disallowed, PersonalItem, Report, Rule, Violation, WeakReason};
pub use subject::Subject;

/// A validated password policy. Cloning one is cheap.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    document: Arc<Document>,
}

impl Policy {
    /// Reads and validates a policy document. The error names the member that is wrong.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        let document = parse::document(text)?;
        Ok(Self {
            document: Arc::new(document),
        })
    }

    /// Validates a policy document that is a part of something else.
    pub(crate) fn from_value(json: &Json) -> Result<Self, PolicyError> {
        let document = parse::document_of(json)?;
        Ok(Self {
            document: Arc::new(document),
        })
    }

    /// The document, with the members that were absent switched off.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document as JSON text, for publishing it.
    pub fn to_json(&self) -> String {
        // A document holds nothing that JSON cannot say, so the empty text never comes out.
        serde_json::to_string(self.document()).unwrap_or_default()
    }

    /// Prepares the checks for one person.
    pub fn for_subject(&self, subject: &Subject) -> Checker {
        Checker::new(self.clone(), subject)
    }

    /// Checks one password for one person. Where more than one password is checked, as while
    /// someone types, prepare a [`Checker`] instead.
    pub fn check(&self, password: &str, subject: &Subject) -> Report {
        self.for_subject(subject).check(password)
    }

    /// Each active rule as a line with its state, in the order that a person reads.
    pub fn checklist(&self, password: &str, subject: &Subject) -> alloc::vec::Vec<Line> {
        self.for_subject(subject).checklist(password)
    }

    /// The `passwordrules` attribute that Apple's password managers read.
    pub fn password_rules(&self) -> String {
        password_rules::attribute(&self.document)
    }
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.document.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(&Json::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
