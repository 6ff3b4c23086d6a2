//! A step for JavaScript, where objects are dear and text is dearer: what changes from one keystroke
//! to the next is told apart, so that a host can make the objects of all else once. What is core's
//! own here is only to be serialised.

use repass::{fault, journey, wire};

use super::{Journey, JourneyEvent, JourneyForm, JourneyStage};
use crate::{ChecklistLine, ChecklistState, Text};

/// Where a journey stands.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyState(journey::State);

/// [`JourneyStep`](super::JourneyStep) in parts.
#[derive(Debug)]
pub struct JourneyStepParts {
    /// What is handed in with the next event.
    pub state: JourneyState,
    /// What is to be done, in this order.
    pub effects: Vec<JourneyEffectParts>,
}

/// Something to be done.
#[derive(Debug)]
pub enum JourneyEffectParts {
    /// Hand in `Tick` at this time.
    WakeAt {
        /// Milliseconds since 1970.
        at: i64,
    },
    /// Show this in place of what was shown before.
    Show(JourneyViewParts),
    /// Any other.
    Other(journey::Effect),
}

/// [`JourneyView`](super::JourneyView) in parts: what is not said here is as there.
#[derive(Debug)]
pub struct JourneyViewParts {
    /// Where the person is.
    pub stage: JourneyStage,
    /// The fields of this stage.
    pub fields: Vec<JourneyFieldParts>,
    /// The states of [`Journey::lines`], in their order; empty in a stage without a new password.
    pub checklist: Vec<ChecklistState>,
    /// What is wrong and concerns no field.
    pub notice: Option<fault::Fault>,
    /// The CAPTCHA to be solved, once there is one.
    pub captcha: Option<wire::Captcha>,
    /// Whether a request is in flight.
    pub is_busy: bool,
    /// Whether `Submit` is heard.
    pub can_submit: bool,
    /// Whether a new code may be asked for now.
    pub can_resend: bool,
    /// Whole seconds until one may be.
    pub resend_in: Option<u32>,
    /// Whether the person may go on with the password that they have.
    pub can_skip: bool,
    /// Whether the person may go back and give another address.
    pub can_change_address: bool,
}

/// A field of the form.
#[derive(Debug)]
pub enum JourneyFieldParts {
    /// Nothing is wrong with it: it is the one at this place of [`Journey::fields`].
    Plain(usize),
    /// Any other.
    Other(journey::FieldView),
}

impl JourneyState {
    /// Reads a state. It never fails: what is no state is one of another version.
    pub fn from_json(text: &str) -> Self {
        Self(journey::State::from_json(text))
    }

    /// The state as JSON text.
    pub fn to_json(&self) -> Text {
        self.0.to_json().into()
    }
}

impl Journey {
    /// [`start`](Self::start) in parts.
    pub fn start_in_parts(&self, id: &str, now: i64) -> JourneyStepParts {
        self.in_parts(self.inner.start(id, now))
    }

    /// [`step`](Self::step) in parts.
    pub fn step_in_parts(
        &self,
        state: JourneyState,
        event: JourneyEvent,
        form: JourneyForm,
        now: i64,
    ) -> JourneyStepParts {
        let step = self.inner.step(state.0, event.into(), &form.into(), now);
        self.in_parts(step)
    }

    /// The checklist before anything is typed, with its texts.
    pub fn lines(&self) -> Vec<ChecklistLine> {
        ChecklistLine::all(self.inner.lines(), self.lang)
    }

    /// Each field as a view has it while nothing is wrong with it.
    pub fn fields(&self) -> &[journey::FieldView] {
        &self.fields
    }

    fn in_parts(&self, step: journey::Step) -> JourneyStepParts {
        let effects = step.effects.into_iter();
        JourneyStepParts {
            state: JourneyState(step.state),
            effects: effects.map(|effect| self.effect_in_parts(effect)).collect(),
        }
    }

    fn effect_in_parts(&self, effect: journey::Effect) -> JourneyEffectParts {
        match effect {
            journey::Effect::WakeAt { at } => JourneyEffectParts::WakeAt { at },
            journey::Effect::Show(view) => JourneyEffectParts::Show(self.view_in_parts(view)),
            other => JourneyEffectParts::Other(other),
        }
    }

    fn view_in_parts(&self, view: journey::View) -> JourneyViewParts {
        let fields = view.fields.into_iter();
        let lines = view.checklist.into_iter();
        JourneyViewParts {
            stage: view.stage.into(),
            fields: fields.map(|field| self.field_in_parts(field)).collect(),
            checklist: lines.map(|line| line.state.into()).collect(),
            notice: view.notice,
            captcha: view.captcha,
            is_busy: view.is_busy,
            can_submit: view.can_submit,
            can_resend: view.can_resend,
            resend_in: view.resend_in,
            can_skip: view.can_skip,
            can_change_address: view.can_change_address,
        }
    }

    fn field_in_parts(&self, field: journey::FieldView) -> JourneyFieldParts {
        match self.fields.iter().position(|plain| *plain == field) {
            Some(place) => JourneyFieldParts::Plain(place),
            None => JourneyFieldParts::Other(field),
        }
    }
}
