//! An in-memory host for the server's machines, written from the docs of the effects alone.
//!
//! What it is for: driving one effect at a time, with a clock and a random source that a test holds,
//! with effects that fail before or after they took effect, and with a store that looks first and
//! writes after ([`Naive`]), which the tests of races must catch.

#![allow(dead_code, clippy::unreachable)] // each test uses its part

pub mod calls;
pub mod decide;
pub mod demo;
pub mod operation;
pub mod random;
pub mod store;

use repass::operation::{Effect, Event, Settings};
use repass::otp::{Binding, Purpose, code};
use repass::secret::Secret;
use repass::wire::{Answer, Call, HttpRequest, HttpResponse, Routed};

use decide::{Decision, decide};
use demo::NOW;
use operation::Operation;
use random::Random;
use store::{Content, Store};

/// How an effect goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// As it should.
    None,
    /// Nothing was done.
    Before,
    /// All was done, and the answer was lost.
    After,
}

/// One node with its store.
#[derive(Debug, Clone)]
pub struct Host {
    pub store: Store,
    pub settings: Settings,
    pub random: Random,
    pub now: i64,
}

/// A storage effect of a naive store that has looked and has not written yet.
#[derive(Debug, Clone)]
pub struct Naive(Decision);

impl Naive {
    /// Looks.
    pub fn look(store: &Store, effect: &Effect, now: i64, random: &mut Random) -> Self {
        Self(decide(store, effect, now, random))
    }

    /// Writes, whatever was written meanwhile.
    pub fn write(self, store: &mut Store) -> Event {
        store.write(self.0.writes);
        self.0.event
    }
}

/// Looks and writes as one.
pub fn perform(
    store: &mut Store,
    effect: &Effect,
    now: i64,
    random: &mut Random,
    mishap: Mishap,
) -> Event {
    if mishap == Mishap::Before {
        return Event::Failed;
    }
    let decision = decide(store, effect, now, random);
    store.write(decision.writes);
    match mishap {
        Mishap::After => Event::Failed,
        _ => decision.event,
    }
}

/// Whether the effect writes rows that others write or read: where calls may interleave. Nothing
/// changes an application or an issued token in these tests, and the rest is the node's own.
pub fn is_shared(effect: &Effect) -> bool {
    !matches!(
        effect,
        Effect::Authenticate { .. }
            | Effect::VerifyClient { .. }
            | Effect::FindApplication { .. }
            | Effect::VerifyIdToken { .. }
            | Effect::DrawRandom
            | Effect::HashPassword { .. }
            | Effect::Respond(_)
            | Effect::Misuse(_)
    )
}

impl Host {
    /// The demo tenant with its own policy.
    pub fn demo() -> Self {
        Self::with_policy(demo::POLICY)
    }

    pub fn with_policy(policy: &str) -> Self {
        Self {
            store: demo::store(policy),
            settings: demo::settings(),
            random: Random::new(1),
            now: NOW,
        }
    }

    /// Answers a call from beginning to end.
    pub fn call(&mut self, http: &HttpRequest) -> HttpResponse {
        self.call_until(http, |_, _| {})
    }

    /// The same; before each effect the test may do something to the host.
    pub fn call_until(
        &mut self,
        http: &HttpRequest,
        mut before: impl FnMut(&Effect, &mut Self),
    ) -> HttpResponse {
        let mut operation = Operation::start(http, &self.settings, self.now);
        for _ in 0..100 {
            if let Some(answer) = operation.answer() {
                return answer.clone();
            }
            let effect = operation.effect.clone();
            before(&effect, self);
            let event = self.perform(&effect, Mishap::None);
            operation.resume(event, &self.settings, self.now);
        }
        panic!("no answer to {:?}", operation.request.call);
    }

    pub fn perform(&mut self, effect: &Effect, mishap: Mishap) -> Event {
        perform(&mut self.store, effect, self.now, &mut self.random, mishap)
    }

    /// What a client reads of an answer.
    pub fn answer(&mut self, http: &HttpRequest) -> Answer {
        let response = self.call(http);
        read(http, &response)
    }

    /// The code of the last message that was put into the outbox, whether or not it is sent.
    pub fn last_code(&self) -> String {
        self.codes().pop().unwrap()
    }

    /// All codes that were ever made, the last one last.
    pub fn codes(&self) -> Vec<String> {
        codes(&self.store, &self.settings, |_| true)
    }

    /// The proof of a CAPTCHA, solved for this address.
    pub fn proof(&mut self, client_id: &str, to: &str) -> String {
        let Answer::Captcha(captcha) = self.answer(&calls::captcha(client_id)) else {
            panic!("no captcha")
        };
        let x = decide::PIECE;
        let slide = calls::slide(client_id, captcha.token.expose(), x, to);
        match self.answer(&slide) {
            Answer::CaptchaToken { captcha_token } => captcha_token.expose().into(),
            other => panic!("{other:?}"),
        }
    }

    /// Has a code sent by EIAM's call, and answers it.
    pub fn send(&mut self, client_id: &str, to: &str, purpose: Purpose) -> String {
        let proof = self.proof(client_id, to);
        let answer = self.answer(&calls::send(client_id, to, purpose, &proof));
        assert_eq!(answer, Answer::Done);
        self.last_code()
    }

    /// Has a code sent by CIAM's call, and answers it with its token.
    pub fn otp_send(
        &mut self,
        client_id: &str,
        secret: Option<&str>,
        to: &str,
    ) -> (String, String) {
        match self.answer(&calls::otp_send(client_id, secret, to)) {
            Answer::OtpToken { otp_token } => (self.last_code(), otp_token.expose().into()),
            other => panic!("{other:?}"),
        }
    }

    pub fn access_token(&mut self, client_id: &str, secret: &str) -> String {
        match self.answer(&calls::token(client_id, secret)) {
            Answer::AccessToken { access_token, .. } => access_token.expose().into(),
            other => panic!("{other:?}"),
        }
    }

    /// Logs in: the id_token and the state token, whichever there is.
    pub fn login(&mut self, client_id: &str, name: &str, password: &str) -> [Option<String>; 2] {
        match self.answer(&calls::login(client_id, name, password)) {
            Answer::Session(session) => [session.id_token, session.state_token]
                .map(|token| token.map(|token: Secret| token.expose().into())),
            other => panic!("{other:?}"),
        }
    }
}

/// What a client reads of an answer.
pub fn read(http: &HttpRequest, response: &HttpResponse) -> Answer {
    match Call::route(&http.method, http.path()) {
        Routed::Call(call, _) => call.decode_answer(response),
        other => panic!("{other:?}"),
    }
}

/// The codes of the messages that are wanted, the last one last.
pub fn codes(
    store: &Store,
    settings: &Settings,
    is_wanted: impl Fn(&store::Message) -> bool,
) -> Vec<String> {
    let code_of = |message: &store::Message| match &message.content {
        Content::Code { scope, id, purpose } => {
            let binding = Binding {
                scope,
                purpose: *purpose,
            };
            // Nothing else in the row says whose limits it was opened by.
            let limits = match purpose {
                Purpose::ResetPassword => &settings.ciam,
                _ => &settings.eiam,
            };
            let code = code(&settings.keys, id, binding, limits.digits)?;
            Some(code.expose().to_owned())
        }
        _ => None,
    };
    let wanted = store.outbox.iter().filter(|message| is_wanted(message));
    wanted.filter_map(code_of).collect()
}
