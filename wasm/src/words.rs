//! Words that go over the border with each step of a journey, as JavaScript's own strings: to compare
//! two of those is much less work than to copy one.

use js_sys::JsString;
use repass_bindings::{JourneyEvent, JourneyField, JourneyStage};
use wasm_bindgen::JsThreadLocal;
use wasm_bindgen::prelude::*;

type Word = JsThreadLocal<JsString>;

// rustfmt would take the strings away.
#[rustfmt::skip]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, static_string)]
    static ADDRESS: JsString = "address";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static CAPTCHA: JsString = "captcha";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static CODE: JsString = "code";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static CONFIRMATION: JsString = "confirmation";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static DONE: JsString = "done";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static OLD_PASSWORD: JsString = "oldPassword";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static PASSWORD: JsString = "password";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static SHOW: JsString = "show";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static SUBMIT: JsString = "submit";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static TICK: JsString = "tick";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static TYPED: JsString = "typed";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static WAKE_AT: JsString = "wake_at";
}

const FIELDS: [(&Word, JourneyField); 5] = [
    (&ADDRESS, JourneyField::Address),
    (&CODE, JourneyField::Code),
    (&PASSWORD, JourneyField::Password),
    (&CONFIRMATION, JourneyField::Confirmation),
    (&OLD_PASSWORD, JourneyField::OldPassword),
];

/// The field of this name.
pub(crate) fn field(name: &JsValue) -> Option<JourneyField> {
    let found = FIELDS.iter().find(|(word, _)| is(name, word));
    found.map(|(_, field)| *field)
}

/// The event of this name, of those without arguments that come again and again.
pub(crate) fn frequent_event(name: &JsValue) -> Option<JourneyEvent> {
    if is(name, &TICK) {
        Some(JourneyEvent::Tick)
    } else if is(name, &SUBMIT) {
        Some(JourneyEvent::Submit)
    } else {
        None
    }
}

pub(crate) fn is_typed(name: &JsValue) -> bool {
    is(name, &TYPED)
}

pub(crate) fn wake_at() -> JsString {
    WAKE_AT.with(JsString::clone)
}

pub(crate) fn show() -> JsString {
    SHOW.with(JsString::clone)
}

pub(crate) fn stage(stage: JourneyStage) -> JsString {
    let word = match stage {
        JourneyStage::Address => &ADDRESS,
        JourneyStage::Captcha => &CAPTCHA,
        JourneyStage::Code => &CODE,
        JourneyStage::Password => &PASSWORD,
        JourneyStage::Done => &DONE,
    };
    word.with(JsString::clone)
}

fn is(name: &JsValue, word: &'static Word) -> bool {
    word.with(|word| name == AsRef::<JsValue>::as_ref(word))
}
