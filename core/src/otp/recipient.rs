//! Whom a code goes to, in one form: two spellings of an address are one recipient.

use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::fold;
use crate::text::mobile::{Mobile, is_chinese};

/// How a code is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// By e-mail.
    Email,
    /// By SMS.
    Sms,
}

impl Channel {
    /// The name in MACs and states.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// An address in its canonical form, for comparing and as a key: mail goes to the stored address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "channel", content = "address")]
pub enum Recipient {
    /// An e-mail address: NFKC, case folded.
    Email(String),
    /// A mobile number: `+`, the country code, the number.
    Sms(String),
}

/// The text is no address of that channel. It is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an address")]
pub struct MalformedRecipient;

/// RFC 5321, section 4.5.3.1, in octets.
const MAX_EMAIL: usize = 254;
const MAX_LOCAL_PART: usize = 64;
/// E.164: the country code included.
const MAX_NUMBER: usize = 15;
const MIN_NUMBER: usize = 7;

impl Recipient {
    /// Reads an e-mail address. Folding is simple and without a locale: `ı` never becomes `i`.
    pub fn email(text: &str) -> Result<Self, MalformedRecipient> {
        let folded = fold(text.trim());
        let (local, domain) = folded.split_once('@').ok_or(MalformedRecipient)?;
        if folded.len() > MAX_EMAIL
            || local.len() > MAX_LOCAL_PART
            || !is_local_part(local)
            || !is_domain(domain)
        {
            return Err(MalformedRecipient);
        }
        Ok(Self::Email(folded))
    }

    /// Reads a mobile number: eleven digits are China's, any other says its country with `+`.
    pub fn mobile(text: &str) -> Result<Self, MalformedRecipient> {
        let is_written =
            |point: char| point.is_ascii_digit() || matches!(point, '+' | '-' | ' ' | '(' | ')');
        let plain = fold(text.trim());
        if plain.len() > 2 * MAX_NUMBER
            || !plain.chars().all(is_written)
            || plain.rfind('+').is_some_and(|at| at > 0)
        {
            return Err(MalformedRecipient);
        }
        let Mobile { country, national } = Mobile::read(&plain);
        let number = match country.as_deref() {
            Some("86") if !is_chinese(&national) => return Err(MalformedRecipient),
            Some(country) => format!("+{country}{national}"),
            None if plain.starts_with('+') => format!("+{national}"),
            None if is_chinese(&national) => format!("+86{national}"),
            None => return Err(MalformedRecipient),
        };
        let digits = number.len() - 1;
        if number.starts_with("+0") || !(MIN_NUMBER..=MAX_NUMBER).contains(&digits) {
            return Err(MalformedRecipient);
        }
        Ok(Self::Sms(number))
    }

    /// Reads an address of a channel.
    pub fn of(channel: Channel, text: &str) -> Result<Self, MalformedRecipient> {
        match channel {
            Channel::Email => Self::email(text),
            Channel::Sms => Self::mobile(text),
        }
    }

    /// How it is reached.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Email(_) => Channel::Email,
            Self::Sms(_) => Channel::Sms,
        }
    }

    /// The canonical text.
    pub fn canonical(&self) -> &str {
        match self {
            Self::Email(address) | Self::Sms(address) => address,
        }
    }
}

/// Dots and the characters that need no quoting (RFC 5321), and letters of other scripts (RFC 6531).
fn is_local_part(local: &str) -> bool {
    let is_allowed =
        |point: char| point.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(point);
    !local.is_empty()
        && local.chars().all(is_allowed)
        && local.split('.').all(|part| !part.is_empty())
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|point| point.is_alphanumeric() || point == '-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_are_one_recipient() {
        let one = Recipient::email("MOCK_EMAIL@163.com").unwrap();
        assert_eq!(one.canonical(), "mock_email@163.com");
        assert_eq!(Recipient::email(" mock_email@163.COM "), Ok(one.clone()));
        assert_eq!(Recipient::email("ＭＯＣＫ_EMAIL＠163.com"), Ok(one));
    }

    #[test]
    fn a_dotless_i_is_another_address() {
        let mike = Recipient::email("mike@example.org").unwrap();
        for other in [
            "m\u{131}ke@example.org",
            "mike@examp\u{131}e.org",
            "M\u{130}KE@EXAMPLE.ORG",
        ] {
            assert_ne!(Recipient::email(other), Ok(mike.clone()), "{other}");
        }
    }

    #[test]
    fn more_than_one_address_is_none() {
        for text in [
            "a@b.cn,c@d.cn",
            "a@b.cn;c@d.cn",
            "a@b.cn c@d.cn",
            "a@b@c.cn",
            "a@b.cn\nBcc: c@d.cn",
            "<a@b.cn>",
            "",
            "@",
            "a@",
            "@b.cn",
            "a@b",
            "a b@c.cn",
            ".a@b.cn",
            "a..b@c.cn",
            "a@-b.cn",
            "a@b..cn",
            "a\u{0}@b.cn",
        ] {
            assert_eq!(Recipient::email(text), Err(MalformedRecipient), "{text:?}");
        }
        let long = format!("{}@b.cn", "a".repeat(65));
        assert_eq!(Recipient::email(&long), Err(MalformedRecipient));
    }

    #[test]
    fn a_mobile_number_has_one_form() {
        for text in [
            "15201657315",
            "+86-15201657315",
            "+8615201657315",
            "0086 152 0165 7315",
            "8615201657315",
        ] {
            assert_eq!(
                Recipient::mobile(text),
                Ok(Recipient::Sms("+8615201657315".into())),
                "{text}"
            );
        }
        assert_eq!(
            Recipient::mobile("+44-7911-123456"),
            Ok(Recipient::Sms("+447911123456".into()))
        );
        assert_eq!(
            Recipient::mobile("+447911123456"),
            Ok(Recipient::Sms("+447911123456".into()))
        );
    }

    #[test]
    fn what_is_no_mobile_number_is_refused() {
        for text in [
            "",
            "+",
            "12345",
            "1520165731",
            "152016573155",
            "25201657315",
            "+86-1520165731",
            "1520165731a",
            "15201657315,13800138000",
            "+86+15201657315",
            "+0123456789",
            "+1234567890123456",
            "١٥٢٠١٦٥٧٣١٥",
        ] {
            assert_eq!(Recipient::mobile(text), Err(MalformedRecipient), "{text:?}");
        }
    }
}
