//! Reading what is known of a person, and what they have typed.

use js_sys::Reflect;
use repass_bindings::{JourneyForm, Subject, Text};
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, is_array, keys, text, words, wrong_type};

/// The person; none where nothing is given. Any other member than the five is refused by name.
pub(crate) fn subject(value: &JsValue) -> Result<Option<Subject>, Wrong> {
    let mut subject = Subject::default();
    let is_given = members(value, "subject", |name, value| {
        match name {
            "username" => subject.username = optional(value)?,
            "mobile" => subject.mobile = optional(value)?,
            "email" => subject.email = optional(value)?,
            "name" => subject.name = optional(value)?,
            "words" => subject.words = words(value, "")?,
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
        let field = match name {
            "address" => &mut form.address,
            "code" => &mut form.code,
            "password" => &mut form.password,
            "confirmation" => &mut form.confirmation,
            "oldPassword" => &mut form.old_password,
            _ => return Err(Wrong::new("unknown_member", "")),
        };
        if let Some(text) = optional(value)? {
            *field = text;
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
    mut read: impl FnMut(&str, &JsValue) -> Result<(), Wrong>,
) -> Result<bool, Wrong> {
    if value.is_null() || value.is_undefined() {
        return Ok(false);
    }
    if !value.is_object() || is_array(value) {
        return Err(wrong_type(path));
    }
    for entry in keys(value).map_err(|_| wrong_type(path))? {
        let name = entry.as_string().unwrap_or_default();
        let value = Reflect::get(value, &entry).map_err(|_| wrong_type(""));
        value
            .and_then(|value| read(&name, &value))
            .map_err(|wrong| {
                let name: String = name.chars().take(64).collect();
                wrong.within(&format!("{path}.{name}"))
            })?;
    }
    Ok(true)
}

fn optional(value: &JsValue) -> Result<Option<Text>, Wrong> {
    match value.is_null() || value.is_undefined() {
        true => Ok(None),
        false => text(value, "").map(Some),
    }
}
