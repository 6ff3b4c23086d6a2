//! From the command line to a server that listens.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use repass::operation::Settings;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::timeout;

use crate::app::App;
use crate::args::Args;
use crate::config::Config;
use crate::error::StartError;
use crate::host::Host;
use crate::id_tokens::IdTokens;
use crate::messages::{DemoOutbox, Sender, Smtp};
use crate::outbox::Worker;
use crate::pages::Pages;
use crate::passwords::Passwords;
use crate::source::TrustedProxies;
use crate::store::{SqlStore, Store, Url};
use crate::{app, clock, config, demo, keys, listener, log, signals};

/// Where accounts are if nothing else is said.
const DATABASE: &str = "sqlite:repass.db";
/// How long hashing that nobody waits for any more, or a statement that does not end, may hold up the
/// end: each so long.
const LAST_PATIENCE: Duration = Duration::from_secs(2);
/// How long messages that are being sent may hold up the end.
const SEND_PATIENCE: Duration = Duration::from_secs(10);
/// How many CAPTCHAs are drawn at once.
const DRAWING: usize = 2;
/// How often what ended long ago is removed.
const SWEEP: Duration = Duration::from_secs(600);

/// What is served, and how.
struct Plan {
    config: Config,
    settings: Settings,
    id_tokens: IdTokens,
    sender: Option<Arc<dyn Sender>>,
    pages: Pages,
    database: Url,
}

/// Runs until it is told to stop.
pub fn run(args: Args) -> Result<(), StartError> {
    if args.new_keys {
        let written = writeln!(io::stdout(), "{}", keys::fresh()?);
        return written.map_err(|error| StartError::failed("standard output", error));
    }
    log::start(&args.log)?;
    let mut config = read_config(&args)?;
    let (settings, id_tokens) = keys::take(&mut config, args.demo)?;
    let pages = Pages::read(args.pages.clone())?;
    let (database, temporary) = database(&args)?;
    let plan = Plan {
        config,
        settings,
        id_tokens,
        sender: sender(&args)?,
        pages,
        database,
    };
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| StartError::failed("cannot start the runtime", error))?;
    let served = runtime.block_on(serve(&args, plan));
    runtime.shutdown_timeout(LAST_PATIENCE);
    // Only now does nobody use the file any more.
    drop(temporary);
    served
}

async fn serve(args: &Args, plan: Plan) -> Result<(), StartError> {
    let store: Arc<dyn Store> = match &plan.database {
        Url::Sqlite(file) => Arc::new(SqlStore::sqlite(file).await?),
        Url::Postgres(url) => Arc::new(SqlStore::postgres(url).await?),
    };
    let passwords =
        Passwords::new().map_err(|error| StartError::failed("the password hasher", error))?;
    if args.demo {
        demo::add_users(&*store, &passwords).await?;
    }
    let settings = Arc::new(plan.settings);
    let written = Arc::new(Notify::new());
    let host = Host {
        applications: plan.config.applications,
        store: Arc::clone(&store),
        passwords,
        settings: Arc::clone(&settings),
        id_tokens: plan.id_tokens,
        channels: plan
            .sender
            .as_ref()
            .map_or_else(Vec::new, |sender| sender.channels().to_vec()),
        drawing: Arc::new(Semaphore::new(DRAWING)),
        written: Arc::clone(&written),
    };
    let proxies = args.trusted_proxy.iter().map(|proxy| proxy.to_canonical());
    let app = Arc::new(App {
        host,
        pages: plan.pages,
        proxies: TrustedProxies(proxies.collect()),
    });
    let stop =
        signals::stop().map_err(|error| StartError::failed("cannot listen for signals", error))?;
    let failed = |error| StartError::failed(format!("cannot listen on {}", args.listen), error);
    let listener = TcpListener::bind(args.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // A closed standard output is no reason to stop.
    let _ = announce(address, args.demo, app.pages.are_built());
    let worker = plan.sender.map(|sender| Worker {
        store: Arc::clone(&store),
        sender,
        settings,
        written,
    });
    let (stop_sending, stopped) = oneshot::channel::<()>();
    let worker = worker.map(|worker| tokio::spawn(worker.run(async { drop(stopped.await) })));
    let sweeper = tokio::spawn(sweep(Arc::clone(&store)));
    listener::serve(listener, app::router(Arc::clone(&app), args.demo), stop).await;
    sweeper.abort();
    drop(stop_sending);
    if let Some(mut worker) = worker
        && timeout(SEND_PATIENCE, &mut worker).await.is_err()
    {
        // What it was sending is taken up again later, by another node or the next start.
        worker.abort();
    }
    if timeout(LAST_PATIENCE, store.close()).await.is_err() {
        tracing::warn!("a statement has not ended and is given up");
    }
    Ok(())
}

async fn sweep(store: Arc<dyn Store>) {
    loop {
        if let Err(error) = store.sweep(clock::now()).await {
            tracing::warn!(%error, "what has ended could not be removed");
        }
        tokio::time::sleep(SWEEP).await;
    }
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

fn read_config(args: &Args) -> Result<Config, StartError> {
    if args.demo && !args.listen.ip().is_loopback() {
        return Err(StartError::Usage(format!(
            "--demo listens on a loopback address only, such as 127.0.0.1:8080, not on {}: everyone \
             knows its secrets",
            args.listen
        )));
    }
    let mut config = match &args.config {
        Some(file) => config::read(file)?,
        None if args.demo => Config::default(),
        None => {
            let text = "nothing to serve: name a configuration with --config FILE, or try --demo";
            return Err(StartError::Usage(text.into()));
        }
    };
    if args.demo {
        demo::add_applications(&mut config.applications)?;
    }
    Ok(config)
}

/// How messages are sent; none where nothing is said of it.
fn sender(args: &Args) -> Result<Option<Arc<dyn Sender>>, StartError> {
    let usage = |text: String| Err(StartError::Usage(text));
    match (&args.smtp, &args.mail_from) {
        (Some(_), None) => {
            usage("--smtp: --mail-from ADDRESS must say whom mails come from".into())
        }
        (Some(url), Some(from)) => match Smtp::new(url, from) {
            Ok(smtp) => Ok(Some(Arc::new(smtp))),
            Err(error) => usage(format!("--smtp: {error}")),
        },
        (None, _) if args.demo => Ok(Some(Arc::new(DemoOutbox))),
        (None, _) => Ok(None),
    }
}

/// The database, and what removes it at the end if it is for this run alone.
fn database(args: &Args) -> Result<(Url, Option<demo::Temporary>), StartError> {
    match &args.database {
        None if args.demo => {
            let temporary = demo::Temporary::new()?;
            Ok((Url::Sqlite(temporary.file()), Some(temporary)))
        }
        url => Ok((Url::parse(url.as_deref().unwrap_or(DATABASE))?, None)),
    }
}
