//! Any bytes as the answer to each call.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repass::wire::{Answer, AnswerForm, Call, HttpResponse};

fuzz_target!(|data: (u16, &str)| {
    let (status, body) = data;
    for call in Call::all() {
        let response = HttpResponse {
            status,
            headers: Vec::new(),
            body: body.into(),
        };
        let answer = call.decode_answer(&response);
        if !matches!(answer, Answer::Refused { .. }) {
            let written = call.encode_answer(&answer, AnswerForm::default());
            assert_eq!(call.decode_answer(&written), answer, "{call:?}");
        }
    }
});
