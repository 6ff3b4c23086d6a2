//! Reading what is known of a person, and what they have typed.

use js_sys::Reflect;
use repass_bindings::{JourneyField, JourneyForm, Subject, Text};
use wasm_bindgen::prelude::*;

use crate::input::{self, Wrong, is_array, keys, text, wrong_type};
use crate::words;

/// The person; none where nothing is given. Any other member than the five is refused by name.
pub(crate) fn subject(value: &JsValue) -> Result<Option<Subject>, Wrong> {
    let mut subject = Subject::default();
    let is_given = members(value, "subject", |name, value| {
        match name.as_string().unwrap_or_default().as_str() {
            "username" => subject.username = optional(value)?,
            "mobile" => subject.mobile = optional(value)?,
            "email" => subject.email = optional(value)?,
            "name" => subject.name = optional(value)?,
            "words" => subject.words = input::words(value, "")?,
            _ => return Err(Wrong::new("unknown_member", "")),
        }
        Ok(())
    })?;
    Ok(is_given.then_some(subject))
}

/// The form; empty where nothing is given. Any other member than the five is refused by name.
pub(crate) fn form(value: &JsValue) -> Result<JourneyForm, Wrong> {
    let mut form = JourneyForm::default();
    members(value, "form", |name, value| {
        let field = words::field(name).ok_or_else(|| Wrong::new("unknown_member", ""))?;
        let place = match field {
            JourneyField::Address => &mut form.address,
            JourneyField::Code => &mut form.code,
            JourneyField::Password => &mut form.password,
            JourneyField::Confirmation => &mut form.confirmation,
            JourneyField::OldPassword => &mut form.old_password,
        };
        if let Some(text) = optional(value)? {
            *place = text;
        }
        Ok(())
    })?;
    Ok(form)
}

/// Shows each member of an object; false where nothing is given. What is wrong with a member is told
/// under its path.
fn members(
    value: &JsValue,
    path: &str,
    mut read: impl FnMut(&JsValue, &JsValue) -> Result<(), Wrong>,
) -> Result<bool, Wrong> {
    if !value.is_object() {
        return match is_absent(value) {
            true => Ok(false),
            false => Err(wrong_type(path)),
        };
    }
    if is_array(value) {
        return Err(wrong_type(path));
    }
    for name in keys(value).map_err(|_| wrong_type(path))? {
        let value = Reflect::get(value, &name).map_err(|_| wrong_type(""));
        value
            .and_then(|value| read(&name, &value))
            .map_err(|wrong| {
                let name = name.as_string().unwrap_or_default();
                let name: String = name.chars().take(64).collect();
                wrong.within(&format!("{path}.{name}"))
            })?;
    }
    Ok(true)
}

fn optional(value: &JsValue) -> Result<Option<Text>, Wrong> {
    match text(value, "") {
        Err(_) if is_absent(value) => Ok(None),
        text => text.map(Some),
    }
}

fn is_absent(value: &JsValue) -> bool {
    value.is_null() || value.is_undefined()
}
