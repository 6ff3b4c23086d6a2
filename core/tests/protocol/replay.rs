//! Replays the transcripts and notes what they pass through.

use std::fs;
use std::path::Path;

use repass::journey::{self, Form, Journey};
use repass::operation::{self, Flow, Settings, State, plan};
use repass::wire::{Call, HttpRequest, Request};
use serde::Serialize;
use serde_json::{Map, Value};

use super::diagram::{Diagram, END};

/// The server's machines; those that set a password by their flows.
pub fn operations() -> Vec<Diagram> {
    let titles = [
        "Setting a password without a code",
        "Setting a password with a code to an address",
        "Setting a password with a code to the account",
        "Setting a password with a code and its token",
        "Sending a code",
        "Logging in",
        "The CAPTCHA",
        "Going on with a password that expires soon",
        "An access token",
    ];
    let mut diagrams = titles.map(Diagram::new);
    for file in files("operation") {
        for case in file["cases"].as_array().unwrap() {
            let case = resolved(case, &file["values"]);
            let settings = file["settings"][case["settings"].as_str().unwrap()].to_string();
            let settings = Settings::from_json(&settings).unwrap();
            let http: HttpRequest = serde_json::from_value(case["request"].clone()).unwrap();
            let request = Request::decode(&http).unwrap();
            let diagram = &mut diagrams[place(request.call)];
            replay(&case, &request, &settings, diagram);
        }
    }
    diagrams.into()
}

fn place(call: Call) -> usize {
    match plan(call).map(|plan| plan.flow) {
        Some(Flow::WithoutCode { .. }) => 0,
        Some(Flow::CodeToAddress { .. }) => 1,
        Some(Flow::CodeToAccount { .. }) => 2,
        Some(Flow::CodeWithToken { .. }) => 3,
        None => match call {
            Call::SmsSend | Call::EmailSend | Call::OtpSend => 4,
            Call::Login => 5,
            Call::Captcha | Call::CaptchaVerify => 6,
            Call::SkipUpdate => 7,
            _ => 8,
        },
    }
}

fn replay(case: &Value, request: &Request, settings: &Settings, diagram: &mut Diagram) {
    let (mut from, mut state) = (END.to_owned(), None::<State>);
    for step in case["steps"].as_array().unwrap() {
        let now = step["now"].as_i64().unwrap();
        let event = step.get("event");
        let next = match (event, state.take()) {
            (Some(event), Some(mut state)) => {
                if let Some(version) = step.get("stateVersion").and_then(Value::as_u64) {
                    state.version = version as u32;
                }
                let event = serde_json::from_value(event.clone()).unwrap();
                operation::step(state, event, request, settings, now)
            }
            _ => operation::start(request, settings, now),
        };
        let effect = serde_json::to_value(&next.effect).unwrap();
        let kind = effect["effect"].as_str().unwrap();
        let happened = event.map_or("", |event| event["event"].as_str().unwrap());
        let to = awaited(&next.state);
        // A misuse changes nothing, and any effect may fail.
        let is_shown = kind != "misuse" && happened != "failed" || kind == "find_redeemer";
        if is_shown {
            let asked = match kind {
                "respond" => effect["args"]["status"].to_string(),
                other => other.to_owned(),
            };
            let label = match happened {
                "" => asked,
                happened => format!("{happened} / {asked}"),
            };
            diagram.add(&from, &to, label, kind);
        } else {
            diagram.note(kind);
        }
        from = to;
        state = Some(next.state);
    }
}

/// The name of what is awaited.
fn awaited(state: &State) -> String {
    let state = serde_json::to_value(state).unwrap();
    match &state["awaiting"]["at"] {
        Value::String(name) => name.clone(),
        Value::Object(members) => members.keys().next().unwrap().clone(),
        _ => END.to_owned(),
    }
}

/// The client's machines, one diagram a kind.
pub fn journeys() -> Vec<Diagram> {
    let mut diagrams: Vec<Diagram> = journey::Kind::ALL
        .iter()
        .map(|kind| Diagram::new(name(kind)))
        .collect();
    for file in files("journey") {
        for case in file["cases"].as_array().unwrap() {
            let setup = match &case["setup"] {
                Value::String(name) => &file["setups"][name],
                setup => setup,
            };
            let journey = Journey::from_json(&setup.to_string()).unwrap();
            let kind = setup["kind"].as_str().unwrap();
            let diagram = diagrams.iter_mut().find(|diagram| diagram.title == kind);
            travel(case, &journey, diagram.unwrap());
        }
    }
    diagrams
}

fn travel(case: &Value, journey: &Journey, diagram: &mut Diagram) {
    let (mut from, mut state) = (END.to_owned(), None::<journey::State>);
    for step in case["steps"].as_array().unwrap() {
        let now = step["now"].as_i64().unwrap();
        let event = step.get("event");
        let next = match (event, state.take()) {
            (Some(event), Some(before)) => {
                let form = step.get("form").cloned();
                let form = form.unwrap_or_else(|| Map::new().into());
                let form: Form = serde_json::from_value(form).unwrap();
                let before = match step.get("state") {
                    // A state of another version is no part of the picture.
                    Some(_) => return,
                    None => before,
                };
                let event = serde_json::from_value(event.clone()).unwrap();
                journey.step(before, event, &form, now)
            }
            _ => journey.start("j", now),
        };
        let effects = serde_json::to_value(&next.effects).unwrap();
        let done = effects.as_array().unwrap().iter();
        let done = done.filter_map(|effect| match effect["effect"].as_str().unwrap() {
            "send" => Some("send".to_owned()),
            "done" => effect["args"]["outcome"]
                .as_str()
                .or_else(|| effect["args"].as_str())
                .map(Into::into)
                .or(Some("done".into())),
            _ => None,
        });
        let done: Vec<String> = done.collect();
        let to = stands(&next.state);
        if from != to || !done.is_empty() {
            let happened = event.map_or_else(|| "start".into(), happened);
            let label = match done.is_empty() {
                true => happened,
                false => format!("{happened} / {}", done.join(", ")),
            };
            diagram.add(&from, &to, label, "");
        }
        from = to;
        state = Some(next.state);
    }
}

fn happened(event: &Value) -> String {
    let name = event["event"].as_str().unwrap();
    if name != "answered" {
        return name.into();
    }
    match event["args"]["response"]["status"].as_u64() {
        Some(status) => format!("{name} {status}"),
        None => "no answer".into(),
    }
}

fn stands(state: &journey::State) -> String {
    let state = serde_json::to_value(state).unwrap();
    let stage = state["stage"].as_str().unwrap();
    match state["pending"]["call"].as_str() {
        _ if stage == "done" => END.into(),
        Some(call) => format!("{stage}: {call}"),
        None => stage.into(),
    }
}

fn files(kind: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/vectors")
        .join(kind);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| fs::read_to_string(path).unwrap();
    paths
        .iter()
        .map(|path| serde_json::from_str(&read(path)).unwrap())
        .collect()
}

/// `{"$ref": "name"}` stands for the file's value of that name.
fn resolved(value: &Value, values: &Value) -> Value {
    match value {
        Value::Object(members) => match members.get("$ref").and_then(Value::as_str) {
            Some(name) => resolved(&values[name], values),
            None => {
                let members = members.iter();
                let members = members.map(|(name, value)| (name.clone(), resolved(value, values)));
                Value::Object(members.collect::<Map<_, _>>())
            }
        },
        Value::Array(items) => items.iter().map(|item| resolved(item, values)).collect(),
        plain => plain.clone(),
    }
}

/// A value's name in JSON.
pub fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .into()
}
