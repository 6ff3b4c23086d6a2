//! What every machine is given, and how every machine ends.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Application, Awaiting, Effect, Settings, State, Step};
use crate::fault::{Fault, Profile};
use crate::otp::{Channel, Limits};
use crate::policy::{Report, Violation};
use crate::secret::Secret;
use crate::wire::{Answer, Caller, LoginStatus, Request, Session};

/// What a step is made with besides its state and event.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) request: &'a Request,
    pub(super) settings: &'a Settings,
    pub(super) now: i64,
}

impl Context<'_> {
    pub(super) fn profile(&self) -> Profile {
        self.request.call.profile()
    }

    pub(super) fn limits(&self) -> &Limits {
        self.settings.limits(self.profile())
    }

    /// The time so many seconds from now.
    pub(super) fn after(&self, seconds: u32) -> i64 {
        self.now.saturating_add(i64::from(seconds) * 1_000)
    }

    /// Ends with an answer.
    pub(super) fn answer(&self, answer: &Answer) -> Step {
        let response = self.request.call.encode_answer(answer, self.request.form);
        Step::new(Awaiting::Nothing, Effect::Respond(response))
    }

    /// Ends with a session that lives for so many seconds.
    pub(super) fn logged_in(&self, session_token: Secret, id_token: Secret, expire: u32) -> Step {
        self.answer(&Answer::Session(Session {
            status: LoginStatus::Success,
            session_token: Some(session_token),
            id_token: Some(id_token),
            expire: Some(expire),
            state_token: None,
        }))
    }

    /// Ends with a fault.
    pub(super) fn refuse(&self, fault: Fault) -> Step {
        self.answer(&Answer::Refused {
            fault,
            violations: Vec::new(),
        })
    }

    /// Ends with the first violation in the vendor's order, and the whole list for whom wants it.
    pub(super) fn refuse_all(&self, violations: Vec<Violation>) -> Step {
        let first = violations.first().cloned();
        self.answer(&Answer::Refused {
            fault: first.map_or(Fault::PasswordRefused, Fault::Violation),
            violations,
        })
    }

    /// Ends with a report's violations, where it has any.
    pub(super) fn refused_by(&self, report: Report) -> Option<Step> {
        (!report.ok).then(|| self.refuse_all(report.violations))
    }

    /// Tells the host that it erred; the state stays as it was.
    pub(super) fn misuse(&self, state: State) -> Step {
        let answer = Answer::Refused {
            fault: Fault::Busy,
            violations: Vec::new(),
        };
        let response = self.request.call.encode_answer(&answer, self.request.form);
        Step {
            state,
            effect: Effect::Misuse(response),
        }
    }

    /// The effect that finds out which application calls, by what it shows.
    pub(super) fn identify(&self) -> Result<Effect, Fault> {
        Ok(match self.request.caller.as_ref().map_err(Clone::clone)? {
            Caller::AccessToken(access_token) => Effect::Authenticate {
                access_token: access_token.clone(),
            },
            Caller::Application { client_id }
            | Caller::IdToken { client_id, .. }
            | Caller::StateToken { client_id, .. } => Effect::FindApplication {
                client_id: client_id.clone(),
            },
            Caller::Client {
                client_id,
                client_secret,
            } => Effect::VerifyClient {
                client_id: client_id.clone(),
                client_secret: client_secret.clone(),
            },
        })
    }

    /// The fault of an application that was not found.
    pub(super) fn unidentified(&self) -> Fault {
        match &self.request.caller {
            Ok(Caller::AccessToken(_)) => Fault::Unauthenticated,
            Ok(Caller::Client { .. }) => Fault::ClientInvalid,
            _ => Fault::ClientUnknown,
        }
    }

    /// The caller's state token, where it has one.
    pub(super) fn state_token(&self) -> Option<&Secret> {
        match &self.request.caller {
            Ok(Caller::StateToken { state_token, .. }) => Some(state_token),
            _ => None,
        }
    }

    /// The fault of a person's token that is not good, or not good any more.
    pub(super) fn token_refused(&self) -> Fault {
        match self.state_token() {
            Some(_) => Fault::StateTokenBad,
            None => Fault::Unauthenticated,
        }
    }

    /// The fault of a wrong code, or one past its own time.
    pub(super) fn code_wrong(&self, channel: Channel) -> Fault {
        match channel {
            Channel::Email => Fault::EmailCodeWrong,
            Channel::Sms => Fault::SmsCodeWrong,
        }
    }

    /// The fault of codes, sent or checked, that are too many for now.
    pub(super) fn exhausted(&self, channel: Channel, retry_after: u32) -> Fault {
        let retry_after = Some(retry_after);
        match channel {
            Channel::Email => Fault::EmailQuotaExceeded { retry_after },
            Channel::Sms => Fault::SmsQuotaExceeded { retry_after },
        }
    }

    /// The fault of a challenge that cannot be tried. EIAM has one fault for this and for a wrong
    /// code, and its table of codes says so.
    pub(super) fn challenge_bad(&self, channel: Channel) -> Fault {
        match channel {
            Channel::Email => Fault::EmailTokenBad,
            Channel::Sms => Fault::SmsTokenBad,
        }
    }
}

impl Application {
    /// Whether messages can be sent so.
    pub(super) fn reaches(&self, channel: Channel) -> bool {
        !self.unavailable.contains(&channel)
    }

    /// Whether it may write users (the pages' table of permissions).
    pub(super) fn may_write_users(&self) -> bool {
        let held = |wanted: &str| self.permissions.iter().any(|held: &String| held == wanted);
        held("user_all") || held("all")
    }
}
