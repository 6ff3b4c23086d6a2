//! Accepts connections, and ends them in good order.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::patient::Patient;
use crate::source::Peer;

/// More connections wait to be accepted. With one request at a time each, this bounds the requests.
const MAX_CONNECTIONS: usize = 1_024;
/// How long the head of a request may take to arrive.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// How long a caller may read nothing of an answer that is too long for the system's buffers.
const READ_PATIENCE: Duration = Duration::from_secs(10);
/// How much of a request is buffered; its head has to fit.
const MAX_HEAD: usize = 32 * 1_024;
/// How long requests that are being answered may take once the server is to stop.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(10);
/// After a failure to accept, such as too many open files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is done; then accepts no more, and waits for what is being answered.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(MAX_HEAD);
    let connections = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, listener.accept().await)
        };
        let (slot, accepted) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => accepted,
        };
        let (stream, peer) = match accepted {
            Ok((stream, peer)) => (stream, peer),
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Answers are small, and someone waits for each.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection could not be set up");
        }
        let service = TowerToHyperService::new(router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            service.call(request)
        });
        let stream = TokioIo::new(Patient::new(stream, READ_PATIENCE));
        let connection = http.serve_connection(stream, service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            let _slot = slot;
            if let Err(error) = connection.await {
                // Of the kind of the error alone: what a caller sent might be in its text.
                let is_timeout = error.is_timeout();
                tracing::debug!(is_timeout, "a connection ended early");
            }
        });
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(SHUTDOWN_PATIENCE, connections.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests were not answered in time");
    }
}
