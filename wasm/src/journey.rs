//! Journeys: events, effects and views are core's own JSON as plain objects.

use std::sync::Arc;

use repass_bindings::{Journey as Prepared, JourneyStepJson, SetupError};
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, json_text, text, time};
use crate::output::{object, parsed};
use crate::person::form;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types/journey.d.ts");

/// A journey to a new password, prepared for one person: immutable, to be shared. Progress is in the
/// state.
#[wasm_bindgen]
pub struct Journey(Arc<Prepared>);

#[wasm_bindgen]
impl Journey {
    /// Prepares a journey from a setup: JSON text, or the object itself. Throws an `Error` with
    /// `code` and `member`.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "string | JourneySetup")] setup: &JsValue,
    ) -> Result<Journey, JsValue> {
        let setup = json_text(setup, "")?;
        let journey = Prepared::parse(setup.into()).map_err(|error| {
            let SetupError::Invalid { code, member } = error;
            Wrong::new(code.name(), member)
        })?;
        Ok(Self(journey))
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
        step(self.0.start_to_json(id.as_str(), time(now, "now")?))
    }

    /// One event, with the state that the last step gave and the form as it is now. An event that
    /// means nothing where the journey stands has no effects.
    #[wasm_bindgen(unchecked_return_type = "JourneyStep")]
    pub fn step(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] state: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "JourneyEvent")] event: &JsValue,
        #[wasm_bindgen(js_name = form, unchecked_param_type = "JourneyForm | null")]
        typed: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] now: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let state = text(state, "state")?;
        let event = json_text(event, "event")?;
        let typed = form(typed)?;
        let now = time(now, "now")?;
        let next = self.0.step_of_json(state.as_str(), &event, typed, now);
        step(next.ok_or_else(|| Wrong::new("invalid_value", "event"))?)
    }
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

fn step(step: JourneyStepJson) -> Result<JsValue, JsValue> {
    object([
        ("state", step.state.as_str().into()),
        ("effects", parsed(step.effects.as_str())?),
    ])
}
