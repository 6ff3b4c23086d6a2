//! The machine of `GET /api/v2/sdk/pwd/skip-update`: goes on with a password that expires soon.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::reply::Context;
use super::{AccountStatus, Effect, Event, Step, Whose};
use crate::fault::Fault;
use crate::wire::LoginStatus;

/// The one answer that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Awaiting {
    /// Of `FindApplication`.
    Application,
    /// Of `VerifyStateToken`.
    StateToken {
        /// The application.
        client_id: String,
    },
    /// Of `FindAccount`.
    Account {
        /// The application.
        client_id: String,
        /// The account's credential version when the token was made.
        version: i64,
    },
    /// Of `TakeStateToken`.
    Taken {
        /// The application.
        client_id: String,
        /// Whose session is opened.
        user_id: String,
        /// The account's credential version.
        version: i64,
    },
    /// Of `IssueSession`.
    Session,
}

impl From<Awaiting> for super::Awaiting {
    fn from(awaiting: Awaiting) -> Self {
        Self::SkipUpdate(awaiting)
    }
}

pub(super) fn start(cx: &Context<'_>) -> Step {
    match cx.identify() {
        Err(fault) => cx.refuse(fault),
        Ok(effect) => Step::new(Awaiting::Application, effect),
    }
}

pub(super) fn step(awaiting: Awaiting, event: Event, cx: &Context<'_>) -> Option<Step> {
    let state_token = cx.state_token()?.clone();
    Some(match (awaiting, event) {
        (_, Event::Failed) => cx.refuse(Fault::Busy),
        (Awaiting::Application, Event::ApplicationNotFound) => cx.refuse(cx.unidentified()),
        (Awaiting::Application, Event::ApplicationFound { application }) => {
            let client_id = application.client_id;
            let effect = Effect::VerifyStateToken {
                client_id: client_id.clone(),
                state_token,
            };
            Step::new(Awaiting::StateToken { client_id }, effect)
        }
        (
            Awaiting::StateToken { client_id },
            Event::TokenVerified {
                user_id,
                version,
                // One that must be changed is not skipped.
                status: Some(LoginStatus::PasswordWarn),
            },
        ) => {
            let effect = Effect::FindAccount {
                client_id: client_id.clone(),
                whose: Whose::Id(user_id),
            };
            Step::new(Awaiting::Account { client_id, version }, effect)
        }
        (Awaiting::StateToken { .. }, Event::TokenVerified { .. } | Event::TokenRefused)
        | (Awaiting::Account { .. }, Event::AccountNotFound)
        | (Awaiting::Taken { .. }, Event::StateTokenGone)
        | (Awaiting::Session, Event::AccountChanged) => cx.refuse(Fault::StateTokenBad),
        (Awaiting::Account { version, .. }, Event::AccountFound { account, .. })
            if account.version != version =>
        {
            cx.refuse(Fault::StateTokenBad)
        }
        (Awaiting::Account { .. }, Event::AccountFound { account, .. })
            if account.status == AccountStatus::Frozen =>
        {
            cx.refuse(Fault::AccountFrozen)
        }
        (Awaiting::Account { client_id, .. }, Event::AccountFound { account, .. }) => {
            let effect = Effect::TakeStateToken {
                client_id: client_id.clone(),
                state_token,
            };
            let awaiting = Awaiting::Taken {
                client_id,
                user_id: account.id,
                version: account.version,
            };
            Step::new(awaiting, effect)
        }
        (
            Awaiting::Taken {
                client_id,
                user_id,
                version,
            },
            Event::StateTokenTaken,
        ) => Step::new(
            Awaiting::Session,
            Effect::IssueSession {
                client_id,
                user_id,
                version,
                lifetime: cx.settings.lifetimes.changed_session,
            },
        ),
        (
            Awaiting::Session,
            Event::SessionIssued {
                session_token,
                id_token,
            },
        ) => cx.logged_in(
            session_token,
            id_token,
            cx.settings.lifetimes.changed_session,
        ),
        _ => return None,
    })
}
