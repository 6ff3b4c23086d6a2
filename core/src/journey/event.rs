//! What happens to a journey.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::Field;
use crate::wire::HttpResponse;

/// What happened. In JSON `{ "event", "args" }`.
///
/// An event that means nothing where the journey stands (a second `Submit`, an answer to no request
/// in flight) is ignored: the state stays as it is and nothing is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "event",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// The person typed into a field or left it: its fault is shown from now on.
    Typed {
        /// Which field.
        field: Field,
    },
    /// The person wants to go on with what the form holds.
    Submit,
    /// The person wants a new code.
    ResendRequested,
    /// The person has moved the CAPTCHA's piece.
    CaptchaSolved {
        /// Where its left edge is, in pixels of the original image. What is no number is ignored.
        x: f64,
    },
    /// The person wants another CAPTCHA.
    CaptchaRefreshRequested,
    /// The person wants to go back and give another address.
    AddressChangeRequested,
    /// The person goes on with a password that expires soon.
    SkipRequested,
    /// A request was answered.
    Answered {
        /// The request's id, as [`Effect::Send`](super::Effect::Send) had it.
        request_id: String,
        /// The answer; none where none came.
        response: Option<HttpResponse>,
    },
    /// The time of the last [`Effect::WakeAt`](super::Effect::WakeAt) has come. It may come early,
    /// late or more than once.
    Tick,
}
