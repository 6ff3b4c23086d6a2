//! A mail server for tests: it keeps what it is sent, and can be slow, or refuse.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Well,
    /// Each answer takes so long.
    Slow(Duration),
    /// It refuses each recipient with this code, and repeats the address as real ones do.
    Refuses(u16),
    /// It closes each connection.
    Closes,
}

/// The server; it ends with the tests.
pub struct MailServer {
    pub address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    mails: Arc<Mutex<Vec<Mail>>>,
}

/// What it was sent.
#[derive(Debug, Clone)]
pub struct Mail {
    pub recipients: Vec<String>,
    /// As it came, its lines ended by `\n`.
    pub data: String,
}

impl MailServer {
    pub fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            manner: Arc::new(Mutex::new(manner)),
            mails: Arc::default(),
        };
        let (manner, mails) = (Arc::clone(&server.manner), Arc::clone(&server.mails));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (manner, mails) = (Arc::clone(&manner), Arc::clone(&mails));
                thread::spawn(move || serve(stream, &manner, &mails));
            }
        });
        server
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn becomes(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// Waits until there are so many mails.
    pub fn wait_for(&self, mails: usize) -> Vec<Mail> {
        let began = Instant::now();
        while self.mails().len() < mails {
            assert!(began.elapsed() < Duration::from_secs(20), "no mail");
            thread::sleep(Duration::from_millis(20));
        }
        self.mails()
    }
}

impl Mail {
    /// A header's value as it came; empty where it is absent.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\n\n").next().unwrap().replace("\n ", " ");
        let found = head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        found.unwrap_or_default().into()
    }

    /// The text that a person reads.
    pub fn text(&self) -> String {
        let (_, body) = self.data.split_once("\n\n").unwrap();
        let bytes = STANDARD.decode(body.replace('\n', "")).unwrap();
        String::from_utf8(bytes).unwrap().replace('\r', "")
    }

    /// The digits on a line of their own.
    pub fn code(&self) -> String {
        let text = self.text();
        let code = text
            .lines()
            .map(str::trim)
            .find(|line| line.len() >= 4 && line.bytes().all(|byte| byte.is_ascii_digit()));
        code.expect("a code").into()
    }
}

fn serve(stream: TcpStream, manner: &Mutex<Manner>, mails: &Mutex<Vec<Mail>>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let mut stream = stream;
    let mut answer = |text: &str| {
        let now = *manner.lock().unwrap();
        match now {
            Manner::Closes => return None,
            Manner::Slow(time) => thread::sleep(time),
            _ => {}
        }
        stream.write_all(format!("{text}\r\n").as_bytes()).ok()
    };
    answer("220 test")?;
    let mut recipients = Vec::new();
    while let Some(Ok(line)) = lines.next() {
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => answer("250 test")?,
            "RCPT" => {
                let now = *manner.lock().unwrap();
                if let Manner::Refuses(code) = now {
                    answer(&format!("{code} no such person: {line}"))?;
                    continue;
                }
                let address = line.split(['<', '>']).nth(1)?;
                recipients.push(address.to_owned());
                answer("250 ok")?
            }
            "DATA" => {
                answer("354 go on")?;
                let mut data = String::new();
                for line in lines.by_ref().map_while(Result::ok) {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push('\n');
                }
                let recipients = std::mem::take(&mut recipients);
                mails.lock().unwrap().push(Mail { recipients, data });
                answer("250 ok")?
            }
            "QUIT" => return answer("221 bye"),
            _ => answer("250 ok")?,
        }
    }
    None
}
