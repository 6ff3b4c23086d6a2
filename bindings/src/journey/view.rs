//! What a form shows.

use repass::fault::Lang;
use repass::{journey, wire};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::{Autocomplete, JourneyField};
use crate::mirror::{all, mirror, signed};
use crate::{ChecklistLine, Fault, Text};

/// What the form shows now, whole: nothing of an earlier view stays.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct JourneyView {
    /// Where the person is.
    pub stage: JourneyStage,
    /// The fields of this stage, in the order that they are filled in.
    pub fields: Vec<JourneyFieldView>,
    /// The policy's lines for the password as it is typed; empty in a stage without a new password.
    pub checklist: Vec<ChecklistLine>,
    /// What is wrong and concerns no field.
    pub notice: Option<Fault>,
    /// The CAPTCHA to be solved, once there is one.
    pub captcha: Option<Captcha>,
    /// Whether a request is in flight.
    pub is_busy: bool,
    /// Whether `Submit` is heard, if only to show what is wrong.
    pub can_submit: bool,
    /// Whether a new code may be asked for now.
    pub can_resend: bool,
    /// Whole seconds until one may be; none where that is now, or never.
    pub resend_in: Option<i32>,
    /// Whether the person may go on with the password that they have.
    pub can_skip: bool,
    /// Whether the person may go back and give another address.
    pub can_change_address: bool,
}

mirror! {
    /// Where the person is.
    JourneyStage = journey::Stage {
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
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct JourneyFieldView {
    /// Which field.
    pub field: JourneyField,
    /// What is wrong with it, once the person has typed in it, left it or submitted.
    pub fault: Option<Fault>,
    /// What else is wrong with it, in the vendor's order.
    pub further: Vec<Fault>,
    /// What is wrong within the form alone.
    pub problem: Option<JourneyProblem>,
    /// Whether it must be filled in.
    pub is_required: bool,
    /// What may be filled in for the person.
    pub autocomplete: Autocomplete,
}

mirror! {
    /// What is wrong within the form alone. It is no fault: no vendor has a word for it.
    JourneyProblem = journey::Problem {
        /// The confirmation is not the new password.
        Differs,
    }
}

/// A slider CAPTCHA: a piece is to be moved to where it is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Captcha {
    /// Names the CAPTCHA.
    pub token: Text,
    /// The image with the gap: PNG in base64.
    pub original_image: String,
    /// The piece: PNG in base64.
    pub jigsaw_image: String,
}

/// The text of a problem for a person. `lang` is a tag such as `zh` or `en`.
#[cfg_attr(feature = "uniffi", uniffi::export(default(lang = "en")))]
pub fn problem_message(problem: JourneyProblem, lang: String) -> String {
    let problem = journey::Problem::from(problem);
    problem.message(Lang::from_tag(&lang)).into()
}

/// The same for a problem by its name in JSON; none where there is no such problem.
pub fn problem_message_of_name(problem: &str, lang: &str) -> Option<&'static str> {
    let problem: StrDeserializer<'_, Error> = problem.into_deserializer();
    let problem = journey::Problem::deserialize(problem).ok()?;
    Some(problem.message(Lang::from_tag(lang)))
}

impl From<journey::View> for JourneyView {
    fn from(view: journey::View) -> Self {
        Self {
            stage: view.stage.into(),
            fields: all(view.fields),
            checklist: ChecklistLine::all(view.checklist, view.lang),
            notice: view.notice.map(Into::into),
            captcha: view.captcha.map(Into::into),
            is_busy: view.is_busy,
            can_submit: view.can_submit,
            can_resend: view.can_resend,
            resend_in: view.resend_in.map(signed),
            can_skip: view.can_skip,
            can_change_address: view.can_change_address,
        }
    }
}

impl From<journey::FieldView> for JourneyFieldView {
    fn from(view: journey::FieldView) -> Self {
        Self {
            field: view.field.into(),
            fault: view.fault.map(Into::into),
            further: all(view.further),
            problem: view.problem.map(Into::into),
            is_required: view.is_required,
            autocomplete: view.autocomplete.into(),
        }
    }
}

impl From<wire::Captcha> for Captcha {
    fn from(captcha: wire::Captcha) -> Self {
        Self {
            token: captcha.token.into(),
            original_image: captcha.original_image,
            jigsaw_image: captcha.jigsaw_image,
        }
    }
}
