//! Bodies of a wrong shape, for every call: refused in the vendor's words, soon, and never as a
//! failure of the server's own. What each answer of `change-password` says stands in `bodies`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use repass::fault::Profile;
use repass::wire;
use serde_json::{Value, json};

use crate::support::calls::{self, Credentials, Parts};
use crate::support::{
    ADMIN, Answer, Backend, Call, FIRST_PASSWORD, Folder, KEYS, Server, ZENGLIJUN, ZHANGWEI, both,
};

/// Credentials that are good, so that nothing but the body is wrong.
fn credentials(server: &Server) -> Credentials {
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let must_change = "UPDATE accounts SET must_change = 1 WHERE username = 'zhangwei'";
    server.database().execute(must_change);
    let state_token = server
        .login("zhangwei", FIRST_PASSWORD)
        .member("state_token");
    assert!(!id_token.is_empty() && !state_token.is_empty());
    Credentials {
        access_token: server.token(ADMIN),
        id_token,
        state_token,
    }
}

/// The demo in which messages may be sent at any time.
fn impatient_demo() -> Server {
    let mut config: Value = serde_json::from_str(KEYS).unwrap();
    config["settings"]["eiam"] = json!({ "resendAfter": 0, "perHour": 1_000, "perDay": 1_000 });
    let folder = Arc::new(Folder::new());
    folder.write("config.json", &config.to_string());
    Server::demo_in(&folder, &["--config", "config.json"])
}

/// Each name and what it makes of a call with a body.
type Shape = (&'static str, fn(&Parts, &Server) -> Call);

const SHAPES: [Shape; 9] = [
    ("another content type", |parts, server| {
        parts.with_body(server, "text/plain", body(parts))
    }),
    ("an array", |parts, server| {
        let body = format!("[{}]", body(parts));
        parts.with_body(server, "application/json", body)
    }),
    ("a text", |parts, server| {
        parts.with_body(server, "application/json", json!(body(parts)).to_string())
    }),
    ("a member twice", |parts, server| {
        let body = body(parts);
        let (name, value) = parts.members.as_ref().unwrap().iter().next().unwrap();
        let twice = format!("{},\"{name}\":{value}}}", body.strip_suffix('}').unwrap());
        parts.with_body(server, "application/json", twice)
    }),
    ("17 KiB", |parts, server| {
        let filler = "x".repeat(17 * 1_024);
        let body = body(parts).replacen('{', &format!("{{\"filler\":\"{filler}\","), 1);
        parts.with_body(server, "application/json", body)
    }),
    ("nothing, said to be JSON", |parts, server| {
        parts.with_body(server, "application/json", "")
    }),
    ("no UTF-8", |parts, server| {
        let body = body(parts).replacen('{', "{\"x\":\"\u{1}\",", 1);
        let bytes = body.into_bytes();
        let bytes: Vec<u8> = bytes
            .into_iter()
            .map(|byte| if byte == 1 { 0xff } else { byte })
            .collect();
        parts.with_body(server, "application/json", bytes)
    }),
    ("cut off", |parts, server| {
        let body = body(parts);
        let half = body[..body.len() / 2].to_owned();
        parts.with_body(server, "application/json", half)
    }),
    ("as deep as it is long", |parts, server| {
        let body = format!("{{\"x\":{}{}}}", "[".repeat(8_000), "]".repeat(8_000));
        parts.with_body(server, "application/json", body)
    }),
];

fn body(parts: &Parts) -> String {
    json!(parts.members).to_string()
}

#[test]
fn every_call_refuses_a_body_of_a_wrong_shape_in_its_vendors_words() {
    let server = Server::demo();
    let all = calls::all(&credentials(&server), "Violet#Brisk1");
    let before = stored(&server);
    let with_body = all.iter().filter(|parts| parts.members.is_some());
    let mut refused = 0;
    for parts in with_body {
        for (name, shape) in SHAPES {
            // OAuth lets the credentials stand alone.
            if parts.call == wire::Call::Token && name == "nothing, said to be JSON" {
                continue;
            }
            let about = format!("{:?}: {name}", parts.call);
            let answer = soon(&shape(parts, &server), &about);
            assert_refused(parts.call, &answer, &about);
            refused += 1;
        }
        let answer = soon(&parts.bare(&server), "without a body");
        match parts.call {
            wire::Call::Token => assert_eq!(answer.status, 200),
            call => assert_refused(call, &answer, &format!("{call:?}: no body")),
        }
    }
    assert_eq!(refused, 16 * 9 - 1, "all calls with a body, and all shapes");
    assert_eq!(stored(&server), before);
    for table in ["outbox", "challenges"] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(server.database().numbers(&count), [0], "{table}");
    }
}

/// A call without a body does not mind one: it is not read.
#[test]
fn a_call_without_a_body_answers_as_if_there_were_none() {
    let server = impatient_demo();
    let all = calls::all(&credentials(&server), "Violet#Brisk1");
    for parts in all.iter().filter(|parts| parts.members.is_none()) {
        for (content_type, body) in [
            ("text/plain", b"x".to_vec()),
            ("application/json", b"[]".to_vec()),
            ("application/json", vec![b'x'; 17 * 1_024]),
            ("application/json", vec![0xff]),
        ] {
            let status = parts.bare(&server).send().status;
            let about = format!("{:?}: {content_type}", parts.call);
            let answer = soon(&parts.with_body(&server, content_type, body), &about);
            assert_eq!(answer.status, status, "{about}: {}", answer.body);
        }
    }
}

/// Members of wrong types and odd texts in every place: refused, or nobody's.
fn an_odd_value_in_whichever_member_is_no_failure(backend: Backend) {
    let server = Server::demo_on(backend);
    let all = calls::all(&credentials(&server), "Violet#Brisk1");
    let odd = [
        json!(null),
        json!(1),
        json!(1.5e300),
        json!([]),
        json!([["x"]]),
        json!({}),
        json!(""),
        json!(" "),
        json!("\0"),
        json!("a\0b"),
        json!("a\0b@example.com"),
        json!("\u{feff}\u{202e}\u{10ffff}"),
        json!("x".repeat(9_000)),
        json!("\u{301}".repeat(2_000)),
        json!("' OR 1=1; --"),
    ];
    for parts in &all {
        for name in parts.members.iter().flat_map(|members| members.keys()) {
            for value in &odd {
                let mut parts = parts.clone();
                let members = parts.members.as_mut().unwrap();
                members.insert(name.clone(), value.clone());
                let answer = parts.request(&server).send();
                let about = format!("{:?}: {name}: {value:.40}: {}", parts.call, answer.body);
                assert!(answer.status < 500, "{about}");
            }
        }
        for odd in [
            "%00",
            "%ff",
            "%",
            "%2e%2e%2f",
            "a%00b",
            "..",
            "%F0%9F%98%80",
        ] {
            let mut parts = parts.clone();
            parts.user_id = odd.into();
            let answer = parts.request(&server).send();
            assert!(
                answer.status < 500,
                "{:?}: {odd}: {}",
                parts.call,
                answer.body
            );
        }
        for (place, (name, _)) in parts.headers.iter().enumerate() {
            for odd in [&b"\xff\xfe"[..], b"", b" ", &[b'x'; 2_000]] {
                let mut parts = parts.clone();
                parts.headers.remove(place);
                let answer = parts.request(&server).header(name, odd).send();
                assert!(
                    answer.status < 500,
                    "{:?}: {name}: {}",
                    parts.call,
                    answer.body
                );
            }
        }
    }
    assert_eq!(server.database().password(ZENGLIJUN).version, 1);
}

fn assert_refused(call: wire::Call, answer: &Answer, about: &str) {
    let told = match (call, call.profile()) {
        (wire::Call::Token, _) | (_, Profile::TencentCiam) => ("error", "invalid_request"),
        _ => ("error_code", "SDK.COMMON.1006"),
    };
    let (member, word) = told;
    assert_eq!(
        (answer.status, answer.member(member).as_str()),
        (400, word),
        "{about}: {}",
        answer.body
    );
}

/// The answer, which is there within a second: of a few tries one must be, however busy the machine.
fn soon(call: &Call, about: &str) -> Answer {
    for _ in 0..5 {
        let began = Instant::now();
        let answer = call.send();
        if began.elapsed() < Duration::from_secs(1) {
            return answer;
        }
    }
    panic!("{about}: slow");
}

fn stored(server: &Server) -> Vec<i64> {
    let mut database = server.database();
    [ZHANGWEI, ZENGLIJUN]
        .map(|user| database.password(user).version)
        .into()
}

both! { an_odd_value_in_whichever_member_is_no_failure }
