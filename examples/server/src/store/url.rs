//! `--database`.

use std::path::PathBuf;

use crate::error::StartError;

/// Which database.
#[derive(Clone, PartialEq, Eq)]
pub enum Url {
    /// A file of SQLite's.
    Sqlite(PathBuf),
    /// A server that speaks PostgreSQL's protocol. There may be a password in it.
    Postgres(String),
}

impl Url {
    /// Reads `sqlite:FILE` or `postgres://…`.
    pub fn parse(url: &str) -> Result<Self, StartError> {
        // Never the whole URL in the error: there may be a password in it.
        let usage = |text: &str| Err(StartError::Usage(format!("--database: {text}")));
        let (scheme, rest) = url.split_once(':').unwrap_or(("", url));
        match scheme.to_ascii_lowercase().as_str() {
            "postgres" | "postgresql" => match rest.strip_prefix("//") {
                Some(server) => Ok(Self::Postgres(format!("postgres://{server}"))),
                None => usage("expected postgres://USER:PASSWORD@HOST:PORT/DATABASE"),
            },
            "sqlite" => match rest.strip_prefix("//").unwrap_or(rest) {
                "" => usage("sqlite: names no file"),
                ":memory:" => {
                    usage("a database in memory would be lost, name a file as in sqlite:repass.db")
                }
                file => Ok(Self::Sqlite(file.into())),
            },
            _ => usage("expected sqlite:FILE, as in sqlite:repass.db, or postgres://…"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_with_or_without_slashes() {
        for (url, file) in [
            ("sqlite:repass.db", "repass.db"),
            ("sqlite://data/repass.db", "data/repass.db"),
            ("sqlite:///data/repass.db", "/data/repass.db"),
            ("sqlite:/data/re?pass.db", "/data/re?pass.db"),
        ] {
            assert!(Url::parse(url).ok() == Some(Url::Sqlite(file.into())));
        }
    }

    #[test]
    fn a_server_is_named_by_either_scheme() {
        for scheme in ["postgres", "postgresql", "Postgres"] {
            let url = Url::parse(&format!("{scheme}://u:p@h/d")).ok();
            assert!(url == Some(Url::Postgres("postgres://u:p@h/d".into())));
        }
    }

    #[test]
    fn anything_else_is_refused_without_repeating_it() {
        for url in [
            "repass.db",
            "sqlite:",
            "sqlite::memory:",
            "postgres:u:hunter2@h/d",
            "mysql://u:hunter2@h",
        ] {
            let Err(error) = Url::parse(url) else {
                panic!("{url}")
            };
            assert!(matches!(error, StartError::Usage(_)), "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
