//! Times one check natively, for `cargo xtask bench check`: reads the inputs' file, prints one JSON document.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a measurement stops at the first thing that is wrong"
)]

use std::hint::black_box;
use std::time::Instant;

use repass::policy::{Policy, Subject};
use serde_json::{Value, json};

const ROUNDS: usize = 20;

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let inputs: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let passwords: Vec<String> = serde_json::from_value(inputs["passwords"].clone()).unwrap();
    let subject: Subject = serde_json::from_value(inputs["subject"].clone()).unwrap();
    let plain = Policy::from_json(&inputs["policy"].to_string()).unwrap();
    let checker = plain.for_subject(&subject);
    let measuring = Policy::from_json(&inputs["policyWithStrength"].to_string())
        .unwrap()
        .for_subject(&subject);
    let result = json!({ "times": {
        "repass, native: checker.check": times(&passwords, |password| drop(black_box(checker.check(password)))),
        "repass, native: policy.check (prepares the subject)": times(&passwords, |password| drop(black_box(plain.check(password, &subject)))),
        "repass, native: checker.check with minScore": times(&passwords, |password| drop(black_box(measuring.check(password)))),
    } });
    println!("{result}");
}

/// Microseconds a call, over all passwords in several rounds; the first round only warms up.
fn times(passwords: &[String], call: impl Fn(&str)) -> Value {
    passwords.iter().for_each(|password| call(password));
    let mut all = Vec::with_capacity(passwords.len() * ROUNDS);
    for _ in 0..ROUNDS {
        for password in passwords {
            let start = Instant::now();
            call(black_box(password));
            all.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    all.sort_by(f64::total_cmp);
    let quantile = |hundredths: usize| all.get(all.len() * hundredths / 100).copied();
    json!({ "median": quantile(50), "p99": quantile(99) })
}
