//! Each kind of database, empty and of the test's own.

use std::path::Path;
use std::sync::Arc;

use repass_server::store::{SqlStore, Store};

use super::{Folder, postgres};

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// The `--database` of an empty database; a file is in the folder.
    pub fn new_database(self, folder: &Folder) -> String {
        match self {
            Self::Sqlite => folder.database(),
            Self::Postgres => postgres::new_database(),
        }
    }

    /// Opens a database as a server would.
    pub async fn open(url: &str) -> Arc<dyn Store> {
        match url.strip_prefix("sqlite:") {
            Some(file) => Arc::new(SqlStore::sqlite(Path::new(file)).await.unwrap()),
            None => Arc::new(SqlStore::postgres(url).await.unwrap()),
        }
    }
}

/// Runs each test on both databases: `both! { a_fact, another_fact }` for functions that take a
/// [`Backend`].
macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name($crate::support::Backend::Sqlite); })+
        }
        mod postgres {
            $(#[test] fn $name() { super::$name($crate::support::Backend::Postgres); })+
        }
    };
}
pub(crate) use both;
