//! A PostgreSQL of the tests' own: in a temporary folder, on a free loopback port, stopped when the
//! tests end, however they end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

struct Cluster {
    port: u16,
    /// Closed by the system when this process ends: then the shell stops the server.
    _alive: ChildStdin,
    _shell: Child,
}

/// Runs as the user that may run it, until its standard input ends. `fsync=off`: the tests end the
/// servers that use it, and never the machine.
const SCRIPT: &str = r#"
    set -e
    cd "$1"
    "$2/initdb" --pgdata data --auth trust --username postgres --no-sync >initdb.log
    "$2/postgres" -D data -h 127.0.0.1 -p "$3" -k "$1" \
        -c fsync=off -c max_connections=300 >postgres.log 2>&1 &
    postgres=$!
    cat >/dev/null
    kill -INT "$postgres"
    wait "$postgres" || true
    cd /
    rm -rf "$1"
"#;

/// The URL of an empty database.
pub fn new_database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let cluster = CLUSTER.get_or_init(Cluster::start);
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    cluster.execute(format!("CREATE DATABASE {name}")).unwrap();
    cluster.url(&name)
}

impl Cluster {
    fn start() -> Self {
        let bin = binaries();
        let folder = std::env::temp_dir().join(format!("repass-postgres-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let mut command = as_postgres(&folder);
        let mut shell = command
            .args(["sh", "-c", SCRIPT, "sh"])
            .arg(&folder)
            .arg(bin)
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        let alive = shell.stdin.take().unwrap();
        let cluster = Self {
            port,
            _alive: alive,
            _shell: shell,
        };
        let began = Instant::now();
        while let Err(error) = cluster.execute("SELECT 1".into()) {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "PostgreSQL does not start: {error}"
            );
            std::thread::sleep(Duration::from_millis(100));
        }
        cluster
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    fn execute(&self, sql: String) -> sqlx::Result<()> {
        let runtime = super::runtime();
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&self.url("postgres")).await?;
            connection.execute(AssertSqlSafe(sql)).await?;
            connection.close().await
        })
    }
}

/// The folder of the newest version that is installed.
fn binaries() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path().join("bin"))
                .collect()
        })
        .unwrap_or_default();
    if let Some(paths) = std::env::var_os("PATH") {
        found.extend(std::env::split_paths(&paths));
    }
    found.retain(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file());
    found.sort();
    found
        .pop()
        .expect("PostgreSQL's initdb and postgres: `cargo xtask test` installs them")
}

/// The server refuses root: root runs it as the user that the package made.
fn as_postgres(folder: &Path) -> Command {
    let id = Command::new("id").arg("-u").output().expect("id");
    if id.stdout != b"0\n" {
        return Command::new("env");
    }
    let owned = Command::new("chown").arg("postgres").arg(folder).status();
    assert!(owned.unwrap().success(), "there is a user postgres");
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]);
    command
}
