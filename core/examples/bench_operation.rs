//! Times whole operations natively on the tests' in-memory host, for `cargo xtask bench operation`.
//! Hashing is not in it: the host puts a prefix before the password. Prints one JSON document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement stops at the first thing that is wrong"
)]

use std::hint::black_box;
use std::time::Instant;

use repass::operation::{self, Effect};
use repass::otp::Purpose;
use repass::wire::{Call, HttpRequest, HttpResponse, Request};
use serde_json::{Map, Value, json};

#[path = "../tests/host/mod.rs"]
mod host;

use host::{Host, Mishap, calls};

const ROUNDS: usize = 5_000;
const APP: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
const CIAM: (&str, &str) = ("TENANT_CLIENT_ID", "TENANT_CLIENT_SECRET");
const EMAIL: &str = "asdas@bamboocloud.cn";
const PASSWORD: &str = "P@sdsdfsdfds";
/// All of the demo's rules but strength, which has a measurement of its own.
const POLICY: &str = r#"{ "version": 1,
    "length": { "min": 8, "max": 50 },
    "characters": { "atLeastClasses": 3, "require": ["upper"], "special": "~!#$%&+-,*:;<=>@_?^`./" },
    "repeats": { "max": 3 }, "sequences": { "max": 4, "keyboard": true },
    "username": { "equal": true, "reversed": true },
    "contains": { "username": true, "mobile": true, "emailPrefix": true, "namePinyin": true, "words": ["acme"] },
    "weak": { "dictionary": true, "words": ["huawei"] },
    "history": { "remember": 5 } }"#;

fn main() {
    let mut times = Map::new();
    let mut measure = |name: &str, host: &Host, http: &HttpRequest, status: u16| {
        times.insert(name.into(), time(host, http, status));
    };

    let mut host = Host::with_policy(POLICY);
    let proof = host.proof(APP, EMAIL);
    let send = calls::send(APP, EMAIL, Purpose::ChangePassword, &proof);
    measure("send a code by e-mail (EIAM)", &host, &send, 200);
    host.call(&send);
    let forgot = calls::forgot(APP, EMAIL, &host.last_code(), PASSWORD);
    measure("forgot by e-mail (EIAM)", &host, &forgot, 200);
    let wrong = calls::forgot(APP, EMAIL, "000000", PASSWORD);
    measure("forgot by e-mail, a wrong code (EIAM)", &host, &wrong, 400);

    let mut host = Host::with_policy(POLICY);
    let (code, token) = host.otp_send(CIAM.0, Some(CIAM.1), EMAIL);
    let reset = calls::reset(CIAM.0, Some(CIAM.1), EMAIL, (&code, &token), PASSWORD);
    measure("reset with a token (CIAM)", &host, &reset, 200);

    let access_token = host.access_token("demo-admin", "demo-admin-secret");
    let user = "20201028102749564-9082-DC8CD2722";
    let set = calls::set(PASSWORD, true);
    let change = calls::about(Call::ChangePassword, user, &access_token, set);
    measure(
        "an administrator sets a password (EIAM)",
        &host,
        &change,
        200,
    );
    println!("{}", json!({ "times": times }));
}

/// Median and 99th percentile of one call in µs, from the request's bytes to the answer's.
fn time(host: &Host, http: &HttpRequest, status: u16) -> Value {
    let once = || {
        let mut host = host.clone();
        let start = Instant::now();
        let response = black_box(answer(&mut host, black_box(http)));
        let time = start.elapsed().as_secs_f64() * 1e6;
        assert_eq!(response.status, status);
        time
    };
    for _ in 0..ROUNDS / 10 {
        once();
    }
    let mut all: Vec<f64> = (0..ROUNDS).map(|_| once()).collect();
    all.sort_by(f64::total_cmp);
    json!({ "median": all[all.len() / 2], "p99": all[all.len() * 99 / 100] })
}

/// As a host's loop does it: states stay in memory.
fn answer(host: &mut Host, http: &HttpRequest) -> HttpResponse {
    let request = Request::decode(http).unwrap();
    let mut step = operation::start(&request, &host.settings, host.now);
    loop {
        match step.effect {
            Effect::Respond(response) => return response,
            effect => {
                let event = host.perform(&effect, Mishap::None);
                step = operation::step(step.state, event, &request, &host.settings, host.now);
            }
        }
    }
}
