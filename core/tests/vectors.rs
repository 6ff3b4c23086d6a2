//! The shared vectors, run natively. Their formats stand in tests/vectors/README.md.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

use std::collections::BTreeSet;

use std::fs;
use std::path::{Path, PathBuf};

use repass::fault::{Fault, Lang, Profile, demand, from_wire, message, wire};
use repass::policy::{Policy, Subject};
use serde_json::{Map, Value, json};

#[path = "vectors/journey.rs"]
mod journey;
#[path = "vectors/operation.rs"]
mod operation;

#[test]
fn every_shared_vector_holds() {
    let (mut shared, mut failures, mut ids) = (0, Vec::new(), BTreeSet::new());
    for path in files() {
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let cases = file["cases"].as_array().unwrap();
        assert_eq!(
            cases.len() as u64,
            file["count"],
            "count in {}",
            path.display()
        );
        for case in cases {
            let id = case["id"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{id} stands twice");
            let (expected, actual) = run(&file, case);
            if expected != actual {
                let why = &case["description"];
                failures.push(format!(
                    "{id}: {why}\n  expected {expected}\n  actual   {actual}"
                ));
            }
        }
        // Vendors' answers are run here only; the count is of what every language runs.
        if file["kind"] != "wire" {
            shared += cases.len();
        }
    }
    println!("vectors: rust {shared}");
    let (failed, total) = (failures.len(), ids.len());
    assert!(
        failures.is_empty(),
        "{failed} of {total} failed\n{}",
        failures.join("\n")
    );
    assert!(shared >= 150);
}

/// What a case expects, and what came out.
fn run(file: &Value, case: &Value) -> (Value, Value) {
    match file["kind"].as_str().unwrap() {
        "check" => {
            let report = policy(file, case).check(&password(case), &subject(case));
            let mut report = serde_json::to_value(report).unwrap();
            report.as_object_mut().unwrap().remove("strength");
            (case["report"].clone(), report)
        }
        "parse" => {
            let error = Policy::from_json(case["document"].as_str().unwrap()).err();
            (case["error"].clone(), serde_json::to_value(error).unwrap())
        }
        "passwordRules" => (
            case["attribute"].clone(),
            policy(file, case).password_rules().into(),
        ),
        "checklist" => {
            let lines = policy(file, case).checklist(&password(case), &subject(case));
            let lines = lines.iter().map(|line| {
                json!({
                    "id": line.id,
                    "code": line.id.rule(),
                    "state": line.state,
                    "text": demand(&line.demand, lang(case)),
                })
            });
            (case["lines"].clone(), lines.collect())
        }
        "message" => (
            case["text"].clone(),
            message(&fault(case), lang(case)).into(),
        ),
        "operation" => operation::run(file, case),
        "journey" => journey::run(file, case),
        "wire" => wire_both_ways(case),
        kind => panic!("unknown kind {kind}"),
    }
}

/// The answer that goes out, and the fault that comes back from it.
fn wire_both_ways(case: &Value) -> (Value, Value) {
    let profile: Profile = serde_json::from_value(case["profile"].clone()).unwrap();
    let encoded = wire(&fault(case), None, profile, lang(case));
    let headers = encoded.headers.iter();
    let headers: Map<_, _> = headers
        .map(|(name, value)| (name.to_string(), Value::from(value.as_str())))
        .collect();
    let actual = json!({
        "status": encoded.status,
        "body": serde_json::from_str::<Value>(&encoded.body).unwrap(),
        "headers": headers,
        "back": from_wire(profile, encoded.status, &encoded.body),
    });
    let expected = json!({
        "status": case["status"],
        "body": case["body"],
        "headers": case.get("headers").cloned().unwrap_or(json!({})),
        "back": case["back"],
    });
    (expected, actual)
}

fn policy(file: &Value, case: &Value) -> Policy {
    let document = match &case["policy"] {
        Value::String(name) => &file["policies"][name],
        document => document,
    };
    let document = document.to_string();
    Policy::from_json(&document).unwrap_or_else(|error| panic!("{}: {error}", case["id"]))
}

fn subject(case: &Value) -> Subject {
    let text = |name: &str| case["subject"][name].as_str().map(String::from);
    let words = case["subject"]["words"].as_array();
    Subject {
        username: text("username"),
        mobile: text("mobile"),
        email: text("email"),
        name: text("name"),
        words: words
            .into_iter()
            .flatten()
            .map(|word| word.as_str().unwrap().into())
            .collect(),
    }
}

fn password(case: &Value) -> String {
    match &case["passwordUtf16"] {
        Value::Array(units) => {
            let units = units
                .iter()
                .map(|unit| u16::try_from(unit.as_u64().unwrap()).unwrap());
            String::from_utf16_lossy(&units.collect::<Vec<u16>>())
        }
        _ => case["password"].as_str().unwrap().into(),
    }
}

fn fault(case: &Value) -> Fault {
    serde_json::from_value(case["fault"].clone()).unwrap()
}

fn lang(case: &Value) -> Lang {
    Lang::from_tag(case["lang"].as_str().unwrap())
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let folders = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = folders
        .filter(|path| path.is_dir())
        .flat_map(|folder| {
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
        })
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}
