//! Writing effects. A view is made of objects that were made once, as far as it can be.

use js_sys::{Array, JsString, Object};
use repass_bindings::{
    ChecklistLine, ChecklistState, Journey, JourneyEffectParts, JourneyFieldParts, JourneyViewParts,
};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::output::plain;
use crate::words;

/// What a journey's views share, so that a keystroke makes no texts. All of it is frozen.
pub(super) struct Parts {
    /// Each line of the checklist in each of its states.
    lines: Vec<[JsValue; 3]>,
    /// Each field while nothing is wrong with it.
    fields: Vec<JsValue>,
}

impl Parts {
    pub(super) fn of(journey: &Journey) -> Result<Self, JsValue> {
        let lines = journey.lines().into_iter().map(in_each_state);
        let fields = journey.fields().iter().map(frozen);
        Ok(Self {
            lines: lines.collect::<Result<_, _>>()?,
            fields: fields.collect::<Result<_, _>>()?,
        })
    }

    /// An effect as a plain object.
    pub(super) fn effect(&self, effect: JourneyEffectParts) -> Result<JsValue, JsValue> {
        Ok(match effect {
            JourneyEffectParts::Other(effect) => plain(&effect)?,
            JourneyEffectParts::WakeAt { at } => {
                let args: WakeAtArgs = object();
                args.set_at(at as f64);
                effect_object(&words::wake_at(), args.as_ref())
            }
            JourneyEffectParts::Show(view) => {
                effect_object(&words::show(), self.view(view)?.as_ref())
            }
        })
    }

    fn view(&self, parts: JourneyViewParts) -> Result<ViewObject, JsValue> {
        let mut fields = Array::new();
        for field in parts.fields {
            match field {
                JourneyFieldParts::Plain(place) => fields.extend(self.fields.get(place)),
                JourneyFieldParts::Other(field) => fields.extend([plain(&field)?]),
            }
        }
        let lines = self.lines.iter().zip(parts.checklist);
        let checklist: Array = lines.map(|(line, state)| in_state(line, state)).collect();
        let view: ViewObject = object();
        view.set_stage(&words::stage(parts.stage));
        view.set_fields(&fields);
        view.set_checklist(&checklist);
        if let Some(notice) = parts.notice {
            view.set_notice(&plain(&notice)?);
        }
        if let Some(captcha) = parts.captcha {
            view.set_captcha(&plain(&captcha)?);
        }
        view.set_is_busy(parts.is_busy);
        view.set_can_submit(parts.can_submit);
        view.set_can_resend(parts.can_resend);
        if let Some(seconds) = parts.resend_in {
            view.set_resend_in(seconds);
        }
        view.set_can_skip(parts.can_skip);
        view.set_can_change_address(parts.can_change_address);
        Ok(view)
    }
}

#[wasm_bindgen]
extern "C" {
    type EffectObject;
    #[wasm_bindgen(method, setter)]
    fn set_effect(this: &EffectObject, effect: &JsString);
    #[wasm_bindgen(method, setter)]
    fn set_args(this: &EffectObject, args: &JsValue);

    type WakeAtArgs;
    #[wasm_bindgen(method, setter)]
    fn set_at(this: &WakeAtArgs, at: f64);

    type ViewObject;
    #[wasm_bindgen(method, setter)]
    fn set_stage(this: &ViewObject, stage: &JsString);
    #[wasm_bindgen(method, setter)]
    fn set_fields(this: &ViewObject, fields: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_checklist(this: &ViewObject, lines: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_notice(this: &ViewObject, notice: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_captcha(this: &ViewObject, captcha: &JsValue);
    #[wasm_bindgen(method, setter = isBusy)]
    fn set_is_busy(this: &ViewObject, is_busy: bool);
    #[wasm_bindgen(method, setter = canSubmit)]
    fn set_can_submit(this: &ViewObject, can_submit: bool);
    #[wasm_bindgen(method, setter = canResend)]
    fn set_can_resend(this: &ViewObject, can_resend: bool);
    #[wasm_bindgen(method, setter = resendIn)]
    fn set_resend_in(this: &ViewObject, seconds: u32);
    #[wasm_bindgen(method, setter = canSkip)]
    fn set_can_skip(this: &ViewObject, can_skip: bool);
    #[wasm_bindgen(method, setter = canChangeAddress)]
    fn set_can_change_address(this: &ViewObject, can_change_address: bool);
}

fn effect_object(name: &JsString, args: &JsValue) -> JsValue {
    let effect: EffectObject = object();
    effect.set_effect(name);
    effect.set_args(args);
    effect.into()
}

/// An empty object, to be given the members of its type.
pub(super) fn object<T: JsCast>() -> T {
    Object::<JsValue>::new().unchecked_into()
}

fn frozen(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let value = plain(value)?;
    Object::freeze(value.unchecked_ref::<Object>());
    Ok(value)
}

fn in_state([met, unmet, server]: &[JsValue; 3], state: ChecklistState) -> &JsValue {
    match state {
        ChecklistState::Met => met,
        ChecklistState::Unmet => unmet,
        ChecklistState::Server => server,
    }
}

/// A line as an object for each state that it may have.
fn in_each_state(line: ChecklistLine) -> Result<[JsValue; 3], JsValue> {
    let object = |state| {
        let line = ChecklistLine {
            state,
            ..line.clone()
        };
        frozen(&line)
    };
    Ok([
        object(ChecklistState::Met)?,
        object(ChecklistState::Unmet)?,
        object(ChecklistState::Server)?,
    ])
}
