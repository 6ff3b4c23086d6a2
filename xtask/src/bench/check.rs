//! `check`: what a keystroke costs, and what a page pays to be able to check at all.

use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::build::wasm;
use crate::paths;
use crate::process::{capture, cargo, run, step};
use crate::setup::{self, Part};

const EXAMPLE: &str = "bench_check";

pub fn measure() -> Result<()> {
    setup::ensure(&[Part::Wasm, Part::Npm])?;
    wasm::build()?;
    step("building the native measurement");
    run(cargo("build").args(["--release", "--package", "repass", "--example", EXAMPLE]))?;
    fs::create_dir_all(paths::scratch())?;
    let inputs = paths::scratch().join("bench-inputs.json");
    fs::write(&inputs, capture(&mut node("inputs.mjs"))?)?;
    step("measuring natively");
    let program = paths::target()
        .join("release/examples")
        .join(format!("{EXAMPLE}{EXE_SUFFIX}"));
    let native = result(Command::new(program).arg(&inputs))?;
    step("measuring in Node");
    let node = result(&mut node("check.mjs"))?;
    print(&native, &node);
    Ok(())
}

fn node(program: &str) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(paths::root().join("tests/bench"))
        .arg(program);
    command
}

fn result(command: &mut Command) -> Result<Value> {
    serde_json::from_str(&capture(command)?).context("the measurement printed no JSON")
}

fn print(native: &Value, node: &Value) {
    println!("one machine, one run: {}", machine());
    println!();
    println!("{:<58}{:>12}{:>12}", "a call, µs", "median", "p99");
    for (what, time) in rows(native, "times").chain(rows(node, "times")) {
        println!(
            "{what:<58}{:>12.1}{:>12.1}",
            number(time, "median"),
            number(time, "p99")
        );
    }
    println!();
    println!(
        "{:<58}{:>12}{:>12}{:>12}",
        "size, bytes", "raw", "gzip", "brotli"
    );
    for (what, size) in rows(node, "sizes") {
        println!(
            "{what:<58}{:>12}{:>12}{:>12}",
            number(size, "raw"),
            number(size, "gzip"),
            number(size, "brotli")
        );
    }
    println!();
    println!("{:<58}{:>12}", "in a fresh Node process, ms", "median");
    for (what, time) in rows(node, "loads") {
        println!("{what:<58}{:>12.1}", number(time, "median"));
    }
}

fn rows<'result>(
    result: &'result Value,
    table: &str,
) -> impl Iterator<Item = (&'result String, &'result Value)> {
    result[table].as_object().into_iter().flatten()
}

fn number(row: &Value, name: &str) -> f64 {
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
