//! What a row of the outbox holds.

use repass::fault::{Lang, Profile};
use repass::otp::{ChallengeId, Channel, Purpose, Scope};
use serde::{Deserialize, Serialize};

/// What a message tells. No code is in it, and a temporary password is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
pub enum Content {
    /// A code, to be derived when the message is sent.
    VerificationCode {
        scope: Scope,
        id: ChallengeId,
        purpose: Purpose,
        /// Whose limits say how many digits it has and how long it is good.
        profile: Profile,
    },
    /// The password was changed.
    PasswordChanged,
    /// A password that the server made.
    TemporaryPassword {
        /// None once it is sent.
        sealed: Option<String>,
    },
}

impl Content {
    /// What stays of it once it is sent.
    pub fn without_secret(&self) -> Self {
        match self {
            Self::TemporaryPassword { .. } => Self::TemporaryPassword { sealed: None },
            other => other.clone(),
        }
    }
}

/// How a message ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// It was sent to where it is read in this table: it keeps what it says.
    Shown,
    /// It is no longer worth sending, or was refused for good.
    Failed,
}

/// A row that somebody has to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub id: i64,
    pub channel: Channel,
    /// The address as it is stored with the account.
    pub deliver_to: String,
    pub lang: Lang,
    pub content: Content,
    pub created_at: i64,
    pub expires_at: i64,
    /// How often sending it was begun, this time included.
    pub attempts: u32,
}

/// A row to be written.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    pub channel: Channel,
    /// None where nobody has the address.
    pub deliver_to: Option<&'a str>,
    pub lang: Lang,
    pub content: &'a Content,
    pub created_at: i64,
    pub expires_at: i64,
}
