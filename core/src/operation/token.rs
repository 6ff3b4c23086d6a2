//! The machine of `POST /api/v2/tenant/token`: an application's credentials for an access token.

use serde::{Deserialize, Serialize};

use super::reply::Context;
use super::{Effect, Event, Step, body};
use crate::fault::Fault;
use crate::wire::Answer;

/// The one answer that is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Awaiting {
    /// Of `VerifyClient`.
    Application,
    /// Of `IssueAccessToken`.
    AccessToken,
}

impl From<Awaiting> for super::Awaiting {
    fn from(awaiting: Awaiting) -> Self {
        Self::Token(awaiting)
    }
}

pub(super) fn start(cx: &Context<'_>) -> Step {
    match body(cx).and_then(|_| cx.identify()) {
        Err(fault) => cx.refuse(fault),
        Ok(effect) => Step::new(Awaiting::Application, effect),
    }
}

pub(super) fn step(awaiting: Awaiting, event: Event, cx: &Context<'_>) -> Option<Step> {
    let lifetime = cx.settings.lifetimes.access_token;
    Some(match (awaiting, event) {
        (_, Event::Failed) => cx.refuse(Fault::Busy),
        (Awaiting::Application, Event::ApplicationNotFound) => cx.refuse(cx.unidentified()),
        (Awaiting::Application, Event::ApplicationFound { application }) => Step::new(
            Awaiting::AccessToken,
            Effect::IssueAccessToken {
                client_id: application.client_id,
                lifetime,
            },
        ),
        (Awaiting::AccessToken, Event::AccessTokenIssued { access_token }) => {
            cx.answer(&Answer::AccessToken {
                access_token,
                expires_in: lifetime,
            })
        }
        _ => return None,
    })
}
