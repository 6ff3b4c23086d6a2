//! The server, in a folder of its own and with an application of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::client::{self, Client};
use super::measured::{Rate, Served};
use super::program;
use crate::paths;
use crate::process::{capture, run};

/// How many administrators change passwords at once, each that of one user: enough that one always
/// waits for its hash.
const CLIENTS: usize = 8;

/// `load:load-secret`, as Basic has it.
const CREDENTIALS: &str = "Basic bG9hZDpsb2FkLXNlY3JldA==";

/// It runs until it is dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
    folder: PathBuf,
    /// Not closed: whatever else it prints has somewhere to go.
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    /// Starts it on this database, or on an empty one in SQLite.
    pub fn start(database: Option<&str>) -> Result<Self> {
        // Beside the build, on a disk: in memory a flush would cost nothing.
        let folder = paths::scratch().join(format!("load-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("config.json"), config()?)?;
        let sqlite = format!("sqlite:{}", folder.join("repass.db").display());
        let database = database.unwrap_or(&sqlite);
        run(Command::new(program("examples/bench_load")).args([
            "users",
            database,
            &CLIENTS.to_string(),
        ]))?;
        let mut child = Command::new(program("repass-server"))
            .args([
                "--listen",
                "127.0.0.1:0",
                "--database",
                database,
                "--config",
            ])
            .arg(folder.join("config.json"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("the server could not be started")?;
        let stdout = child.stdout.take().context("the server has no output")?;
        let mut stdout = BufReader::new(stdout);
        let mut first = String::new();
        stdout.read_line(&mut first)?;
        let address = first.trim_end().strip_prefix("listening on http://");
        let Some(Ok(address)) = address.map(str::parse) else {
            let _ = child.wait();
            remove(&folder);
            bail!("the server does not listen");
        };
        Ok(Self {
            child,
            address,
            folder,
            _stdout: stdout,
        })
    }

    /// A client a user, each with a connection of its own.
    pub fn clients(&self) -> Result<Vec<Client>> {
        let token = self.token()?;
        let clients = (0..CLIENTS).map(|number| format!("load-{number}"));
        let clients = clients.map(|user| Client::new(self.address, &token, &user));
        clients.collect()
    }

    /// Lets the clients change passwords for so long.
    pub fn drive(&self, clients: &mut [Client], time: Duration) -> Result<Served> {
        let processor = processor_time(self.child.id());
        let began = Instant::now();
        let seen = client::all_at_once(clients, time)?;
        let rate = Rate {
            count: seen.changes.len() as f64,
            seconds: began.elapsed().as_secs_f64(),
            processor: processor_time(self.child.id()) - processor,
        };
        Ok(Served {
            rate,
            changes: seen.changes,
            errors: seen.errors,
        })
    }

    fn token(&self) -> Result<String> {
        let mut stream = TcpStream::connect(self.address)?;
        let host = self.address;
        write!(
            stream,
            "POST /api/v2/tenant/token HTTP/1.1\r\nHost: {host}\r\nAuthorization: {CREDENTIALS}\r\n\
             Content-Length: 0\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let token: Value = serde_json::from_str(body).context("the server gave no token")?;
        let token = token["access_token"].as_str();
        Ok(token.context("the server gave no token")?.into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        remove(&self.folder);
    }
}

/// What a process has spent on all cores, in Linux's ticks; not a number where there is no /proc.
pub fn processor_time(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name before it may have spaces.
    let numbers = stat.rsplit(')').next().unwrap_or_default();
    let ticks = numbers.split_whitespace().skip(11).take(2);
    let ticks: Vec<f64> = ticks.filter_map(|ticks| ticks.parse().ok()).collect();
    match ticks[..] {
        [of_its_own, in_the_system] => of_its_own + in_the_system,
        _ => f64::NAN,
    }
}

/// An application whose policy has no history: a change is one hash then, not that and a comparison
/// with each password before.
fn config() -> Result<String> {
    let keys = capture(Command::new(program("repass-server")).arg("--new-keys"))?;
    let mut config: Value = serde_json::from_str(&keys).context("the server printed no keys")?;
    config["policies"] = json!([{
        "version": 1, "id": "load",
        "length": { "min": 8, "max": 50 },
        "characters": { "atLeastClasses": 3, "require": ["upper"] },
        "repeats": { "max": 3 },
        "sequences": { "max": 4, "keyboard": true },
        "username": { "equal": true, "reversed": true },
        "contains": { "username": true, "mobile": true, "emailPrefix": true, "namePinyin": true },
        "weak": { "dictionary": true, "minScore": 2 },
    }]);
    config["applications"] = json!([{
        "client_id": "load", "client_secret": "load-secret", "tenant": "load",
        "permissions": ["user_all"], "policy": "load",
    }]);
    Ok(config.to_string())
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        eprintln!("{} is still there: {error}", folder.display());
    }
}
