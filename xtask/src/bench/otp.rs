//! `otp`: what a token and a code cost, and whether a comparison's time tells a digit.

use anyhow::Result;

use super::native;
use super::table::{number, print_times, rows};
use crate::process::step;

pub fn measure() -> Result<()> {
    let mut program = native::program("bench_otp")?;
    step("measuring natively; the comparisons take a few seconds");
    let result = native::result(&mut program)?;
    print_times(rows(&result, "times"));
    println!();
    println!(
        "codes wrong in the first or the last digit, two million comparisons: |t| = {:.2} (a leak shows from 5)",
        number(&result, "t").abs()
    );
    Ok(())
}
