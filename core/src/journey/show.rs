//! From a state and a form to what is shown.

use alloc::vec::Vec;

use super::check::{Verdict, problem};
use super::countdown::seconds_left;
use super::{Field, FieldView, Form, Journey, Stage, State, View};
use crate::fault::Fault;
use crate::policy::Violation;

impl Journey {
    /// What is shown now. The verdict is on the form's password, where the turn has one already.
    pub(super) fn view(
        &self,
        state: &State,
        form: &Form,
        now: i64,
        verdict: Option<Verdict>,
    ) -> View {
        let fields = state.stage.fields();
        let (violations, checklist) = match fields.contains(&Field::Password) {
            true => {
                let verdict = verdict.unwrap_or_else(|| self.verdict(state, form));
                (verdict.violations, verdict.lines)
            }
            false => (Vec::new(), Vec::new()),
        };
        let field = |field: &Field| self.field_view(*field, state, form, &violations);
        View {
            stage: state.stage,
            fields: fields.iter().map(field).collect(),
            checklist,
            lang: self.setup.lang,
            notice: state.notice.clone(),
            captcha: state.captcha.clone(),
            is_busy: state.pending.is_some(),
            can_submit: self.can_submit(state, now),
            can_resend: self.can_resend(state, now),
            resend_in: state.resend_at.and_then(|end| seconds_left(end, now)),
            can_skip: self.can_skip(state),
            can_change_address: self.can_change_address(state),
            texts: self.texts.clone(),
        }
    }

    /// What is shown of a state that this code did not make: that nothing can be done now.
    pub(super) fn view_of_another_version(&self) -> View {
        View {
            stage: self.first_stage(),
            fields: Vec::new(),
            checklist: Vec::new(),
            lang: self.setup.lang,
            notice: Some(Fault::Busy),
            captcha: None,
            is_busy: false,
            can_submit: false,
            can_resend: false,
            resend_in: None,
            can_skip: false,
            can_change_address: false,
            texts: self.texts.clone(),
        }
    }

    pub(super) fn first_stage(&self) -> Stage {
        let plan = self.setup.kind.plan();
        match plan.channel {
            None => Stage::Password,
            Some(_) if plan.asks_address => Stage::Address,
            Some(_) => Stage::Captcha,
        }
    }

    fn field_view(
        &self,
        field: Field,
        state: &State,
        form: &Form,
        violations: &[Violation],
    ) -> FieldView {
        let is_shown = state.settled.contains(&field);
        let faults = match state.faults_of(field) {
            Some(refused) => refused.to_vec(),
            None if is_shown => self.faults(field, form, violations),
            None => Vec::new(),
        };
        let mut faults = faults.into_iter();
        FieldView {
            fault: faults.next(),
            further: faults.collect(),
            problem: problem(state, form).filter(|_| is_shown && field == Field::Confirmation),
            ..self.plain_field(field)
        }
    }

    /// A field that nothing is wrong with.
    pub(super) fn plain_field(&self, field: Field) -> FieldView {
        FieldView {
            field,
            fault: None,
            further: Vec::new(),
            problem: None,
            is_required: field != Field::Confirmation,
            autocomplete: field.autocomplete(self.setup.kind.plan().channel),
        }
    }
}
