//! Policies, faults and strength.

use std::sync::Arc;

use repass_bindings::{
    Checker as SubjectChecker, ChecklistLine, Policy as PasswordPolicy, PolicyError, Report,
    Strength,
};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, json_text, profile, status, text, words};
use crate::output::{internal, nullable, parsed};
use crate::person::subject;

/// A validated password policy: immutable, to be shared.
#[wasm_bindgen]
pub struct Policy(Arc<PasswordPolicy>);

#[wasm_bindgen]
impl Policy {
    /// Reads and validates a policy document: JSON text, or the object itself. Throws an `Error`
    /// with `code` and `member`.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "string | object")] document: &JsValue,
    ) -> Result<Policy, JsValue> {
        let text = json_text(document, "")?;
        let policy = PasswordPolicy::parse(text.into()).map_err(refused)?;
        Ok(Self(policy))
    }

    /// Checks one password for one person.
    pub fn check(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Subject | null")] person: &JsValue,
    ) -> Result<Ts<Report>, JsValue> {
        let password = text(password, "password")?;
        out(self.0.check(password, subject(person)?))
    }

    /// Prepares the checks for one person, for checking while they type.
    #[wasm_bindgen(js_name = forSubject)]
    pub fn for_subject(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Subject | null | undefined")] person: &JsValue,
    ) -> Result<Checker, JsValue> {
        Ok(Checker(
            self.0.for_subject(subject(person)?.unwrap_or_default()),
        ))
    }

    /// Each active rule as a line with its state and text, in the order that a person reads.
    pub fn checklist(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Subject | null | undefined")] person: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
    ) -> Result<Vec<Ts<ChecklistLine>>, JsValue> {
        let password = text(password, "password")?;
        lines(self.0.checklist(
            password,
            subject(person)?,
            String::from(text(lang, "lang")?),
        ))
    }

    /// The `passwordrules` attribute that Apple's password managers read.
    #[wasm_bindgen(js_name = passwordRules)]
    pub fn password_rules(&self) -> String {
        self.0.password_rules()
    }
}

/// A policy prepared for one person.
#[wasm_bindgen]
pub struct Checker(Arc<SubjectChecker>);

#[wasm_bindgen]
impl Checker {
    /// Checks a password.
    pub fn check(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
    ) -> Result<Ts<Report>, JsValue> {
        out(self.0.check(text(password, "password")?))
    }

    /// Each active rule as a line with its state and text.
    pub fn checklist(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
    ) -> Result<Vec<Ts<ChecklistLine>>, JsValue> {
        lines(self.0.checklist(
            text(password, "password")?,
            String::from(text(lang, "lang")?),
        ))
    }
}

/// A fault or a violation as a sentence for a person. `lang` is a tag such as `zh` or `en`.
#[wasm_bindgen]
pub fn message(
    #[wasm_bindgen(unchecked_param_type = "AnyFault")] fault: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
) -> Result<String, JsValue> {
    let fault = json_text(fault, "fault")?;
    let lang = text(lang, "lang")?;
    repass_bindings::message_of_json(&fault, lang.as_str()).ok_or_else(no_fault)
}

/// What a vendor's page says that a person can do about a fault; null where no page says anything.
#[wasm_bindgen(unchecked_return_type = "string | null")]
pub fn help(
    #[wasm_bindgen(unchecked_param_type = "AnyFault")] fault: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
) -> Result<JsValue, JsValue> {
    let fault = json_text(fault, "fault")?;
    let lang = text(lang, "lang")?;
    let help = repass_bindings::help_of_json(&fault, lang.as_str()).ok_or_else(no_fault)?;
    Ok(nullable(help))
}

/// What a vendor's answer means. A code that no table has is kept whole.
#[wasm_bindgen(js_name = fromWire, unchecked_return_type = "AnyFault")]
pub fn from_wire(
    #[wasm_bindgen(js_name = profile, unchecked_param_type = "Profile")] whose: &JsValue,
    #[wasm_bindgen(js_name = status, unchecked_param_type = "number")] answered: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] body: &JsValue,
) -> Result<JsValue, JsValue> {
    let (whose, answered) = (profile(whose, "profile")?, status(answered, "status")?);
    let body = text(body, "body")?;
    parsed(&repass_bindings::from_wire_to_json(
        whose,
        answered,
        body.as_str(),
    ))
}

/// Estimates how guessable a password is; `words` are what an attacker knows of the person.
#[wasm_bindgen]
pub fn strength(
    #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string[] | null")] known: &JsValue,
) -> Result<Ts<Strength>, JsValue> {
    out(repass_bindings::strength(
        text(password, "password")?,
        words(known, "words")?,
    ))
}

/// The score alone, 0 to 4.
#[wasm_bindgen]
pub fn score(
    #[wasm_bindgen(unchecked_param_type = "string")] password: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string[] | null")] known: &JsValue,
) -> Result<i32, JsValue> {
    Ok(repass_bindings::score(
        text(password, "password")?,
        words(known, "words")?,
    ))
}

fn refused(error: PolicyError) -> Wrong {
    let PolicyError::Invalid { code, member } = error;
    Wrong::new(code.name(), member)
}

fn no_fault() -> JsValue {
    Wrong::new("invalid_value", "fault").into()
}

fn lines(lines: Vec<ChecklistLine>) -> Result<Vec<Ts<ChecklistLine>>, JsValue> {
    lines.into_iter().map(out).collect()
}

/// A value of one of the façade's types.
fn out<T: Tsify + serde::Serialize>(value: T) -> Result<Ts<T>, JsValue> {
    // Only numbers, strings, booleans and lists of them: all of it can be said in JavaScript.
    value.into_ts().map_err(|_| internal())
}
