//! Measurements as a person reads them.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::process::capture;

/// The machine, then a line a measured call.
pub fn print_times<'result>(times: impl Iterator<Item = (&'result String, &'result Value)>) {
    println!("one machine, one run: {}", machine());
    println!();
    println!("{:<58}{:>12}{:>12}", "a call, µs", "median", "p99");
    for (what, time) in times {
        println!(
            "{what:<58}{:>12.1}{:>12.1}",
            number(time, "median"),
            number(time, "p99")
        );
    }
}

pub fn rows<'result>(
    result: &'result Value,
    table: &str,
) -> impl Iterator<Item = (&'result String, &'result Value)> {
    result[table].as_object().into_iter().flatten()
}

pub fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or(f64::NAN)
}

/// The processor and the versions that the numbers belong to.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or(ARCH, |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let version = |program: &str| {
        capture(Command::new(program).arg("--version"))
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    format!(
        "{model}, {cores} cores, {OS}; {}; Node {}",
        version("rustc"),
        version("node")
    )
}
