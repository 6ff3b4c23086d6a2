//! Any text as a state and an event of each call's machine: an answer, a further step, or a misuse.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repass::operation::{self, Event, Settings, State};
use repass::otp::KeyRing;
use repass::wire::{Call, HttpRequest, Request};

// Two lines.
fuzz_target!(|text: &str| {
    let Some((state, event)) = text.split_once('\n') else {
        return;
    };
    let (Ok(state), Ok(event)) = (
        serde_json::from_str::<State>(state),
        serde_json::from_str::<Event>(event),
    ) else {
        return;
    };
    let settings = Settings::new(KeyRing::new(&[("k1", &[1; 32])]).unwrap());
    for call in Call::all() {
        let (method, path) = call.address();
        let http = HttpRequest {
            method: method.into(),
            target: path.replace("{user_id}", "u1"),
            headers: Vec::new(),
            body: Some(String::new()),
            source: None,
        };
        let request = Request::decode(&http).unwrap();
        let step = operation::step(state.clone(), event.clone(), &request, &settings, 1);
        let json = serde_json::to_string(&step.state).unwrap();
        assert_eq!(serde_json::from_str::<State>(&json).unwrap(), step.state);
    }
});
