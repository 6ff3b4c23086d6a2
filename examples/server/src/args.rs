//! The command line.

use std::net::{IpAddr, SocketAddr};
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

    /// Where accounts and tokens are stored: sqlite:FILE, made if it is missing, or
    /// postgres://USER:PASSWORD@HOST:PORT/DATABASE
    ///
    /// Without it: sqlite:repass.db, or with --demo a temporary file that is removed at the end. Any
    /// number of servers may share one PostgreSQL, if they have the same configuration.
    #[arg(
        long,
        env = "REPASS_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<String>,

    /// The applications and policies that are served, limits and keys, as JSON
    ///
    /// {"policies": [{"version": 1, "id": "default", "length": {"min": 8, "max": 50}}],
    ///  "applications": [{"client_id": "admin", "client_secret": "...", "tenant": "main",
    ///                    "permissions": ["user_all"], "policy": "default"}],
    ///  "settings": {"keys": [...]}, "signing_keys": [...]}
    ///
    /// --new-keys prints keys. A secret is hashed as it is read. There is no call yet that creates
    /// users: only --demo has some.
    #[arg(long, env = "REPASS_CONFIG", value_name = "FILE", verbatim_doc_comment)]
    pub config: Option<PathBuf>,

    /// Serve a tenant for trying things out, and print what to try
    ///
    /// Its secrets are known to everyone, so only a loopback address is listened on. A database that
    /// is named gets what it lacks; passwords that were changed in it stay changed.
    #[arg(long, env = "REPASS_DEMO", value_parser = BoolishValueParser::new())]
    pub demo: bool,

    /// The mail server that messages go through: smtp://USER:PASSWORD@HOST:PORT (STARTTLS, except on
    /// a loopback address) or smtps://…
    ///
    /// Without it no mail is sent; with --demo messages stay where /demo/outbox shows them.
    #[arg(long, env = "REPASS_SMTP", value_name = "URL", hide_env_values = true)]
    pub smtp: Option<String>,

    /// Whom mails come from, such as login@example.com
    #[arg(
        long,
        env = "REPASS_MAIL_FROM",
        value_name = "ADDRESS",
        requires = "smtp"
    )]
    pub mail_from: Option<String>,

    /// A proxy in front of this server, whose X-Forwarded-For is believed; may be given several times
    #[arg(
        long,
        env = "REPASS_TRUSTED_PROXY",
        value_name = "ADDRESS",
        value_delimiter = ','
    )]
    pub trusted_proxy: Vec<IpAddr>,

    /// Print fresh keys for a configuration, and end
    #[arg(long)]
    pub new_keys: bool,

    /// The folder of the built pages [default: examples/web/dist of the sources]
    #[arg(long, env = "REPASS_PAGES", value_name = "DIR")]
    pub pages: Option<PathBuf>,

    /// What is logged: error, warn, info, debug, trace, or as in "info,repass_server=debug"
    #[arg(long, env = "RUST_LOG", default_value = "info", value_name = "LEVELS")]
    pub log: String,
}
