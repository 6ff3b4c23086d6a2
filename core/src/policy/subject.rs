//! The person a password is for.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::text::Key;
use crate::text::mobile::Mobile;

/// What is known of the person; every member may be absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Subject {
    /// The name used to log in.
    pub username: Option<String>,
    /// The mobile number, with or without a country code (`+86-13800138000`, `13800138000`).
    pub mobile: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The person's own name, in Chinese characters or Latin letters.
    pub name: Option<String>,
    /// Other words that an attacker would try: a company, a product.
    pub words: Vec<String>,
}

impl Subject {
    /// What stands before the last @ of the e-mail address.
    pub(super) fn email_prefix(&self) -> Option<&str> {
        let email = self.email.as_deref()?;
        Some(email.rsplit_once('@').map_or(email, |(prefix, _)| prefix))
    }

    /// The digits of the mobile number without its country code.
    pub(super) fn national_number(&self) -> Option<String> {
        self.mobile
            .as_deref()
            .map(|mobile| Mobile::read(mobile).national)
    }
}

/// The key of a word, if it is long enough to be looked for.
pub(super) fn word_key(word: &str, min_length: u32) -> Option<Key> {
    let key = Key::new(word);
    (!key.is_empty() && key.len() >= min_length as usize).then_some(key)
}
