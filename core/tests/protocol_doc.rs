//! docs/protocol.md is made from the replayed transcripts and from the documented effects.
//! `REPASS_UPDATE_DOCS=1 cargo test -p repass --test protocol_doc` writes it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

use std::fmt::Write;
use std::fs;
use std::path::Path;

use repass::operation::{Authority, Flow, NewPassword, plan};
use repass::wire::Call;

#[path = "protocol/diagram.rs"]
mod diagram;
#[path = "protocol/effects.rs"]
mod effects;
#[path = "protocol/replay.rs"]
mod replay;

use diagram::Diagram;

#[test]
fn the_documentation_of_the_protocol_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/protocol.md");
    let expected = document();
    if std::env::var_os("REPASS_UPDATE_DOCS").is_some() {
        fs::write(&file, &expected).unwrap();
    }
    let actual = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        actual == expected,
        "docs/protocol.md is stale: run `REPASS_UPDATE_DOCS=1 cargo test -p repass --test protocol_doc`"
    );
}

#[test]
fn the_transcripts_pass_through_every_effect() {
    let replayed = replay::operations();
    let seen: Vec<&str> = replayed.iter().flat_map(Diagram::effects).collect();
    for (name, _) in effects::all() {
        assert!(seen.contains(&name.as_str()), "no transcript has {name}");
    }
}

#[test]
fn what_the_effects_carry_is_documented_with_them() {
    let text = document();
    for name in [
        "PasswordChange",
        "TemporaryPassword",
        "Whose",
        "Account",
        "Application",
    ] {
        assert!(text.contains(&format!("### `{name}`")), "{name}");
    }
    assert!(text.contains("the one seen and the account is active"));
}

fn document() -> String {
    let mut text = String::from(INTRODUCTION);
    text.push_str(
        "\n## The calls\n\n| call | request | shows who calls by | flow |\n|---|---|---|---|\n",
    );
    for call in Call::all() {
        let (method, path) = call.address();
        let name = replay::name(&call);
        writeln!(
            text,
            "| `{name}` | `{method} {path}` | {} | {} |",
            caller(call),
            flow(call)
        )
        .unwrap();
    }
    text.push_str(SERVER);
    for diagram in replay::operations() {
        text.push_str(&diagram.to_markdown());
    }
    text.push_str(HOST);
    for (name, documentation) in effects::all() {
        writeln!(text, "### `{name}`\n\n{documentation}\n").unwrap();
    }
    text.push_str("## What effects carry\n\n");
    for (name, documentation) in effects::structures() {
        writeln!(text, "### `{name}`\n\n{documentation}\n").unwrap();
    }
    text.push_str("## Events\n\n");
    for (name, documentation) in effects::events() {
        writeln!(text, "### `{name}`\n\n{documentation}\n").unwrap();
    }
    text.push_str(CLIENT);
    for diagram in replay::journeys() {
        text.push_str(&diagram.to_markdown());
    }
    text.trim_end().to_owned() + "\n"
}

fn caller(call: Call) -> &'static str {
    match call {
        Call::Token => "Basic",
        Call::OtpSend | Call::ResetUserPassword => "Basic, or members of the body",
        Call::RestPassword | Call::ChangePassword | Call::ChangePasswordVerify => "access token",
        Call::ChangeByMobile | Call::ChangeByEmail => "`X-client-id`, id_token",
        Call::UpdatePassword
        | Call::AfterLoginByMobile
        | Call::AfterLoginByEmail
        | Call::SkipUpdate => "`X-client-id`, `X-state-token`",
        _ => "`X-client-id`",
    }
}

fn flow(call: Call) -> &'static str {
    let Some(plan) = plan(call) else {
        return "a machine of its own";
    };
    match plan.flow {
        Flow::WithoutCode {
            password: NewPassword::Generated,
            ..
        } => "without a code; the server makes the password",
        Flow::WithoutCode {
            old_password: true, ..
        } => "without a code, with the old password",
        Flow::WithoutCode { .. } => "without a code",
        Flow::CodeToAddress { .. } => "a code to an address",
        Flow::CodeToAccount {
            authority: Authority::StateToken,
            ..
        } => "a code to the account; opens a session",
        Flow::CodeToAccount { .. } => "a code to the account",
        Flow::CodeWithToken { .. } => "a code with a token",
    }
}

const INTRODUCTION: &str = "# The protocol, as machines

Made from the transcripts in `tests/vectors/operation` and `tests/vectors/journey`, and from the doc comments of the effects; a test keeps it fresh (`REPASS_UPDATE_DOCS=1 cargo test -p repass --test protocol_doc` writes it).

A machine is a total function: a state, an event and the request give the next state and what is to be done. It never blocks, never fails, and does no I/O; its host does. No state holds a password, a code or a token of the caller: the host hands the request in again with each event.
";

const SERVER: &str = "
## The server's machines

Each diagram shows what the transcripts pass through: a box is the one answer that is awaited, an arrow has the event that came and the effect that is asked for next. An arrow to the end has the answer's status. Any effect may also be answered by `failed`, which ends in 500 (after `redeem` the machine first asks who consumed the challenge), and an event that is not awaited is a misuse that changes nothing.

**Without a code** the order is: authority → account and its state → all rules at once → old password, history → hash → store. **With a code**: form → authority, or the token's MAC, end and binding → the rules that need no account → a try is claimed → the code is compared → account, its state, all rules → history → hash → redeem. What is told of an account is told only to whom had the right code; a refused password leaves the challenge alive.

";

const HOST: &str = "
## What a host does

One effect at a time, and an event that says what came of it. In JSON an effect is `{ \"effect\", \"args\" }`, an event `{ \"event\", \"args\" }`; the names of members are those of the Rust fields in camelCase, times are ms since 1970.

- Every storage effect is one atomic, conditional write: with SQL one statement, or one transaction in which each statement's row count is checked. A host that looks first and writes after loses the races that the conditions are there for.
- Rows live until their end and some minutes more: removing a counter earlier would reset it.
- Messages go through an outbox in the same database. Its row is there before the answer is, and whether and when it is sent shows in no answer.
- An effect is the same work for whom nobody knows.
- The request's `source` is the caller's network address as the host knows it, never from a header that a caller could write, an IPv6 one cut to its /64. Without it the limits by source are off, and those by account and address remain.
- Effects and events hold secrets: a log takes their names.

";

const CLIENT: &str = "
## The client's journeys

A box is where the person is, and behind a colon the call that is in flight. An arrow has the event, for an answer its status, and what goes out. Typing, ticks and whatever changes nothing but the view are left out.

";
