//! Canaries: secrets in every field of every call, and those that the server itself gives out. None
//! of them is in a log at any level, or in the database, whatever fails meanwhile (Nextcloud #38461).

mod needles;
mod walk;

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::calls::{self, Credentials, Parts};
use crate::support::smtp::{MailServer, Manner};
use crate::support::{Backend, Call, Database, Folder, KEYS, Server, both};
use needles::Needles;

/// The secret that is put everywhere. Its parts are looked for, since a log may escape what stands
/// between them.
const CANARY: &str = "Wombat#58Zephyr";
/// The same where a header's name or a method wants letters and digits.
const TOKEN: &str = "Wombat58Zephyr";
/// What a person may be reached by: in the database of course, and in no log.
const ADDRESSES: [&str; 5] = [
    "asdas@bamboocloud.cn",
    "MOCK_EMAIL@163.com",
    "13800138000",
    "15201657315",
    "nobody.58@example.com",
];

fn no_secret_is_in_the_log_or_the_database(backend: Backend) {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", &config().to_string());
    let database = backend.new_database(&folder);
    let arguments = ["--config", "config.json", "--log", "trace"];
    let mut needles = Needles::default();

    let server = Server::demo_at(&folder, &database, &arguments);
    let credentials = walk::through_every_call(&server, &mut needles);
    in_every_field(&server, &credentials);
    while_a_table_is_gone(&server, &credentials, &mut needles);
    let mut log = logged(server);

    let mail = MailServer::start(Manner::Refuses(550));
    let url = mail.url();
    let by_mail = ["--smtp", &url, "--mail-from", "login@example.com"];
    let server = Server::demo_at(&folder, &database, &[&arguments[..], &by_mail].concat());
    while_mail_fails(&server, &mail, &mut needles);
    log.push_str(&logged(server));

    // It is a log of everything: of requests, of effects, of what failed.
    for line in [
        "answered",
        "an effect was performed",
        "error=database: ",
        "refused for good",
    ] {
        assert!(log.contains(line), "{line}");
    }
    needles.assert_none_in_text("the log", &log);
    for address in ADDRESSES {
        assert!(!log.contains(address), "{address} is in the log");
    }
    for (place, text) in dumped(backend, &database) {
        needles.assert_none_in_text(&place, &text);
    }
    let files = files(&folder);
    assert_eq!(files.is_empty(), backend == Backend::Postgres);
    for (place, bytes) in files {
        needles.assert_none_in_bytes(&place, &bytes);
    }
}

/// Limits that are in nobody's way, and codes of so many digits that no other number is one.
fn config() -> Value {
    let mut config: Value = serde_json::from_str(KEYS).unwrap();
    let limits = json!({
        "digits": 8, "resendAfter": 0, "perHour": 100_000, "perDay": 100_000, "failures": 100,
        "checksPerMinute": 100_000, "sendsPerHour": 100_000,
    });
    config["settings"]["eiam"] = limits.clone();
    config["settings"]["ciam"] = limits;
    config["settings"]["logins"] = json!({ "perAccount": 100_000, "perSource": 100_000 });
    config
}

/// All that a server logged in its life. What the demo prints to try has demo secrets in it.
fn logged(server: Server) -> String {
    let log = server.log_of_its_life();
    assert!(!log.is_empty());
    log
}

/// Each header, each part of the path and the query, each member, as a value and as a name.
fn in_every_field(server: &Server, credentials: &Credentials) {
    let mut sent = 0;
    let mut send = |call: Call| {
        sent += 1;
        call.try_send();
    };
    let escaped = CANARY.replace('#', "%23");
    for parts in calls::all(credentials, "short") {
        for place in 0..parts.headers.len() {
            for value in [
                CANARY.into(),
                format!("Bearer {TOKEN}"),
                format!("Basic {TOKEN}"),
                basic(),
            ] {
                let mut parts = parts.clone();
                parts.headers[place].1 = value;
                send(parts.request(server));
            }
        }
        let call = parts.request(server);
        for name in [
            "Cookie",
            "X-Forwarded-For",
            "Host",
            "If-None-Match",
            "X-Request-Id",
            TOKEN,
        ] {
            send(call.clone().header(name, CANARY));
        }
        for name in ["Content-Length", "Transfer-Encoding", "Expect", "Upgrade"] {
            send(call.clone().header(name, TOKEN));
        }
        send(call.clone().header("Connection", format!("close, {TOKEN}")));
        send(parts.with_body(server, CANARY, CANARY));
        for query in [
            format!("?{escaped}"),
            format!("?send_mode={escaped}&password={escaped}"),
        ] {
            send(
                Parts {
                    query,
                    ..parts.clone()
                }
                .request(server),
            );
        }
        send(
            Parts {
                user_id: escaped.clone(),
                ..parts.clone()
            }
            .request(server),
        );
        let (_, path) = parts.call.address();
        send(server.call(TOKEN, &path.replace("{user_id}", &escaped)));
        in_every_member(&parts, server, &mut send);
    }
    // A thousand: nineteen calls, each with some fifty places.
    assert!(sent > 1_000, "{sent}");
}

fn in_every_member(parts: &Parts, server: &Server, send: &mut impl FnMut(Call)) {
    let Some(members) = &parts.members else {
        return;
    };
    for name in members.keys() {
        for value in [
            json!(CANARY),
            json!([CANARY]),
            json!({ CANARY: CANARY }),
            json!(format!("{CANARY}\0")),
            json!(format!("+86-{CANARY}")),
            json!(format!(r#"{{"x":"{CANARY}"}}"#)),
        ] {
            let mut parts = parts.clone();
            parts.members.as_mut().unwrap().insert(name.clone(), value);
            send(parts.request(server));
        }
        let twice = format!(r#"{{"{name}":"{CANARY}","{name}":"{CANARY}"}}"#);
        send(parts.with_body(server, "application/json", twice));
        let form = format!("{name}={TOKEN}&{TOKEN}={TOKEN}");
        send(parts.with_body(server, "application/x-www-form-urlencoded", form));
    }
    for body in [
        format!(r#"{{"{CANARY}":1,"{CANARY}":2}}"#),
        format!(r#"{{"password":"{CANARY}"#),
        CANARY.into(),
        CANARY.repeat(2_000),
    ] {
        send(parts.with_body(server, "application/json", body));
    }
}

/// `Wombat#58Zephyr:Wombat#58Zephyr`, encoded.
fn basic() -> String {
    "Basic V29tYmF0IzU4WmVwaHlyOldvbWJhdCM1OFplcGh5cg==".into()
}

/// Every call once more, with one table after the other out of the way.
fn while_a_table_is_gone(server: &Server, credentials: &Credentials, needles: &mut Needles) {
    let tables = [
        "accounts",
        "password_history",
        "access_tokens",
        "challenges",
        "redemptions",
        "budgets",
        "quotas",
        "captchas",
        "captcha_proofs",
        "state_tokens",
        "sessions",
        "outbox",
    ];
    for (number, table) in tables.iter().enumerate() {
        let mut database = server.database();
        database.execute("DELETE FROM budgets");
        // What needs a table to get as far as another one's absence.
        let proof = walk::ciam_code(server, needles);
        database.execute(&format!("ALTER TABLE {table} RENAME TO gone"));
        let mut failures = 0;
        let mut count = |call: Call| {
            let answer = call.send();
            failures += usize::from(answer.status >= 500);
            needles.add_all_of(&answer);
        };
        for parts in calls::all(credentials, CANARY) {
            count(parts.request(server));
        }
        count(walk::login(server, "bare", crate::support::FIRST_PASSWORD));
        count(walk::reset(server, &proof, &walk::password(100 + number)));
        database.execute(&format!("ALTER TABLE gone RENAME TO {table}"));
        assert!(failures > 0, "nothing fails without {table}");
    }
}

/// Codes and temporary passwords that cannot be sent, for good or for now, and then can.
fn while_mail_fails(server: &Server, mail: &MailServer, needles: &mut Needles) {
    for (manner, told) in [
        (Manner::Refuses(550), "refused for good"),
        (Manner::Refuses(451), "was not sent"),
        (Manner::Closes, "was not sent"),
    ] {
        mail.becomes(manner);
        let before = server.log().len();
        needles.add_all_of(&walk::send_code(server).send());
        server.wait_for_log(before, told);
        let before = server.log().len();
        walk::temporary_password(server, "EMAIL");
        server.wait_for_log(before, told);
    }
    mail.becomes(Manner::Well);
    let began = Instant::now();
    // What was put off is due within some seconds: two codes, two passwords and their notices.
    while mail.mails().len() < 6 {
        assert!(began.elapsed().as_secs() < 40, "{}", mail.mails().len());
        std::thread::sleep(Duration::from_millis(50));
    }
    for message in mail.mails() {
        needles.add_from_message(&message.text());
    }
}

/// The rows of all tables as text.
fn dumped(backend: Backend, url: &str) -> Vec<(String, String)> {
    let mut database = Database::open(url);
    let tables = match backend {
        Backend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Backend::Postgres => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
             WHERE table_schema = 'public'"
        }
    };
    let tables = database.texts(tables);
    assert!(tables.len() >= 12, "{tables:?}");
    if backend == Backend::Sqlite {
        // Its file is looked at whole.
        return Vec::new();
    }
    let dump = |table: &String| {
        let rows = database.texts(&format!("SELECT CAST(t AS TEXT) FROM {table} t"));
        (table.clone(), rows.join("\n"))
    };
    tables.iter().map(dump).collect()
}

/// All files that a server wrote into its folder.
fn files(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.path()).unwrap().flatten();
    let files = entries.filter(|entry| entry.file_name() != "config.json");
    let read = |entry: std::fs::DirEntry| {
        let path = entry.path();
        // SQLite removes the files beside its own when the last connection closes.
        let bytes = std::fs::read(&path).ok()?;
        Some((path.display().to_string(), bytes))
    };
    files.filter_map(read).collect()
}

both! { no_secret_is_in_the_log_or_the_database }
