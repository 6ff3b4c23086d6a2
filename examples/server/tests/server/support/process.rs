//! The built binary as a process.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Backend, Call, Database, Folder};

/// A server that runs until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    child: Child,
    output: Arc<Mutex<String>>,
    log: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
    /// Removed with the last server that is in it.
    _folder: Arc<Folder>,
    database: String,
}

/// A process that has ended.
pub struct Ended {
    pub status: ExitStatus,
    /// Standard output and standard error.
    pub output: String,
}

impl Server {
    /// The demo on a database of its own.
    pub fn demo() -> Self {
        Self::demo_in(&Arc::new(Folder::new()), &[])
    }

    /// The demo on the database in this folder, with these arguments besides.
    pub fn demo_in(folder: &Arc<Folder>, arguments: &[&str]) -> Self {
        Self::demo_at(folder, &folder.database(), arguments)
    }

    /// The demo on an empty database of this kind.
    pub fn demo_on(backend: Backend) -> Self {
        let folder = Arc::new(Folder::new());
        let database = backend.new_database(&folder);
        Self::demo_at(&folder, &database, &[])
    }

    /// The demo on this database, with these arguments besides.
    pub fn demo_at(folder: &Arc<Folder>, database: &str, arguments: &[&str]) -> Self {
        let demo = ["--demo", "--listen", "127.0.0.1:0", "--database", database];
        let mut server = Self::start(folder, &[&demo, arguments].concat());
        server.database = database.into();
        server
    }

    /// A server with these arguments; returns when it listens.
    pub fn start(folder: &Arc<Folder>, arguments: &[&str]) -> Self {
        Self::start_with(folder, arguments, |_| ())
    }

    /// As `start`, in an environment that is prepared first.
    pub fn start_with(
        folder: &Arc<Folder>,
        arguments: &[&str],
        prepare: impl FnOnce(&mut Command),
    ) -> Self {
        let mut command = command();
        command.args(arguments).current_dir(folder.path());
        prepare(&mut command);
        let mut child = command.spawn().expect("the binary starts");
        let output = Arc::new(Mutex::new(String::new()));
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let stderr = child.stderr.take().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let mut readers = vec![collect(stderr, &[&log, &output])];
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let address = first.trim_end().strip_prefix("listening on http://");
        let Some(address) = address.and_then(|address| address.parse().ok()) else {
            panic!("{first}{}", output.lock().unwrap());
        };
        output.lock().unwrap().push_str(&first);
        readers.push(collect(stdout, &[&output]));
        Self {
            address,
            child,
            output,
            log,
            readers,
            _folder: Arc::clone(folder),
            database: folder.database(),
        }
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    pub fn put(&self, path: &str) -> Call {
        self.call("PUT", path)
    }

    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(self.address, method, path)
    }

    /// The database, to look at what is stored.
    pub fn database(&self) -> Database {
        Database::open(&self.database)
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has printed so far, on both outputs.
    pub fn output(&self) -> String {
        self.output.lock().unwrap().clone()
    }

    /// What it has logged so far. Standard output is left out: there the demo prints what to try.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until a text is printed behind what was there before.
    pub fn wait_for_output(&self, before: usize, text: &str) {
        let began = Instant::now();
        while !self.output.lock().unwrap()[before..].contains(text) {
            assert!(began.elapsed() < Duration::from_secs(30), "no {text}");
            std::thread::sleep(Duration::from_micros(100));
        }
    }

    /// The same of its log.
    pub fn wait_for_log(&self, before: usize, text: &str) {
        let began = Instant::now();
        while !self.log.lock().unwrap()[before..].contains(text) {
            assert!(began.elapsed() < Duration::from_secs(30), "no {text}");
            std::thread::sleep(Duration::from_micros(100));
        }
    }

    /// Waits until it ends by itself.
    pub fn wait(mut self) -> Ended {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        self.readers
            .drain(..)
            .for_each(|reader| reader.join().unwrap());
        Ended {
            status,
            output: self.output(),
        }
    }

    /// Stops it, and has all that it ever logged.
    pub fn log_of_its_life(self) -> String {
        let log = Arc::clone(&self.log);
        let ended = self.stop();
        assert!(ended.status.success());
        log.lock().unwrap().clone()
    }

    /// Stops it as an operator would.
    pub fn stop(self) -> Ended {
        terminate(self.id());
        self.wait()
    }

    /// Ends it without a warning, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends SIGTERM.
pub fn terminate(id: u32) {
    let status = Command::new("kill")
        .args(["-TERM", &id.to_string()])
        .status();
    assert!(status.unwrap().success());
}

/// Runs the binary to its end; for what does not start.
pub fn run(arguments: &[&str]) -> Ended {
    let output = command()
        .args(arguments)
        .output()
        .expect("the binary starts");
    let text = [output.stdout, output.stderr].concat();
    Ended {
        status: output.status,
        output: String::from_utf8(text).unwrap(),
    }
}

fn command() -> Command {
    let mut command = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_repass-server")));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for name in [
        "LISTEN",
        "DATABASE",
        "CONFIG",
        "DEMO",
        "PAGES",
        "SMTP",
        "MAIL_FROM",
        "TRUSTED_PROXY",
    ] {
        command.env_remove(format!("REPASS_{name}"));
    }
    command.env_remove("RUST_LOG");
    command
}

fn collect(mut from: impl Read + Send + 'static, into: &[&Arc<Mutex<String>>]) -> JoinHandle<()> {
    let into: Vec<_> = into.iter().map(|text| Arc::clone(text)).collect();
    std::thread::spawn(move || {
        let mut buffer = [0; 4_096];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let text = String::from_utf8_lossy(&buffer[..read]);
            into.iter()
                .for_each(|into| into.lock().unwrap().push_str(&text));
        }
    })
}
