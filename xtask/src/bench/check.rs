//! `check`: what a keystroke costs, and what a page pays to be able to check at all.

use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::table::{number, rows};
use super::{native, node, table};
use crate::build::wasm;
use crate::paths;
use crate::process::{capture, step};
use crate::setup::{self, Part};

const EXAMPLE: &str = "bench_check";

pub fn measure() -> Result<()> {
    setup::ensure(&[Part::Wasm, Part::Npm])?;
    wasm::build()?;
    let mut program = native::program(EXAMPLE)?;
    fs::create_dir_all(paths::scratch())?;
    let inputs = paths::scratch().join("bench-inputs.json");
    fs::write(&inputs, capture(&mut node::program("inputs.mjs"))?)?;
    step("measuring natively");
    let native = native::result(program.arg(&inputs))?;
    step("measuring in Node");
    let in_node = native::result(&mut node::program("check.mjs"))?;
    print(&native, &in_node);
    Ok(())
}

fn print(native: &Value, node: &Value) {
    table::print_times(rows(native, "times").chain(rows(node, "times")));
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
