//! The npm package and the pages in a browser.

use anyhow::Result;

use super::node;
use super::outcome::Outcome;
use crate::build::wasm;
use crate::demo::build_server;
use crate::process::{run, step};
use crate::setup::{chromium, npm::npm};

pub fn test() -> Result<Outcome> {
    wasm::build()?;
    step("building the pages");
    run(npm().args(["run", "build", "--workspace", "examples/web"]))?;
    let server = build_server()?;
    step("running the tests in a browser");
    // The tests start both by themselves: these say where they are.
    let variables = [
        ("REPASS_CHROMIUM", chromium::ensure()?.into_os_string()),
        ("REPASS_SERVER", server.into_os_string()),
    ];
    node::run_tests("tests/e2e", &variables)
}
