//! Transcripts of the server's machines: what the host tells a machine, and what it is told to do.

use std::collections::BTreeSet;

use repass::operation::{self, Effect, Settings, State};
use repass::policy::{Policy, Subject};
use repass::wire::{HttpRequest, Request};
use serde_json::{Map, Value, json};

/// Stands for a password that the machine made.
const GENERATED: &str = "$generated";

/// Members of a body whose values are secrets.
const SECRET_MEMBERS: [&str; 12] = [
    "password",
    "old_password",
    "new_password",
    "verify_code",
    "email_otp",
    "email_otp_token",
    "phone_number_otp",
    "phone_number_otp_token",
    "hone_number_otp_token",
    "captcha_token",
    "token",
    "client_secret",
];

/// The first effect that is not as the case expects it, as expected and as it came.
pub fn run(file: &Value, case: &Value) -> (Value, Value) {
    let case = &resolved(case, &file["values"]);
    let settings = file["settings"][text(&case["settings"])].to_string();
    let settings = Settings::from_json(&settings).unwrap();
    let http: HttpRequest = serde_json::from_value(case["request"].clone()).unwrap();
    let request = Request::decode(&http).unwrap();
    let secrets = secrets(case);
    let (mut expected, mut actual) = (Vec::new(), Vec::new());
    let (mut state, mut generated) = (String::new(), BTreeSet::new());
    for step in case["steps"].as_array().unwrap() {
        let now = step["now"].as_i64().unwrap();
        let next = match step.get("event") {
            None => operation::start(&request, &settings, now),
            Some(event) => {
                let event = serde_json::from_value(event.clone()).unwrap();
                let state = before(&state, step.get("stateVersion"));
                operation::step(state, event, &request, &settings, now)
            }
        };
        let mut effect = through_text(&next.effect);
        blank(&step["effect"], &mut effect, &mut generated);
        expected.push(step["effect"].clone());
        actual.push(effect);
        state = serde_json::to_string(&next.state).unwrap();
        let generated = generated.iter().map(String::as_str);
        if secrets
            .iter()
            .copied()
            .chain(generated)
            .any(|secret| state.contains(secret))
        {
            actual.push(format!("a secret is in the state {state}").into());
        }
    }
    actual.extend(unfit(&case["generated"], &generated));
    first_difference(&expected, &actual)
}

/// The place, and what stands there, so that a failure can be read.
fn first_difference(expected: &[Value], actual: &[Value]) -> (Value, Value) {
    let place = (0..expected.len().max(actual.len()))
        .find(|place| expected.get(*place) != actual.get(*place));
    let at =
        |effects: &[Value]| place.map(|place| json!({"step": place, "effect": effects.get(place)}));
    (json!(at(expected)), json!(at(actual)))
}

/// `{"$ref": "name"}` stands for the file's value of that name, which may refer to others.
fn resolved(value: &Value, values: &Value) -> Value {
    match value {
        Value::Object(members) => match members.get("$ref") {
            Some(name) => {
                let named = values.get(text(name));
                resolved(named.unwrap_or_else(|| panic!("no value {name}")), values)
            }
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

/// The case's list, which must have every secret of the body.
fn secrets(case: &Value) -> Vec<&str> {
    let secrets: Vec<&str> = case["secrets"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    let body = case["request"]["body"].as_str().unwrap_or_default();
    let body = serde_json::from_str::<Value>(body).unwrap_or_default();
    for value in SECRET_MEMBERS
        .iter()
        .filter_map(|name| body[*name].as_str())
    {
        let is_listed = secrets.iter().any(|secret| value.contains(secret));
        assert!(
            is_listed || value.is_empty(),
            "{}: a secret is not listed",
            case["id"]
        );
    }
    secrets
}

fn before(state: &str, version: Option<&Value>) -> State {
    let mut state: Value = serde_json::from_str(state).unwrap();
    if let Some(version) = version {
        state["version"] = version.clone();
    }
    serde_json::from_value(state).unwrap()
}

/// The effect as another language gets it, and no less than that.
fn through_text(effect: &Effect) -> Value {
    let text = serde_json::to_string(effect).unwrap();
    assert_eq!(serde_json::from_str::<Effect>(&text).unwrap(), *effect);
    serde_json::from_str(&text).unwrap()
}

/// Puts the placeholder where it is expected, and keeps what stood there.
fn blank(expected: &Value, actual: &mut Value, generated: &mut BTreeSet<String>) {
    match (expected, &mut *actual) {
        (Value::String(placeholder), Value::String(password)) if placeholder == GENERATED => {
            generated.insert(std::mem::replace(password, GENERATED.into()));
        }
        (Value::Object(expected), Value::Object(actual)) => {
            for (name, value) in actual {
                blank(expected.get(name).unwrap_or(&Value::Null), value, generated);
            }
        }
        _ => {}
    }
}

/// What is wrong with the passwords that the machine made: it makes one, that the policy accepts.
fn unfit(rules: &Value, generated: &BTreeSet<String>) -> Option<Value> {
    if rules.is_null() && generated.is_empty() {
        return None;
    }
    let policy: Policy = serde_json::from_value(rules["policy"].clone()).unwrap();
    let subject: Subject = serde_json::from_value(rules["subject"].clone()).unwrap();
    let is_fit = generated.len() == 1
        && generated
            .iter()
            .all(|password| policy.check(password, &subject).ok);
    (!is_fit).then(|| "not one password that the policy accepts".into())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
