//! Why the server's façade refused something.

use std::fmt;

use repass::operation::SettingsError;

/// Why the settings, or an argument from the host, were refused. It names the member and never
/// repeats a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Error))]
pub enum ServerError {
    /// A member of the settings, or an argument, is wrong.
    Invalid {
        /// What was read.
        code: ServerErrorCode,
        /// The member of the settings, as in `eiam.tries`, or the argument's name, as in `event`;
        /// empty for the settings themselves.
        member: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ServerErrorCode {
    /// The settings.
    Settings,
    /// An argument of a call: it is not what it should be.
    InvalidValue,
}

impl ServerErrorCode {
    /// The code as text, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::InvalidValue => "invalid_value",
        }
    }
}

impl ServerError {
    /// An argument is not what it should be.
    pub(super) fn argument(member: &str, reason: &str) -> Self {
        Self::Invalid {
            code: ServerErrorCode::InvalidValue,
            member: member.into(),
            reason: reason.into(),
        }
    }
}

impl From<SettingsError> for ServerError {
    fn from(error: SettingsError) -> Self {
        Self::Invalid {
            code: ServerErrorCode::Settings,
            member: error.member,
            reason: error.reason.into(),
        }
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Invalid { member, reason, .. } = self;
        let place = if member.is_empty() {
            "the settings"
        } else {
            member
        };
        write!(f, "{place}: {reason}")
    }
}

impl std::error::Error for ServerError {}
