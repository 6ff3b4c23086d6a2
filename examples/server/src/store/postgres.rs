//! PostgreSQL, or what speaks its protocol: any number of nodes.

use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{ConnectOptions, Executor};

use super::SqlStore;
use super::sql::Dialect;
use crate::error::StartError;

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// Of this node. The server's own bound (100 by default) is for all nodes together.
const CONNECTIONS: u32 = 16;
/// A node that stands still or is cut off in the middle of a change holds what others wait for: the
/// database undoes the change. No node of ours pauses between two statements of one.
const SETTINGS: &str = "SET idle_in_transaction_session_timeout = '10s'";

impl SqlStore {
    /// Connects, and brings the tables up to date; nodes that start together take turns at that.
    pub async fn postgres(url: &str) -> Result<Self, StartError> {
        // The error's text may repeat the URL's parts, so it is told by its kind.
        let failed = |error: sqlx::Error| StartError::failed("database", reason(&error));
        let options: AnyConnectOptions = url.parse().map_err(|_| {
            let text = "--database: expected postgres://USER:PASSWORD@HOST:PORT/DATABASE";
            StartError::Usage(text.into())
        })?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SETTINGS).await.map(drop) })
            });
        let options = options.disable_statement_logging();
        Self::open(pool, options, Dialect::Postgres)
            .await
            .map_err(failed)
    }
}

fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().into(),
        sqlx::Error::Io(error) => error.to_string(),
        sqlx::Error::PoolTimedOut => format!("no connection within {} s", PATIENCE.as_secs()),
        sqlx::Error::Migrate(error) => error.to_string(),
        sqlx::Error::Tls(_) => "TLS failed".into(),
        _ => "cannot connect".into(),
    }
}
