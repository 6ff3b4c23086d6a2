//! Reading what JavaScript hands in. A value of the wrong type is told by the member's name and is
//! never repeated.

use js_sys::{Array, Error, Reflect};
use repass_bindings::{Subject, Text};
use wasm_bindgen::prelude::*;

// js_sys declares these as never throwing, but a proxy's traps and a list's getters may. What is
// thrown must be caught here: thrown through the module's frames, it would leave on their stacks
// what they borrowed, and a thousand such calls would be the last.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn try_is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn array_from(value: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys(value: &JsValue) -> Result<Array, JsValue>;
    // As a String: for an import that gives a JsValue, each throw keeps one slot of the table.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn stringify(value: &JsValue) -> Result<Option<String>, JsValue>;
}

/// A revoked proxy is not a list either.
fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

/// What is wrong with an argument; becomes an `Error` with `code` and `member`.
pub(crate) struct Wrong {
    pub(crate) code: &'static str,
    pub(crate) member: String,
}

impl From<Wrong> for JsValue {
    fn from(wrong: Wrong) -> Self {
        let place = if wrong.member.is_empty() {
            "the document"
        } else {
            &wrong.member
        };
        let error = Error::new(&format!("{place}: {}", wrong.code.replace('_', " ")));
        for (name, value) in [("code", wrong.code), ("member", &wrong.member)] {
            // A fresh object takes both; nothing is lost if an odd host froze it.
            let _ = Reflect::set(&error, &name.into(), &value.into());
        }
        error.into()
    }
}

/// A string. Each lone surrogate has become U+FFFD.
pub(crate) fn text(value: &JsValue, member: &str) -> Result<Text, Wrong> {
    value
        .as_string()
        .map(Text::from)
        .ok_or_else(|| wrong_type(member))
}

/// A list of strings; none where nothing is given.
pub(crate) fn words(value: &JsValue, member: &str) -> Result<Vec<Text>, Wrong> {
    if value.is_null() || value.is_undefined() {
        return Ok(Vec::new());
    }
    if !is_array(value) {
        return Err(wrong_type(member));
    }
    let list = array_from(value).map_err(|_| wrong_type(member))?;
    (0..list.length())
        .map(|index| text(&list.get(index), &format!("{member}[{index}]")))
        .collect()
}

/// The person; none where nothing is given. Any other member than the five is refused by name.
pub(crate) fn subject(value: &JsValue) -> Result<Option<Subject>, Wrong> {
    if value.is_null() || value.is_undefined() {
        return Ok(None);
    }
    if !value.is_object() || is_array(value) {
        return Err(wrong_type("subject"));
    }
    let mut subject = Subject::default();
    for entry in keys(value).map_err(|_| wrong_type("subject"))? {
        let name = entry.as_string().unwrap_or_default();
        let member = format!("subject.{}", name.chars().take(64).collect::<String>());
        let value = Reflect::get(value, &entry).map_err(|_| wrong_type(&member))?;
        let optional = || match value.is_null() || value.is_undefined() {
            true => Ok(None),
            false => text(&value, &member).map(Some),
        };
        match name.as_str() {
            "username" => subject.username = optional()?,
            "mobile" => subject.mobile = optional()?,
            "email" => subject.email = optional()?,
            "name" => subject.name = optional()?,
            "words" => subject.words = words(&value, &member)?,
            _ => {
                return Err(Wrong {
                    code: "unknown_member",
                    member,
                });
            }
        }
    }
    Ok(Some(subject))
}

/// JSON text: a string as it stands, an object as `JSON.stringify` writes it.
pub(crate) fn json_text(value: &JsValue, member: &str) -> Result<String, Wrong> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    if !value.is_object() {
        return Err(wrong_type(member));
    }
    // It throws on cycles, big integers and members that throw when read.
    let text = stringify(value).ok().flatten();
    text.ok_or_else(|| Wrong {
        code: "not_json",
        member: member.into(),
    })
}

fn wrong_type(member: &str) -> Wrong {
    Wrong {
        code: "wrong_type",
        member: member.into(),
    }
}
