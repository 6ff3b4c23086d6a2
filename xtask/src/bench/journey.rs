//! `journey`: what a step of a journey costs a page.

use anyhow::Result;

use super::table::{print_times, rows};
use super::{native, node};
use crate::build::wasm;
use crate::process::step;
use crate::setup::{self, Part};

pub fn measure() -> Result<()> {
    setup::ensure(&[Part::Wasm, Part::Npm])?;
    wasm::build()?;
    step("measuring in Node");
    let result = native::result(&mut node::program("journey.mjs"))?;
    print_times(rows(&result, "times"));
    Ok(())
}
