//! The server's database, seen from beside it.

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tokio::runtime::Runtime;

/// A connection of a test's own, within a runtime.
pub struct Rows(AnyConnection);

/// The same for tests without a runtime.
pub struct Database {
    runtime: Runtime,
    rows: Rows,
}

/// What is stored of an account's password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Password {
    pub hash: String,
    pub must_change: bool,
    pub version: i64,
    pub session_generation: i64,
    /// The versions in the history, first ones first.
    pub history: Vec<i64>,
}

impl Rows {
    pub async fn open(url: &str) -> Self {
        sqlx::any::install_default_drivers();
        Self(AnyConnection::connect(url).await.unwrap())
    }

    /// Runs a statement.
    pub async fn execute(&mut self, sql: &str) {
        let query = sqlx::query(AssertSqlSafe(sql)).execute(&mut self.0);
        query.await.unwrap();
    }

    /// The whole numbers that a query's first column has.
    pub async fn numbers(&mut self, sql: &str) -> Vec<i64> {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut self.0);
        let rows = rows.await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// The texts that a query's first column has.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut self.0);
        let rows = rows.await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn password(&mut self, user: &str) -> Password {
        let account = sqlx::query(
            "SELECT password_hash, must_change, version, session_generation
             FROM accounts WHERE id = $1",
        );
        let account = account.bind(user).fetch_one(&mut self.0).await.unwrap();
        let history = sqlx::query(
            "SELECT version FROM password_history WHERE account_id = $1 ORDER BY version",
        );
        let history = history.bind(user).fetch_all(&mut self.0).await.unwrap();
        Password {
            hash: account.get(0),
            must_change: account.get::<i64, _>(1) != 0,
            version: account.get(2),
            session_generation: account.get(3),
            history: history.iter().map(|row| row.get(0)).collect(),
        }
    }
}

impl Database {
    pub fn open(url: &str) -> Self {
        let runtime = super::runtime();
        let rows = runtime.block_on(Rows::open(url));
        Self { runtime, rows }
    }

    /// Runs a statement.
    pub fn execute(&mut self, sql: &str) {
        self.runtime.block_on(self.rows.execute(sql));
    }

    /// The whole numbers that a query's first column has.
    pub fn numbers(&mut self, sql: &str) -> Vec<i64> {
        self.runtime.block_on(self.rows.numbers(sql))
    }

    /// The texts that a query's first column has.
    pub fn texts(&mut self, sql: &str) -> Vec<String> {
        self.runtime.block_on(self.rows.texts(sql))
    }

    pub fn password(&mut self, user: &str) -> Password {
        self.runtime.block_on(self.rows.password(user))
    }
}
