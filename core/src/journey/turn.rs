//! One event: what it changes, and what is to be done then.

use alloc::format;
use alloc::vec::Vec;

use super::check::{Verdict, is_confirmed, problem};
use super::countdown::{after, next_change};
use super::state::Pending;
use super::{Effect, Event, Field, Form, Journey, Outcome, Stage, State, Step};
use crate::fault::Fault;
use crate::wire::{Address, Body, Call, LoginStatus};

/// So long an answer is waited for, in milliseconds.
const PATIENCE: i64 = 30_000;

/// An event on its way through the machine.
pub(super) struct Turn<'a> {
    pub(super) journey: &'a Journey,
    pub(super) form: &'a Form,
    pub(super) now: i64,
    pub(super) state: State,
    request: Option<Effect>,
    outcome: Option<Outcome>,
    /// Of the form's password, once it was looked at.
    verdict: Option<Verdict>,
}

/// The event means nothing here.
pub(super) struct Ignored;

/// An event that means nothing changes nothing.
pub(super) type Heard = Result<(), Ignored>;

/// Goes on only where it holds.
pub(super) fn only_if(holds: bool) -> Heard {
    if holds { Ok(()) } else { Err(Ignored) }
}

impl<'a> Turn<'a> {
    pub(super) fn new(journey: &'a Journey, state: State, form: &'a Form, now: i64) -> Self {
        Self {
            journey,
            form,
            now,
            state,
            request: None,
            outcome: None,
            verdict: None,
        }
    }

    /// The step, where the event was heard.
    pub(super) fn into_step(self, heard: Heard) -> Step {
        let mut effects = Vec::new();
        if heard.is_ok() {
            let view = self
                .journey
                .view(&self.state, self.form, self.now, self.verdict);
            effects.extend(self.request);
            effects.extend(wake_at(&self.state, self.now).map(|at| Effect::WakeAt { at }));
            effects.push(Effect::Show(view));
            effects.extend(self.outcome.map(Effect::Done));
        }
        let state = self.state;
        Step { state, effects }
    }

    pub(super) fn begin(&mut self) -> Heard {
        match self.state.stage {
            // The address is known: nothing is left to ask for.
            Stage::Captcha => self.ask_for_code(),
            _ => Ok(()),
        }
    }

    pub(super) fn hear(&mut self, event: Event) -> Heard {
        // An answer is better than none, however late it comes.
        let gave_up = !matches!(event, Event::Answered { .. }) && self.give_up_if_late();
        let heard = match event {
            Event::Typed { field } => self.typed(field),
            Event::Submit => self.submit(),
            Event::ResendRequested => self.resend(),
            Event::CaptchaSolved { x } => self.captcha_solved(x),
            Event::CaptchaRefreshRequested => self.refresh_captcha(),
            Event::AddressChangeRequested => self.change_address(),
            Event::SkipRequested => self.skip(),
            Event::Answered {
                request_id,
                response,
            } => self.answered(&request_id, response.as_ref()),
            Event::Tick => self.tick(),
        };
        if gave_up { Ok(()) } else { heard }
    }

    fn typed(&mut self, field: Field) -> Heard {
        self.state.settled.insert(field);
        self.state.forget_faults_of(field);
        if field == Field::Address && self.state.stage == Stage::Address {
            // The time to wait belonged to the address before.
            let channel = self.journey.setup.kind.plan().channel;
            let typed = channel.and_then(|channel| Address::read(channel, &self.form.address).ok());
            if typed.map(|address| address.text) != self.state.address {
                self.state.resend_at = None;
            }
        }
        Ok(())
    }

    fn submit(&mut self) -> Heard {
        only_if(self.journey.can_submit(&self.state, self.now))?;
        self.state.forget_faults();
        match self.state.stage {
            Stage::Address => self.submit_address(),
            Stage::Captcha => self.ask_for_code(),
            Stage::Code | Stage::Password => self.submit_password(),
            Stage::Done => Err(Ignored),
        }
    }

    fn submit_address(&mut self) -> Heard {
        self.state.settled.insert(Field::Address);
        let channel = self.journey.setup.kind.plan().channel.ok_or(Ignored)?;
        // What is wrong with it is shown with the field.
        let Ok(address) = Address::read(channel, &self.form.address) else {
            return Ok(());
        };
        self.state.address = Some(address.text);
        self.ask_for_code()
    }

    fn submit_password(&mut self) -> Heard {
        let fields = self.state.stage.fields().iter().copied();
        let is_used =
            |field: &Field| *field != Field::Confirmation || is_confirmed(&self.state, self.form);
        let fields: Vec<Field> = fields.filter(is_used).collect();
        self.state.settled.extend(fields.iter().copied());
        let verdict = self.journey.verdict(&self.state, self.form);
        let is_right = |field: &Field| {
            let faults = self.journey.faults(*field, self.form, &verdict.violations);
            faults.is_empty()
        };
        if fields.iter().all(is_right) && problem(&self.state, self.form).is_none() {
            let body = self.journey.new_password(&self.state, self.form);
            self.send(self.journey.setup.kind.plan().set, Some(body));
        }
        self.verdict = Some(verdict);
        Ok(())
    }

    fn resend(&mut self) -> Heard {
        only_if(self.journey.can_resend(&self.state, self.now))?;
        self.state.forget_faults();
        self.ask_for_code()
    }

    /// A code, or what must be had before it.
    fn ask_for_code(&mut self) -> Heard {
        let plan = self.journey.setup.kind.plan();
        if plan.has_captcha() {
            self.fetch_captcha();
        } else {
            self.send(
                plan.send.ok_or(Ignored)?,
                self.journey.new_code(&self.state, None),
            );
        }
        Ok(())
    }

    pub(super) fn fetch_captcha(&mut self) {
        self.state.captcha = None;
        self.state.stage = Stage::Captcha;
        self.send(Call::Captcha, Some(Body::Nothing));
    }

    fn captcha_solved(&mut self, x: f64) -> Heard {
        let is_asked = self.state.stage == Stage::Captcha && self.state.pending.is_none();
        only_if(is_asked && x.is_finite())?;
        let captcha = self.state.captcha.as_ref().ok_or(Ignored)?;
        let solution = self.journey.solution(&self.state, captcha, x);
        self.state.forget_faults();
        self.send(Call::CaptchaVerify, solution);
        Ok(())
    }

    fn refresh_captcha(&mut self) -> Heard {
        let is_asked = self.state.stage == Stage::Captcha && self.state.pending.is_none();
        only_if(is_asked && !self.is_waiting())?;
        self.state.forget_faults();
        self.fetch_captcha();
        Ok(())
    }

    fn change_address(&mut self) -> Heard {
        only_if(self.journey.can_change_address(&self.state))?;
        self.state.forget_faults();
        self.ask_for_address();
        Ok(())
    }

    /// Back to the address: what belonged to the one before is gone.
    pub(super) fn ask_for_address(&mut self) {
        self.state.stage = Stage::Address;
        self.state.is_sent = false;
        self.state.otp_token = None;
        self.state.captcha = None;
        self.state.resend_at = None;
    }

    fn skip(&mut self) -> Heard {
        only_if(self.journey.can_skip(&self.state))?;
        self.state.forget_faults();
        self.send(Call::SkipUpdate, Some(Body::Nothing));
        Ok(())
    }

    fn tick(&mut self) -> Heard {
        // A tick that comes early needs a new one: so each is heard while there is one to wait for.
        only_if(self.state.pending.is_some() || self.state.resend_at.is_some())?;
        if !self.is_waiting() {
            self.state.resend_at = None;
        }
        Ok(())
    }

    fn give_up_if_late(&mut self) -> bool {
        let is_late = |pending: &Pending| pending.until <= self.now;
        if !self.state.pending.as_ref().is_some_and(is_late) {
            return false;
        }
        self.state.pending = None;
        self.unanswered();
        true
    }

    /// Whether it is too early for another code.
    fn is_waiting(&self) -> bool {
        is_waiting(&self.state, self.now)
    }

    /// Sends a request. A body that the state has not what it needs for is none of ours: the person
    /// may try again.
    pub(super) fn send(&mut self, call: Call, body: Option<Body>) {
        let sequence = self.state.sequence.saturating_add(1);
        let request_id = format!("{}-{sequence}", self.state.id);
        let request = body.and_then(|body| self.journey.request(call, body, &request_id));
        let Some(request) = request else {
            self.state.notice = Some(Fault::Busy);
            return;
        };
        self.state.sequence = sequence;
        self.state.pending = Some(Pending {
            request_id: request_id.clone(),
            call,
            until: after(self.now, PATIENCE),
        });
        self.request = Some(Effect::Send {
            request_id,
            request,
        });
    }

    pub(super) fn finish(&mut self, outcome: Outcome) {
        self.state.forget_faults();
        self.state.stage = Stage::Done;
        self.state.address = None;
        self.state.otp_token = None;
        self.state.captcha = None;
        self.state.resend_at = None;
        self.outcome = Some(outcome);
    }
}

/// Whether it is too early for another code.
pub(super) fn is_waiting(state: &State, now: i64) -> bool {
    state.resend_at.is_some_and(|end| end > now)
}

/// When something changes by itself.
fn wake_at(state: &State, now: i64) -> Option<i64> {
    let late = state.pending.as_ref().map(|pending| pending.until);
    let second = state.resend_at.and_then(|end| next_change(end, now));
    late.into_iter().chain(second).min()
}

impl Journey {
    pub(super) fn can_submit(&self, state: &State, now: i64) -> bool {
        let is_asked = match state.stage {
            Stage::Address => !is_waiting(state, now),
            Stage::Captcha => state.captcha.is_none() && !is_waiting(state, now),
            Stage::Code | Stage::Password => true,
            Stage::Done => false,
        };
        is_asked && state.pending.is_none()
    }

    pub(super) fn can_resend(&self, state: &State, now: i64) -> bool {
        state.stage == Stage::Code && state.pending.is_none() && !is_waiting(state, now)
    }

    pub(super) fn can_skip(&self, state: &State) -> bool {
        state.stage == Stage::Password
            && state.pending.is_none()
            && self.setup.login_status == Some(LoginStatus::PasswordWarn)
    }

    pub(super) fn can_change_address(&self, state: &State) -> bool {
        matches!(state.stage, Stage::Captcha | Stage::Code)
            && state.pending.is_none()
            && self.setup.kind.plan().asks_address
    }
}
