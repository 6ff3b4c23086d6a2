//! What a journey wants done.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::{State, View};
use crate::wire::{HttpRequest, Session};

/// Where a journey stands now, and what is to be done, in this order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What the host keeps and hands in with the next event.
    pub state: State,
    /// What is to be done. Nothing where the event was ignored; else a request if one goes out, the
    /// time to wake up at if there is one, what to show, and the outcome if it is the end.
    pub effects: Vec<Effect>,
}

/// Something to be done. In JSON `{ "effect", "args" }`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "effect",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Effect {
    /// Send this request, and hand in what comes back as
    /// [`Event::Answered`](super::Event::Answered). There is never more than one in flight.
    Send {
        /// Names the request; the header `X-Request-Id` has it too.
        request_id: String,
        /// The request, without the server's own address.
        request: HttpRequest,
    },
    /// Hand in [`Event::Tick`](super::Event::Tick) at this time. It takes the place of the one
    /// before: one timer is enough.
    WakeAt {
        /// Milliseconds since 1970.
        at: i64,
    },
    /// Show this in place of what was shown before.
    Show(View),
    /// It is over; whatever comes after is ignored.
    Done(Outcome),
}

/// How it ended. In JSON `{ "outcome", "args" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "outcome",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Outcome {
    /// The password is set. The person goes to log in with it.
    PasswordSet,
    /// The person is logged in, with a new password or, having skipped it, with the old one.
    LoggedIn {
        /// The session; its status is `SUCCESS`.
        session: Session,
    },
}
