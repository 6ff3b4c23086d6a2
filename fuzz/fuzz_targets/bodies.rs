//! Any bytes as the body of each call: what is read can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repass::wire::{Call, HttpRequest, Request};

fuzz_target!(|body: &str| {
    for call in Call::all() {
        let (method, path) = call.address();
        let authorization = match call {
            Call::Token | Call::OtpSend | Call::ResetUserPassword => "Basic YTpi",
            _ => "Bearer t",
        };
        let header = |name: &str, value: &str| (name.into(), value.into());
        let http = HttpRequest {
            method: method.into(),
            target: path.replace("{user_id}", "u1"),
            headers: vec![
                header("Content-Type", "application/json"),
                header("Authorization", authorization),
                header("X-client-id", "c"),
                header("X-operating-sys-version", "o"),
                header("X-device-fingerprint", "f"),
                header("X-agent", "a"),
                header("X-state-token", "s"),
            ],
            body: Some(body.into()),
            source: None,
        };
        let request = Request::decode(&http).unwrap();
        if let Some(written) = request.encode() {
            let again = Request::decode(&written).unwrap();
            assert_eq!(again.body, request.body, "{call:?}");
        }
    }
});
