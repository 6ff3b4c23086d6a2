//! Journeys: events, effects and views are core's own JSON as plain objects.

use std::cell::RefCell;
use std::sync::Arc;

use js_sys::Array;
use repass_bindings::{Journey as Prepared, JourneyState, JourneyStepParts, SetupError};
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, json_text, text, time};
use crate::person::form;

mod event;
mod show;

use show::{Parts, object};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types/journey.d.ts");

/// A journey to a new password, prepared for one person: immutable, to be shared. Progress is in the
/// state.
#[wasm_bindgen]
pub struct Journey {
    prepared: Arc<Prepared>,
    parts: Parts,
    /// The state that was given out last. It mostly comes back with the next event, and then need
    /// not be read.
    last: RefCell<Option<Given>>,
}

/// A state as it was given out, and what it says.
struct Given {
    text: JsValue,
    state: JourneyState,
}

#[wasm_bindgen]
impl Journey {
    /// Prepares a journey from a setup: JSON text, or the object itself. Throws an `Error` with
    /// `code` and `member`.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "string | JourneySetup")] setup: &JsValue,
    ) -> Result<Journey, JsValue> {
        let setup = json_text(setup, "")?;
        let prepared = Prepared::parse(setup.into()).map_err(|error| {
            let SetupError::Invalid { code, member } = error;
            Wrong::new(code.name(), member)
        })?;
        Ok(Self {
            parts: Parts::of(&prepared)?,
            prepared,
            last: RefCell::new(None),
        })
    }

    /// Begins. `id` is a random text: requests are named `{id}-1`, `{id}-2` and so on. `now` is in
    /// milliseconds since 1970.
    #[wasm_bindgen(unchecked_return_type = "JourneyStep")]
    pub fn start(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] now: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let id = text(id, "id")?;
        self.written(self.prepared.start_in_parts(id.as_str(), time(now, "now")?))
    }

    /// One event, with the state that the last step gave and the form as it is now. An event that
    /// means nothing where the journey stands has no effects.
    #[wasm_bindgen(unchecked_return_type = "JourneyStep")]
    pub fn step(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] state: &JsValue,
        #[wasm_bindgen(js_name = event, unchecked_param_type = "JourneyEvent")] happened: &JsValue,
        #[wasm_bindgen(js_name = form, unchecked_param_type = "JourneyForm | null")]
        typed: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] now: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let state = self.state(state)?;
        let event = event::event(happened)?;
        let typed = form(typed)?;
        let now = time(now, "now")?;
        self.written(self.prepared.step_in_parts(state, event, typed, now))
    }
}

impl Journey {
    fn state(&self, given: &JsValue) -> Result<JourneyState, Wrong> {
        if let Some(last) = self.last.borrow().as_ref()
            && last.text == *given
        {
            return Ok(last.state.clone());
        }
        let text = text(given, "state")?;
        Ok(JourneyState::from_json(text.as_str()))
    }

    fn written(&self, step: JourneyStepParts) -> Result<JsValue, JsValue> {
        let effects = Array::new();
        for effect in step.effects {
            effects.push(&self.parts.effect(effect)?);
        }
        let object: StepObject = object();
        object.set_state(&self.give(step.state));
        object.set_effects(&effects);
        Ok(object.into())
    }

    /// The state's text, which is made anew only where it says something else than the last one.
    fn give(&self, state: JourneyState) -> JsValue {
        let mut last = self.last.borrow_mut();
        if let Some(last) = last.as_ref()
            && last.state == state
        {
            return last.text.clone();
        }
        let text = JsValue::from_str(state.to_json().as_str());
        *last = Some(Given {
            text: text.clone(),
            state,
        });
        text
    }
}

#[wasm_bindgen]
extern "C" {
    type StepObject;
    #[wasm_bindgen(method, setter)]
    fn set_state(this: &StepObject, state: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_effects(this: &StepObject, effects: &Array);
}

/// The text of a field's `problem` for a person. `lang` is a tag such as `zh` or `en`.
#[wasm_bindgen(js_name = problemMessage)]
pub fn problem_message(
    #[wasm_bindgen(unchecked_param_type = "JourneyProblem")] problem: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
) -> Result<String, JsValue> {
    let problem = text(problem, "problem")?;
    let lang = text(lang, "lang")?;
    let message = repass_bindings::problem_message_of_name(problem.as_str(), lang.as_str());
    let message = message.ok_or_else(|| Wrong::new("invalid_value", "problem"))?;
    Ok(message.into())
}
