//! Any text as a state and an event of each journey: the next state goes through JSON, and at most
//! one request goes out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repass::journey::{Effect, Event, Form, Journey, State};
use repass::secret::Secret;

const POLICY: &str = r#"{"version":1,"length":{"min":8},"history":{"remember":1}}"#;

// Three lines: state, event, and what is typed in every field.
fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let (Some(state), Some(event), Some(typed)) = (lines.next(), lines.next(), lines.next()) else {
        return;
    };
    let now = 1_700_000_000_000;
    let Ok(event) = serde_json::from_str::<Event>(event) else {
        return;
    };
    let form = Form {
        address: typed.into(),
        code: Secret::new(typed),
        password: Secret::new(typed),
        old_password: Secret::new(typed),
        ..Form::default()
    };
    for kind in ["forgot_by_email", "change_by_mobile", "forced_change", "reset_by_email"] {
        let setup = format!(
            r#"{{"kind":"{kind}","clientId":"c","policy":{POLICY},"idToken":"i","stateToken":"s",
                "subject":{{"mobile":"13800138000"}},
                "device":{{"operatingSystem":"o","fingerprint":"f","agent":"a"}}}}"#
        );
        let journey = Journey::from_json(&setup).unwrap();
        let step = journey.step(State::from_json(state), event.clone(), &form, now);
        let requests = step.effects.iter().filter(|effect| matches!(effect, Effect::Send { .. }));
        assert!(requests.count() <= 1);
        assert_eq!(State::from_json(&step.state.to_json()), step.state);
    }
});
