//! The server's machines: what answers a call, as steps and effects.
//!
//! A machine is a total function: [`step`] takes a state, an event and the request, and gives the
//! next state and one effect. It never blocks and never fails. Its host performs the [`Effect`] and
//! hands back the [`Event`] that came of it, with the same request again: no state holds a password,
//! a code or a token. Each effect says what the host must do and which events may answer it;
//! [`Event::Failed`] may answer any. The last effect is [`Effect::Respond`], or [`Effect::Misuse`]
//! where the host made a mistake.
//!
//! ```text
//! let request = Request::decode(&http)?;
//! let mut step = operation::start(&request, &settings, now());
//! loop {
//!     match step.effect {
//!         Effect::Respond(response) | Effect::Misuse(response) => break send(response),
//!         effect => step = operation::step(step.state, perform(effect), &request, &settings, now()),
//!     }
//! }
//! ```
//!
//! # What a host must keep to
//!
//! - Every storage effect is one atomic, conditional write. A host that looks first and writes
//!   after loses the races that the conditions are there for.
//! - Rows live until their end and some minutes more: removing a counter earlier would reset it.
//! - Messages go through an outbox in the same database: a row is there before the answer is, and
//!   whether and when it is sent shows in no answer.
//! - An effect is the same work for whom nobody knows: an unknown recipient gets the same rows, an
//!   unknown user the same hashing.
//! - The request's `source` is the caller's network address as the host knows it, an IPv6 one cut to
//!   its /64. Without it the limits by source are off, and those by account and address remain.
//! - Effects hold secrets: for logs there is [`Effect::name`].

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::wire::{Body, Call, Request};

mod captcha;
mod change;
mod effect;
mod event;
mod login;
mod password;
mod plan;
mod quota;
mod reply;
mod send_code;
mod settings;
mod skip_update;
mod token;

pub use change::{PasswordChange, TemporaryPassword, Whose};
pub use effect::Effect;
pub use event::{Account, AccountStatus, Application, Event, Nonce};
pub use plan::{Authority, Flow, NewPassword, Plan, plan};
pub use settings::{Lifetimes, LoginLimits, Settings, SettingsError};

use reply::Context;

/// The version of the states.
pub const VERSION: u32 = 1;

/// Where a machine is. It holds no secret, and may be stored or sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The version of this type. A state of another version is a misuse.
    pub version: u32,
    /// The one answer that is awaited.
    pub awaiting: Awaiting,
}

/// The one answer that is awaited, and what was found out before: each machine has its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "machine", content = "at", rename_all = "snake_case")]
pub enum Awaiting {
    /// Nothing: the answer is out.
    Nothing,
    /// Setting a password.
    Password(password::Awaiting),
    /// Sending a code.
    SendCode(send_code::Awaiting),
    /// Logging in.
    Login(login::Awaiting),
    /// A CAPTCHA, handed out or handed in.
    Captcha(captcha::Awaiting),
    /// Going on with a password that expires soon.
    SkipUpdate(skip_update::Awaiting),
    /// An access token.
    Token(token::Awaiting),
}

/// Where a machine is now, and what it wants done next.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// To be handed back with the event that answers the effect.
    pub state: State,
    /// What the host does next.
    pub effect: Effect,
}

impl Step {
    fn new(awaiting: impl Into<Awaiting>, effect: Effect) -> Self {
        Self {
            state: State {
                version: VERSION,
                awaiting: awaiting.into(),
            },
            effect,
        }
    }
}

/// Begins a call. `now` is in ms since 1970, as in every step.
pub fn start(request: &Request, settings: &Settings, now: i64) -> Step {
    let cx = Context {
        request,
        settings,
        now,
    };
    match request.call {
        call if plan(call).is_some() => password::start(&cx),
        Call::SmsSend | Call::EmailSend | Call::OtpSend => send_code::start(&cx),
        Call::Login => login::start(&cx),
        Call::Captcha | Call::CaptchaVerify => captcha::start(&cx),
        Call::SkipUpdate => skip_update::start(&cx),
        _ => token::start(&cx),
    }
}

/// Goes on with what came of the last effect. The request is the one that the call began with.
pub fn step(state: State, event: Event, request: &Request, settings: &Settings, now: i64) -> Step {
    let cx = Context {
        request,
        settings,
        now,
    };
    if state.version != VERSION {
        return cx.misuse(state);
    }
    let next = match state.awaiting.clone() {
        Awaiting::Nothing => None,
        Awaiting::Password(at) => password::step(at, event, &cx),
        Awaiting::SendCode(at) => send_code::step(at, event, &cx),
        Awaiting::Login(at) => login::step(at, event, &cx),
        Awaiting::Captcha(at) => captcha::step(at, event, &cx),
        Awaiting::SkipUpdate(at) => skip_update::step(at, event, &cx),
        Awaiting::Token(at) => token::step(at, event, &cx),
    };
    next.unwrap_or_else(|| cx.misuse(state))
}

/// The body, or what is wrong with it.
fn body<'a>(cx: &Context<'a>) -> Result<&'a Body, Fault> {
    cx.request.body.as_ref().map_err(Clone::clone)
}

#[cfg(test)]
mod tests;
