//! The form: what the person has typed.

use repass::journey;

use crate::Text;
use crate::mirror::mirror;

mirror! {
    /// A field of the form.
    JourneyField = journey::Field {
        /// The e-mail address or the mobile number.
        Address,
        /// The code that was sent.
        Code,
        /// The new password.
        Password,
        /// The new password once more. An app may do without.
        Confirmation,
        /// The old password.
        OldPassword,
    }
}

mirror! {
    /// What a password manager or the system may fill in.
    Autocomplete = journey::Autocomplete {
        /// An e-mail address.
        Email,
        /// A telephone number.
        Tel,
        /// A code that was sent.
        OneTimeCode,
        /// A new password.
        NewPassword,
        /// The password in use.
        CurrentPassword,
    }
}

/// What the person has typed so far; what was not typed is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct JourneyForm {
    /// The e-mail address or the mobile number, as it was typed.
    #[cfg_attr(feature = "uniffi", uniffi(default = ""))]
    pub address: Text,
    /// The code, as it was typed. When a new one is on its way, empty it.
    #[cfg_attr(feature = "uniffi", uniffi(default = ""))]
    pub code: Text,
    /// The new password.
    #[cfg_attr(feature = "uniffi", uniffi(default = ""))]
    pub password: Text,
    /// The new password once more.
    #[cfg_attr(feature = "uniffi", uniffi(default = ""))]
    pub confirmation: Text,
    /// The old password.
    #[cfg_attr(feature = "uniffi", uniffi(default = ""))]
    pub old_password: Text,
}

impl Default for JourneyForm {
    fn default() -> Self {
        let empty = || Text::from(String::new());
        Self {
            address: empty(),
            code: empty(),
            password: empty(),
            confirmation: empty(),
            old_password: empty(),
        }
    }
}

impl From<JourneyForm> for journey::Form {
    fn from(form: JourneyForm) -> Self {
        Self {
            address: form.address.into(),
            code: form.code.into(),
            password: form.password.into(),
            confirmation: form.confirmation.into(),
            old_password: form.old_password.into(),
        }
    }
}
