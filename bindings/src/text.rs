//! Text as it comes from a language whose strings may hold half a surrogate pair.

use repass::secret::Secret;
use serde::{Deserialize, Serialize};

/// A text, which may be a password: it is erased when dropped and `Debug` prints none of it. In
/// Kotlin it is a `String` of which each lone surrogate becomes U+FFFD on the way in, as it does from
/// JavaScript: UniFFI alone would throw there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(Secret);

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Secret::new(text))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().into()
    }
}

impl From<Secret> for Text {
    fn from(secret: Secret) -> Self {
        Self(secret)
    }
}

impl From<Text> for Secret {
    fn from(text: Text) -> Self {
        text.0
    }
}

#[cfg(feature = "uniffi")]
uniffi::custom_type!(Text, String, {
    lower: |text| text.into(),
    try_lift: |text| Ok(text.into()),
});
