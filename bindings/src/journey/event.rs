//! What happens to a journey.

use repass::journey;

use super::JourneyField;
use crate::HttpResponse;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum JourneyEvent {
    /// The person typed into a field or left it: its fault is shown from now on.
    Typed {
        /// Which field.
        field: JourneyField,
    },
    /// The person wants to go on with what the form holds.
    Submit,
    /// The person wants a new code.
    ResendRequested,
    /// The person has moved the CAPTCHA's piece.
    CaptchaSolved {
        /// Where its left edge is, in pixels of the original image.
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
        /// The request's id, as the effect had it.
        request_id: String,
        /// The answer; none where none came.
        response: Option<HttpResponse>,
    },
    /// The time to wake up at has come. It may come early, late or more than once.
    Tick,
}

impl JourneyEvent {
    /// Reads an event from core's own JSON; none where the text is no event.
    pub fn from_json(text: &str) -> Option<Self> {
        // serde's own reason would repeat the event's values.
        let event: journey::Event = serde_json::from_str(text).ok()?;
        Some(event.into())
    }
}

impl From<journey::Event> for JourneyEvent {
    fn from(event: journey::Event) -> Self {
        match event {
            journey::Event::Typed { field } => Self::Typed {
                field: field.into(),
            },
            journey::Event::Submit => Self::Submit,
            journey::Event::ResendRequested => Self::ResendRequested,
            journey::Event::CaptchaSolved { x } => Self::CaptchaSolved { x },
            journey::Event::CaptchaRefreshRequested => Self::CaptchaRefreshRequested,
            journey::Event::AddressChangeRequested => Self::AddressChangeRequested,
            journey::Event::SkipRequested => Self::SkipRequested,
            journey::Event::Answered {
                request_id,
                response,
            } => Self::Answered {
                request_id,
                response: response.map(Into::into),
            },
            journey::Event::Tick => Self::Tick,
        }
    }
}

impl From<JourneyEvent> for journey::Event {
    fn from(event: JourneyEvent) -> Self {
        match event {
            JourneyEvent::Typed { field } => Self::Typed {
                field: field.into(),
            },
            JourneyEvent::Submit => Self::Submit,
            JourneyEvent::ResendRequested => Self::ResendRequested,
            JourneyEvent::CaptchaSolved { x } => Self::CaptchaSolved { x },
            JourneyEvent::CaptchaRefreshRequested => Self::CaptchaRefreshRequested,
            JourneyEvent::AddressChangeRequested => Self::AddressChangeRequested,
            JourneyEvent::SkipRequested => Self::SkipRequested,
            JourneyEvent::Answered {
                request_id,
                response,
            } => Self::Answered {
                request_id,
                response: response.map(Into::into),
            },
            JourneyEvent::Tick => Self::Tick,
        }
    }
}
