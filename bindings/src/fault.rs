//! Faults and their texts.

use repass::fault::{self, Lang, RuleCode};
use serde::{Deserialize, Serialize};

use crate::mirror::signed;
use crate::{Rule, Violation};

/// Why something was refused. A violation of a password rule is a fault too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Fault {
    /// No such user.
    UserNotFound,
    /// The account is frozen.
    AccountFrozen,
    /// A parameter is missing or blank.
    ParameterBlank {
        /// Its name, where known.
        #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
        parameter: Option<String>,
    },
    /// A parameter's format is wrong.
    ParameterFormat {
        /// Its name, where known.
        #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
        parameter: Option<String>,
    },
    /// A parameter is wrong.
    ParameterInvalid {
        /// Its name, where known.
        #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
        parameter: Option<String>,
    },
    /// A parameter has the wrong type.
    ParameterType {
        /// Its name, where known.
        #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
        parameter: Option<String>,
    },
    /// Something is past its time.
    ParameterExpired {
        /// Its name, where known.
        #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
        parameter: Option<String>,
    },
    /// A header that describes the device is missing.
    DeviceIncomplete,
    /// The signature could not be read.
    SignatureInvalid,
    /// The system is busy.
    Busy,
    /// A quota is used up.
    QuotaExceeded {
        /// Seconds to wait, where known.
        #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
        retry_after: Option<i32>,
    },
    /// The authentication configuration is not known.
    AuthenticationUnconfigured,
    /// No enterprise centre is configured.
    EnterpriseCentreUnconfigured,
    /// No area code is configured.
    AreaCodeUnconfigured,
    /// No application has this client id.
    ClientUnknown,
    /// The application has no private key.
    ApplicationKeyMissing,
    /// The application's credentials are wrong.
    ClientInvalid,
    /// The request is malformed.
    RequestInvalid,
    /// The grant type is not one of those served.
    GrantTypeUnsupported,
    /// No valid access token.
    Unauthenticated,
    /// The application lacks the permission.
    Forbidden,
    /// The message could not be sent.
    MessageFailed,
    /// The way of sending is not one of those allowed.
    SendModeInvalid,
    /// A password rule is not kept; a vendor that has one word for all did not say which.
    PasswordRefused,
    /// The new password is the current one (the vendor's own word; we say `history`).
    CurrentPassword,
    /// The old password is wrong.
    OldPasswordWrong,
    /// The name or the password is wrong.
    PasswordWrong,
    /// The account is locked for a time.
    AccountLocked {
        /// Seconds until it is open again; none where a vendor's answer did not say.
        #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
        unlock_in: Option<i32>,
    },
    /// The account has no mobile number.
    MobileMissing,
    /// The account has no e-mail address.
    EmailMissing,
    /// The text is no mobile number.
    MobileMalformed,
    /// The text is no e-mail address.
    EmailMalformed,
    /// The code sent by SMS is wrong or past its time.
    SmsCodeWrong,
    /// The code sent by e-mail is wrong or past its time.
    EmailCodeWrong,
    /// The token of an SMS code is malformed, of something else, past its time or spent.
    SmsTokenBad,
    /// The token of an e-mail code is malformed, of something else, past its time or spent.
    EmailTokenBad,
    /// No more SMS to this number for now.
    SmsQuotaExceeded {
        /// Seconds to wait; none where a vendor's answer did not say.
        #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
        retry_after: Option<i32>,
    },
    /// No more e-mail to this address for now.
    EmailQuotaExceeded {
        /// Seconds to wait; none where a vendor's answer did not say.
        #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
        retry_after: Option<i32>,
    },
    /// The CAPTCHA was not solved, was used before or is for another address.
    CaptchaWrong,
    /// The state token is malformed, used, past its time or of something else.
    StateTokenBad,
    /// A call to another system failed.
    InterfaceFailed {
        /// Its name; none where a vendor's answer did not say.
        #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
        interface: Option<String>,
    },
    /// The user is not bound to the account of the other system.
    UserNotBound,
    /// The password policy could not be had.
    PolicyUnavailable,
    /// What a vendor said and no table has, kept whole.
    Unknown {
        /// The HTTP status.
        status: i32,
        /// The vendor's code, as it came.
        vendor_code: String,
        /// The vendor's text, for people only.
        text: String,
    },
    /// A password rule is not kept. In TypeScript a violation is a type of its own.
    #[serde(untagged)]
    #[cfg_attr(feature = "wasm", serde(skip))]
    Violated(Violation),
    /// A password rule is not kept; a vendor's answer told the rule and nothing more.
    #[serde(untagged)]
    #[cfg_attr(feature = "wasm", serde(skip))]
    Broken {
        /// The rule.
        code: Rule,
    },
}

/// A fault as a sentence for a person. `lang` is a tag such as `zh` or `en`.
#[cfg_attr(feature = "uniffi", uniffi::export(default(lang = "en")))]
pub fn message(fault: Fault, lang: String) -> String {
    fault::message(&fault.into(), Lang::from_tag(&lang))
}

/// What a vendor's page tells a person to do about the fault; none where no page says anything.
#[cfg_attr(feature = "uniffi", uniffi::export(default(lang = "en")))]
pub fn help(fault: Fault, lang: String) -> Option<String> {
    fault::help(&fault.into(), Lang::from_tag(&lang)).map(String::from)
}

/// [`message`] for a fault as JSON text; none where the text is no fault.
pub fn message_of_json(fault: &str, lang: &str) -> Option<String> {
    let fault = fault::Fault::from_json(fault)?;
    Some(fault::message(&fault, Lang::from_tag(lang)))
}

/// [`help`] for a fault as JSON text; none where the text is no fault.
pub fn help_of_json(fault: &str, lang: &str) -> Option<Option<&'static str>> {
    let fault = fault::Fault::from_json(fault)?;
    Some(fault::help(&fault, Lang::from_tag(lang)))
}

impl From<Fault> for fault::Fault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::UserNotFound => Self::UserNotFound,
            Fault::AccountFrozen => Self::AccountFrozen,
            Fault::ParameterBlank { parameter } => Self::ParameterBlank { parameter },
            Fault::ParameterFormat { parameter } => Self::ParameterFormat { parameter },
            Fault::ParameterInvalid { parameter } => Self::ParameterInvalid { parameter },
            Fault::ParameterType { parameter } => Self::ParameterType { parameter },
            Fault::ParameterExpired { parameter } => Self::ParameterExpired { parameter },
            Fault::DeviceIncomplete => Self::DeviceIncomplete,
            Fault::SignatureInvalid => Self::SignatureInvalid,
            Fault::Busy => Self::Busy,
            Fault::QuotaExceeded { retry_after } => Self::QuotaExceeded {
                retry_after: seconds(retry_after),
            },
            Fault::AuthenticationUnconfigured => Self::AuthenticationUnconfigured,
            Fault::EnterpriseCentreUnconfigured => Self::EnterpriseCentreUnconfigured,
            Fault::AreaCodeUnconfigured => Self::AreaCodeUnconfigured,
            Fault::ClientUnknown => Self::ClientUnknown,
            Fault::ApplicationKeyMissing => Self::ApplicationKeyMissing,
            Fault::ClientInvalid => Self::ClientInvalid,
            Fault::RequestInvalid => Self::RequestInvalid,
            Fault::GrantTypeUnsupported => Self::GrantTypeUnsupported,
            Fault::Unauthenticated => Self::Unauthenticated,
            Fault::Forbidden => Self::Forbidden,
            Fault::MessageFailed => Self::MessageFailed,
            Fault::SendModeInvalid => Self::SendModeInvalid,
            Fault::PasswordRefused => Self::PasswordRefused,
            Fault::CurrentPassword => Self::CurrentPassword,
            Fault::OldPasswordWrong => Self::OldPasswordWrong,
            Fault::PasswordWrong => Self::PasswordWrong,
            Fault::AccountLocked { unlock_in } => Self::AccountLocked {
                unlock_in: seconds(unlock_in),
            },
            Fault::MobileMissing => Self::MobileMissing,
            Fault::EmailMissing => Self::EmailMissing,
            Fault::MobileMalformed => Self::MobileMalformed,
            Fault::EmailMalformed => Self::EmailMalformed,
            Fault::SmsCodeWrong => Self::SmsCodeWrong,
            Fault::EmailCodeWrong => Self::EmailCodeWrong,
            Fault::SmsTokenBad => Self::SmsTokenBad,
            Fault::EmailTokenBad => Self::EmailTokenBad,
            Fault::SmsQuotaExceeded { retry_after } => Self::SmsQuotaExceeded {
                retry_after: seconds(retry_after),
            },
            Fault::EmailQuotaExceeded { retry_after } => Self::EmailQuotaExceeded {
                retry_after: seconds(retry_after),
            },
            Fault::CaptchaWrong => Self::CaptchaWrong,
            Fault::StateTokenBad => Self::StateTokenBad,
            Fault::InterfaceFailed { interface } => Self::InterfaceFailed { interface },
            Fault::UserNotBound => Self::UserNotBound,
            Fault::PolicyUnavailable => Self::PolicyUnavailable,
            Fault::Unknown {
                status,
                vendor_code,
                text,
            } => Self::Unknown {
                status: u16::try_from(status).unwrap_or(0),
                vendor_code,
                text,
            },
            Fault::Violated(violation) => Self::Violation(violation.into()),
            Fault::Broken { code } => Self::Rule(RuleCode { code: code.into() }),
        }
    }
}

impl From<fault::Fault> for Fault {
    fn from(fault: fault::Fault) -> Self {
        use fault::Fault as Core;
        match fault {
            Core::UserNotFound => Self::UserNotFound,
            Core::AccountFrozen => Self::AccountFrozen,
            Core::ParameterBlank { parameter } => Self::ParameterBlank { parameter },
            Core::ParameterFormat { parameter } => Self::ParameterFormat { parameter },
            Core::ParameterInvalid { parameter } => Self::ParameterInvalid { parameter },
            Core::ParameterType { parameter } => Self::ParameterType { parameter },
            Core::ParameterExpired { parameter } => Self::ParameterExpired { parameter },
            Core::DeviceIncomplete => Self::DeviceIncomplete,
            Core::SignatureInvalid => Self::SignatureInvalid,
            Core::Busy => Self::Busy,
            Core::QuotaExceeded { retry_after } => Self::QuotaExceeded {
                retry_after: retry_after.map(signed),
            },
            Core::AuthenticationUnconfigured => Self::AuthenticationUnconfigured,
            Core::EnterpriseCentreUnconfigured => Self::EnterpriseCentreUnconfigured,
            Core::AreaCodeUnconfigured => Self::AreaCodeUnconfigured,
            Core::ClientUnknown => Self::ClientUnknown,
            Core::ApplicationKeyMissing => Self::ApplicationKeyMissing,
            Core::ClientInvalid => Self::ClientInvalid,
            Core::RequestInvalid => Self::RequestInvalid,
            Core::GrantTypeUnsupported => Self::GrantTypeUnsupported,
            Core::Unauthenticated => Self::Unauthenticated,
            Core::Forbidden => Self::Forbidden,
            Core::MessageFailed => Self::MessageFailed,
            Core::SendModeInvalid => Self::SendModeInvalid,
            Core::PasswordRefused => Self::PasswordRefused,
            Core::CurrentPassword => Self::CurrentPassword,
            Core::OldPasswordWrong => Self::OldPasswordWrong,
            Core::PasswordWrong => Self::PasswordWrong,
            Core::AccountLocked { unlock_in } => Self::AccountLocked {
                unlock_in: unlock_in.map(signed),
            },
            Core::MobileMissing => Self::MobileMissing,
            Core::EmailMissing => Self::EmailMissing,
            Core::MobileMalformed => Self::MobileMalformed,
            Core::EmailMalformed => Self::EmailMalformed,
            Core::SmsCodeWrong => Self::SmsCodeWrong,
            Core::EmailCodeWrong => Self::EmailCodeWrong,
            Core::SmsTokenBad => Self::SmsTokenBad,
            Core::EmailTokenBad => Self::EmailTokenBad,
            Core::SmsQuotaExceeded { retry_after } => Self::SmsQuotaExceeded {
                retry_after: retry_after.map(signed),
            },
            Core::EmailQuotaExceeded { retry_after } => Self::EmailQuotaExceeded {
                retry_after: retry_after.map(signed),
            },
            Core::CaptchaWrong => Self::CaptchaWrong,
            Core::StateTokenBad => Self::StateTokenBad,
            Core::InterfaceFailed { interface } => Self::InterfaceFailed { interface },
            Core::UserNotBound => Self::UserNotBound,
            Core::PolicyUnavailable => Self::PolicyUnavailable,
            Core::Unknown {
                status,
                vendor_code,
                text,
            } => Self::Unknown {
                status: status.into(),
                vendor_code,
                text,
            },
            Core::Violation(violation) => Self::Violated(violation.into()),
            Core::Rule(RuleCode { code }) => Self::Broken { code: code.into() },
        }
    }
}

/// A negative time can only come from a caller who made the fault up.
fn seconds(given: Option<i32>) -> Option<u32> {
    given.and_then(|given| u32::try_from(given).ok())
}
