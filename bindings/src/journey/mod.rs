//! Journeys as objects.
//!
//! For Kotlin and Swift events, forms and effects are types; for JavaScript they are plain objects of
//! core's own JSON, and its types are declared beside the package. A state is JSON text for all of
//! them: a host keeps it and hands it in again.

use std::fmt;
use std::sync::Arc;

use repass::fault::Lang;
use repass::journey;

use crate::mirror::all;
use crate::{PolicyErrorCode, Text};

mod effect;
mod event;
mod form;
mod parts;
mod view;

pub use effect::{JourneyEffect, JourneyOutcome, LoginStatus, Session};
pub use event::JourneyEvent;
pub use form::{Autocomplete, JourneyField, JourneyForm};
pub use parts::{
    JourneyEffectParts, JourneyFieldParts, JourneyState, JourneyStepParts, JourneyViewParts,
};
pub use view::{
    Captcha, JourneyFieldView, JourneyProblem, JourneyStage, JourneyView, problem_message,
    problem_message_of_name,
};

/// A journey to a new password, prepared for one person: immutable, to be shared. Progress is in the
/// state.
#[derive(Debug)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Object))]
pub struct Journey {
    inner: journey::Journey,
    /// Each field while nothing is wrong with it.
    fields: Vec<journey::FieldView>,
    lang: Lang,
}

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
        let setup = journey::Setup::from_json(setup.as_str())?;
        let lang = setup.lang;
        let inner = journey::Journey::new(setup)?;
        Ok(Arc::new(Self {
            fields: inner.fields(),
            inner,
            lang,
        }))
    }

    /// Begins. `id` is a random text: requests are named `{id}-1`, `{id}-2` and so on. `now` is in
    /// milliseconds since 1970.
    pub fn start(&self, id: Text, now: i64) -> JourneyStep {
        self.inner.start(id.as_str(), now).into()
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
        self.inner
            .step(state, event.into(), &form.into(), now)
            .into()
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
