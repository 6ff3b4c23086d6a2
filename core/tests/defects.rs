//! Defects that others had. Each test is named after the one that it keeps out.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

mod host;

#[path = "defects/abuse.rs"]
mod abuse;
#[path = "defects/binding.rs"]
mod binding;
#[path = "defects/guessing.rs"]
mod guessing;
#[path = "defects/telling.rs"]
mod telling;

use repass::wire::HttpResponse;

const NEW: &str = "P@sdsdfsdfds";
/// The code of no challenge here: it has a digit too many, so that it is wrong whatever is right.
const WRONG: &str = "0000000";

/// Whether the answer's body has this word as a value.
fn says(response: &HttpResponse, word: &str) -> bool {
    response.body.contains(&format!("\"{word}\""))
}
