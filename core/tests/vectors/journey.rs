//! The kind `journey`: a transcript, whose state goes through JSON text from step to step.

use repass::journey::{Event, Form, Journey, State, Step};
use serde_json::{Map, Value};

/// What a case expects, and what came out: the effects of each step that names them.
pub fn run(file: &Value, case: &Value) -> (Value, Value) {
    let setup = match &case["setup"] {
        Value::String(name) => &file["setups"][name],
        setup => setup,
    };
    let journey = Journey::from_json(&setup.to_string());
    let journey = journey.unwrap_or_else(|error| panic!("{}: {error}", case["id"]));
    let (mut expected, mut actual) = (Vec::new(), Vec::new());
    let mut state = String::new();
    for step in case["steps"].as_array().unwrap() {
        let done = perform(&journey, &state, step);
        state = done.state.to_json();
        for member in ["password", "confirmation", "oldPassword"] {
            let typed = step["form"][member].as_str().unwrap_or_default();
            let is_kept = typed.len() >= 8 && state.contains(typed);
            assert!(!is_kept, "{}: the state holds {member}", case["id"]);
        }
        if let Some(effects) = step.get("effects") {
            expected.push(effects.clone());
            actual.push(readable(serde_json::to_value(&done.effects).unwrap()));
        }
    }
    (expected.into(), actual.into())
}

fn perform(journey: &Journey, state: &str, step: &Value) -> Step {
    let now = step["now"].as_i64().unwrap();
    let Some(event) = step.get("event") else {
        return journey.start("j", now);
    };
    let event: Event = serde_json::from_value(event.clone()).unwrap();
    let form = step
        .get("form")
        .cloned()
        .unwrap_or_else(|| Map::new().into());
    let form: Form = serde_json::from_value(form).unwrap();
    let mut state: Value = serde_json::from_str(state).unwrap();
    if let Some(version) = step.get("stateVersion") {
        state["version"] = version.clone();
    }
    let state = State::from_json(&state.to_string());
    journey.step(state, event, &form, now)
}

/// A request as a case writes it: its headers as an object, a body that is JSON as JSON.
fn readable(mut effects: Value) -> Value {
    for effect in effects.as_array_mut().unwrap() {
        let Some(request) = effect.pointer_mut("/args/request") else {
            continue;
        };
        let headers = request["headers"].as_array().unwrap().iter();
        let headers: Map<_, _> = headers
            .map(|header| (header[0].as_str().unwrap().into(), header[1].clone()))
            .collect();
        request["headers"] = headers.into();
        let body = request["body"].as_str().unwrap();
        if let Ok(body) = serde_json::from_str(body) {
            request["body"] = body;
        }
    }
    effects
}
