//! Journeys: events, effects and views are core's own JSON as plain objects.

use std::sync::Arc;

use js_sys::{Array, Object, Reflect};
use repass_bindings::{
    ChecklistLine, ChecklistState, Journey as Prepared, JourneyStepJson, SetupError,
};
use tsify::Tsify;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, json_text, text, time};
use crate::output::{internal, parsed};
use crate::person::form;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types/journey.d.ts");

/// A journey to a new password, prepared for one person: immutable, to be shared. Progress is in the
/// state.
#[wasm_bindgen]
pub struct Journey {
    prepared: Arc<Prepared>,
    /// Each line of the checklist in each of its states. A view shares these with the view before:
    /// so a keystroke makes no texts, and they are frozen.
    lines: Vec<[JsValue; 3]>,
}

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
        let lines = journey.lines().into_iter().map(in_each_state);
        Ok(Self {
            lines: lines.collect::<Result<_, _>>()?,
            prepared: journey,
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
        self.step_object(self.prepared.start_to_json(id.as_str(), time(now, "now")?))
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
        let next = self
            .prepared
            .step_of_json(state.as_str(), &event, typed, now);
        self.step_object(next.ok_or_else(|| Wrong::new("invalid_value", "event"))?)
    }
}

impl Journey {
    fn step_object(&self, step: JourneyStepJson) -> Result<JsValue, JsValue> {
        let effects = parsed(step.effects.as_str())?;
        if let Some(shown) = step.checklist {
            let of = |(line, state): (&[JsValue; 3], ChecklistState)| {
                let [met, unmet, server] = line;
                match state {
                    ChecklistState::Met => met.clone(),
                    ChecklistState::Unmet => unmet.clone(),
                    ChecklistState::Server => server.clone(),
                }
            };
            let lines: Array = self.lines.iter().zip(shown.states).map(of).collect();
            let effect = Reflect::get_u32(&effects, shown.effect).map_err(|_| internal())?;
            effect
                .unchecked_into::<ShowEffect>()
                .args()
                .set_checklist(&lines);
        }
        let object = StepObject::from(JsValue::from(Object::<JsValue>::new()));
        object.set_state(step.state.as_str());
        object.set_effects(&effects);
        Ok(object.into())
    }
}

#[wasm_bindgen]
extern "C" {
    type ShowEffect;
    #[wasm_bindgen(method, getter)]
    fn args(this: &ShowEffect) -> View;

    type StepObject;
    #[wasm_bindgen(method, setter)]
    fn set_state(this: &StepObject, state: &str);
    #[wasm_bindgen(method, setter)]
    fn set_effects(this: &StepObject, effects: &JsValue);

    type View;
    #[wasm_bindgen(method, setter)]
    fn set_checklist(this: &View, lines: &Array);
}

/// A line as an object for each state that it may have.
fn in_each_state(line: ChecklistLine) -> Result<[JsValue; 3], JsValue> {
    let object = |state| {
        let line = ChecklistLine {
            state,
            ..line.clone()
        };
        let object: JsValue = line.into_ts().map_err(|_| internal())?.into();
        Object::freeze(object.unchecked_ref::<Object>());
        Ok::<JsValue, JsValue>(object)
    };
    Ok([
        object(ChecklistState::Met)?,
        object(ChecklistState::Unmet)?,
        object(ChecklistState::Server)?,
    ])
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
