//! The machines of `GET /api/v2/sdk/captcha` and `POST /api/v2/sdk/captcha/verify`.
//!
//! One slide uses a CAPTCHA up, right or wrong. Its proof is bound to the address that a code is to
//! be sent to, and sending the code uses it up.

use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::reply::Context;
use super::{Application, Effect, Event, Step, body};
use crate::fault::Fault;
use crate::secret::Secret;
use crate::wire::{Answer, Body};

/// So many pixels to either side of where the piece belongs are right.
const TOLERANCE: f64 = 5.0;

/// The one answer that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Awaiting {
    /// Of `FindApplication`.
    Application,
    /// Of `TakeQuota`.
    Quota {
        /// The application.
        client_id: String,
    },
    /// Of `OpenCaptcha`.
    Captcha,
    /// Of `TakeCaptcha`.
    Slide {
        /// The application.
        client_id: String,
    },
    /// Of `StoreCaptchaProof`.
    Proof,
}

impl From<Awaiting> for super::Awaiting {
    fn from(awaiting: Awaiting) -> Self {
        Self::Captcha(awaiting)
    }
}

pub(super) fn start(cx: &Context<'_>) -> Step {
    match cx.identify().and_then(|effect| body(cx).map(|_| effect)) {
        Err(fault) => cx.refuse(fault),
        Ok(effect) => Step::new(Awaiting::Application, effect),
    }
}

pub(super) fn step(awaiting: Awaiting, event: Event, cx: &Context<'_>) -> Option<Step> {
    Some(match (awaiting, event) {
        (_, Event::Failed) => cx.refuse(Fault::Busy),
        (Awaiting::Application, Event::ApplicationNotFound) => cx.refuse(cx.unidentified()),
        (Awaiting::Application, Event::ApplicationFound { application }) => {
            limited(&application, cx)
        }
        (Awaiting::Quota { .. }, Event::QuotaExceeded { retry_after }) => {
            cx.refuse(Fault::QuotaExceeded {
                retry_after: Some(retry_after),
            })
        }
        (Awaiting::Quota { client_id }, Event::QuotaTaken) => open_or_take(client_id, cx),
        (Awaiting::Captcha, Event::CaptchaOpened { captcha }) => {
            cx.answer(&Answer::Captcha(captcha))
        }
        (Awaiting::Slide { .. }, Event::CaptchaGone) => cx.refuse(Fault::CaptchaWrong),
        (Awaiting::Slide { client_id }, Event::CaptchaTaken { x }) => prove(client_id, x, cx),
        (Awaiting::Proof, Event::CaptchaProofStored) => match captcha_token(cx) {
            Some(captcha_token) => cx.answer(&Answer::CaptchaToken { captcha_token }),
            None => return None,
        },
        _ => return None,
    })
}

fn limited(application: &Application, cx: &Context<'_>) -> Step {
    let client_id = application.client_id.clone();
    match cx.captcha_quota() {
        Some(quota) => Step::new(Awaiting::Quota { client_id }, cx.take(quota)),
        None => open_or_take(client_id, cx),
    }
}

fn open_or_take(client_id: String, cx: &Context<'_>) -> Step {
    match &cx.request.body {
        Ok(Body::Slide { token, .. }) => {
            let effect = Effect::TakeCaptcha {
                client_id: client_id.clone(),
                token: token.clone(),
                now: cx.now,
            };
            Step::new(Awaiting::Slide { client_id }, effect)
        }
        _ => Step::new(
            Awaiting::Captcha,
            Effect::OpenCaptcha {
                client_id,
                expires_at: cx.after(cx.settings.lifetimes.captcha),
            },
        ),
    }
}

fn prove(client_id: String, expected: f64, cx: &Context<'_>) -> Step {
    match (&cx.request.body, captcha_token(cx)) {
        (Ok(Body::Slide { x, sender, .. }), Some(captcha_token))
            if (x - expected).abs() <= TOLERANCE =>
        {
            let effect = Effect::StoreCaptchaProof {
                client_id,
                recipient: sender.recipient.clone(),
                captcha_token,
                expires_at: cx.after(cx.settings.lifetimes.captcha_proof),
            };
            Step::new(Awaiting::Proof, effect)
        }
        _ => cx.refuse(Fault::CaptchaWrong),
    }
}

/// The vendor's form: the CAPTCHA's token and the solution as it came.
fn captcha_token(cx: &Context<'_>) -> Option<Secret> {
    match &cx.request.body {
        Ok(Body::Slide {
            token, point_json, ..
        }) => Some(Secret::new(format!("{}---{point_json}", token.expose()))),
        _ => None,
    }
}
