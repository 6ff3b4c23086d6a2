//! The one façade of repass: owned, flat types and functions that cross a language border.
//!
//! It translates and decides nothing. Under the feature `wasm` its types carry TypeScript
//! declarations, under `uniffi` they become Kotlin and Swift types. Whole numbers are signed here:
//! not every language has others.

#![warn(missing_docs)]

mod checklist;
mod error;
mod fault;
mod policy;
mod report;
mod strength;
mod subject;
mod text;

pub use checklist::{ChecklistLine, ChecklistState};
pub use error::{PolicyError, PolicyErrorCode};
pub use fault::{Fault, message, message_of_json};
pub use policy::{Checker, Policy};
pub use report::{
    CharacterClass, CharacterKind, Disallowed, PersonalItem, Report, Rule, Violation, WeakReason,
};
pub use strength::{Strength, score, strength};
pub use subject::Subject;
pub use text::Text;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!("repass");
