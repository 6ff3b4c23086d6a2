//! What holds for a journey whatever happens to it, in whatever order.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use repass::journey::{Effect, Event, Field, Form, Journey, State, Step};
use repass::policy::{Policy, Subject};
use repass::secret::Secret;
use repass::wire::HttpResponse;
use serde_json::{Value, json};

const NOW: i64 = 1_700_000_000_000;
/// So long an answer is waited for, in milliseconds.
const PATIENCE: i64 = 30_000;

const POLICY: &str = r#"{ "version": 1, "length": { "min": 8, "max": 20 }, "repeats": { "max": 3 },
    "contains": { "emailPrefix": true, "username": true }, "history": { "remember": 5 } }"#;

const KINDS: [&str; 7] = [
    "forgot_by_email",
    "forgot_by_mobile",
    "change_by_mobile",
    "change_by_email",
    "forced_change",
    "reset_by_email",
    "reset_by_mobile",
];

/// What somebody may type. What has `canary` in it may stand in no state.
const TEXTS: [&str; 8] = [
    "",
    "canary",
    "a-canary-password",
    "another-canary-one",
    "407318",
    " code-canary ",
    "aaaaaaaa",
    "much-too-long-canary-password",
];
const ADDRESSES: [&str; 5] = [
    "",
    "a@",
    "someone@example.org",
    "15201657315",
    "+86-13800138000",
];

/// What servers say: what each call may answer, faults, and what is neither.
const ANSWERS: [(u16, &str); 24] = [
    (200, ""),
    (
        200,
        r#"{"token":"c","originalImageBase64":"AA","jigsawImageBase64":"BB"}"#,
    ),
    (200, r#"{"captcha_token":"c---p"}"#),
    (200, r#"{"otp_token":"o"}"#),
    (200, r#"{"status":"SUCCESS","session_token":"s"}"#),
    (200, r#"{"status":"PASSWORD_EXPIRED","state_token":"s"}"#),
    (200, "{}"),
    (200, "<html>"),
    (400, r#"{"error_code":"SDK.SMS.1005"}"#),
    (400, r#"{"error_code":"SDK.SMS.1006"}"#),
    (400, r#"{"error_code":"SDK.COMMON.1002"}"#),
    (400, r#"{"error_code":"SDK.COMMON.1006"}"#),
    (400, r#"{"error_code":"SDK.COMMON.1013"}"#),
    (400, r#"{"error_code":"SDK.LOGIN.1005"}"#),
    (
        400,
        r#"{"error_code":"PWD.0007","violations":[{"code":"history","args":{"remember":5}}]}"#,
    ),
    (401, r#"{"error_code":"AUTH.0001"}"#),
    (429, r#"{"error_code":"SDK.COMMON.1008"}"#),
    (500, r#"{"error_code":"SDK.COMMON.1008"}"#),
    (400, r#"{"error":"bad_email_otp_token"}"#),
    (400, r#"{"error":"bad_phone_number_otp"}"#),
    (400, r#"{"error":"user_not_found"}"#),
    (400, r#"{"error":"invalid_new_password"}"#),
    (400, r#"{"error":"sms_rate_limit_exceeded"}"#),
    (503, ""),
];

/// What every call takes for success.
const SUCCESS: &str = r#"{"token":"c","originalImageBase64":"","jigsawImageBase64":"",
    "captcha_token":"p","otp_token":"o","status":"SUCCESS","session_token":"s"}"#;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Happening {
    Fill(Field, String),
    Event(Event),
    /// The answer to the last request.
    Answer(Option<HttpResponse>),
    Pass(i64),
}

fn response() -> impl Strategy<Value = HttpResponse> {
    let known = prop::sample::select(ANSWERS.to_vec());
    let known = known.prop_map(|(status, body)| (status, body.to_owned()));
    let any = (any::<u16>(), ".{0,60}");
    let success = Just((200, SUCCESS.to_owned()));
    let wait = prop_oneof![
        Just(None),
        Just(Some("60".to_owned())),
        "[0-9]{1,12}".prop_map(Some)
    ];
    (prop_oneof![9 => known, 1 => any, 10 => success], wait).prop_map(|((status, body), wait)| {
        HttpResponse {
            status,
            headers: wait
                .into_iter()
                .map(|wait| ("Retry-After".into(), wait))
                .collect(),
            body,
        }
    })
}

fn field() -> impl Strategy<Value = Field> {
    prop::sample::select(vec![
        Field::Address,
        Field::Code,
        Field::Password,
        Field::Confirmation,
        Field::OldPassword,
    ])
}

fn happening() -> impl Strategy<Value = Happening> {
    let text = prop_oneof![
        4 => prop::sample::select(TEXTS.to_vec()).prop_map(String::from),
        4 => prop::sample::select(ADDRESSES.to_vec()).prop_map(String::from),
        1 => ".{0,30}",
    ];
    let event = prop_oneof![
        2 => field().prop_map(|field| Event::Typed { field }),
        4 => Just(Event::Submit),
        2 => Just(Event::ResendRequested),
        3 => any::<f64>().prop_map(|x| Event::CaptchaSolved { x }),
        1 => Just(Event::CaptchaRefreshRequested),
        1 => Just(Event::AddressChangeRequested),
        1 => Just(Event::SkipRequested),
        2 => Just(Event::Tick),
        1 => ("j-[0-9]{1,2}", prop::option::of(response()))
            .prop_map(|(request_id, response)| Event::Answered { request_id, response }),
    ];
    prop_oneof![
        3 => (field(), text).prop_map(|(field, text)| Happening::Fill(field, text)),
        4 => event.prop_map(Happening::Event),
        4 => prop::option::weighted(0.9, response()).prop_map(Happening::Answer),
        1 => prop_oneof![0..100_000_i64, any::<i64>()].prop_map(Happening::Pass),
    ]
}

fn setup(kind: &str, is_warned: bool) -> Value {
    json!({
        "kind": kind, "clientId": "client", "policy": serde_json::from_str::<Value>(POLICY).unwrap(),
        "device": { "operatingSystem": "w", "fingerprint": "f", "agent": "a" },
        "subject": subject_of(kind),
        "idToken": "e30.e30.c2ln", "stateToken": "st",
        "loginStatus": if is_warned { "PASSWORD_WARN" } else { "PASSWORD_EXPIRED" },
    })
}

fn subject_of(kind: &str) -> Value {
    match kind {
        "change_by_mobile" | "change_by_email" => {
            json!({ "username": "zhangwei", "mobile": "13800138000", "email": "zhang.wei@example.org" })
        }
        _ => json!({}),
    }
}

fn fill(form: &mut Form, field: Field, text: &str) {
    match field {
        Field::Address => form.address = text.into(),
        Field::Code => form.code = Secret::new(text),
        Field::Password => form.password = Secret::new(text),
        Field::Confirmation => form.confirmation = Secret::new(text),
        Field::OldPassword => form.old_password = Secret::new(text),
    }
}

/// A host that watches what a journey does.
struct Host {
    journey: Journey,
    policy: Policy,
    subject: Subject,
    state: State,
    form: Form,
    now: i64,
    last_request: String,
    /// Id and time of what was sent and neither answered nor given up.
    in_flight: Option<(String, i64)>,
    is_done: bool,
}

impl Host {
    fn new(kind: &str, is_warned: bool) -> Self {
        let setup = setup(kind, is_warned);
        let journey = Journey::from_json(&setup.to_string()).unwrap();
        let step = journey.start("j", NOW);
        let mut host = Self {
            journey,
            policy: Policy::from_json(POLICY).unwrap(),
            subject: serde_json::from_value(subject_of(kind)).unwrap(),
            state: step.state.clone(),
            form: Form::default(),
            now: NOW,
            last_request: String::new(),
            in_flight: None,
            is_done: false,
        };
        host.perform(step);
        host
    }

    fn hear(&mut self, event: Event) {
        match &event {
            Event::Answered { request_id, .. } => {
                let is_it = self
                    .in_flight
                    .as_ref()
                    .is_some_and(|(id, _)| id == request_id);
                if is_it {
                    self.in_flight = None;
                }
            }
            _ => {
                let is_late =
                    |(_, since): &mut (String, i64)| since.saturating_add(PATIENCE) <= self.now;
                self.in_flight.take_if(is_late);
            }
        }
        let state = State::from_json(&self.state.to_json());
        assert_eq!(state, self.state, "a state survives JSON");
        let before = state.clone();
        let step = self.journey.step(state, event, &self.form, self.now);
        if step.effects.is_empty() {
            assert_eq!(step.state, before, "what is ignored changes nothing");
        }
        self.perform(step);
    }

    fn perform(&mut self, step: Step) {
        let text = step.state.to_json();
        assert!(!text.contains("canary"), "{text}");
        let shown = step
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Show(_)));
        let shown = shown.count();
        assert_eq!(shown, usize::from(!step.effects.is_empty()));
        for effect in step.effects {
            assert!(!self.is_done, "nothing is done after the end");
            match effect {
                Effect::Send {
                    request_id,
                    request,
                } => {
                    assert!(self.in_flight.is_none(), "two requests in flight");
                    let ids = request
                        .headers
                        .iter()
                        .filter(|(name, _)| name == "X-Request-Id");
                    assert_eq!(ids.map(|(_, id)| id).collect::<Vec<_>>(), [&request_id]);
                    self.judge(request.body.as_deref().unwrap());
                    self.last_request.clone_from(&request_id);
                    self.in_flight = Some((request_id, self.now));
                }
                Effect::Show(view) => {
                    assert_eq!(view.is_busy, self.in_flight.is_some());
                    assert!(
                        !(view.is_busy && (view.can_submit || view.can_resend || view.can_skip))
                    );
                    assert!(!(view.can_resend && view.resend_in.is_some()));
                }
                Effect::WakeAt { at } => assert!(at > self.now || self.now == i64::MAX),
                Effect::Done(_) => self.is_done = true,
            }
        }
        self.state = step.state;
    }

    /// A password on the wire is the form's, and one that the policy takes.
    fn judge(&self, body: &str) {
        let body: Value = serde_json::from_str(body).unwrap_or_default();
        let password = body["password"].as_str().or(body["new_password"].as_str());
        if let Some(password) = password {
            assert_eq!(password, self.form.password.expose());
            let report = self.policy.check(password, &self.subject);
            assert!(report.ok, "{:?}", report.violations);
            let confirmation = self.form.confirmation.expose();
            assert!(confirmation.is_empty() || confirmation == password);
        }
    }
}

proptest! {
    // A failing case is kept beside this file.
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        ..ProptestConfig::with_failure_persistence(FileFailurePersistence::WithSource("regressions"))
    })]

    #[test]
    fn whatever_happens_the_machine_keeps_its_word(
        kind in prop::sample::select(KINDS.to_vec()),
        is_warned: bool,
        happenings in prop::collection::vec(happening(), 0..60),
    ) {
        let mut host = Host::new(kind, is_warned);
        for happening in happenings {
            match happening {
                Happening::Fill(field, text) => fill(&mut host.form, field, &text),
                Happening::Event(event) => host.hear(event),
                Happening::Answer(response) => {
                    let request_id = host.last_request.clone();
                    host.hear(Event::Answered { request_id, response });
                }
                Happening::Pass(time) => host.now = host.now.saturating_add(time),
            }
        }
    }

    #[test]
    fn whoever_goes_straight_on_arrives(
        kind in prop::sample::select(KINDS.to_vec()),
        noise in prop::collection::vec(happening(), 0..20),
    ) {
        let mut host = Host::new(kind, false);
        for happening in noise {
            match happening {
                // An address stays as it is: it may be another person's.
                Happening::Event(event) => host.hear(event),
                // At the very end of time a wait ends as it begins.
                Happening::Pass(time) => host.now = host.now.saturating_add(time).min(2 * NOW),
                Happening::Fill(..) | Happening::Answer(_) => {}
            }
        }
        // What is in flight is given up, and every wait is over.
        host.now = NOW.max(host.now).saturating_add(100_000_000);
        let address = if kind.ends_with("mobile") { "15201657315" } else { "a@example.org" };
        for (field, text) in [
            (Field::Address, address), (Field::Code, "407318"),
            (Field::Password, "Brook#71"), (Field::Confirmation, "Brook#71"), (Field::OldPassword, "old"),
        ] {
            fill(&mut host.form, field, text);
        }
        for _ in 0..12 {
            if host.is_done {
                break;
            }
            host.hear(Event::Submit);
            host.hear(Event::CaptchaSolved { x: 1.0 });
            let Some((request_id, _)) = host.in_flight.clone() else { continue };
            let response = Some(HttpResponse { status: 200, headers: Vec::new(), body: SUCCESS.into() });
            host.hear(Event::Answered { request_id, response });
        }
        prop_assert!(host.is_done, "{:?}", host.state);
    }
}
