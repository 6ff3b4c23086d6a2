//! Password policies, vendor faults and the machines around them, as pure functions.
//!
//! Nothing here reads a clock, draws random numbers or does I/O: time and entropy come in as
//! arguments, and what a machine wants done in the world it says as an effect. So the same code
//! gives the same verdict in a browser, in an app and on a server.
//!
//! ```
//! use repass::policy::{Policy, Subject};
//!
//! let policy = Policy::from_json(r#"{"version":1,"length":{"min":8,"max":50}}"#)?;
//! let report = policy.check("short", &Subject::default());
//! assert!(!report.ok);
//! # Ok::<(), repass::policy::PolicyError>(())
//! ```
//!
//! The floors, each using only those below it: [`journey`], [`operation`], [`wire`], [`fault`], [`otp`],
//! [`policy`], [`strength`], [`text`]. The modules `json` and [`secret`] are the ground under all of them.
#![no_std]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

extern crate alloc;
#[cfg(any(test, feature = "zxcvbn", feature = "pinyin"))]
extern crate std;

pub mod fault;
pub mod journey;
mod json;
pub mod operation;
pub mod otp;
pub mod policy;
pub mod secret;
pub mod strength;
pub mod text;
pub mod wire;

/// The README's Rust, tried with the doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
