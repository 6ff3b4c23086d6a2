//! A small HTTP client. It sends what it is told, however wrong, which no library would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A request to be sent.
#[derive(Clone)]
pub struct Call {
    address: SocketAddr,
    method: String,
    path: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Call {
    pub fn new(address: SocketAddr, method: &str, path: &str) -> Self {
        Self {
            address,
            method: method.into(),
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds a header; `Host` replaces the one that is sent otherwise.
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.into(), value.as_ref().into()));
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it on a connection of its own and waits for the answer.
    pub fn send(&self) -> Answer {
        self.try_send().expect("an answer")
    }

    /// As `send`, where the server may be gone.
    pub fn try_send(&self) -> Option<Answer> {
        let mut connection = Connection::open(self.address)?;
        connection.write(&self.bytes())?;
        connection.answer()
    }

    /// The request as it goes over the wire.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.path).into_bytes();
        let mut add = |name: &str, value: &[u8]| {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        };
        let has = |wanted: &str| {
            self.headers
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case(wanted))
        };
        if !has("Host") {
            add("Host", self.address.to_string().as_bytes());
        }
        if !has("Connection") {
            add("Connection", b"close");
        }
        let has_body = !self.body.is_empty() || self.method != "GET";
        if has_body && !has("Content-Length") {
            add("Content-Length", self.body.len().to_string().as_bytes());
        }
        for (name, value) in &self.headers {
            add(name, value);
        }
        bytes.extend(b"\r\n");
        bytes.extend(&self.body);
        bytes
    }
}

/// A connection, for what is sent in parts.
pub struct Connection(TcpStream);

impl Connection {
    pub fn open(address: SocketAddr) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .ok()?;
        Some(Self(stream))
    }

    pub fn write(&mut self, bytes: &[u8]) -> Option<()> {
        self.0.write_all(bytes).ok()
    }

    /// The answer that is there when the server closes the connection.
    pub fn answer(&mut self) -> Option<Answer> {
        let mut bytes = Vec::new();
        // A server that does not read a long body to its end may reset the connection afterwards.
        let _ = self.0.read_to_end(&mut bytes);
        Answer::parse(&bytes)
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.into()))
            .collect();
        Some(Self {
            status,
            headers,
            body: body.into(),
        })
    }

    /// All of it but the time, for comparing.
    pub fn bytes(&self) -> String {
        let headers = self.headers.iter().filter(|(name, _)| name != "date");
        let headers: Vec<String> = headers
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        format!("{}\n{}\n\n{}", self.status, headers.join("\n"), self.body)
    }

    /// The header's value; empty where it is absent.
    pub fn header(&self, wanted: &str) -> &str {
        let name = wanted.to_lowercase();
        let found = self.headers.iter().find(|(other, _)| *other == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// A text member of the JSON body; empty where it is absent.
    pub fn member(&self, name: &str) -> String {
        self.json()[name].as_str().unwrap_or_default().into()
    }
}
