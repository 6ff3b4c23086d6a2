//! kill -9 in the middle of resets. A reset is changed, consumed, in the history, told of, and of a
//! new version, or nothing of all this.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::support::ciam::{self, newest_code, otp_send, reset};
use crate::support::{Backend, Database, Folder, Server, ZENGLIJUN, both};

const EMAIL: &str = "MOCK_EMAIL@163.com";
/// As many as each database gets: both together are a hundred.
const KILLS: usize = 50;

/// Codes as often as the test asks for them.
const CONFIG: &str = r#"{ "settings": {
    "keys": [{ "kid": "k", "key": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=" }],
    "ciam": { "resendAfter": 0, "perDay": 100000, "sendsPerHour": 100000 } } }"#;

/// The effects of a reset in their order, and how long after one is done (µs) the server is killed,
/// while the next is under way. Redeeming is the one that writes: it is cut at many places.
const BOUNDARIES: [(&str, u64); 17] = [
    ("verify_client", 0),
    ("take_quota", 0),
    ("claim_attempt", 0),
    ("find_account", 0),
    ("compare_history", 0),
    ("draw_random", 0),
    ("hash_password", 0),
    ("hash_password", 200),
    ("hash_password", 400),
    ("hash_password", 700),
    ("hash_password", 1_000),
    ("hash_password", 1_500),
    ("hash_password", 2_000),
    ("hash_password", 3_000),
    ("hash_password", 5_000),
    ("redeem", 0),
    ("answered", 0),
];

/// All that a change leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trace {
    hash: String,
    version: i64,
    generation: i64,
    history: i64,
    redemptions: i64,
    notices: i64,
}

impl Trace {
    fn of(database: &mut Database) -> Self {
        let stored = database.password(ZENGLIJUN);
        let one = |database: &mut Database, sql: &str| database.numbers(sql)[0];
        Self {
            hash: stored.hash,
            version: stored.version,
            generation: stored.session_generation,
            history: stored.history.into_iter().max().unwrap_or(0),
            redemptions: one(database, "SELECT COUNT(*) FROM redemptions"),
            notices: one(
                database,
                "SELECT COUNT(*) FROM outbox WHERE content LIKE '%password_changed%'",
            ),
        }
    }
}

fn a_killed_reset_is_whole_or_was_not(backend: Backend) {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", CONFIG);
    let url = backend.new_database(&folder);
    let start = || {
        let arguments = ["--config", "config.json", "--log", "repass_server=trace"];
        Server::demo_at(&folder, &url, &arguments)
    };
    let mut server = start();
    let mut database = Database::open(&url);
    let (mut changed, mut unchanged) = (0, 0);
    for round in 0..KILLS {
        let (boundary, delay) = BOUNDARIES[round % BOUNDARIES.len()];
        let token = otp_send(server.address, EMAIL).send().member("otp_token");
        let code = newest_code(server.address);
        let before = Trace::of(&mut database);
        let password = format!("Violet#Brisk{round}x");
        let call = reset(server.address, EMAIL, &token, &code, &password);
        let logged = server.output().len();
        let answering = thread::spawn(move || call.try_send());
        let line = match boundary {
            "answered" => "route=\"/reset_user_password\"".into(),
            effect => format!("effect=\"{effect}\""),
        };
        server.wait_for_output(logged, &line);
        thread::sleep(Duration::from_micros(delay));
        server.kill();
        let answer = answering.join().unwrap();

        server = start();
        let after = Trace::of(&mut database);
        let is_changed = after.hash != before.hash;
        let expected = Trace {
            hash: after.hash.clone(),
            version: before.version + i64::from(is_changed),
            generation: before.generation + i64::from(is_changed),
            history: match is_changed {
                true => before.version,
                false => before.history,
            },
            redemptions: before.redemptions + i64::from(is_changed),
            notices: before.notices + 2 * i64::from(is_changed),
        };
        assert_eq!(after, expected, "round {round}, killed after {boundary}");
        if answer.is_some_and(|answer| answer.status == 200) {
            assert!(is_changed, "round {round}: what was answered is done");
        }
        // The code that was spent is spent; one that was not still sets the password.
        let again = reset(server.address, EMAIL, &token, &code, &password).send();
        let expected = match is_changed {
            true => "bad_email_otp_token",
            false => "",
        };
        assert_eq!(ciam::error(&again), expected, "round {round}, {boundary}");
        match is_changed {
            true => changed += 1,
            false => unchanged += 1,
        }
    }
    assert!(changed > 0 && unchanged > 0, "{changed}, {unchanged}");
}

both! { a_killed_reset_is_whole_or_was_not }
