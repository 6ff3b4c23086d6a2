//! The reference server: it performs what the machines of `repass` ask for, on SQLite, and serves
//! the pages. No rule is decided here.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use repass::operation::Settings;
use repass::otp::{KeyRing, MIN_KEY};
use tokio::net::TcpListener;
use zeroize::Zeroizing;

use crate::app::App;
use crate::applications::Applications;
use crate::args::Args;
use crate::error::StartError;
use crate::host::Host;
use crate::pages::Pages;
use crate::passwords::Passwords;
use crate::store::Store;

mod answer;
mod app;
mod applications;
mod args;
mod clock;
mod config;
mod demo;
mod duplicates;
mod error;
mod host;
mod http;
mod listener;
mod log;
mod pages;
mod passwords;
mod policy;
mod signals;
mod store;

/// Where accounts are if nothing else is said.
const DATABASE: &str = "sqlite:repass.db";
/// How long hashing that nobody waits for any more may hold up the end.
const LAST_PATIENCE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "error: {error}");
            error.exit_code()
        }
    }
}

fn run(args: Args) -> Result<(), StartError> {
    log::start(&args.log)?;
    let applications = applications(&args)?;
    let pages = Pages::read(args.pages.clone())?;
    let (file, temporary) = database(&args)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| StartError::failed("cannot start the runtime", error))?;
    let served = runtime.block_on(serve(&args, applications, pages, file));
    runtime.shutdown_timeout(LAST_PATIENCE);
    // Only now does nobody use the file any more.
    drop(temporary);
    served
}

async fn serve(
    args: &Args,
    applications: Applications,
    pages: Pages,
    file: PathBuf,
) -> Result<(), StartError> {
    let store = Store::open(&file).await?;
    let passwords = Passwords::new();
    if args.demo {
        demo::add_users(&store, &passwords).await?;
    }
    let host = Host {
        applications,
        store,
        passwords,
        settings: settings()?,
    };
    let app = Arc::new(App { host, pages });
    let stop =
        signals::stop().map_err(|error| StartError::failed("cannot listen for signals", error))?;
    let failed = |error| StartError::failed(format!("cannot listen on {}", args.listen), error);
    let listener = TcpListener::bind(args.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // A closed standard output is no reason to stop.
    let _ = announce(address, args.demo, app.pages.are_built());
    listener::serve(listener, app::router(Arc::clone(&app), args.demo), stop).await;
    app.host.store.close().await;
    Ok(())
}

/// No call that is served here makes tokens or codes yet, so a key for this run alone will do.
fn settings() -> Result<Settings, StartError> {
    let mut key = Zeroizing::new([0; MIN_KEY]);
    getrandom::fill(key.as_mut_slice())
        .map_err(|error| StartError::failed("the random source failed", error))?;
    let keys = KeyRing::new(&[("run", key.as_slice())])
        .map_err(|error| StartError::failed("keys", error))?;
    Ok(Settings::new(keys))
}

fn announce(address: SocketAddr, is_demo: bool, pages_are_built: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let url = format!("http://{address}");
    writeln!(out, "listening on {url}")?;
    out.flush()?;
    if is_demo {
        demo::print(&mut out, &url, pages_are_built)?;
    }
    Ok(())
}

fn applications(args: &Args) -> Result<Applications, StartError> {
    if args.demo && !args.listen.ip().is_loopback() {
        return Err(StartError::Usage(format!(
            "--demo listens on a loopback address only, such as 127.0.0.1:8080, not on {}: everyone \
             knows its secrets",
            args.listen
        )));
    }
    let mut applications = match &args.config {
        Some(file) => config::read(file)?,
        None if args.demo => Applications::default(),
        None => {
            let text = "nothing to serve: name a configuration with --config FILE, or try --demo";
            return Err(StartError::Usage(text.into()));
        }
    };
    if args.demo {
        demo::add_applications(&mut applications)?;
    }
    Ok(applications)
}

/// The database's file, and what removes it at the end if it is for this run alone.
fn database(args: &Args) -> Result<(PathBuf, Option<demo::Temporary>), StartError> {
    match &args.database {
        None if args.demo => {
            let temporary = demo::Temporary::new()?;
            Ok((temporary.file(), Some(temporary)))
        }
        url => Ok((
            store::sqlite_file(url.as_deref().unwrap_or(DATABASE))?,
            None,
        )),
    }
}
