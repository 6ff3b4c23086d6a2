//! What a journey wants done.

use repass::{journey, wire};

use super::JourneyView;
use crate::mirror::mirror;
use crate::{HttpRequest, Text};

/// Something to be done.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
// Each is handed on at once, and a border has no boxes.
#[allow(clippy::large_enum_variant)]
pub enum JourneyEffect {
    /// Send this request, and hand in what comes back as `Answered`. There is never more than one in
    /// flight.
    Send {
        /// Names the request.
        request_id: String,
        /// The request, without the server's own address.
        request: HttpRequest,
    },
    /// Hand in `Tick` at this time. It takes the place of the one before: one timer is enough.
    WakeAt {
        /// Milliseconds since 1970.
        at: i64,
    },
    /// Show this in place of what was shown before.
    Show {
        /// The form as it is now.
        view: JourneyView,
    },
    /// It is over; whatever comes after is ignored.
    Done {
        /// How it ended.
        outcome: JourneyOutcome,
    },
}

/// How a journey ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum JourneyOutcome {
    /// The password is set. The person goes to log in with it.
    PasswordSet,
    /// The person is logged in, with a new password or, having skipped it, with the old one.
    LoggedIn {
        /// The session.
        session: Session,
    },
}

/// How logging in went.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Session {
    /// The outcome.
    pub status: LoginStatus,
    /// The session's token.
    pub session_token: Option<Text>,
    /// Who the person is, signed.
    pub id_token: Option<Text>,
    /// How long the session lives, in seconds.
    pub expire: Option<i64>,
    /// What to go on with where the password must or should be changed.
    pub state_token: Option<Text>,
}

mirror! {
    /// The outcome of logging in, in the vendor's words.
    LoginStatus = wire::LoginStatus {
        /// Logged in.
        Success,
        /// The password expires soon: it may be changed or not.
        PasswordWarn,
        /// The password must be changed first.
        PasswordExpired,
        /// A second factor is wanted.
        MfaAuth,
        /// The account may not log in.
        AccessDenied,
    }
}

impl From<journey::Effect> for JourneyEffect {
    fn from(effect: journey::Effect) -> Self {
        match effect {
            journey::Effect::Send {
                request_id,
                request,
            } => Self::Send {
                request_id,
                request: request.into(),
            },
            journey::Effect::WakeAt { at } => Self::WakeAt { at },
            journey::Effect::Show(view) => Self::Show { view: view.into() },
            journey::Effect::Done(outcome) => Self::Done {
                outcome: outcome.into(),
            },
        }
    }
}

impl From<journey::Outcome> for JourneyOutcome {
    fn from(outcome: journey::Outcome) -> Self {
        match outcome {
            journey::Outcome::PasswordSet => Self::PasswordSet,
            journey::Outcome::LoggedIn { session } => Self::LoggedIn {
                session: session.into(),
            },
        }
    }
}

impl From<wire::Session> for Session {
    fn from(session: wire::Session) -> Self {
        Self {
            status: session.status.into(),
            session_token: session.session_token.map(Into::into),
            id_token: session.id_token.map(Into::into),
            expire: session.expire.map(Into::into),
            state_token: session.state_token.map(Into::into),
        }
    }
}
