//! What an answer means for the journey.

use alloc::string::String;
use alloc::vec::Vec;

use super::countdown::{after, seconds_after};
use super::place::{Place, place};
use super::state::Refused;
use super::turn::{Heard, Ignored, Turn};
use super::{Field, Outcome, Stage};
use crate::fault::Fault;
use crate::policy::Violation;
use crate::secret::Secret;
use crate::wire::{Answer, Call, HttpResponse, LoginStatus};

/// A password has not more faults than there are rules; a server might say more.
const MAX_FAULTS: usize = 16;

impl Turn<'_> {
    pub(super) fn answered(&mut self, request_id: &str, response: Option<&HttpResponse>) -> Heard {
        let pending = self.state.pending.take();
        let pending = match pending {
            Some(pending) if pending.request_id == request_id => pending,
            other => {
                self.state.pending = other;
                return Err(Ignored);
            }
        };
        match response {
            Some(response) => self.decided(pending.call, response),
            None => self.unanswered(),
        }
        Ok(())
    }

    /// No answer came. What the request had to prove may be spent, so it is asked for again.
    pub(super) fn unanswered(&mut self) {
        self.go_back();
        self.state.notice = Some(Fault::Busy);
    }

    fn decided(&mut self, call: Call, response: &HttpResponse) {
        let plan = self.journey.setup.kind.plan();
        match (call, call.decode_answer(response)) {
            (_, Answer::Refused { fault, violations }) => self.refused(call, fault, violations),
            (Call::Captcha, Answer::Captcha(captcha)) => self.state.captcha = Some(captcha),
            (Call::CaptchaVerify, Answer::CaptchaToken { captcha_token }) => {
                self.state.captcha = None;
                let body = self.journey.new_code(&self.state, Some(captcha_token));
                // A CAPTCHA comes before a code only where there is one.
                self.send(plan.send.unwrap_or(call), body);
            }
            (_, Answer::OtpToken { otp_token }) => self.code_sent(Some(otp_token)),
            (call, Answer::Done) if Some(call) == plan.send => self.code_sent(None),
            (call, Answer::Done) if call == plan.set => self.finish(Outcome::PasswordSet),
            (call, Answer::Session(session)) => {
                if session.status == LoginStatus::Success && session.session_token.is_some() {
                    self.finish(Outcome::LoggedIn { session });
                } else if call == plan.set {
                    // It is set, but for whatever reason the person is not logged in.
                    self.finish(Outcome::PasswordSet);
                } else {
                    self.unknown(response.status);
                }
            }
            _ => self.unknown(response.status),
        }
    }

    /// A code is on its way.
    fn code_sent(&mut self, otp_token: Option<Secret>) {
        let wait = self.journey.setup.resend_after();
        self.state.stage = Stage::Code;
        self.state.is_sent = true;
        self.state.otp_token = otp_token;
        self.state.captcha = None;
        self.state.resend_at = Some(after(self.now, wait));
        // Nothing was typed of this code yet.
        self.state.settled.remove(&Field::Code);
    }

    fn refused(&mut self, call: Call, fault: Fault, violations: Vec<Violation>) {
        if let Fault::QuotaExceeded { retry_after }
        | Fault::SmsQuotaExceeded { retry_after }
        | Fault::EmailQuotaExceeded { retry_after } = &fault
            && let Some(seconds) = *retry_after
        {
            self.state.resend_at = Some(seconds_after(self.now, seconds));
        }
        if matches!(fault, Fault::SmsTokenBad | Fault::EmailTokenBad) {
            // Only a new code helps.
            self.state.resend_at = None;
        }
        let (place, fault) = place(call, fault);
        match place {
            Place::Captcha => {
                self.fetch_captcha();
                self.state.notice = Some(fault);
            }
            Place::Field(Field::Address) if self.journey.setup.kind.plan().asks_address => {
                self.ask_for_address();
                self.put(Field::Address, fault, Vec::new());
            }
            Place::Field(field) => {
                self.go_back();
                self.put(field, fault, violations);
            }
            Place::Notice => {
                self.go_back();
                self.state.notice = Some(fault);
            }
        }
    }

    /// Puts a fault on a field; on the whole where the field is not shown.
    fn put(&mut self, field: Field, fault: Fault, violations: Vec<Violation>) {
        if !self.state.stage.fields().contains(&field) {
            self.state.notice = Some(fault);
            return;
        }
        let listed = violations.into_iter().take(MAX_FAULTS).map(Fault::from);
        let mut faults: Vec<Fault> = listed.filter(|_| field == Field::Password).collect();
        if faults.is_empty() {
            faults.push(fault);
        }
        self.state.settled.insert(field);
        self.state.refused.push(Refused { field, faults });
    }

    /// An answer of no known shape.
    fn unknown(&mut self, status: u16) {
        self.go_back();
        self.state.notice = Some(Fault::Unknown {
            status,
            vendor_code: String::new(),
            text: String::new(),
        });
    }

    /// No new code is on its way. Whoever has one already goes on with that.
    fn go_back(&mut self) {
        self.state.captcha = None;
        if self.state.stage == Stage::Captcha && self.state.is_sent {
            self.state.stage = Stage::Code;
        }
    }
}
