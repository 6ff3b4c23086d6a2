//! Reading what JavaScript hands in. A value of the wrong type is told by the member's name and is
//! never repeated.

use js_sys::{Array, Error, Reflect};
use repass_bindings::{Profile, Text};
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
    pub(crate) fn keys(value: &JsValue) -> Result<Array, JsValue>;
    // As a String: for an import that gives a JsValue, each throw keeps one slot of the table.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn stringify(value: &JsValue) -> Result<Option<String>, JsValue>;
}

/// `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// A revoked proxy is not a list either.
pub(crate) fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

/// What is wrong with an argument; becomes an `Error` with `code` and `member`.
pub(crate) struct Wrong {
    code: &'static str,
    member: String,
    reason: Option<String>,
}

impl Wrong {
    /// The same, of a member of what is named.
    #[cfg(feature = "page")]
    pub(crate) fn within(self, path: &str) -> Self {
        let member = format!("{path}{}", self.member);
        Self { member, ..self }
    }

    pub(crate) fn new(code: &'static str, member: impl Into<String>) -> Self {
        Self {
            code,
            member: member.into(),
            reason: None,
        }
    }

    /// The error gets a `reason` too.
    #[cfg(feature = "server")]
    pub(crate) fn because(self, reason: String) -> Self {
        Self {
            reason: Some(reason),
            ..self
        }
    }
}

impl From<Wrong> for JsValue {
    fn from(wrong: Wrong) -> Self {
        let place = match wrong.member.as_str() {
            "" => "the document",
            member => member,
        };
        let words = wrong.code.replace('_', " ");
        let reason = wrong.reason.as_deref();
        let error = Error::new(&format!("{place}: {}", reason.unwrap_or(&words)));
        let members = [
            ("code", Some(wrong.code)),
            ("member", Some(&wrong.member)),
            ("reason", reason),
        ];
        for (name, value) in members {
            if let Some(value) = value {
                // A fresh object takes it; nothing is lost if an odd host froze it.
                let _ = Reflect::set(&error, &name.into(), &value.into());
            }
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

/// A time in milliseconds: a whole number that JavaScript holds exactly.
pub(crate) fn time(value: &JsValue, member: &str) -> Result<i64, Wrong> {
    whole(value, member).map(|number| number as i64)
}

/// An HTTP status. What is none of them means nothing to a table.
pub(crate) fn status(value: &JsValue, member: &str) -> Result<i32, Wrong> {
    whole(value, member).map(|number| number as i32)
}

fn whole(value: &JsValue, member: &str) -> Result<f64, Wrong> {
    let number = value.as_f64().ok_or_else(|| wrong_type(member))?;
    let is_safe = number.trunc() == number && number.abs() <= MAX_SAFE_INTEGER;
    is_safe
        .then_some(number)
        .ok_or_else(|| Wrong::new("invalid_value", member))
}

/// A vendor's profile, by its name.
pub(crate) fn profile(value: &JsValue, member: &str) -> Result<Profile, Wrong> {
    let name = text(value, member)?;
    Profile::from_name(name.as_str()).ok_or_else(|| Wrong::new("invalid_value", member))
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
    text.ok_or_else(|| Wrong::new("not_json", member))
}

pub(crate) fn wrong_type(member: &str) -> Wrong {
    Wrong::new("wrong_type", member)
}
