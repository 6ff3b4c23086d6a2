//! What must not be seen: passwords, codes, tokens.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A password, a code or a token.
///
/// It is erased when dropped, `Debug` prints none of it, and two are compared in a time that
/// depends on their lengths alone. Serialising one writes its text: do that only where it
/// crosses the border to a host in another language, never for a log or a stored state.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes the text over.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn debug_prints_nothing_of_it() {
        assert_eq!(format!("{:?}", Secret::new("Brook#71Lantern")), "Secret");
    }

    #[test]
    fn equal_texts_are_equal_and_others_are_not() {
        assert_eq!(Secret::new("a1"), Secret::new("a1"));
        assert_ne!(Secret::new("a1"), Secret::new("a2"));
        assert_ne!(Secret::new("a1"), Secret::new("a1 "));
    }
}
