//! The machine of `POST /api/v2/tenant/token`.

use serde::{Deserialize, Serialize};

use super::{Effect, Event, State, Step, VERSION};
use crate::fault::Fault;
use crate::wire::HttpResponse;
use crate::wire::eiam::token::{Request, encode_issued, encode_refused};

/// How long an access token lives, in seconds.
pub const LIFETIME: u32 = 7_200;

/// The one answer that is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Awaiting {
    /// Of `VerifyClient`.
    Client,
    /// Of `IssueAccessToken`.
    Token,
    /// Nothing: the answer is out.
    Nothing,
}

/// Begins the call.
pub fn start(request: &Request) -> Step<Awaiting> {
    match &request.credentials {
        Err(fault) => refuse(fault),
        Ok(credentials) => Step::new(
            Awaiting::Client,
            Effect::VerifyClient {
                client_id: credentials.client_id.clone(),
                client_secret: credentials.client_secret.clone(),
            },
        ),
    }
}

/// Goes on with what came of the last effect.
pub fn step(state: State<Awaiting>, event: Event) -> Step<Awaiting> {
    match (state.awaiting, event) {
        (awaiting, _) if state.version != VERSION => misuse(awaiting),
        (Awaiting::Nothing, _) => misuse(Awaiting::Nothing),
        (_, Event::Failed) => refuse(&Fault::Busy),
        (Awaiting::Client, Event::NotAuthenticated) => refuse(&Fault::ClientInvalid),
        (Awaiting::Client, Event::Authenticated { client_id, .. }) => {
            let effect = Effect::IssueAccessToken {
                client_id,
                lifetime: LIFETIME,
            };
            Step::new(Awaiting::Token, effect)
        }
        (Awaiting::Token, Event::AccessTokenIssued { access_token }) => {
            respond(encode_issued(&access_token, LIFETIME))
        }
        (awaiting, _) => misuse(awaiting),
    }
}

fn refuse(fault: &Fault) -> Step<Awaiting> {
    respond(encode_refused(fault))
}

fn respond(response: HttpResponse) -> Step<Awaiting> {
    Step::new(Awaiting::Nothing, Effect::Respond(response))
}

fn misuse(awaiting: Awaiting) -> Step<Awaiting> {
    Step::new(awaiting, Effect::Misuse(encode_refused(&Fault::Busy)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use crate::wire::HttpRequest;
    use alloc::string::String;

    fn request() -> Request {
        let basic = "Basic ZGVtby1hZG1pbjpkZW1vLWFkbWluLXNlY3JldA==";
        Request::decode(&HttpRequest {
            headers: [("Authorization".into(), basic.into())].into(),
            body: Some([].into()),
        })
    }

    fn authenticated() -> Event {
        Event::Authenticated {
            client_id: "demo-admin".into(),
            permissions: [].into(),
        }
    }

    fn body(step: &Step<Awaiting>) -> (u16, String) {
        match &step.effect {
            Effect::Respond(response) => (response.status, response.body.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn good_credentials_get_a_token() {
        let first = start(&request());
        let expected = Effect::VerifyClient {
            client_id: "demo-admin".into(),
            client_secret: Secret::new("demo-admin-secret"),
        };
        assert_eq!(first.effect, expected);
        let second = step(first.state, authenticated());
        let third = step(
            second.state,
            Event::AccessTokenIssued {
                access_token: Secret::new("t"),
            },
        );
        let json = r#"{"access_token":"t","token_type":"Bearer","expires_in":7200}"#;
        assert_eq!(body(&third), (200, json.into()));
    }

    #[test]
    fn bad_credentials_are_an_invalid_client() {
        let refused = step(start(&request()).state, Event::NotAuthenticated);
        assert_eq!(
            body(&refused),
            (401, r#"{"error":"invalid_client"}"#.into())
        );
    }

    #[test]
    fn an_event_that_is_not_awaited_is_a_misuse_and_changes_nothing() {
        let first = start(&request());
        let misused = step(first.state.clone(), Event::PasswordStored);
        assert!(matches!(misused.effect, Effect::Misuse(_)));
        assert_eq!(misused.state, first.state);
        let done = step(first.state, Event::Failed);
        assert_eq!(body(&done).0, 500);
        assert!(matches!(
            step(done.state, authenticated()).effect,
            Effect::Misuse(_)
        ));
    }
}
