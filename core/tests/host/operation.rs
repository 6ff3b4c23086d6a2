//! One call on its way: its machine, and the effect that the machine waits for.

use repass::operation::{self, Effect, Event, Settings, State};
use repass::wire::{HttpRequest, HttpResponse, Request};

/// A call that is being answered.
#[derive(Debug, Clone)]
pub struct Operation {
    pub request: Request,
    pub state: State,
    pub effect: Effect,
    /// The state that the last event found, as JSON.
    pub text: String,
}

impl Operation {
    /// Begins with what came from the network.
    pub fn start(http: &HttpRequest, settings: &Settings, now: i64) -> Self {
        let request = Request::decode(http).unwrap();
        let step = operation::start(&request, settings, now);
        let (state, effect) = (step.state, step.effect);
        Self {
            request,
            state,
            effect,
            text: String::new(),
        }
    }

    /// Goes on, on whichever node: the state goes through JSON.
    pub fn resume(&mut self, event: Event, settings: &Settings, now: i64) {
        self.text = serde_json::to_string(&self.state).unwrap();
        let state: State = serde_json::from_str(&self.text).unwrap();
        assert_eq!(state, self.state, "a state survives JSON");
        let step = operation::step(state, event, &self.request, settings, now);
        (self.state, self.effect) = (step.state, step.effect);
    }

    /// The answer, once it is there.
    pub fn answer(&self) -> Option<&HttpResponse> {
        match &self.effect {
            Effect::Respond(response) => Some(response),
            Effect::Misuse(_) => panic!("misuse in {:?}", self.state),
            _ => None,
        }
    }
}
