//! `--database`.

use std::path::PathBuf;

use crate::error::StartError;

/// The file that `sqlite:FILE` names.
pub fn sqlite_file(url: &str) -> Result<PathBuf, StartError> {
    // Never the whole URL in the error: another database's has a password in it.
    let usage = |text: &str| Err(StartError::Usage(format!("--database: {text}")));
    let (scheme, rest) = url.split_once(':').unwrap_or(("", url));
    if scheme.eq_ignore_ascii_case("postgres") || scheme.eq_ignore_ascii_case("postgresql") {
        return usage("PostgreSQL is not served yet, name a file as in sqlite:repass.db");
    }
    if !scheme.eq_ignore_ascii_case("sqlite") {
        return usage("expected sqlite:FILE, as in sqlite:repass.db");
    }
    match rest.strip_prefix("//").unwrap_or(rest) {
        "" => usage("sqlite: names no file"),
        ":memory:" => {
            usage("a database in memory would be lost, name a file as in sqlite:repass.db")
        }
        file => Ok(file.into()),
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
            assert_eq!(sqlite_file(url).unwrap(), PathBuf::from(file));
        }
    }

    #[test]
    fn anything_else_is_refused_without_repeating_it() {
        for url in [
            "repass.db",
            "sqlite:",
            "sqlite::memory:",
            "postgres://u:hunter2@h/d",
            "mysql://h",
        ] {
            let error = sqlite_file(url).unwrap_err();
            assert!(matches!(error, StartError::Usage(_)), "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
