//! An honest person, with the client's own machine.

use repass::journey::{Effect, Event, Form, Journey, Stage, State, View};
use repass::secret::Secret;
use repass::wire::HttpResponse;
use serde_json::json;

use super::host::demo::*;
use super::host::store::{Content, TokenRow, Write};
use super::host::{codes, decide};
use super::world::{Happening, Letter, World};

pub struct Person {
    place: usize,
    journey: Journey,
    state: State,
    form: Form,
    view: Option<View>,
    /// Where their codes arrive.
    mailbox: String,
    is_done: bool,
    /// Goes away before it is done.
    patience: u32,
}

impl Person {
    pub fn new(place: usize, world: &mut World) -> Self {
        let (user_id, email, mobile) = *world.random.pick(&[
            (ZHANG, ZHANG_EMAIL, ZHANG_MOBILE),
            (ZENG, ZENG_EMAIL, ZENG_MOBILE),
        ]);
        let kind = *world.random.pick(&[
            "forgot_by_email",
            "forgot_by_mobile",
            "change_by_mobile",
            "change_by_email",
            "forced_change",
            "reset_by_email",
            "reset_by_mobile",
        ]);
        let is_ciam = kind.starts_with("reset");
        let (client_id, client_secret) = match (is_ciam, world.random.percent(50)) {
            (false, _) => (SDK, None),
            (true, true) => (SPA, None),
            (true, false) => (CIAM, Some(CIAM_SECRET)),
        };
        let by_mobile = kind.ends_with("mobile");
        let address = if by_mobile { mobile } else { email };
        // They were logged in before.
        let row = TokenRow {
            client_id: client_id.into(),
            user_id: user_id.into(),
            version: 1,
            status: (kind == "forced_change").then_some(repass::wire::LoginStatus::PasswordExpired),
            ends_at: i64::MAX,
        };
        let (id_token, state_token) = (
            format!("id-canary-{place}"),
            format!("state-canary-{place}"),
        );
        world.server.store.write(vec![
            Write::IdToken(id_token.clone(), Some(row.clone())),
            Write::StateToken(state_token.clone(), Some(row)),
        ]);
        let policy: serde_json::Value = serde_json::from_str(CHEAP_POLICY).unwrap();
        let setup = json!({
            "kind": kind, "clientId": client_id, "clientSecret": client_secret, "policy": policy,
            "device": { "operatingSystem": "w", "fingerprint": "f", "agent": "a" },
            "subject": match kind.starts_with("change") {
                true => json!({ "email": email, "mobile": mobile }),
                false => json!({}),
            },
            "idToken": (!is_ciam).then_some(id_token), "stateToken": (!is_ciam).then_some(state_token),
            "resendAfter": 5_000, "digits": 4,
        });
        let journey = Journey::from_json(&setup.to_string()).unwrap();
        let step = journey.start(&format!("p{place}"), world.now);
        let password = Secret::new(format!("new canary password {place}"));
        let mut person = Self {
            place,
            journey,
            state: step.state.clone(),
            form: Form {
                address: address.into(),
                confirmation: password.clone(),
                password,
                old_password: Secret::new(PASSWORD),
                ..Form::default()
            },
            view: None,
            mailbox: address.into(),
            is_done: false,
            patience: 40,
        };
        person.perform(step.effects, world);
        person
    }

    /// Does what the form wants next.
    pub fn wake(&mut self, world: &mut World) {
        if self.is_done || world.is_over() || self.patience == 0 {
            return;
        }
        self.patience -= 1;
        let Some(view) = &self.view else { return };
        let event = match view.stage {
            Stage::Captcha if view.captcha.is_some() => Event::CaptchaSolved { x: decide::PIECE },
            Stage::Code if view.can_resend && world.random.percent(15) => Event::ResendRequested,
            _ => Event::Submit,
        };
        self.read_mail(world);
        if world.random.percent(5) {
            self.form.code = Secret::new("0000");
        }
        self.step(event, world);
        let wait = 500 + world.random.below(15_000) as i64;
        world.after(wait, Happening::Wake(self.place));
    }

    /// The last code that came to them.
    fn read_mail(&mut self, world: &World) {
        let server = &world.server;
        let is_theirs = |message: &super::host::store::Message| {
            let Content::Code { scope, .. } = &message.content else {
                return false;
            };
            let plain = scope.recipient.canonical();
            let is_sent = message.deliver_to.is_some();
            let mailbox = self.mailbox.to_lowercase();
            is_sent && (plain == mailbox || plain == format!("+86{mailbox}"))
        };
        let code = codes(&server.store, &server.settings, is_theirs).pop();
        self.form.code = Secret::new(code.unwrap_or_default());
    }

    pub fn hear(&mut self, letter: &Letter, response: Option<HttpResponse>, world: &mut World) {
        let request_id = letter.name.clone();
        self.step(
            Event::Answered {
                request_id,
                response,
            },
            world,
        );
    }

    fn step(&mut self, event: Event, world: &mut World) {
        let step = self
            .journey
            .step(self.state.clone(), event, &self.form, world.now);
        self.state = step.state;
        self.perform(step.effects, world);
    }

    fn perform(&mut self, effects: Vec<Effect>, world: &mut World) {
        for effect in effects {
            match effect {
                Effect::Send {
                    request_id,
                    mut request,
                } => {
                    request.source = Some(format!("192.0.2.{}", self.place));
                    world.send(Letter {
                        from: self.place,
                        name: request_id,
                        http: request,
                    });
                }
                Effect::Show(view) => self.view = Some(view),
                Effect::WakeAt { .. } => {}
                Effect::Done(_) => {
                    world.server.tally.journeys_done += 1;
                    self.is_done = true;
                }
            }
        }
    }
}
