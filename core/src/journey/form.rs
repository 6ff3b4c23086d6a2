//! The form: what the person has typed. The host holds it and hands it in with each event.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::otp::Channel;
use crate::secret::Secret;

/// A field of the form. In JSON it has the name of the form's member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// The e-mail address or the mobile number.
    Address,
    /// The code that was sent.
    Code,
    /// The new password.
    Password,
    /// The new password once more. A host may do without: a confirmation that is empty and was
    /// never typed is not compared.
    Confirmation,
    /// The old password.
    OldPassword,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 5] = [
        Self::Address,
        Self::Code,
        Self::Password,
        Self::Confirmation,
        Self::OldPassword,
    ];

    /// What a browser or a password manager may fill in.
    pub fn autocomplete(self, channel: Option<Channel>) -> Autocomplete {
        match (self, channel) {
            (Self::Address, Some(Channel::Sms)) => Autocomplete::Tel,
            (Self::Address, _) => Autocomplete::Email,
            (Self::Code, _) => Autocomplete::OneTimeCode,
            (Self::Password | Self::Confirmation, _) => Autocomplete::NewPassword,
            (Self::OldPassword, _) => Autocomplete::CurrentPassword,
        }
    }
}

/// A token of HTML's attribute `autocomplete`, which apps know too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Autocomplete {
    /// `email`
    Email,
    /// `tel`
    Tel,
    /// `one-time-code`
    OneTimeCode,
    /// `new-password`
    NewPassword,
    /// `current-password`
    CurrentPassword,
}

/// What the person has typed so far; a member that is absent is empty.
///
/// No state ever holds a password or a code of it. When a new code is on its way, the host empties
/// `code`: the old one is worth nothing then.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Form {
    /// The e-mail address or the mobile number, as it was typed.
    pub address: String,
    /// The code, as it was typed; white space around it does not count.
    pub code: Secret,
    /// The new password.
    pub password: Secret,
    /// The new password once more.
    pub confirmation: Secret,
    /// The old password.
    pub old_password: Secret,
}

impl Default for Form {
    fn default() -> Self {
        let empty = || Secret::new("");
        Self {
            address: String::new(),
            code: empty(),
            password: empty(),
            confirmation: empty(),
            old_password: empty(),
        }
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}
