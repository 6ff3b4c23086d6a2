//! Reading an event.

use repass_bindings::JourneyEvent;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, json_text};
use crate::words;

// The getters of what a caller hands in may throw, and so may a proxy's traps.
#[wasm_bindgen]
extern "C" {
    type EventObject;
    #[wasm_bindgen(method, getter, catch)]
    fn event(this: &EventObject) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn args(this: &EventObject) -> Result<JsValue, JsValue>;

    type TypedArgs;
    #[wasm_bindgen(method, getter, catch)]
    fn field(this: &TypedArgs) -> Result<JsValue, JsValue>;
}

/// An event: JSON text, or the object itself.
pub(super) fn event(value: &JsValue) -> Result<JourneyEvent, Wrong> {
    if let Some(event) = frequent(value) {
        return Ok(event);
    }
    let text = json_text(value, "event")?;
    JourneyEvent::from_json(&text).ok_or_else(|| Wrong::new("invalid_value", "event"))
}

/// An event of those that come with each keystroke and each second; the others go by JSON.
fn frequent(value: &JsValue) -> Option<JourneyEvent> {
    if !value.is_object() {
        return None;
    }
    let object: &EventObject = value.unchecked_ref();
    let name = object.event().ok()?;
    let args = object.args().ok()?;
    if args.is_undefined() {
        return words::frequent_event(&name);
    }
    if !words::is_typed(&name) || !args.is_object() {
        return None;
    }
    let field = args.unchecked_ref::<TypedArgs>().field().ok()?;
    let field = words::field(&field)?;
    Some(JourneyEvent::Typed { field })
}
