//! `operation`: what a whole call costs without its hashing.

use anyhow::Result;

use super::native;
use super::table::{print_times, rows};
use crate::process::step;

pub fn measure() -> Result<()> {
    let mut program = native::program("bench_operation")?;
    step("measuring natively, on the tests' host in memory");
    let result = native::result(&mut program)?;
    print_times(rows(&result, "times"));
    Ok(())
}
