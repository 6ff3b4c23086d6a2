//! Callers who are slow, or many.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::support::{ADMIN, Connection, Server, ZHANGWEI};

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
