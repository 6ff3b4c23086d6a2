//! What a code was asked for, in each vendor's words, and which purposes a call accepts.

use serde::{Deserialize, Serialize};

use super::Channel;

/// What a code was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To log in.
    Login,
    /// To open an account.
    Register,
    /// As a second factor.
    Mfa,
    /// To set a password that was forgotten.
    ForgetPassword,
    /// To change a password.
    ChangePassword,
    /// To bind a mobile number or an e-mail address.
    Bind,
    /// To change the e-mail address.
    UpdateEmail,
    /// To change the user's data.
    UpdateUserInfo,
    /// To reset a password (CIAM).
    ResetPassword,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 9] = [
        Self::Login,
        Self::Register,
        Self::Mfa,
        Self::ForgetPassword,
        Self::ChangePassword,
        Self::Bind,
        Self::UpdateEmail,
        Self::UpdateUserInfo,
        Self::ResetPassword,
    ];

    /// The name in MACs, states and configurations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Register => "register",
            Self::Mfa => "mfa",
            Self::ForgetPassword => "forget_password",
            Self::ChangePassword => "change_password",
            Self::Bind => "bind",
            Self::UpdateEmail => "update_email",
            Self::UpdateUserInfo => "update_user_info",
            Self::ResetPassword => "reset_password",
        }
    }

    /// The vendor's word; none where the vendor has none for this channel.
    pub fn wire_name(self, dialect: Dialect, channel: Channel) -> Option<&'static str> {
        let row = WORDS
            .iter()
            .find(|row| (row.0, row.1, row.2) == (dialect, channel, self))?;
        Some(row.3)
    }

    /// The purpose of a vendor's word, on the channel that the call is about.
    pub fn from_wire_name(dialect: Dialect, channel: Channel, word: &str) -> Option<Self> {
        let row = WORDS
            .iter()
            .find(|row| (row.0, row.1, row.3) == (dialect, channel, word))?;
        Some(row.2)
    }
}

/// Whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// BambooCloud EIAM: the member `type`.
    Eiam,
    /// Tencent CIAM: the member `usage`.
    Ciam,
}

/// The vendors' words for purposes. Source: their pages on sending codes.
#[rustfmt::skip]
const WORDS: &[(Dialect, Channel, Purpose, &str)] = {
    use Channel::{Email, Sms};
    use Dialect::{Ciam, Eiam};
    &[
        (Eiam, Sms, Purpose::Login, "LOGIN_SMS"),
        (Eiam, Sms, Purpose::Register, "REGISTER_SMS"),
        (Eiam, Sms, Purpose::Mfa, "MFA_AUTH_SMS"),
        (Eiam, Sms, Purpose::ForgetPassword, "FORGET_PWD_SMS"),
        (Eiam, Sms, Purpose::ChangePassword, "CHANGE_PWD_SMS"),
        (Eiam, Sms, Purpose::Bind, "BIND_MOBILE_SMS"),
        (Eiam, Email, Purpose::Login, "LOGIN_EMS"),
        (Eiam, Email, Purpose::Register, "REGISTER_EMS"),
        (Eiam, Email, Purpose::Mfa, "MFA_AUTH_EMS"),
        (Eiam, Email, Purpose::ForgetPassword, "FORGET_PWD_EMS"),
        (Eiam, Email, Purpose::ChangePassword, "CHANGE_PWD_EMS"),
        (Eiam, Email, Purpose::Bind, "BIND_EMAIL_EMS"),
        (Eiam, Email, Purpose::UpdateEmail, "UPDATE_EMAIL_EMS"),
        (Ciam, Sms, Purpose::Login, "login"),
        (Ciam, Sms, Purpose::Register, "signup"),
        (Ciam, Sms, Purpose::UpdateUserInfo, "update_userinfo"),
        (Ciam, Sms, Purpose::ResetPassword, "reset_password"),
        (Ciam, Email, Purpose::Login, "login"),
        (Ciam, Email, Purpose::Register, "signup"),
        (Ciam, Email, Purpose::UpdateUserInfo, "update_userinfo"),
        (Ciam, Email, Purpose::ResetPassword, "reset_password"),
    ]
};

/// A set of purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PurposeSet(u16);

impl PurposeSet {
    /// The set of these.
    pub const fn of(purposes: &[Purpose]) -> Self {
        let mut bits = 0;
        let mut rest = purposes;
        while let [first, others @ ..] = rest {
            bits |= 1 << *first as u16;
            rest = others;
        }
        Self(bits)
    }

    /// Whether it is one of them.
    pub fn contains(self, purpose: Purpose) -> bool {
        self.0 & (1 << purpose as u16) != 0
    }

    /// All of them, in order.
    pub fn iter(self) -> impl Iterator<Item = Purpose> {
        Purpose::ALL
            .into_iter()
            .filter(move |purpose| self.contains(*purpose))
    }
}

/// Which purposes each flow accepts: configuration, since the vendor's own pages contradict each
/// other (the forgot calls name CHANGE_PWD, the sending pages FORGET_PWD).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// EIAM, forgot by e-mail or mobile.
    pub forgot: PurposeSet,
    /// EIAM, change by e-mail or mobile and the forced change.
    pub change: PurposeSet,
    /// CIAM, reset.
    pub reset: PurposeSet,
}

impl Default for Accepted {
    /// Both words for the forgot calls, one for each other; never a code for logging in, opening an
    /// account, binding or a second factor.
    fn default() -> Self {
        Self {
            forgot: PurposeSet::of(&[Purpose::ForgetPassword, Purpose::ChangePassword]),
            change: PurposeSet::of(&[Purpose::ChangePassword]),
            reset: PurposeSet::of(&[Purpose::ResetPassword]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_goes_to_its_purpose_and_back() {
        for (dialect, channel, purpose, word) in WORDS.iter().copied() {
            assert_eq!(
                Purpose::from_wire_name(dialect, channel, word),
                Some(purpose)
            );
            assert_eq!(purpose.wire_name(dialect, channel), Some(word));
        }
        assert_eq!(
            Purpose::from_wire_name(Dialect::Eiam, Channel::Sms, "CHANGE_PWD_EMS"),
            None
        );
        assert_eq!(
            Purpose::from_wire_name(Dialect::Eiam, Channel::Sms, "change_pwd_sms"),
            None
        );
        assert_eq!(
            Purpose::UpdateEmail.wire_name(Dialect::Eiam, Channel::Sms),
            None
        );
    }

    #[test]
    fn by_default_no_flow_takes_a_code_that_was_for_something_else() {
        let accepted = Accepted::default();
        for purpose in [
            Purpose::Login,
            Purpose::Register,
            Purpose::Mfa,
            Purpose::Bind,
            Purpose::UpdateEmail,
            Purpose::UpdateUserInfo,
        ] {
            for set in [accepted.forgot, accepted.change, accepted.reset] {
                assert!(!set.contains(purpose), "{purpose:?}");
            }
        }
        assert_eq!(accepted.forgot.iter().count(), 2);
    }
}
