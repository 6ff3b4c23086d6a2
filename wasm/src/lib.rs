//! The façade as a wasm-bindgen module: the npm package `repass`.
//!
//! There are two modules of it. Under the feature `page` it is what a page loads: policies, journeys,
//! faults; under `server` what a host of the server's machines loads, the entry `repass/server`.
//!
//! Arguments come in as plain JavaScript values and are read with care: whatever a caller hands in,
//! the answer is a result or an `Error` with `code` and `member`, and the instance goes on. Answers
//! go out as plain objects.

use wasm_bindgen::prelude::*;

mod input;
#[cfg(feature = "page")]
mod journey;
mod output;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "page")]
mod person;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "page")]
mod words;

/// Types of both modules that no type of the façade declares.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types/shared.d.ts");
