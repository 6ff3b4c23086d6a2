//! The one façade of repass: owned, flat types and functions that cross a language border.
//!
//! It translates and decides nothing. Under the feature `wasm` its types carry TypeScript
//! declarations, under `uniffi` they become Kotlin and Swift types. `server` adds what a host of the
//! server's machines needs. Whole numbers are signed here: not every language has others.

#![warn(missing_docs)]

mod checklist;
mod error;
mod fault;
mod http;
mod journey;
mod mirror;
mod policy;
mod report;
#[cfg(feature = "server")]
mod server;
mod strength;
mod subject;
mod text;
mod vendor;

pub use checklist::{ChecklistLine, ChecklistState};
pub use error::{PolicyError, PolicyErrorCode};
pub use fault::{Fault, help, help_of_json, message, message_of_json};
pub use http::{HttpHeader, HttpRequest, HttpResponse};
pub use journey::{
    Autocomplete, Captcha, Journey, JourneyEffect, JourneyEffectParts, JourneyEvent, JourneyField,
    JourneyFieldParts, JourneyFieldView, JourneyForm, JourneyOutcome, JourneyProblem, JourneyStage,
    JourneyState, JourneyStep, JourneyStepParts, JourneyView, JourneyViewParts, LoginStatus,
    Session, SetupError, problem_message, problem_message_of_name,
};
pub use policy::{Checker, Policy};
pub use report::{
    CharacterClass, CharacterKind, Disallowed, PersonalItem, Report, Rule, Violation, WeakReason,
};
#[cfg(feature = "server")]
pub use server::{
    OpenedToken, Routed, SealingKey, Server, ServerError, ServerErrorCode, ServerStep, translate,
    wire, wire_of_json,
};
pub use strength::{Strength, score, strength};
pub use subject::Subject;
pub use text::Text;
pub use vendor::{Profile, from_wire, from_wire_to_json};

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("repass");
