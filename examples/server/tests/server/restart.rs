//! What was answered with 200 is there after the next start.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::support::ciam::otp_send;
use crate::support::{
    ADMIN, BARE, Backend, Database, FIRST_PASSWORD, Folder, Server, ZHANGWEI, terminate,
};

#[test]
fn a_change_outlives_the_server() {
    let folder = Arc::new(Folder::new());
    let server = Server::demo_in(&folder, &[]);
    let token = server.token(ADMIN);
    assert_eq!(
        server
            .change(&token, ZHANGWEI, "P@sdsdfsdfds")
            .send()
            .status,
        200
    );
    let stored = server.database().password(ZHANGWEI);
    assert!(server.stop().status.success());

    // The demo again on the same file: it adds nothing and sets nothing back.
    let server = Server::demo_in(&folder, &[]);
    assert_eq!(server.database().password(ZHANGWEI), stored);
    // Also the token is still good.
    assert_eq!(server.refusal(&token, ZHANGWEI, "P@sdsdfsdfds"), "PWD.0007");
    assert_eq!(server.refusal(&token, ZHANGWEI, FIRST_PASSWORD), "PWD.0007");
}

#[test]
fn the_demo_adds_what_is_missing_to_a_database() {
    let folder = Arc::new(Folder::new());
    let server = Server::demo_in(&folder, &[]);
    server
        .database()
        .execute("DELETE FROM accounts WHERE username = 'bare'");
    let others = server.database().password(ZHANGWEI);
    server.kill();
    let server = Server::demo_in(&folder, &[]);
    assert_eq!(server.database().password(ZHANGWEI), others);
    assert_eq!(server.database().password(BARE).version, 1);
}

#[test]
fn killed_in_the_middle_of_changes_it_leaves_whole_ones() {
    let folder = Arc::new(Folder::new());
    for round in 0..3_u32 {
        let server = Server::demo_in(&folder, &[]);
        let token = server.token(ADMIN);
        let call =
            |index: u32| server.change(&token, ZHANGWEI, &format!("Violet#{round}Brisk{index}x"));
        let changes: Vec<_> = (0..40).map(call).collect();
        let changing = thread::spawn(move || {
            // The last password that was answered with 200.
            let answers = changes.iter().enumerate().map_while(|(index, call)| {
                call.try_send()
                    .filter(|answer| answer.status == 200)
                    .map(|_| index)
            });
            answers.last()
        });
        thread::sleep(Duration::from_millis(400));
        server.kill();
        let last = changing.join().unwrap();

        let server = Server::demo_in(&folder, &[]);
        let stored = server.database().password(ZHANGWEI);
        assert_eq!(stored.version, stored.session_generation);
        let kept: Vec<i64> = (1..stored.version).rev().take(5).collect();
        assert_eq!(stored.history.into_iter().rev().collect::<Vec<_>>(), kept);
        if let Some(last) = last {
            let last = format!("Violet#{round}Brisk{last}x");
            assert_eq!(
                server.refusal(&server.token(ADMIN), ZHANGWEI, &last),
                "PWD.0007"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_answers_what_it_was_asked_before() {
    use crate::support::Connection;
    let folder = Arc::new(Folder::new());
    let server = Server::demo_in(&folder, &[]);
    let token = server.token(ADMIN);
    let bytes = server.change(&token, ZHANGWEI, "P@sdsdfsdfds").bytes();
    let (first, rest) = bytes.split_at(bytes.len() - 10);
    let mut connection = Connection::open(server.address).unwrap();
    connection.write(first).unwrap();
    thread::sleep(Duration::from_millis(300));
    terminate(server.id());
    thread::sleep(Duration::from_millis(300));
    assert!(
        Connection::open(server.address).is_none(),
        "it accepts no more"
    );
    connection.write(rest).unwrap();
    let answer = connection.answer().unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut database = server.database();
    assert!(server.wait().status.success());
    assert_eq!(database.password(ZHANGWEI).version, 2);
}

#[test]
fn a_demo_that_starts_again_shows_no_code_of_a_key_that_is_gone() {
    let folder = Arc::new(Folder::new());
    let server = Server::demo_in(&folder, &[]);
    let outbox = |server: &Server| {
        let shown = server.get("/demo/outbox").send().json();
        shown.as_array().unwrap().len()
    };
    otp_send(server.address, "MOCK_EMAIL@163.com").send();
    assert_eq!(outbox(&server), 1);
    server.kill();
    let server = Server::demo_in(&folder, &[]);
    assert_eq!(outbox(&server), 0);
}

/// Two nodes on one PostgreSQL; a change by the first waits for the account, which a connection of the
/// test's own holds.
#[cfg(unix)]
fn with_a_change_that_waits(then: impl FnOnce(Server, Server, &str, Database)) {
    let folder = Arc::new(Folder::new());
    let database = Backend::Postgres.new_database(&folder);
    let first = Server::demo_at(&folder, &database, &[]);
    let second = Server::demo_at(&folder, &database, &[]);
    let token = second.token(ADMIN);
    let mut holder = second.database();
    holder.execute("BEGIN");
    holder.execute(&format!(
        "SELECT 1 FROM accounts WHERE id = '{ZHANGWEI}' FOR UPDATE"
    ));
    let change = first.change(&token, ZHANGWEI, "Violet#Brisk1");
    let changing = thread::spawn(move || change.try_send());
    let waiting = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let mut watcher = second.database();
    while watcher.numbers(waiting) == [0] {
        assert!(!changing.is_finished(), "it does not wait");
        thread::sleep(Duration::from_millis(20));
    }
    then(first, second, &token, holder);
    changing.join().unwrap();
}

/// A signal is no more than asked for when `kill` returns: each thread stops when it gets to it.
#[cfg(target_os = "linux")]
fn wait_until_it_stands_still(id: u32) {
    let is_stopped = |thread: std::fs::DirEntry| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        // The state stands behind the name, which is in brackets.
        stat.rsplit_once(") ")
            .is_none_or(|(_, rest)| rest.starts_with('T'))
    };
    let threads = || {
        std::fs::read_dir(format!("/proc/{id}/task"))
            .unwrap()
            .flatten()
    };
    while !threads().all(is_stopped) {
        thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_node_that_stands_still_in_a_change_does_not_stop_the_others() {
    with_a_change_that_waits(|first, second, token, mut holder| {
        let stopped = std::process::Command::new("kill")
            .args(["-STOP", &first.id().to_string()])
            .status();
        assert!(stopped.unwrap().success());
        wait_until_it_stands_still(first.id());
        holder.execute("ROLLBACK");
        // The first node's change is now made and not committed: it holds what the second's needs.
        let answer = second.change(token, ZHANGWEI, "Otter#Brisk2").send();
        assert_eq!(answer.status, 200, "{}", answer.body);
        first.kill();
        assert_eq!(second.database().password(ZHANGWEI).version, 2);
    });
}

#[cfg(unix)]
#[test]
fn a_statement_that_does_not_end_does_not_hold_up_the_end() {
    with_a_change_that_waits(|first, second, _, _holder| {
        assert!(first.stop().status.success());
        assert_eq!(second.database().password(ZHANGWEI).version, 1);
    });
}
