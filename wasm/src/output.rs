//! Writing answers as plain JavaScript values.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::input::Wrong;

/// What JSON text of core's says.
pub(crate) fn parsed(json: &str) -> Result<JsValue, JsValue> {
    JSON::parse(json).map_err(|_| internal())
}

/// An object with these members.
pub(crate) fn object<const N: usize>(members: [(&str, JsValue); N]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &name.into(), &value).map_err(|_| internal())?;
    }
    Ok(object.into())
}

/// A text, or null where there is none.
pub(crate) fn nullable(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from_str)
}

/// The page has put something else in place of JavaScript's own functions.
pub(crate) fn internal() -> JsValue {
    Wrong::new("internal", "").into()
}
