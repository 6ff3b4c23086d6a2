//! The server's machines, tokens and codes for a host in another language.
//!
//! Requests, states, events, effects and scopes are core's own JSON text here: a host stores and
//! forwards them, and looks only at the effect that it performs. What each effect wants done, and
//! which events may answer it, stands with core's `operation::Effect`.

use std::sync::Arc;

use repass::operation::{self, Settings};
use repass::wire::{Call, HttpRequest, Request};
use serde::de::DeserializeOwned;

use crate::{Profile, Text};

mod error;
mod otp;
mod vendor;

pub use error::{ServerError, ServerErrorCode};
pub use otp::{OpenedToken, SealingKey};
pub use vendor::{translate, wire, wire_of_json};

/// A server's keys, limits and choices: immutable, to be shared by all calls.
#[derive(Debug)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Object))]
pub struct Server(Settings);

/// Where a machine is now, and what it wants done next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ServerStep {
    /// JSON text, to be handed back with the event that answers the effect. It holds no password, no
    /// code and no token.
    pub state: String,
    /// JSON text, `{"effect", "args"}`: what the host does next. It may hold a secret, and is not for
    /// logs.
    pub effect: Text,
}

/// Which call a method and a path are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Routed {
    /// This one.
    Call {
        /// Its name, such as `update_by_email`.
        call: String,
        /// Whose words its faults are told in.
        profile: Profile,
        /// The user's id where the path names a user.
        user_id: Option<String>,
    },
    /// A path that is known, with another method.
    MethodNotAllowed {
        /// The one that it takes.
        method: String,
    },
    /// No call of ours.
    NotFound,
}

#[cfg_attr(feature = "uniffi", uniffi::export)]
impl Server {
    /// Reads and validates a server's settings (JSON text). The error names the member.
    #[cfg_attr(feature = "uniffi", uniffi::constructor)]
    pub fn parse(settings: Text) -> Result<Arc<Self>, ServerError> {
        let settings = Settings::from_json(settings.as_str())?;
        Ok(Arc::new(Self(settings)))
    }

    /// Begins a call; none where the request is no call of ours. `now` is in milliseconds since 1970,
    /// as in every step.
    pub fn start(&self, request: Text, now: i64) -> Result<Option<ServerStep>, ServerError> {
        let http: HttpRequest = read(&request, "request")?;
        let request = Request::decode(&http).ok();
        Ok(request.map(|request| operation::start(&request, &self.0, now).into()))
    }

    /// Goes on with what came of the last effect. The request is the one that the call began with.
    pub fn step(
        &self,
        state: Text,
        event: Text,
        request: Text,
        now: i64,
    ) -> Result<ServerStep, ServerError> {
        let http: HttpRequest = read(&request, "request")?;
        let refused = |_| ServerError::argument("request", "not a call of ours");
        let request = Request::decode(&http).map_err(refused)?;
        let state = read(&state, "state")?;
        let event = read(&event, "event")?;
        Ok(operation::step(state, event, &request, &self.0, now).into())
    }

    /// Finds the call of a method and a path without its query.
    pub fn route(&self, method: Text, path: Text) -> Routed {
        Call::route(method.as_str(), path.as_str()).into()
    }
}

/// serde's own reason would repeat the text's values.
fn read<T: DeserializeOwned>(json: &Text, member: &str) -> Result<T, ServerError> {
    let value = serde_json::from_str(json.as_str());
    value.map_err(|_| ServerError::argument(member, "not what it should be"))
}

impl From<operation::Step> for ServerStep {
    fn from(step: operation::Step) -> Self {
        // Texts, numbers and lists: nothing that JSON cannot say.
        let effect = serde_json::to_string(&step.effect).unwrap_or_default();
        Self {
            state: serde_json::to_string(&step.state).unwrap_or_default(),
            effect: effect.into(),
        }
    }
}

impl From<repass::wire::Routed> for Routed {
    fn from(routed: repass::wire::Routed) -> Self {
        use repass::wire::Routed as Core;
        match routed {
            Core::Call(call, user_id) => Self::Call {
                call: name(call),
                profile: call.profile().into(),
                user_id,
            },
            Core::MethodNotAllowed(method) => Self::MethodNotAllowed {
                method: method.into(),
            },
            Core::NotFound => Self::NotFound,
        }
    }
}

/// The call's name in JSON.
fn name(call: Call) -> String {
    let name = serde_json::to_value(call).unwrap_or_default();
    name.as_str().unwrap_or_default().into()
}
