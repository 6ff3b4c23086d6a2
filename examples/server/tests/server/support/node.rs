//! A node within the test's process: the server's own parts, on a store that the test chooses.

use std::net::SocketAddr;
use std::sync::Arc;

use repass::operation::Settings;
use repass::otp::{Channel, KeyRing};
use repass_server::app::{self, App};
use repass_server::config::Config;
use repass_server::host::Host;
use repass_server::pages::Pages;
use repass_server::passwords::Passwords;
use repass_server::source::TrustedProxies;
use repass_server::store::Store;
use repass_server::{demo, keys, listener};
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};

/// Serves the demo tenant on this store until the runtime ends.
pub async fn serve(store: Arc<dyn Store>) -> SocketAddr {
    let mut config = Config::default();
    demo::add_applications(&mut config.applications).unwrap();
    let (_, id_tokens) = keys::take(&mut config, true).unwrap();
    let keys = KeyRing::new(&[("k", &[7; 32])]).unwrap();
    let passwords = Passwords::new().unwrap();
    demo::add_users(&*store, &passwords).await.unwrap();
    let host = Host {
        applications: config.applications,
        store,
        passwords,
        settings: Arc::new(Settings::new(keys)),
        id_tokens,
        channels: vec![Channel::Email, Channel::Sms],
        drawing: Arc::new(Semaphore::new(2)),
        written: Arc::new(Notify::new()),
    };
    let app = Arc::new(App {
        host,
        pages: Pages::default(),
        proxies: TrustedProxies::default(),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let served = listener::serve(listener, app::router(app, true), std::future::pending());
    tokio::spawn(served);
    address
}
