//! States that this code did not make.

use alloc::string::ToString;

use serde_json::{Value, json};

use super::super::{Effect, Event, Form, Journey, State};
use super::play::{NOW, Play, setup};

#[test]
fn a_state_of_another_version_stays_as_it_is() {
    let journey = Journey::from_json(&setup("forgot_by_email").to_string()).unwrap();
    let mut text: Value =
        serde_json::from_str(&Play::new("forgot_by_email").state.to_json()).unwrap();
    text["version"] = 2.into();
    let state = State::from_json(&text.to_string());
    assert_eq!(state.version, 2);
    let form = Form {
        address: "a@b.cn".into(),
        ..Form::default()
    };
    let step = journey.step(state.clone(), Event::Submit, &form, NOW);
    assert_eq!(step.state, state);
    let [Effect::Show(view)] = step.effects.as_slice() else {
        panic!("one view")
    };
    assert_eq!(view.notice.as_ref().unwrap().code(), "busy");
    assert!(!view.can_submit && view.fields.is_empty());
}

#[test]
fn a_text_that_is_no_state_is_one_of_another_version() {
    for text in [
        "",
        "{}",
        "null",
        "[]",
        "{\"version\":1,\"stage\":\"moon\"}",
        "{\"version\":\"1\"}",
        "x",
    ] {
        assert_ne!(State::from_json(text).version, State::VERSION, "{text}");
    }
}

#[test]
fn a_state_of_another_journey_does_no_harm() {
    let code = Play::at_code("reset_by_email").state;
    let captcha = Play::new("change_by_mobile").state;
    for kind in [
        "forced_change",
        "change_by_mobile",
        "forgot_by_mobile",
        "reset_by_mobile",
    ] {
        let journey = Journey::from_json(&setup(kind).to_string()).unwrap();
        for state in [&code, &captcha] {
            for event in [
                Event::Submit,
                Event::ResendRequested,
                Event::CaptchaRefreshRequested,
                Event::Tick,
            ] {
                journey.step(state.clone(), event, &Form::default(), NOW + 90_000);
            }
        }
    }
}

#[test]
fn of_the_hosts_id_remains_what_may_stand_in_a_header() {
    let journey = Journey::from_json(&setup("change_by_mobile").to_string()).unwrap();
    for (id, expected) in [
        ("a.B-9_", "a.B-9_-1"),
        ("a\r\nX-Evil: 1", "aX-Evil1-1"),
        ("曾", "-1"),
        ("", "-1"),
    ] {
        let step = serde_json::to_value(journey.start(id, NOW)).unwrap();
        assert_eq!(step["effects"][0]["args"]["requestId"], json!(expected));
    }
    let step = serde_json::to_value(journey.start(&"a".repeat(1_000), NOW)).unwrap();
    let id = step["effects"][0]["args"]["requestId"].as_str().unwrap();
    assert_eq!(id.len(), 66);
}

#[test]
fn events_and_forms_are_read_from_json() {
    let read = |text: &str| serde_json::from_str::<Event>(text).unwrap();
    assert_eq!(read(r#"{"event":"submit"}"#), Event::Submit);
    let typed = r#"{"event":"typed","args":{"field":"oldPassword"}}"#;
    assert_eq!(serde_json::to_string(&read(typed)).unwrap(), typed);
    let answered = read(r#"{"event":"answered","args":{"requestId":"j-1","response":null}}"#);
    assert_eq!(
        answered,
        Event::Answered {
            request_id: "j-1".into(),
            response: None
        }
    );
    let form: Form = serde_json::from_str(r#"{"oldPassword":"x"}"#).unwrap();
    assert_eq!(form.old_password.expose(), "x");
    assert!(serde_json::from_str::<Form>(r#"{"old_password":"x"}"#).is_err());
    assert_eq!(alloc::format!("{form:?}"), "Form");
}
