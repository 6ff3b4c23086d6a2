//! Administrators who change passwords. They share the cores with the server, so they do next to
//! nothing: a request is bytes that are there already, an answer is read and not looked into.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Two that keep the policy, and take turns.
const PASSWORDS: [&str; 2] = ["Violet#Brisk1", "Otter#Brisk2"];

/// One who changes one user's password over one connection. Two clients never change the same user
/// at once: the server would have to begin again with one of them.
pub struct Client {
    connection: BufReader<TcpStream>,
    requests: [Vec<u8>; 2],
    next: usize,
    line: String,
}

/// What clients saw.
#[derive(Default)]
pub struct Seen {
    /// How long each change took.
    pub changes: Vec<Duration>,
    /// What was answered with something else than 200.
    pub errors: usize,
}

/// Lets each client change its user's password, again and again, until the time is over.
pub fn all_at_once(clients: &mut [Client], time: Duration) -> Result<Seen> {
    let end = Instant::now() + time;
    let seen = thread::scope(|scope| {
        let threads: Vec<_> = clients
            .iter_mut()
            .map(|client| scope.spawn(move || client.change_until(end)))
            .collect();
        let seen = threads.into_iter().map(|thread| match thread.join() {
            Ok(seen) => seen,
            Err(_) => bail!("a client's thread ended"),
        });
        seen.collect::<Result<Vec<Seen>>>()
    })?;
    Ok(Seen {
        errors: seen.iter().map(|seen| seen.errors).sum(),
        changes: seen.into_iter().flat_map(|seen| seen.changes).collect(),
    })
}

impl Client {
    pub fn new(address: SocketAddr, token: &str, user: &str) -> Result<Self> {
        let request = |password: &str| {
            let body = format!(r#"{{"password":"{password}","pwd_must_modify":"false"}}"#);
            let length = body.len();
            format!(
                "PUT /api/v2/tenant/users/{user}/change-password HTTP/1.1\r\nHost: {address}\r\n\
                 Authorization: Bearer {token}\r\nContent-Type: application/json; charset=utf-8\r\n\
                 Content-Length: {length}\r\n\r\n{body}"
            )
            .into_bytes()
        };
        let stream = TcpStream::connect(address).context("the server takes no connection")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            connection: BufReader::new(stream),
            requests: PASSWORDS.map(request),
            next: 0,
            line: String::new(),
        })
    }

    /// Changes the password, and says whether the server did.
    pub fn change(&mut self) -> Result<bool> {
        let request = &self.requests[self.next];
        self.connection.get_mut().write_all(request)?;
        self.next = (self.next + 1) % self.requests.len();
        Ok(self.status()? == 200)
    }

    fn change_until(&mut self, end: Instant) -> Result<Seen> {
        let mut seen = Seen::default();
        while Instant::now() < end {
            let began = Instant::now();
            match self.change()? {
                true => seen.changes.push(began.elapsed()),
                false => seen.errors += 1,
            }
        }
        Ok(seen)
    }

    /// Reads an answer to its end.
    fn status(&mut self) -> Result<u16> {
        let status = self.read_line()?.split(' ').nth(1).map(str::parse);
        let Some(Ok(status)) = status else {
            bail!("the server's answer is no HTTP");
        };
        let mut length = 0;
        loop {
            let line = self.read_line()?;
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                length = value.parse()?;
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body)?;
        Ok(status)
    }

    fn read_line(&mut self) -> Result<&str> {
        self.line.clear();
        if self.connection.read_line(&mut self.line)? == 0 {
            bail!("the server closed a connection");
        }
        Ok(self.line.trim_end())
    }
}
