//! A mail server for tests that says what it was told, line after line, and then nothing more.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

pub(super) struct Scripted {
    pub port: u16,
    talk: JoinHandle<Vec<String>>,
}

impl Scripted {
    /// The first answer greets; each other answers a line, or a mail's text. When all are said, it
    /// listens on in silence until the other side closes.
    pub fn start(answers: &[&str]) -> Self {
        let answers: Vec<String> = answers.iter().map(|&answer| answer.into()).collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let talk = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).split(b'\n');
            let mut heard = Vec::new();
            for answer in &answers {
                if stream
                    .write_all(format!("{answer}\r\n").as_bytes())
                    .is_err()
                {
                    break;
                }
                let is_text_next = answer.starts_with("354");
                for line in lines.by_ref().map_while(Result::ok) {
                    heard.push(text(&line));
                    if !is_text_next || line == b".\r" {
                        break;
                    }
                }
            }
            heard.extend(lines.map_while(Result::ok).map(|line| text(&line)));
            heard
        });
        Self { port, talk }
    }

    /// What it heard, after the other side has closed.
    pub fn heard(self) -> Vec<String> {
        self.talk.join().unwrap()
    }
}

/// A line as text; TLS has none, and is heard all the same.
fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end().into()
}
