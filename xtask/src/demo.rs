//! `cargo xtask demo`: the reference server with its demo tenant and the pages.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::build::wasm;
use crate::paths;
use crate::process::{cargo, run, step};
use crate::setup::npm::npm;
use crate::setup::{self, Part};

#[derive(Args)]
pub struct Arguments {
    /// The address that the server listens on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

pub fn main(arguments: &Arguments) -> Result<()> {
    // Before the long part: nobody should wait minutes for this message.
    check_free(arguments.listen)?;
    setup::ensure(&[Part::Wasm, Part::Npm])?;
    wasm::build()?;
    step("building the pages");
    run(npm().args(["run", "build", "--workspace", "examples/web"]))?;
    let server = build_server()?;
    step("starting the server; Ctrl-C stops it");
    start(Command::new(server).current_dir(paths::root()).args([
        "--demo",
        "--listen",
        &arguments.listen.to_string(),
    ]))
}

/// Builds the reference server and says where it is.
///
/// The dev profile: its dependencies are optimised all the same, and it is built sooner.
pub fn build_server() -> Result<std::path::PathBuf> {
    step("building the reference server");
    run(cargo("build").args(["--package", "repass-server"]))?;
    Ok(paths::target()
        .join("debug")
        .join(format!("repass-server{}", std::env::consts::EXE_SUFFIX)))
}

fn check_free(address: SocketAddr) -> Result<()> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let other = SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024));
            bail!(
                "something listens on {address} already: stop it, or choose another address with `--listen {other}`"
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}")),
    }
}

/// Becomes the server, so that signals reach it and nothing stands between.
#[cfg(unix)]
fn start(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("the server could not be started")
}

#[cfg(not(unix))]
fn start(server: &mut Command) -> Result<()> {
    let status = server.status().context("the server could not be started")?;
    if !status.success() {
        bail!("the server ended with {status}");
    }
    Ok(())
}
