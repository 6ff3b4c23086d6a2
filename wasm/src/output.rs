//! Writing answers as plain JavaScript values.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use crate::input::Wrong;

/// What JSON text of core's says.
pub(crate) fn parsed(json: &str) -> Result<JsValue, JsValue> {
    JSON::parse(json).map_err(|_| internal())
}

/// A text, or null where there is none.
pub(crate) fn nullable(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from_str)
}

/// The page has put something else in place of JavaScript's own functions.
pub(crate) fn internal() -> JsValue {
    Wrong::new("internal", "").into()
}
