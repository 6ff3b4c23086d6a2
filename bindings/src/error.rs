//! Why a policy document was refused.

use std::fmt;

use repass::policy::PolicyErrorCode as Code;

/// Why a policy document was refused. It names the member and never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Error))]
pub enum PolicyError {
    /// A member of the document is wrong.
    Invalid {
        /// What is wrong.
        code: PolicyErrorCode,
        /// The member's path, as in `length.min`; empty for the document itself.
        member: String,
    },
}

/// What is wrong with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PolicyErrorCode {
    /// The text is not one JSON value.
    NotJson,
    /// The text is longer than 262,144 bytes.
    TooLarge,
    /// The member stands twice.
    DuplicateMember,
    /// No such member is known.
    UnknownMember,
    /// The member must be there.
    MissingMember,
    /// Another JSON type belongs here.
    WrongType,
    /// The number, or the length of the text or list, is out of range.
    OutOfRange,
    /// The text is none of those allowed here, or holds a character that is not.
    InvalidValue,
    /// No password could satisfy the document.
    Impossible,
}

impl PolicyErrorCode {
    /// The code as text, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::TooLarge => "too_large",
            Self::DuplicateMember => "duplicate_member",
            Self::UnknownMember => "unknown_member",
            Self::MissingMember => "missing_member",
            Self::WrongType => "wrong_type",
            Self::OutOfRange => "out_of_range",
            Self::InvalidValue => "invalid_value",
            Self::Impossible => "impossible",
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Invalid { code, member } = self;
        let place = if member.is_empty() {
            "the policy document"
        } else {
            member
        };
        write!(f, "{place}: {}", code.name().replace('_', " "))
    }
}

impl std::error::Error for PolicyError {}

impl From<repass::policy::PolicyError> for PolicyError {
    fn from(error: repass::policy::PolicyError) -> Self {
        Self::Invalid {
            code: error.code.into(),
            member: error.member,
        }
    }
}

impl From<Code> for PolicyErrorCode {
    fn from(code: Code) -> Self {
        match code {
            Code::NotJson => Self::NotJson,
            Code::TooLarge => Self::TooLarge,
            Code::DuplicateMember => Self::DuplicateMember,
            Code::UnknownMember => Self::UnknownMember,
            Code::MissingMember => Self::MissingMember,
            Code::WrongType => Self::WrongType,
            Code::OutOfRange => Self::OutOfRange,
            Code::InvalidValue => Self::InvalidValue,
            Code::Impossible => Self::Impossible,
        }
    }
}
