//! Many at once, over two servers on one database. Each race is run on the naive store too, which
//! must lose it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use crate::support::ciam::{self, newest_code, otp_send, reset};
use crate::support::{
    Answer, Backend, Folder, KEYS, Meetings, Naive, Rows, Server, both, node, runtime,
};

const EMAIL: &str = "MOCK_EMAIL@163.com";
const TRIES: usize = 5;
const CONSUMED: &str = "bad_email_otp_token";

/// The errors of calls that were made at once, in turn at these servers.
fn at_once(
    addresses: &[SocketAddr],
    calls: usize,
    call: impl Fn(SocketAddr, usize) -> Answer + Sync,
) -> Vec<String> {
    let call = &call;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..calls)
            .map(|index| (index, addresses[index % addresses.len()]))
            .map(|(index, address)| scope.spawn(move || ciam::error(&call(address, index))))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn count(errors: &[String], wanted: &str) -> usize {
    errors.iter().filter(|error| *error == wanted).count()
}

/// How many of 200 wrong codes were compared. The others must have been told that there are no more
/// tries.
fn wrong_codes_compared(addresses: &[SocketAddr]) -> usize {
    let token = otp_send(addresses[0], EMAIL).send().member("otp_token");
    let code: u32 = newest_code(addresses[0]).parse().unwrap();
    let errors = at_once(addresses, 200, |address, index| {
        let wrong = (code + 1 + index as u32) % 1_000_000;
        reset(
            address,
            EMAIL,
            &token,
            &format!("{wrong:06}"),
            "Violet#Brisk1",
        )
        .send()
    });
    let compared = count(&errors, "bad_email_otp");
    assert_eq!(compared + count(&errors, CONSUMED), 200, "{errors:?}");
    compared
}

/// How many of 50 right codes set a password.
fn right_codes_won(addresses: &[SocketAddr]) -> usize {
    let token = otp_send(addresses[0], EMAIL).send().member("otp_token");
    let code = newest_code(addresses[0]);
    let errors = at_once(addresses, 50, |address, index| {
        reset(
            address,
            EMAIL,
            &token,
            &code,
            &format!("Violet#Brisk{index}x"),
        )
        .send()
    });
    let won = count(&errors, "");
    assert_eq!(won + count(&errors, CONSUMED), 50, "{errors:?}");
    won
}

/// Two processes on one database.
fn two_servers(backend: Backend) -> [Server; 2] {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", KEYS);
    let database = backend.new_database(&folder);
    let start = || Server::demo_at(&folder, &database, &["--config", "config.json"]);
    [start(), start()]
}

/// Two nodes on one database, on the naive store.
fn on_the_naive_store(backend: Backend, race: impl FnOnce(&[SocketAddr]) -> usize) -> usize {
    let folder = Folder::new();
    let database = backend.new_database(&folder);
    let runtime = runtime();
    let addresses = runtime.block_on(async {
        let mut addresses = Vec::new();
        let meetings = Meetings::new();
        for _ in 0..2 {
            let store = Naive::new(Backend::open(&database).await, &database, &meetings).await;
            addresses.push(node::serve(Arc::new(store)).await);
        }
        addresses
    });
    race(&addresses)
}

fn of_200_wrong_codes_at_once_as_many_are_compared_as_tries_are_allowed(backend: Backend) {
    let servers = two_servers(backend);
    let addresses = servers.each_ref().map(|server| server.address);
    assert_eq!(wrong_codes_compared(&addresses), TRIES);
    let attempts = servers[0]
        .database()
        .numbers("SELECT attempts FROM challenges");
    assert_eq!(attempts, [TRIES as i64]);
}

fn the_naive_store_compares_more(backend: Backend) {
    let compared = on_the_naive_store(backend, wrong_codes_compared);
    assert!(compared > TRIES, "{compared}: this race shows nothing");
}

fn of_50_right_codes_at_once_one_sets_a_password(backend: Backend) {
    let servers = two_servers(backend);
    let addresses = servers.each_ref().map(|server| server.address);
    assert_eq!(right_codes_won(&addresses), 1);
    let mut database = servers[0].database();
    let redemptions = database.numbers("SELECT COUNT(*) FROM redemptions");
    assert_eq!(redemptions, [1]);
    let stored = database.password(crate::support::ZENGLIJUN);
    assert_eq!((stored.version, stored.history), (2, vec![1]));
    let notices = "SELECT COUNT(*) FROM outbox WHERE content LIKE '%password_changed%'";
    assert_eq!(database.numbers(notices), [2], "one by mail and one by SMS");
}

fn on_the_naive_store_more_than_one_does(backend: Backend) {
    let won = on_the_naive_store(backend, right_codes_won);
    assert!(won > 1, "{won}: this race shows nothing");
}

fn a_quota_is_kept_however_many_ask_at_once(backend: Backend) {
    let servers = two_servers(backend);
    let addresses = servers.each_ref().map(|server| server.address);
    let errors = at_once(&addresses, 30, |address, _| otp_send(address, EMAIL).send());
    assert_eq!(count(&errors, ""), 1, "{errors:?}");
    let rows = "SELECT COUNT(*) FROM outbox";
    assert_eq!(servers[0].database().numbers(rows), [1]);
}

fn servers_that_start_together_make_the_tables_once(backend: Backend) {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", KEYS);
    let database = backend.new_database(&folder);
    let started = thread::scope(|scope| {
        let start = || Server::demo_at(&folder, &database, &["--config", "config.json"]);
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(start)).collect();
        let servers = threads.into_iter().map(|thread| thread.join().unwrap());
        servers.collect::<Vec<_>>()
    });
    assert_eq!(started.len(), 3);
    let users = runtime().block_on(async {
        let mut rows = Rows::open(&database).await;
        rows.numbers("SELECT COUNT(*) FROM accounts").await
    });
    assert_eq!(users, [4]);
}

both! {
    of_200_wrong_codes_at_once_as_many_are_compared_as_tries_are_allowed,
    the_naive_store_compares_more,
    of_50_right_codes_at_once_one_sets_a_password,
    on_the_naive_store_more_than_one_does,
    a_quota_is_kept_however_many_ask_at_once,
    servers_that_start_together_make_the_tables_once,
}
