//! The requests of a journey.

use alloc::format;
use alloc::string::String;

use super::kind::Authority;
use super::{Form, Journey, State};
use crate::secret::Secret;
use crate::wire::{Address, AnswerForm, Body, Call, Caller, Captcha, HttpRequest, Request};

/// Where a slider's piece stands, downwards: the vendor's page fixes it.
const Y: f64 = 5.0;

impl Journey {
    /// The request; none where the state has not what it needs, which no state of ours has.
    pub(super) fn request(&self, call: Call, body: Body, request_id: &str) -> Option<HttpRequest> {
        let setup = &self.setup;
        let authority = setup.kind.plan().authority;
        let request = Request {
            device: match authority {
                Authority::Client => None,
                _ => setup.device.clone(),
            },
            form: AnswerForm {
                lang: setup.lang,
                wants_violations: true,
            },
            ..Request::new(call, self.caller(call)?, body)
        };
        let mut request = request.encode()?;
        request
            .headers
            .push(("X-Request-Id".into(), request_id.into()));
        Some(request)
    }

    fn caller(&self, call: Call) -> Option<Caller> {
        let setup = &self.setup;
        let client_id = setup.client_id.clone();
        Some(match (setup.kind.plan().authority, call) {
            (Authority::Client, _) => Caller::Client {
                client_id,
                client_secret: setup.client_secret.clone(),
            },
            // Getting a code is the same for those who are logged in and those who are not.
            (_, Call::Captcha | Call::CaptchaVerify | Call::SmsSend | Call::EmailSend)
            | (Authority::Application, _) => Caller::Application { client_id },
            (Authority::IdToken, _) => Caller::IdToken {
                client_id,
                id_token: setup.id_token.clone()?,
            },
            (Authority::StateToken, _) => Caller::StateToken {
                client_id,
                state_token: setup.state_token.clone()?,
            },
        })
    }

    /// The body that sets the password.
    pub(super) fn new_password(&self, state: &State, form: &Form) -> Body {
        let password = form.password.clone();
        match self.setup.kind.plan().channel {
            None => Body::Replace {
                old_password: form.old_password.clone(),
                password,
            },
            Some(_) => Body::Redeem {
                address: self.address(state),
                code: Secret::new(form.code.expose().trim()),
                token: state.otp_token.clone(),
                password,
            },
        }
    }

    /// The body that asks for a code.
    pub(super) fn new_code(&self, state: &State, captcha_token: Option<Secret>) -> Option<Body> {
        Some(Body::SendCode {
            address: self.address(state)?,
            purpose: self.setup.kind.plan().purpose,
            captcha_token,
        })
    }

    /// The body that hands in a CAPTCHA's solution.
    pub(super) fn solution(&self, state: &State, captcha: &Captcha, x: f64) -> Option<Body> {
        Some(Body::Slide {
            token: captcha.token.clone(),
            point_json: point_json(x),
            x,
            sender: self.address(state)?,
        })
    }

    /// Where codes go to.
    pub(super) fn address(&self, state: &State) -> Option<Address> {
        let plan = self.setup.kind.plan();
        if !plan.asks_address {
            return self.own_address.clone();
        }
        Address::read(plan.channel?, state.address.as_deref()?).ok()
    }
}

/// The vendor's page writes both numbers with a decimal point.
fn point_json(x: f64) -> String {
    format!("{{\"x\":{x:?},\"y\":{Y:?}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_written_as_the_vendors_page_has_it() {
        assert_eq!(point_json(237.0), r#"{"x":237.0,"y":5.0}"#);
        assert_eq!(point_json(-0.5), r#"{"x":-0.5,"y":5.0}"#);
        for x in [f64::MAX, f64::MIN_POSITIVE, 1e20] {
            let point: serde_json::Value = serde_json::from_str(&point_json(x)).unwrap();
            assert_eq!(point["x"], x);
        }
    }
}
