//! Journeys as objects.
//!
//! For Kotlin and Swift events, forms and effects are types; for JavaScript they are core's own JSON,
//! and its types are declared beside the package. A state is JSON text for all of them: a host keeps
//! it and hands it in again.

use std::fmt;
use std::sync::Arc;

use repass::journey;

use crate::mirror::all;
use crate::{PolicyErrorCode, Text};

mod effect;
mod event;
mod form;
mod view;

pub use effect::{JourneyEffect, JourneyOutcome, LoginStatus, Session};
pub use event::JourneyEvent;
pub use form::{Autocomplete, JourneyField, JourneyForm};
pub use view::{
    Captcha, JourneyFieldView, JourneyProblem, JourneyStage, JourneyView, problem_message,
    problem_message_of_name,
};

/// A journey to a new password, prepared for one person: immutable, to be shared. Progress is in the
/// state.
#[derive(Debug)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Object))]
pub struct Journey(journey::Journey);

/// Where a journey stands now, and what is to be done, in this order.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct JourneyStep {
    /// What is handed in with the next event: JSON text that nobody else reads. It holds no password
    /// and no code, but for a time the token that came with one: keep it where only the app can read.
    pub state: Text,
    /// What is to be done; nothing where the event was ignored.
    pub effects: Vec<JourneyEffect>,
}

/// The same with the effects as JSON text.
#[derive(Debug)]
pub struct JourneyStepJson {
    /// As in [`JourneyStep`].
    pub state: Text,
    /// A list of effects.
    pub effects: Text,
}

/// Why there is no journey. It names the setup's member and never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Error))]
pub enum SetupError {
    /// A member of the setup is wrong.
    Invalid {
        /// What is wrong.
        code: PolicyErrorCode,
        /// The member's path, as in `device.agent` or `policy.length.min`; empty for the whole.
        member: String,
    },
}

#[cfg_attr(feature = "uniffi", uniffi::export)]
impl Journey {
    /// Prepares a journey from a setup (JSON text). The error names the member.
    #[cfg_attr(feature = "uniffi", uniffi::constructor)]
    pub fn parse(setup: Text) -> Result<Arc<Self>, SetupError> {
        let journey = journey::Journey::from_json(setup.as_str())?;
        Ok(Arc::new(Self(journey)))
    }

    /// Begins. `id` is a random text: requests are named `{id}-1`, `{id}-2` and so on. `now` is in
    /// milliseconds since 1970.
    pub fn start(&self, id: Text, now: i64) -> JourneyStep {
        self.0.start(id.as_str(), now).into()
    }

    /// One event. It never fails: an event that means nothing where the journey stands has no
    /// effects, and a text that is no state of this version is shown as a busy system.
    pub fn step(
        &self,
        state: Text,
        event: JourneyEvent,
        form: JourneyForm,
        now: i64,
    ) -> JourneyStep {
        let state = journey::State::from_json(state.as_str());
        self.0.step(state, event.into(), &form.into(), now).into()
    }
}

impl Journey {
    /// [`start`](Self::start) with effects as JSON.
    pub fn start_to_json(&self, id: &str, now: i64) -> JourneyStepJson {
        self.0.start(id, now).into()
    }

    /// [`step`](Self::step) with the event and the effects as JSON; none where the text is no event.
    pub fn step_of_json(
        &self,
        state: &str,
        event: &str,
        form: JourneyForm,
        now: i64,
    ) -> Option<JourneyStepJson> {
        // serde's own reason would repeat the event's values.
        let event = serde_json::from_str(event).ok()?;
        let state = journey::State::from_json(state);
        Some(self.0.step(state, event, &form.into(), now).into())
    }
}

impl From<journey::Step> for JourneyStep {
    fn from(step: journey::Step) -> Self {
        Self {
            state: step.state.to_json().into(),
            effects: all(step.effects),
        }
    }
}

impl From<journey::Step> for JourneyStepJson {
    fn from(step: journey::Step) -> Self {
        Self {
            state: step.state.to_json().into(),
            // Texts, numbers and lists: nothing that JSON cannot say.
            effects: serde_json::to_string(&step.effects)
                .unwrap_or_default()
                .into(),
        }
    }
}

impl From<journey::SetupError> for SetupError {
    fn from(error: journey::SetupError) -> Self {
        Self::Invalid {
            code: error.code.into(),
            member: error.member,
        }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Invalid { code, member } = self;
        let place = if member.is_empty() {
            "the setup"
        } else {
            member
        };
        write!(f, "{place}: {}", code.name().replace('_', " "))
    }
}

impl std::error::Error for SetupError {}
