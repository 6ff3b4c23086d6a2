//! Callers who are slow, or many.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::support::{ADMIN, Connection, Folder, Server, ZHANGWEI};

#[test]
fn a_body_or_a_head_that_does_not_come_is_not_waited_for() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    let bytes = server.change(&token, ZHANGWEI, "P@sdsdfsdfds").bytes();
    let slow_body = &bytes[..bytes.len() - 10];
    let slow_head = &bytes[..40];
    let (body, head) = thread::scope(|scope| {
        let wait_after = |part: &[u8]| {
            let mut connection = Connection::open(server.address).unwrap();
            connection.write(part).unwrap();
            connection.answer()
        };
        let body = scope.spawn(move || wait_after(slow_body));
        let head = scope.spawn(move || wait_after(slow_head));
        (body.join().unwrap(), head.join().unwrap())
    });
    let body = body.expect("an answer");
    assert_eq!(
        (body.status, body.body.as_str()),
        (408, r#"{"error":"request_timeout"}"#)
    );
    assert!(head.is_none_or(|answer| answer.status == 408));
    assert_eq!(server.database().password(ZHANGWEI).version, 1);
}

#[test]
fn an_answer_that_nobody_reads_is_not_kept_for_ever() {
    const LARGE: usize = 8 << 20;
    let folder = Arc::new(Folder::new());
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(pages.join("index.html"), "").unwrap();
    std::fs::write(pages.join("large.txt"), vec![b'x'; LARGE]).unwrap();
    let server = Server::demo_in(&folder, &["--pages", pages.to_str().unwrap()]);
    let mut stream = TcpStream::connect(server.address).unwrap();
    let asked = format!(
        "GET /large.txt HTTP/1.1\r\nHost: {}\r\n\r\n",
        server.address
    );
    stream.write_all(asked.repeat(4).as_bytes()).unwrap();
    // Longer than the server's patience; what it has written by then is in the system's buffers.
    thread::sleep(Duration::from_secs(15));
    let mut read = Vec::new();
    let _ = stream.read_to_end(&mut read);
    assert!(read.len() < 4 * LARGE, "all {} bytes came", read.len());
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = Server::demo();
    let answer = server
        .get("/healthz")
        .header("X-Filler", "x".repeat(100_000))
        .try_send();
    assert!(answer.is_none_or(|answer| answer.status == 431));
    assert_eq!(server.get("/healthz").send().status, 200);
}

#[test]
fn while_passwords_are_hashed_others_are_served() {
    const CHANGES: usize = 24;
    let server = Server::demo();
    let token = server.token(ADMIN);
    let finished = AtomicUsize::new(0);
    let count = &finished;
    thread::scope(|scope| {
        for index in 0..CHANGES {
            let call = server.change(&token, ZHANGWEI, &format!("Violet#Brisk{index}x"));
            scope.spawn(move || {
                let answer = call.send();
                count.fetch_add(1, Ordering::Relaxed);
                // Too many at once: some are told that the system is busy.
                assert!([200, 500].contains(&answer.status), "{}", answer.body);
            });
        }
        assert_eq!(server.get("/healthz").send().status, 200);
        assert!(finished.load(Ordering::Relaxed) < CHANGES);
    });
    assert_eq!(finished.into_inner(), CHANGES);
}
