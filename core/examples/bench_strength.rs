//! Times estimates natively, for `cargo xtask bench strength`: both workloads, and the worst inputs
//! known. Prints one JSON document.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a measurement stops at the first thing that is wrong"
)]

use std::hint::black_box;
use std::time::Instant;

use repass::strength::estimate;
use serde_json::{Value, json};

const ROUNDS: usize = 5;
const WORKLOADS: [(&str, &str); 2] = [
    ("mixed", include_str!("../../tests/strength/mixed.tsv")),
    ("english", include_str!("../../tests/strength/english.tsv")),
];
/// Each is repeated to a hundred characters.
const WORST: [(&str, &str); 9] = [
    ("leet", "4@8({[<369!1|705$+7%2"),
    ("signs of i, l and t", "il1!|7tlit"),
    (
        "nearly periodic",
        "ababababababababababababababababababababababababa",
    ),
    // What hill-climbing by time came to.
    (
        "climbed",
        "amramramramramramramram08080880808080808080808080808080808080808080808080808080808080808088080808808080",
    ),
    ("one character", "a"),
    ("digits", "1234567890"),
    ("dates", "1119911"),
    ("common words", "theofandinwastopassword1love"),
    ("single letters", "a1b2c3d4"),
];

fn main() {
    let first = Instant::now();
    black_box(estimate("Brook#71Lantern", &[]));
    let first = first.elapsed().as_secs_f64() * 1e6;
    let mut times = json!({ "repass, native: first estimate": { "median": first, "p99": first } });
    for (name, file) in WORKLOADS {
        let passwords: Vec<&str> = file
            .lines()
            .map(|line| line.split('\t').nth(1).unwrap())
            .collect();
        let mut best: Vec<f64> = passwords.iter().map(|password| time(password)).collect();
        best.sort_by(f64::total_cmp);
        let quantile = |hundredths: usize| best[(best.len() - 1) * hundredths / 100];
        times[format!("repass, native: {name}")] =
            json!({ "median": quantile(50), "p99": quantile(99) });
    }
    for (name, part) in WORST {
        let password: String = part.chars().cycle().take(100).collect();
        let time = time(&password);
        times[format!("repass, native: 100 characters, {name}")] =
            json!({ "median": time, "p99": time });
    }
    let result: Value = json!({ "times": times });
    println!("{result}");
}

/// Microseconds of the best of several estimates.
fn time(password: &str) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        black_box(estimate(black_box(password), &[]));
        start.elapsed().as_secs_f64() * 1e6
    });
    times.fold(f64::INFINITY, f64::min)
}
