//! The person a password is for.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text::Key;

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
        self.mobile.as_deref().map(national_number)
    }
}

/// A number's digits without the country code. China's is known (`+86…`, `0086…`, and `86` before
/// a mobile number of eleven digits); another ends at the first separator after the plus.
fn national_number(mobile: &str) -> String {
    let mobile: String = mobile.trim().nfkc().collect();
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let all = digits(&mobile);
    let international = mobile
        .strip_prefix('+')
        .or_else(|| mobile.strip_prefix("00"));
    let Some(international) = international else {
        return match all.strip_prefix("86") {
            Some(national) if national.len() == 11 && national.starts_with('1') => national.into(),
            _ => all,
        };
    };
    if let Some((code, national)) = international.split_once(|point: char| !point.is_ascii_digit())
        && !code.is_empty()
    {
        return digits(national);
    }
    let international = digits(international);
    match international.strip_prefix("86") {
        Some(national) => national.into(),
        None => international,
    }
}

/// The key of a word, if it is long enough to be looked for.
pub(super) fn word_key(word: &str, min_length: u32) -> Option<Key> {
    let key = Key::new(word);
    (!key.is_empty() && key.len() >= min_length as usize).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_code_is_no_part_of_the_national_number() {
        for mobile in [
            "13800138000",
            "+86-13800138000",
            "+86 138 0013 8000",
            "+8613800138000",
            "0086-13800138000",
            "008613800138000",
            "8613800138000",
            "＋８６－１３８００１３８０００",
        ] {
            assert_eq!(national_number(mobile), "13800138000", "{mobile}");
        }
        assert_eq!(national_number("+44-7911-123456"), "7911123456");
        assert_eq!(national_number("+1 (415) 555-0100"), "4155550100");
        assert_eq!(national_number(""), "");
    }
}
