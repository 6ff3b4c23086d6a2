//! A host in memory around the machine.

use alloc::format;

use super::*;
use crate::policy::Subject;
use crate::wire::HttpRequest;

const DOCUMENT: &str = r#"{"version":1,"length":{"min":8,"max":50},"username":{"equal":true},
    "repeats":{"max":3},"history":{"remember":1}}"#;

/// One account and one application. Hashing is a prefix here: what is tested is the order of steps.
struct Host {
    account: Account,
    policy: &'static str,
    permissions: Vec<String>,
    hash: String,
    history: Vec<String>,
    must_change: bool,
    /// The mutant: stores without looking at the version.
    is_naive: bool,
    /// Kinds of effects, in order.
    performed: Vec<&'static str>,
}

impl Host {
    fn new() -> Self {
        Self {
            account: Account {
                id: "u1".into(),
                status: AccountStatus::Active,
                version: 7,
                subject: Subject {
                    username: Some("zhangwei".into()),
                    ..Subject::default()
                },
            },
            policy: DOCUMENT,
            permissions: ["user_all".into()].into(),
            hash: "hash:Brook#71Lantern".into(),
            history: Vec::new(),
            must_change: false,
            is_naive: false,
            performed: Vec::new(),
        }
    }

    fn perform(&mut self, effect: Effect) -> Event {
        match effect {
            Effect::Authenticate { access_token } => {
                self.performed.push("authenticate");
                if access_token == Secret::new("good") {
                    let permissions = self.permissions.clone();
                    Event::Authenticated {
                        client_id: "demo-admin".into(),
                        permissions,
                    }
                } else {
                    Event::NotAuthenticated
                }
            }
            Effect::FindAccount { client_id, user_id } => {
                self.performed.push("find");
                assert_eq!(client_id, "demo-admin");
                if user_id == self.account.id {
                    let policy = Policy::from_json(self.policy).unwrap();
                    Event::AccountFound {
                        account: self.account.clone(),
                        policy,
                    }
                } else {
                    Event::AccountNotFound
                }
            }
            Effect::CompareHistory {
                password, remember, ..
            } => {
                self.performed.push("compare");
                let wanted = hashed(&password);
                let mut before = self.history.iter().rev().take(remember as usize);
                Event::HistoryCompared {
                    used: self.hash == wanted || before.any(|hash| *hash == wanted),
                }
            }
            Effect::HashPassword { password } => {
                self.performed.push("hash");
                Event::PasswordHashed {
                    hash: Secret::new(hashed(&password)),
                }
            }
            Effect::StorePassword {
                seen_version,
                hash,
                must_change,
                ..
            } => {
                self.performed.push("store");
                if seen_version != self.account.version && !self.is_naive {
                    return Event::VersionChanged;
                }
                self.account.version += 1;
                let before = core::mem::replace(&mut self.hash, hash.expose().into());
                self.history.push(before);
                self.must_change = must_change;
                Event::PasswordStored
            }
            other => panic!("not an effect of this machine: {other:?}"),
        }
    }

    /// Runs a call to its answer.
    fn call(&mut self, request: &Request) -> (u16, String) {
        let mut step = start(request);
        while !matches!(step.effect, Effect::Respond(_)) {
            step = super::step(step.state, self.perform(step.effect), request);
        }
        answer(&step)
    }
}

fn hashed(password: &Secret) -> String {
    ["hash:", password.expose()].concat()
}

fn answer(step: &Step<Awaiting>) -> (u16, String) {
    match &step.effect {
        Effect::Respond(response) => (response.status, response.body.clone()),
        other => panic!("no answer yet: {other:?}"),
    }
}

fn request_with(headers: &[(&str, &str)], user_id: &str, json: &str) -> Request {
    let standard = [
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer good"),
    ];
    let named = |wanted: &str| headers.iter().any(|(name, _)| *name == wanted);
    let all = standard
        .iter()
        .filter(|(name, _)| !named(name))
        .chain(headers);
    let owned = all.map(|(name, value)| (String::from(*name), String::from(*value)));
    let http = HttpRequest {
        headers: owned.collect(),
        body: Some(json.into()),
    };
    Request::decode(user_id, &http)
}

fn request(password: &str) -> Request {
    request_with(&[], "u1", &format!(r#"{{"password":"{password}"}}"#))
}

fn refused(status: u16, code: &str, text: &str) -> (u16, String) {
    (
        status,
        format!(r#"{{"error_code":"{code}","error_msg":"{text}"}}"#),
    )
}

#[test]
fn a_good_password_is_stored() {
    let mut host = Host::new();
    assert_eq!(
        host.call(&request("Meadow!93Kettle")),
        (200, r#"{"user_id":"u1"}"#.into())
    );
    assert_eq!(
        host.performed,
        ["authenticate", "find", "compare", "hash", "store"]
    );
    assert_eq!(
        (host.hash.as_str(), host.must_change),
        ("hash:Meadow!93Kettle", true)
    );
    let again = request_with(
        &[],
        "u1",
        r#"{"password":"Kettle#58Meadow","pwd_must_modify":"false"}"#,
    );
    assert_eq!(host.call(&again).0, 200);
    assert!(!host.must_change);
}

#[test]
fn authority_comes_before_everything_else() {
    let mut host = Host::new();
    let text = "The access token is missing, invalid or expired";
    for authorization in ["Bearer made-up", "Basic good", ""] {
        let request = request_with(&[("Authorization", authorization)], "nobody", "not json");
        assert_eq!(
            host.call(&request),
            refused(401, "AUTH.0001", text),
            "{authorization}"
        );
    }
    host.permissions = ["user_read".into()].into();
    let text = "The application does not have the permission";
    assert_eq!(
        host.call(&request_with(&[], "nobody", "not json")),
        refused(403, "AUTH.0002", text)
    );
    assert!(!host.performed.contains(&"find"));
}

#[test]
fn a_malformed_body_is_told_before_the_account_is_looked_for() {
    let mut host = Host::new();
    let answer = host.call(&request_with(&[], "nobody", r#"{"password":["x"]}"#));
    assert_eq!(
        answer,
        refused(400, "SDK.COMMON.1006", "Parameter password error")
    );
    assert_eq!(host.performed, ["authenticate"]);
}

#[test]
fn an_unknown_user_is_told_in_the_callers_language() {
    let mut host = Host::new();
    let zh = request_with(
        &[("Accept-Language", "zh")],
        "nobody",
        r#"{"password":"x"}"#,
    );
    assert_eq!(host.call(&zh), refused(400, "USER.0001", "用户不存在"));
    let en = request_with(&[], "nobody", r#"{"password":"x"}"#);
    assert_eq!(
        host.call(&en),
        refused(400, "USER.0001", "User does not exist")
    );
}

#[test]
fn the_first_violation_is_the_code_and_all_come_for_whom_asks() {
    let mut host = Host::new();
    let answer = host.call(&request("aaaa"));
    assert_eq!(
        answer,
        refused(400, "PWD.0002", "Password length is 8~50 characters")
    );
    let asking = request_with(
        &[("Prefer", "return=violations")],
        "u1",
        r#"{"password":"aaaa"}"#,
    );
    let (_, body) = host.call(&asking);
    let all = r#""violations":[{"code":"length","args":{"min":8,"max":50,"actual":4}},{"code":"repeats","args":{"max":3,"actual":4}}]"#;
    assert!(body.contains(all), "{body}");
    assert!(!host.performed.contains(&"compare"));
}

#[test]
fn an_empty_password_is_a_violation_and_a_missing_one_a_blank_parameter() {
    let mut host = Host::new();
    let empty = host.call(&request(""));
    assert_eq!(empty, refused(400, "PWD.0001", "Password cannot be empty"));
    let missing = host.call(&request_with(&[], "u1", "{}"));
    assert_eq!(
        missing,
        refused(
            400,
            "SDK.COMMON.1001",
            "Parameter password cannot be left blank."
        )
    );
}

#[test]
fn the_current_password_and_the_remembered_ones_are_history() {
    let mut host = Host::new();
    let used = refused(400, "PWD.0007", "History passwords are not allowed");
    assert_eq!(host.call(&request("Brook#71Lantern")), used);
    assert_eq!(host.call(&request("Meadow!93Kettle")).0, 200);
    assert_eq!(host.call(&request("Brook#71Lantern")), used);
    assert_eq!(host.call(&request("Kettle#58Meadow")).0, 200);
    assert_eq!(host.call(&request("Brook#71Lantern")).0, 200);
}

#[test]
fn without_a_history_rule_nothing_is_compared() {
    let mut host = Host::new();
    host.policy = r#"{"version":1}"#;
    assert_eq!(host.call(&request("Brook#71Lantern")).0, 200);
    assert!(!host.performed.contains(&"compare"));
}

#[test]
fn a_frozen_account_is_left_alone() {
    let mut host = Host::new();
    host.account.status = AccountStatus::Frozen;
    let answer = host.call(&request("Meadow!93Kettle"));
    assert_eq!(
        answer,
        refused(400, "SDK.COMMON.1006", "Parameter user_id error")
    );
    assert_eq!(host.performed, ["authenticate", "find"]);
}

#[test]
fn what_is_hashed_has_one_form() {
    let mut host = Host::new();
    host.policy = r#"{"version":1,"history":{"remember":1}}"#;
    assert_eq!(host.call(&request("cafe\u{301} au lait")).0, 200);
    assert_eq!(host.hash, "hash:café au lait");
    assert_eq!(host.call(&request("café\u{A0}au\u{3000}lait")).0, 400);
}

/// Two calls that set the same password, with every step of one before every step of the other.
fn both_at_once(is_naive: bool) -> Vec<u16> {
    let mut host = Host::new();
    host.is_naive = is_naive;
    let request = request("Meadow!93Kettle");
    let mut steps = [start(&request), start(&request)];
    while steps
        .iter()
        .any(|step| !matches!(step.effect, Effect::Respond(_)))
    {
        for step in &mut steps {
            if !matches!(step.effect, Effect::Respond(_)) {
                let event = host.perform(step.effect.clone());
                *step = super::step(step.state.clone(), event, &request);
            }
        }
    }
    steps.iter().map(|step| answer(step).0).collect()
}

#[test]
fn of_two_at_once_the_second_sees_the_first_in_its_history() {
    assert_eq!(both_at_once(false), [200, 400]);
}

#[test]
fn a_store_that_does_not_look_at_the_version_lets_both_through() {
    assert_eq!(both_at_once(true), [200, 200]);
}

#[test]
fn an_account_that_never_stands_still_is_busy() {
    let request = request("Meadow!93Kettle");
    let mut host = Host::new();
    let mut step = start(&request);
    while !matches!(step.effect, Effect::Respond(_)) {
        host.account.version += 1;
        step = super::step(step.state, host.perform(step.effect), &request);
    }
    assert_eq!(
        answer(&step),
        refused(500, "SDK.COMMON.1008", "System busy")
    );
    assert_eq!(
        host.performed
            .iter()
            .filter(|kind| **kind == "store")
            .count(),
        3
    );
}

/// Each waiting state, with the effect that it waits on.
fn waiting_states(request: &Request) -> Vec<Step<Awaiting>> {
    let mut host = Host::new();
    let mut steps = alloc::vec![start(request)];
    while let Some(last) = steps.last()
        && !matches!(last.effect, Effect::Respond(_))
    {
        let event = host.perform(last.effect.clone());
        steps.push(super::step(last.state.clone(), event, request));
    }
    steps
}

#[test]
fn each_state_takes_its_own_events_and_no_others() {
    let request = request("Meadow!93Kettle");
    let account = Host::new().account;
    let policy = Policy::from_json(DOCUMENT).unwrap();
    let events: [(&str, Event); 9] = [
        (
            "authority",
            Event::Authenticated {
                client_id: "c".into(),
                permissions: Vec::new(),
            },
        ),
        ("authority", Event::NotAuthenticated),
        ("account", Event::AccountFound { account, policy }),
        ("account", Event::AccountNotFound),
        ("history", Event::HistoryCompared { used: true }),
        (
            "hash",
            Event::PasswordHashed {
                hash: Secret::new("h"),
            },
        ),
        ("store", Event::PasswordStored),
        ("store", Event::VersionChanged),
        (
            "token",
            Event::AccessTokenIssued {
                access_token: Secret::new("t"),
            },
        ),
    ];
    let steps = waiting_states(&request);
    let awaited = [
        "authority",
        "account",
        "history",
        "hash",
        "store",
        "nothing",
    ];
    assert_eq!(steps.len(), awaited.len());
    for (waiting, awaited) in steps.into_iter().zip(awaited) {
        for (answers, event) in &events {
            let next = step(waiting.state.clone(), event.clone(), &request);
            let is_misuse = matches!(next.effect, Effect::Misuse(_));
            assert_eq!(is_misuse, *answers != awaited, "{awaited} {event:?}");
            assert!(
                !is_misuse || next.state == waiting.state,
                "{awaited} {event:?}"
            );
        }
        let failed = step(waiting.state.clone(), Event::Failed, &request);
        match awaited {
            "nothing" => assert!(matches!(failed.effect, Effect::Misuse(_))),
            _ => assert_eq!(
                answer(&failed),
                refused(500, "SDK.COMMON.1008", "System busy")
            ),
        }
    }
}

#[test]
fn a_state_goes_through_json_and_holds_no_password() {
    let request = request("Meadow!93Kettle");
    for step in waiting_states(&request) {
        let json = serde_json::to_string(&step.state).unwrap();
        assert!(!json.contains("Meadow") && !json.contains("good"), "{json}");
        assert_eq!(
            serde_json::from_str::<State<Awaiting>>(&json).unwrap(),
            step.state
        );
        assert!(!format!("{:?} {request:?}", step.effect).contains("Meadow"));
    }
}

#[test]
fn a_state_of_another_version_is_a_misuse() {
    let request = request("Meadow!93Kettle");
    let mut state = start(&request).state;
    state.version = 2;
    let next = step(state.clone(), Event::NotAuthenticated, &request);
    assert!(matches!(next.effect, Effect::Misuse(_)));
    assert_eq!(next.state.awaiting, state.awaiting);
}

#[test]
fn debug_of_effects_and_events_prints_no_secret() {
    let effect = Effect::HashPassword {
        password: Secret::new("Meadow!93Kettle"),
    };
    let event = Event::AccessTokenIssued {
        access_token: Secret::new("Meadow!93Kettle"),
    };
    assert!(!format!("{effect:?} {event:?}").contains("Meadow"));
}
