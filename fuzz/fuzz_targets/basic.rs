//! Any bytes as an `Authorization` header: who is read is who is written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repass::wire::{Body, Call, Caller, HttpRequest, Request};

fuzz_target!(|header: &str| {
    let http = HttpRequest {
        method: "POST".into(),
        target: "/api/v2/tenant/token".into(),
        headers: vec![("Authorization".into(), header.into())],
        body: Some(String::new()),
        source: None,
    };
    let request = Request::decode(&http).unwrap();
    if let Ok(caller @ Caller::Client { .. }) = request.caller {
        let written = Request::new(Call::Token, caller.clone(), Body::Nothing);
        let read = Request::decode(&written.encode().unwrap()).unwrap();
        assert_eq!(read.caller, Ok(caller));
    }
});
