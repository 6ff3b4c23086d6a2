//! A host for tests.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::super::{
    Effect, Event, Field, FieldView, Form, Journey, Outcome, Stage, State, Step, View,
};
use crate::secret::Secret;
use crate::wire::{HttpRequest, HttpResponse};

pub(super) const NOW: i64 = 1_700_000_000_000;
pub(super) const CODE: &str = "407318";
pub(super) const PASSWORD: &str = "P@sdsdfsdfds";
pub(super) const OLD_PASSWORD: &str = "Brook#71Lantern";
const ALL_SECRETS: [&str; 5] = [CODE, PASSWORD, OLD_PASSWORD, "another-one", "Sh0rt"];

pub(super) fn setup(kind: &str) -> Value {
    let mut setup = json!({
        "kind": kind, "clientId": "nTo1eRIub60vPb54WeE6aojPwYwImtl4", "digits": 6,
        "policy": { "version": 1, "length": { "min": 8, "max": 50 } },
    });
    if !kind.starts_with("reset") {
        setup["device"] = json!({ "operatingSystem": "windows10.1.1", "fingerprint": "156a", "agent": "Mozilla/5.0" });
    }
    if kind.starts_with("change") {
        setup["idToken"] = id_token().into();
    }
    if kind == "forced_change" {
        setup["stateToken"] = "st.1".into();
        setup["loginStatus"] = "PASSWORD_WARN".into();
    }
    setup
}

pub(super) fn id_token() -> String {
    let api = json!({ "id": "1", "userName": "zhangwei", "name": "张伟",
        "mobile": "+86-13800138000", "email": "asdas@bamboocloud.cn" });
    let payload = json!({ "api": api.to_string() }).to_string();
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(payload))
}

pub(super) struct Play {
    journey: Journey,
    pub(super) state: State,
    pub(super) form: Form,
    pub(super) now: i64,
    pub(super) effects: Vec<Effect>,
    /// The last that was shown.
    pub(super) view: View,
    /// The id of the last request.
    pub(super) request_id: String,
    /// The last request.
    pub(super) request: Option<HttpRequest>,
}

impl Play {
    pub(super) fn new(kind: &str) -> Self {
        Self::of(&setup(kind))
    }

    pub(super) fn of(setup: &Value) -> Self {
        let journey = Journey::from_json(&setup.to_string()).unwrap();
        let Step { state, effects } = journey.start("j", NOW);
        let view = shown(&effects).expect("a start shows something");
        let mut play = Self {
            journey,
            state,
            form: Form::default(),
            now: NOW,
            effects: Vec::new(),
            view,
            request_id: String::new(),
            request: None,
        };
        play.take(effects);
        play
    }

    /// An event, behind which the state goes through JSON.
    pub(super) fn hear(&mut self, event: Event) -> &mut Self {
        let before = State::from_json(&self.state.to_json());
        assert_eq!(before, self.state, "a state survives JSON");
        let step = self.journey.step(before, event, &self.form, self.now);
        let text = step.state.to_json();
        for secret in ALL_SECRETS {
            assert!(!text.contains(secret), "a secret of the form is in {text}");
        }
        self.state = step.state;
        self.take(step.effects);
        self
    }

    fn take(&mut self, effects: Vec<Effect>) {
        if let Some(view) = shown(&effects) {
            self.view = view;
        }
        self.request = None;
        for effect in &effects {
            if let Effect::Send {
                request_id,
                request,
            } = effect
            {
                self.request_id.clone_from(request_id);
                self.request = Some(request.clone());
            }
        }
        self.effects = effects;
    }

    pub(super) fn submit(&mut self) -> &mut Self {
        self.hear(Event::Submit)
    }

    pub(super) fn typed(&mut self, field: Field, text: &str) -> &mut Self {
        match field {
            Field::Address => self.form.address = text.into(),
            Field::Code => self.form.code = Secret::new(text),
            Field::Password => self.form.password = Secret::new(text),
            Field::Confirmation => self.form.confirmation = Secret::new(text),
            Field::OldPassword => self.form.old_password = Secret::new(text),
        }
        self.hear(Event::Typed { field })
    }

    pub(super) fn answer(&mut self, status: u16, body: &str) -> &mut Self {
        self.answer_with(status, body, &[])
    }

    pub(super) fn answer_with(
        &mut self,
        status: u16,
        body: &str,
        headers: &[(&str, &str)],
    ) -> &mut Self {
        let headers = headers.iter();
        let response = HttpResponse {
            status,
            headers: headers
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect(),
            body: body.into(),
        };
        let request_id = self.request_id.clone();
        self.hear(Event::Answered {
            request_id,
            response: Some(response),
        })
    }

    pub(super) fn no_answer(&mut self) -> &mut Self {
        let request_id = self.request_id.clone();
        self.hear(Event::Answered {
            request_id,
            response: None,
        })
    }

    pub(super) fn captcha(&mut self) -> &mut Self {
        self.answer(
            200,
            r#"{"token":"c-1","originalImageBase64":"AAAA","jigsawImageBase64":"BBBB"}"#,
        )
    }

    pub(super) fn solve(&mut self) -> &mut Self {
        self.hear(Event::CaptchaSolved { x: 237.0 })
    }

    pub(super) fn proof(&mut self) -> &mut Self {
        self.answer(200, r#"{"captcha_token":"c-1---p"}"#)
    }

    /// From the CAPTCHA's request to the code's field.
    pub(super) fn code_by_captcha(&mut self) -> &mut Self {
        self.captcha().solve().proof().answer(200, "");
        assert_eq!(self.view.stage, Stage::Code);
        self
    }

    /// Up to the code's field, with all fields filled in.
    pub(super) fn at_code(kind: &str) -> Self {
        let mut play = Self::new(kind);
        play.reach_code();
        play
    }

    pub(super) fn reach_code(&mut self) -> &mut Self {
        if self.view.stage == Stage::Address {
            let is_mobile = self.view.fields[0].autocomplete == super::super::Autocomplete::Tel;
            let address = match is_mobile {
                true => "15201657315",
                false => "MOCK_EMAIL@163.com",
            };
            self.typed(Field::Address, address).submit();
        }
        match self.view.stage {
            Stage::Captcha => self.code_by_captcha(),
            _ => self.answer(200, r#"{"otp_token":"otp.1"}"#),
        };
        assert_eq!(self.view.stage, Stage::Code);
        self.typed(Field::Code, CODE);
        self.typed(Field::Password, PASSWORD)
    }

    pub(super) fn target(&self) -> &str {
        self.request
            .as_ref()
            .map_or("", |request| request.target.as_str())
    }

    pub(super) fn body(&self) -> Value {
        let request = self.request.as_ref().expect("a request went out");
        serde_json::from_str(request.body.as_deref().unwrap()).unwrap_or(Value::Null)
    }

    pub(super) fn header(&self, wanted: &str) -> Option<&str> {
        let headers = &self.request.as_ref()?.headers;
        let found = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn field(&self, wanted: Field) -> &FieldView {
        let mut fields = self.view.fields.iter();
        fields.find(|view| view.field == wanted).unwrap()
    }

    pub(super) fn fault(&self, field: Field) -> Option<&'static str> {
        Some(self.field(field).fault.as_ref()?.code())
    }

    pub(super) fn notice(&self) -> Option<&'static str> {
        Some(self.view.notice.as_ref()?.code())
    }

    pub(super) fn wakes_at(&self) -> Option<i64> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::WakeAt { at } => Some(*at - NOW),
            _ => None,
        })
    }

    pub(super) fn outcome(&self) -> Option<&Outcome> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Done(outcome) => Some(outcome),
            _ => None,
        })
    }

    /// Nothing was done, and nothing changed.
    pub(super) fn is_deaf_to(&mut self, event: Event) -> bool {
        let before = self.state.clone();
        self.hear(event);
        self.effects.is_empty() && self.state == before
    }
}

fn shown(effects: &[Effect]) -> Option<View> {
    effects.iter().find_map(|effect| match effect {
        Effect::Show(view) => Some(view.clone()),
        _ => None,
    })
}
