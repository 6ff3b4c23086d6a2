//! The client's machine: what a form shows, which request goes out, what an answer means.
//!
//! A [`Journey`] is made once from a [`Setup`]; it is immutable and holds no progress. Progress is
//! the [`State`], plain data that the host keeps. Each event gives a [`Step`]: the next state, and
//! what is to be done, in order. The host draws the [`View`], sends the request, sets one timer, and
//! hands the answer in. It never decides; and what a journey decides is advice, for the server
//! decides again with the same policy.
//!
//! ```
//! use repass::journey::{Effect, Event, Form, Journey};
//!
//! let journey = Journey::from_json(r#"{
//!   "kind": "reset_by_email", "clientId": "TENANT_SPA_ID",
//!   "policy": { "version": 1, "length": { "min": 8 } } }"#)?;
//! let mut form = Form { address: "MOCK_EMAIL@163.com".into(), ..Form::default() };
//! // The host's clock, in milliseconds since 1970, and a random text of its own.
//! let (now, id) = (1_700_000_000_000, "5f0c");
//! let mut step = journey.start(id, now);
//! let mut events = vec![Event::Submit];
//! while let Some(event) = events.pop() {
//!     step = journey.step(step.state, event, &form, now);
//!     for effect in &step.effects {
//!         match effect {
//!             // Put the request before the server's address, send it, and answer when it is back.
//!             Effect::Send { request_id, request } => {
//!                 assert_eq!(request.target, "/otp/send");
//!                 events.push(Event::Answered { request_id: request_id.clone(), response: None });
//!             }
//!             // Set the one timer; when it rings, the event is a tick.
//!             Effect::WakeAt { at } => assert_eq!(*at, now + 30_000),
//!             // Draw the form.
//!             Effect::Show(view) => assert!(view.is_busy || view.notice.is_some()),
//!             // Go to log in, or on with the session.
//!             Effect::Done(_) => break,
//!         }
//!     }
//! }
//! # Ok::<(), repass::journey::SetupError>(())
//! ```
//!
//! What holds whatever happens:
//!
//! - No state holds a password or a code: the host holds the [`Form`] and hands it in each time.
//! - At most one request is in flight. While it is, nothing else is sent; an answer to any other is
//!   ignored, and so is a second answer to the same.
//! - 30 seconds without an answer end the wait; the person may then try again, with a new request.
//! - No password goes out that the policy refuses.
//! - What is known is not asked for: the address of someone who is logged in, the address a code
//!   went to, a password that was typed earlier.

mod answers;
mod check;
mod countdown;
mod effect;
mod event;
mod form;
mod kind;
mod place;
mod read;
mod request;
mod setup;
mod show;
mod state;
mod turn;
mod view;

pub use effect::{Effect, Outcome, Step};
pub use event::Event;
pub use form::{Autocomplete, Field, Form};
pub use kind::Kind;
pub use setup::{Setup, SetupError};
pub use state::State;
pub use view::{FieldView, Problem, Stage, View};

use alloc::vec::Vec;

use crate::policy::{Checker, Line, Subject};
use crate::wire::Address;
use turn::Turn;
use view::Texts;

/// A journey, prepared for one person. Immutable: progress is the [`State`].
#[derive(Debug, Clone)]
pub struct Journey {
    setup: Setup,
    /// The setup's subject, with what an id_token says besides.
    subject: Subject,
    checker: Checker,
    /// Where codes go to, where the person need not say it.
    own_address: Option<Address>,
    /// The checklist's texts: they are the policy's, whatever is typed.
    texts: Texts,
}

impl Journey {
    /// Prepares a journey. The error names the member of the setup that is missing or wrong.
    pub fn new(setup: Setup) -> Result<Self, SetupError> {
        setup.validate()?;
        let subject = setup.known_subject();
        let checker = setup.policy.for_subject(&subject);
        Ok(Self {
            own_address: setup.own_address(&subject)?,
            texts: Texts::of(&checker.checklist(""), setup.lang),
            checker,
            subject,
            setup,
        })
    }

    /// Prepares a journey from a setup in JSON: its members are those of [`Setup`] in camelCase,
    /// and one that is optional may be null.
    pub fn from_json(text: &str) -> Result<Self, SetupError> {
        Self::new(Setup::from_json(text)?)
    }

    /// The checklist's lines before anything is typed, in the order of each view's: while the person
    /// types, their states change and nothing else.
    pub fn lines(&self) -> Vec<Line> {
        self.checker.checklist("")
    }

    /// Each field as a view has it while nothing is wrong with it.
    pub fn fields(&self) -> Vec<FieldView> {
        let plain = |field| self.plain_field(field);
        Field::ALL.into_iter().map(plain).collect()
    }

    /// Begins. `id` is a random text that the host makes: requests are named `{id}-1`, `{id}-2` and
    /// so on. What may not stand in a header is left out of it, and what follows 64 characters.
    /// `now` is in milliseconds since 1970.
    pub fn start(&self, id: &str, now: i64) -> Step {
        let form = Form::default();
        let state = State::new(id, self.first_stage());
        let mut turn = Turn::new(self, state, &form, now);
        let heard = turn.begin();
        turn.into_step(heard)
    }

    /// One event. It never fails and never blocks: an event that means nothing where the journey
    /// stands leaves the state as it is and has no effects. `now` is in milliseconds since 1970; a
    /// clock that is set back does no harm.
    ///
    /// A state of another version is left as it is, and the view says that the system is busy:
    /// start anew, or hand the state to the code that made it.
    pub fn step(&self, state: State, event: Event, form: &Form, now: i64) -> Step {
        if state.version != State::VERSION {
            let view = self.view_of_another_version();
            let effects = Vec::from([Effect::Show(view)]);
            return Step { state, effects };
        }
        if state.stage == Stage::Done {
            let effects = Vec::new();
            return Step { state, effects };
        }
        let mut turn = Turn::new(self, state, form, now);
        let heard = turn.hear(event);
        turn.into_step(heard)
    }
}

#[cfg(test)]
mod tests;
