//! `examples/curl/five-apis.sh`, which shows the five pages' calls and all that they may answer.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Backend, Server, both};

/// How many cases the script has, and how many of them need a CAPTCHA to be solved.
const CASES: usize = 88;
const WITH_A_CAPTCHA: usize = 20;

fn script(server: &Server, node: &str) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../curl");
    Command::new("sh")
        .arg(folder.join("five-apis.sh"))
        .arg(format!("http://{}", server.address))
        .env("NODE", node)
        .output()
        .unwrap()
}

fn is_there(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    if !is_there {
        eprintln!("no {program} here: not tried");
    }
    is_there
}

/// The lines that begin so.
fn count(printed: &str, beginning: &str) -> usize {
    let lines = printed.lines();
    lines.filter(|line| line.starts_with(beginning)).count()
}

fn every_case_is_answered_as_documented(backend: Backend) {
    if !(is_there("curl") && is_there("node")) {
        return;
    }
    let output = script(&Server::demo_on(backend), "node");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert_eq!(count(&printed, "ok "), CASES, "{printed}");
    let sum = format!("{CASES} cases: {CASES} ok, 0 failed, 0 skipped");
    assert_eq!(printed.lines().last(), Some(sum.as_str()));
}

fn what_needs_node_is_skipped_and_counted_where_it_is_missing(backend: Backend) {
    if !is_there("curl") {
        return;
    }
    let output = script(&Server::demo_on(backend), "no-such-program");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    let tried = CASES - WITH_A_CAPTCHA;
    let sum = format!("{CASES} cases: {tried} ok, 0 failed, {WITH_A_CAPTCHA} skipped");
    assert_eq!(printed.lines().last(), Some(sum.as_str()), "{printed}");
}

fn a_demo_that_was_used_is_told_so_and_fails(backend: Backend) {
    if !is_there("curl") {
        return;
    }
    let server = Server::demo_on(backend);
    assert!(script(&server, "no-such-program").status.success());
    let again = script(&server, "no-such-program");
    assert_eq!(again.status.code(), Some(1));
    let told = String::from_utf8_lossy(&again.stderr);
    assert!(told.contains("this demo is not fresh"), "{told}");
}

both! {
    every_case_is_answered_as_documented,
    what_needs_node_is_skipped_and_counted_where_it_is_missing,
    a_demo_that_was_used_is_told_so_and_fails,
}
