//! Messages to people: what they say, and how they are sent.
//!
//! No text has a link: what a caller sent, such as a Host header, gets into no message.

use std::time::Duration;

use repass::fault::Lang;
use repass::otp::Channel;
use repass::secret::Secret;

mod connection;
#[cfg(test)]
mod scripted;
mod sender;
mod smtp;
mod template;

pub use sender::{DemoOutbox, SendError, Sender};
pub use smtp::{Smtp, SmtpConfigError};
pub use template::{Rendered, render};

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tells {
    /// A code.
    VerificationCode {
        code: Secret,
        /// How long it is good.
        valid_for: Duration,
    },
    /// That the password was changed.
    PasswordChanged,
    /// A password that the server made.
    TemporaryPassword {
        password: Secret,
        /// How long it is good.
        valid_for: Duration,
    },
}

/// A message to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub channel: Channel,
    /// The address as it is stored with the account.
    pub to: String,
    pub lang: Lang,
    pub tells: Tells,
}

impl Tells {
    /// The template's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::VerificationCode { .. } => "verification_code",
            Self::PasswordChanged => "password_changed",
            Self::TemporaryPassword { .. } => "temporary_password",
        }
    }

    /// The code, where there is one.
    pub fn code(&self) -> Option<&Secret> {
        match self {
            Self::VerificationCode { code, .. } => Some(code),
            _ => None,
        }
    }
}
