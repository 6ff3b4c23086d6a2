//! `strength`: what an estimate costs, on both workloads and for the worst inputs known.

use anyhow::Result;

use super::table::rows;
use super::{native, table};
use crate::process::step;

pub fn measure() -> Result<()> {
    let mut program = native::program("bench_strength")?;
    step("measuring natively");
    table::print_times(rows(&native::result(&mut program)?, "times"));
    Ok(())
}
