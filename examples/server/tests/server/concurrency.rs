//! Changes at once.

use std::thread;

use crate::support::{ADMIN, Answer, Backend, Server, ZHANGWEI, both};

const PASSWORDS: [&str; 6] = [
    "Violet#Brisk1",
    "Otter#Brisk2",
    "Anchor#Brisk3",
    "Marble#Brisk4",
    "Quarry#Brisk5",
    "Saddle#Brisk6",
];

fn at_once(server: &Server, token: &str, passwords: &[&str]) -> Vec<Answer> {
    thread::scope(|scope| {
        let calls = passwords
            .iter()
            .map(|password| server.change(token, ZHANGWEI, password));
        let threads: Vec<_> = calls.map(|call| scope.spawn(move || call.send())).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn many_changes_at_once_leave_the_account_consistent(backend: Backend) {
    let server = Server::demo_on(backend);
    let token = server.token(ADMIN);
    let answers = at_once(&server, &token, &PASSWORDS);
    let successes = answers.iter().filter(|answer| answer.status == 200).count();
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        // The account changed under it time and again.
        assert_eq!(
            (answer.status, answer.member("error_code")),
            (500, "SDK.COMMON.1008".into())
        );
    }
    assert!(successes >= 1);
    let stored = server.database().password(ZHANGWEI);
    assert_eq!(stored.version, 1 + successes as i64);
    assert_eq!(stored.session_generation, stored.version);
    let kept = (1..stored.version).rev().take(5).collect::<Vec<_>>();
    assert_eq!(
        stored.history.iter().rev().copied().collect::<Vec<_>>(),
        kept
    );
}

fn one_password_sent_many_times_at_once_is_set_once(backend: Backend) {
    let server = Server::demo_on(backend);
    let token = server.token(ADMIN);
    for (round, password) in PASSWORDS[..3].iter().enumerate() {
        let answers = at_once(&server, &token, &[*password; 6]);
        let successes = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(successes, 1, "{answers:?}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(answer.member("error_code"), "PWD.0007");
        }
        assert_eq!(
            server.database().password(ZHANGWEI).version,
            2 + round as i64
        );
    }
}

both! { many_changes_at_once_leave_the_account_consistent, one_password_sent_many_times_at_once_is_set_once }
