//! What a form shows.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize, Serializer};

use super::{Autocomplete, Field};
use crate::fault::{Fault, Lang, demand, word};
use crate::policy::{Line, LineId, Rule, State as LineState};
use crate::wire::Captcha;

/// What the form shows now, whole: nothing of an earlier view stays.
///
/// Its JSON has each line of the checklist as `{ id, code, state, text }`, with the text in the
/// setup's language; what is absent is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Where the person is.
    pub stage: Stage,
    /// The fields of this stage, in the order that they are filled in.
    pub fields: Vec<FieldView>,
    /// The policy's lines for the password as it is typed, as
    /// [`Policy::checklist`](crate::policy::Policy::checklist) gives them; empty in a stage without
    /// a new password.
    pub checklist: Vec<Line>,
    /// The language of the checklist's texts.
    pub lang: Lang,
    /// What is wrong and concerns no field.
    pub notice: Option<Fault>,
    /// The CAPTCHA to be solved, once there is one.
    pub captcha: Option<Captcha>,
    /// Whether a request is in flight.
    pub is_busy: bool,
    /// Whether [`Event::Submit`](super::Event::Submit) is heard, if only to show what is wrong. A
    /// CAPTCHA is solved, not submitted.
    pub can_submit: bool,
    /// Whether a new code may be asked for now.
    pub can_resend: bool,
    /// Whole seconds until one may be; none where that is now, or never.
    pub resend_in: Option<u32>,
    /// Whether the person may go on with the password that they have.
    pub can_skip: bool,
    /// Whether the person may go back and give another address.
    pub can_change_address: bool,
    pub(super) texts: Texts,
}

/// The texts of a checklist's lines, made once: a keystroke changes states and no text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Texts(Arc<[(LineId, String)]>);

impl Texts {
    pub(super) fn of(lines: &[Line], lang: Lang) -> Self {
        let text = |line: &Line| (line.id, demand(&line.demand, lang));
        Self(lines.iter().map(text).collect())
    }

    fn find(&self, id: LineId) -> &str {
        let found = self.0.iter().find(|(of, _)| *of == id);
        found.map_or("", |(_, text)| text)
    }
}

/// Where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// They give the address that a code goes to.
    Address,
    /// They solve a CAPTCHA, or wait for one.
    Captcha,
    /// They give the code that was sent, and the new password.
    Code,
    /// They give the old password and the new one.
    Password,
    /// It is over.
    Done,
}

impl Stage {
    /// The fields of a stage, in the order that they are filled in.
    pub(super) fn fields(self) -> &'static [Field] {
        match self {
            Self::Address => &[Field::Address],
            Self::Code => &[Field::Code, Field::Password, Field::Confirmation],
            Self::Password => &[Field::OldPassword, Field::Password, Field::Confirmation],
            Self::Captcha | Self::Done => &[],
        }
    }
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// Which field.
    pub field: Field,
    /// What is wrong with it, once the person has typed in it, left it or submitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// What else is wrong with it, in the vendor's order: a password may violate several rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Fault>,
    /// What is wrong within the form alone, which no server could say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Whether it must be filled in.
    pub is_required: bool,
    /// What may be filled in for the person.
    pub autocomplete: Autocomplete,
}

/// What is wrong within the form alone. It is no [`Fault`]: no vendor has a word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The confirmation is not the new password.
    Differs,
}

impl Problem {
    /// The text for a person.
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::Differs => word("problem.differs", lang),
        }
    }
}

impl Serialize for View {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written {
            stage: self.stage,
            fields: &self.fields,
            checklist: self
                .checklist
                .iter()
                .map(|line| WrittenLine {
                    id: line.id,
                    code: line.id.rule(),
                    state: line.state,
                    text: self.texts.find(line.id),
                })
                .collect(),
            notice: self.notice.as_ref(),
            captcha: self.captcha.as_ref(),
            is_busy: self.is_busy,
            can_submit: self.can_submit,
            can_resend: self.can_resend,
            resend_in: self.resend_in,
            can_skip: self.can_skip,
            can_change_address: self.can_change_address,
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    stage: Stage,
    fields: &'a [FieldView],
    checklist: Vec<WrittenLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<&'a Fault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    captcha: Option<&'a Captcha>,
    is_busy: bool,
    can_submit: bool,
    can_resend: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    resend_in: Option<u32>,
    can_skip: bool,
    can_change_address: bool,
}

#[derive(Serialize)]
struct WrittenLine<'a> {
    id: LineId,
    code: Rule,
    state: LineState,
    text: &'a str,
}
