//! Writing answers as plain JavaScript values.

use js_sys::JSON;
#[cfg(feature = "page")]
use serde::Serialize;
#[cfg(feature = "page")]
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::input::Wrong;

/// What JSON text of core's says.
pub(crate) fn parsed(json: &str) -> Result<JsValue, JsValue> {
    JSON::parse(json).map_err(|_| internal())
}

/// A value as JSON has it, without going through its text.
#[cfg(feature = "page")]
pub(crate) fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(|_| internal())
}

/// A text, or null where there is none.
pub(crate) fn nullable(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from_str)
}

/// The page has put something else in place of JavaScript's own functions.
pub(crate) fn internal() -> JsValue {
    Wrong::new("internal", "").into()
}
