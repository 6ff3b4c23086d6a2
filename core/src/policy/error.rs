//! Why a policy document or a subject was refused.

use alloc::string::String;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why, and which member. It never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{code}{}{member}", if member.is_empty() { "" } else { ": " })]
pub struct PolicyError {
    /// What is wrong.
    pub code: PolicyErrorCode,
    /// The member's path, as in `length.min` or `weak.words[1]`; empty for the document itself.
    pub member: String,
}

/// What is wrong with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyErrorCode {
    /// The text is not one JSON value.
    #[error("not JSON")]
    NotJson,
    /// The text is longer than 262,144 bytes.
    #[error("too large")]
    TooLarge,
    /// The member stands twice.
    #[error("member stands twice")]
    DuplicateMember,
    /// No such member is known.
    #[error("unknown member")]
    UnknownMember,
    /// The member must be there.
    #[error("missing member")]
    MissingMember,
    /// Another JSON type belongs here.
    #[error("wrong type")]
    WrongType,
    /// The number, or the length of the text or list, is out of range.
    #[error("out of range")]
    OutOfRange,
    /// The text is none of those allowed here, or holds a character that is not.
    #[error("invalid value")]
    InvalidValue,
    /// No password could satisfy the document.
    #[error("impossible to satisfy")]
    Impossible,
}

impl PolicyErrorCode {
    /// An error of this kind at a member.
    pub(super) fn at(self, member: impl Into<String>) -> PolicyError {
        PolicyError {
            code: self,
            member: member.into(),
        }
    }
}
