//! Text as it comes from a language whose strings may hold half a surrogate pair.

use serde::{Deserialize, Serialize};

/// A text. In Kotlin it is a `String` of which each lone surrogate becomes U+FFFD on the way in, as
/// it does from JavaScript: UniFFI alone would throw there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub struct Text(pub String);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(feature = "uniffi")]
uniffi::custom_newtype!(Text, String);
