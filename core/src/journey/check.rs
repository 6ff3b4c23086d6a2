//! What the form's own side can judge before anything is sent.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::{Field, Form, Journey, Problem, State};
use crate::fault::Fault;
use crate::otp::Channel;
use crate::policy::{Checker, Line, Violation};
use crate::wire::Address;

/// A code whose digits are not known has at most so many bytes.
const MAX_CODE: usize = 64;
/// No password of ours has more bytes.
const MAX_OLD_PASSWORD: usize = 1_024;

/// What the policy says about the form's new password: a turn asks once, however often it needs it.
pub(super) struct Verdict {
    pub(super) violations: Vec<Violation>,
    pub(super) lines: Vec<Line>,
}

impl Journey {
    pub(super) fn verdict(&self, state: &State, form: &Form) -> Verdict {
        let checker = self.checker(state);
        let (report, lines) = checker.check_with_checklist(form.password.expose());
        Verdict {
            violations: report.violations,
            lines,
        }
    }

    /// The rules for the person, whose address is known once they have given it.
    fn checker(&self, state: &State) -> Cow<'_, Checker> {
        let plan = self.setup.kind.plan();
        let given = state.address.as_ref().filter(|_| plan.asks_address);
        let (Some(channel), Some(address)) = (plan.channel, given) else {
            return Cow::Borrowed(&self.checker);
        };
        let known = match channel {
            Channel::Email => &self.subject.email,
            Channel::Sms => &self.subject.mobile,
        };
        if known.is_some() {
            return Cow::Borrowed(&self.checker);
        }
        let mut subject = self.subject.clone();
        match channel {
            Channel::Email => subject.email = Some(address.clone()),
            Channel::Sms => subject.mobile = Some(address.clone()),
        }
        Cow::Owned(self.setup.policy.for_subject(&subject))
    }

    /// What is wrong with a field, the first fault first; empty where nothing is. The violations are
    /// those that a check of the form's password found.
    pub(super) fn faults(&self, field: Field, form: &Form, violations: &[Violation]) -> Vec<Fault> {
        match field {
            Field::Address => self.address_fault(form).into_iter().collect(),
            Field::Code => code_fault(form.code.expose(), self.setup.digits)
                .into_iter()
                .collect(),
            Field::OldPassword => old_password_fault(form.old_password.expose())
                .into_iter()
                .collect(),
            Field::Password => violations.iter().cloned().map(Fault::from).collect(),
            Field::Confirmation => Vec::new(),
        }
    }

    fn address_fault(&self, form: &Form) -> Option<Fault> {
        if form.address.trim().is_empty() {
            return Some(Fault::ParameterBlank { parameter: None });
        }
        Address::read(self.setup.kind.plan().channel?, &form.address).err()
    }
}

/// What is wrong with the confirmation, where the host uses it.
pub(super) fn problem(state: &State, form: &Form) -> Option<Problem> {
    let is_used = is_confirmed(state, form);
    (is_used && form.confirmation != form.password).then_some(Problem::Differs)
}

/// Whether the host uses the confirmation: something is in it, or it was typed in.
pub(super) fn is_confirmed(state: &State, form: &Form) -> bool {
    !form.confirmation.expose().is_empty() || state.settled.contains(&Field::Confirmation)
}

fn code_fault(code: &str, digits: Option<u8>) -> Option<Fault> {
    let code = code.trim();
    if code.is_empty() {
        return Some(Fault::ParameterBlank { parameter: None });
    }
    let is_right = match digits {
        Some(digits) => {
            code.len() == usize::from(digits) && code.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => code.len() <= MAX_CODE,
    };
    (!is_right).then_some(Fault::ParameterFormat { parameter: None })
}

fn old_password_fault(old_password: &str) -> Option<Fault> {
    match old_password.len() {
        0 => Some(Fault::ParameterBlank { parameter: None }),
        1..=MAX_OLD_PASSWORD => None,
        _ => Some(Fault::ParameterFormat { parameter: None }),
    }
}
