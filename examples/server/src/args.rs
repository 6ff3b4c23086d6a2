//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use clap::builder::BoolishValueParser;

/// The reference server of Repass: password policies with one core for pages, apps and servers.
///
/// Standard output has one first line, `listening on http://ADDRESS`; logs go to standard error.
#[derive(Debug, Parser)]
#[command(name = "repass-server", version, max_term_width = 100)]
pub struct Args {
    /// The address to listen on; port 0 takes a free one
    #[arg(
        long,
        env = "REPASS_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: SocketAddr,

    /// Where accounts and tokens are stored: sqlite:FILE, made if it is missing
    ///
    /// Without it: sqlite:repass.db, or with --demo a temporary file that is removed at the end.
    #[arg(
        long,
        env = "REPASS_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<String>,

    /// The applications and policies that are served, as JSON
    ///
    /// {"policies": [{"version": 1, "id": "default", "length": {"min": 8, "max": 50}}],
    ///  "applications": [{"client_id": "admin", "client_secret": "...", "tenant": "main",
    ///                    "permissions": ["user_all"], "policy": "default"}]}
    ///
    /// A secret is hashed as it is read. There is no call yet that creates users: only --demo has
    /// some.
    #[arg(long, env = "REPASS_CONFIG", value_name = "FILE", verbatim_doc_comment)]
    pub config: Option<PathBuf>,

    /// Serve a tenant for trying things out, and print what to try
    ///
    /// Its secrets are known to everyone, so only a loopback address is listened on. A database that
    /// is named gets what it lacks; passwords that were changed in it stay changed.
    #[arg(long, env = "REPASS_DEMO", value_parser = BoolishValueParser::new())]
    pub demo: bool,

    /// The folder of the built pages [default: examples/web/dist of the sources]
    #[arg(long, env = "REPASS_PAGES", value_name = "DIR")]
    pub pages: Option<PathBuf>,

    /// What is logged: error, warn, info, debug, trace, or as in "info,repass_server=debug"
    #[arg(long, env = "RUST_LOG", default_value = "info", value_name = "LEVELS")]
    pub log: String,
}
