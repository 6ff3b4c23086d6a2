//! Callers who are slow, or many.

use std::thread;
use std::time::{Duration, Instant};

use crate::support::{ADMIN, Connection, Server, ZHANGWEI};

#[test]
fn a_body_or_a_head_that_does_not_come_is_not_waited_for() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    let bytes = server.change(&token, ZHANGWEI, "P@sdsdfsdfds").bytes();
    let slow_body = &bytes[..bytes.len() - 10];
    let slow_head = &bytes[..40];
    let began = Instant::now();
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
    let waited = began.elapsed();
    assert!((9..15).contains(&waited.as_secs()), "{waited:?}");
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
    let server = Server::demo();
    let token = server.token(ADMIN);
    let longest = thread::scope(|scope| {
        for index in 0..24 {
            let call = server.change(&token, ZHANGWEI, &format!("Violet#Brisk{index}x"));
            scope.spawn(move || {
                // Too many at once: some are told that the system is busy.
                let answer = call.send();
                assert!([200, 500].contains(&answer.status), "{}", answer.body);
            });
        }
        let waits = (0..10).map(|_| {
            let began = Instant::now();
            assert_eq!(server.get("/healthz").send().status, 200);
            thread::sleep(Duration::from_millis(20));
            began.elapsed()
        });
        waits.max().unwrap()
    });
    assert!(longest < Duration::from_secs(3), "{longest:?}");
}
