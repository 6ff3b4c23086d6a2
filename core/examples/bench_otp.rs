//! Times tokens and codes natively, for `cargo xtask bench otp`, and looks whether a comparison's
//! time depends on the digits (dudect: Reparaz, Balasch, Verbauwhede 2017). Prints one JSON
//! document.

#![allow(
    clippy::unwrap_used,
    reason = "a measurement stops at the first thing that is wrong"
)]

use std::hint::black_box;
use std::time::Instant;

use repass::otp::{
    Binding, ChallengeId, Digits, KeyRing, Purpose, PurposeSet, Recipient, Scope, code, is_code,
    mint, open,
};
use repass::secret::Secret;
use serde_json::json;

const NOW: i64 = 1_700_000_000_000;
const ROUNDS: usize = 100_000;
/// Comparisons for the timing test, in each of its two classes.
const SAMPLES: usize = 1_000_000;

fn main() {
    let ring = KeyRing::new(&[("k1", &[1; 32])]).unwrap();
    let scope = Scope {
        tenant: "t1".into(),
        client_id: "nTo1eRIub60vPb54WeE6aojPwYwImtl4".into(),
        recipient: Recipient::email("asdas@bamboocloud.cn").unwrap(),
    };
    let binding = Binding {
        scope: &scope,
        purpose: Purpose::ResetPassword,
    };
    let purposes = PurposeSet::of(&[Purpose::ResetPassword]);
    let id = ring.challenge_id([7; 16]);
    let right = code(&ring, &id, binding, Digits::SIX).unwrap();

    let token = times(|| {
        let token = mint(&ring, &id, binding, NOW, NOW + 300_000).unwrap();
        black_box(open(&ring, &token, &scope, purposes, NOW).unwrap());
    });
    let check = times(|| {
        black_box(is_code(&ring, &id, binding, Digits::SIX, black_box(&right)));
    });
    let t = timing(&ring, &id, binding, &right);
    let times = json!({ "otp: mint and open a token": token, "otp: check a code": check });
    println!("{}", json!({ "times": times, "t": t }));
}

/// Median and 99th percentile of one call, in µs.
fn times(call: impl Fn()) -> serde_json::Value {
    (0..ROUNDS / 10).for_each(|_| call());
    let mut all: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    all.sort_by(f64::total_cmp);
    let quantile = |hundredths: usize| all.get(all.len() * hundredths / 100).copied();
    json!({ "median": quantile(50), "p99": quantile(99) })
}

/// Welch's t of the times of two classes, drawn in turn at random: a code that is wrong in its first
/// digit, and one that is wrong in its last. The slowest hundredth, which is the system's doing, is
/// left out of both by one bound.
fn timing(ring: &KeyRing, id: &ChallengeId, binding: Binding<'_>, right: &Secret) -> f64 {
    let wrong = |at: usize| {
        let mut text = right.expose().as_bytes().to_vec();
        let digit = text.get_mut(at).unwrap();
        *digit = if *digit == b'9' { b'0' } else { *digit + 1 };
        Secret::new(String::from_utf8(text).unwrap())
    };
    let classes = [wrong(0), wrong(right.expose().len() - 1)];
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let samples: Vec<(usize, f64)> = (0..2 * SAMPLES)
        .map(|_| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let class = usize::from(random & 1 == 1);
            let given = classes.get(class).unwrap();
            let start = Instant::now();
            black_box(is_code(ring, id, binding, Digits::SIX, black_box(given)));
            (class, start.elapsed().as_secs_f64() * 1e9)
        })
        .collect();
    let mut sorted: Vec<f64> = samples.iter().map(|(_, time)| *time).collect();
    sorted.sort_by(f64::total_cmp);
    let bound = *sorted.get(sorted.len() * 99 / 100).unwrap();
    let of = |class: usize| {
        let kept = samples
            .iter()
            .filter(|(of, time)| *of == class && *time < bound);
        kept.map(|(_, time)| *time).collect::<Vec<f64>>()
    };
    welch(&of(0), &of(1))
}

fn welch(a: &[f64], b: &[f64]) -> f64 {
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    let error = |all: &[f64]| {
        let mean = mean(all);
        let squares: f64 = all.iter().map(|time| (time - mean).powi(2)).sum();
        squares / (all.len() as f64 - 1.0) / all.len() as f64
    };
    (mean(a) - mean(b)) / (error(a) + error(b)).sqrt()
}
