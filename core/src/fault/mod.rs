//! Every fault that the system knows, once. Beside it stand tables: one a vendor profile
//! (fault ↔ status and code, read in both directions), one of texts a language.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::json::Json;
use crate::policy::{Report, Rule, Violation};

mod profile;
mod text;

pub use profile::{Encoded, Profile, as_told, from_wire, translate, wire};
pub(crate) use text::word;
pub use text::{Lang, demand, help, message};

/// Why something was refused.
///
/// In JSON `{ "code", "args" }`; the codes are append-only. A violation of a password rule is a
/// fault with the violation's own code and arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Fault {
    /// No such user.
    UserNotFound,
    /// The account is frozen, and nothing of it may be set.
    AccountFrozen,
    /// A parameter is missing or blank.
    ParameterBlank {
        /// Its name; none where a vendor's answer did not say.
        parameter: Option<String>,
    },
    /// A parameter's format is wrong.
    ParameterFormat {
        /// Its name; none where a vendor's answer did not say.
        parameter: Option<String>,
    },
    /// A parameter is wrong: malformed, of another type, twice there, not one of those allowed.
    ParameterInvalid {
        /// Its name; none where a vendor's answer did not say.
        parameter: Option<String>,
    },
    /// A parameter has the wrong type (the vendor's own word; we say `parameter_invalid`).
    ParameterType {
        /// Its name; none where a vendor's answer did not say.
        parameter: Option<String>,
    },
    /// Something is past its time.
    ParameterExpired {
        /// Its name; none where a vendor's answer did not say.
        parameter: Option<String>,
    },
    /// A header that describes the device is missing.
    DeviceIncomplete,
    /// The signature could not be read.
    SignatureInvalid,
    /// The system is busy; the same call may succeed later.
    Busy,
    /// A quota is used up.
    QuotaExceeded {
        /// Seconds to wait; none where a vendor's answer did not say.
        retry_after: Option<u32>,
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
    /// The application's credentials are wrong (OAuth's `invalid_client`).
    ClientInvalid,
    /// The request is malformed (OAuth's `invalid_request`).
    RequestInvalid,
    /// The grant type is not one of those served (OAuth's `unsupported_grant_type`).
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
        unlock_in: Option<u32>,
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
        retry_after: Option<u32>,
    },
    /// No more e-mail to this address for now.
    EmailQuotaExceeded {
        /// Seconds to wait; none where a vendor's answer did not say.
        retry_after: Option<u32>,
    },
    /// The CAPTCHA was not solved, was used before or is for another address.
    CaptchaWrong,
    /// The state token is malformed, used, past its time or of something else.
    StateTokenBad,
    /// A call to another system failed.
    InterfaceFailed {
        /// Its name; none where a vendor's answer did not say.
        interface: Option<String>,
    },
    /// The user is not bound to the account of the other system.
    UserNotBound,
    /// The password policy could not be had.
    PolicyUnavailable,
    /// What a vendor said and no table of ours has, kept whole.
    Unknown {
        /// The HTTP status.
        status: u16,
        /// The vendor's code, as it came.
        vendor_code: String,
        /// The vendor's text, for people only.
        text: String,
    },
    /// A password rule is not kept.
    #[serde(untagged)]
    Violation(Violation),
    /// A password rule is not kept; a vendor's answer told the rule and nothing more.
    #[serde(untagged)]
    Rule(RuleCode),
}

/// A rule without arguments: `{ "code": "length" }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCode {
    /// The rule.
    pub code: Rule,
}

impl Fault {
    /// The codes of all faults, password rules first. Only ever appended to.
    pub const CODES: [&'static str; 55] = [
        "empty",
        "length",
        "username_equal",
        "username_reversed",
        "characters",
        "weak",
        "history",
        "repeats",
        "personal",
        "sequences",
        "breached",
        "user_not_found",
        "account_frozen",
        "parameter_blank",
        "parameter_format",
        "parameter_invalid",
        "parameter_type",
        "parameter_expired",
        "device_incomplete",
        "signature_invalid",
        "busy",
        "quota_exceeded",
        "authentication_unconfigured",
        "enterprise_centre_unconfigured",
        "area_code_unconfigured",
        "client_unknown",
        "application_key_missing",
        "client_invalid",
        "unauthenticated",
        "forbidden",
        "message_failed",
        "send_mode_invalid",
        "unknown",
        "request_invalid",
        "grant_type_unsupported",
        "password_refused",
        "current_password",
        "old_password_wrong",
        "password_wrong",
        "account_locked",
        "mobile_missing",
        "email_missing",
        "mobile_malformed",
        "email_malformed",
        "sms_code_wrong",
        "email_code_wrong",
        "sms_token_bad",
        "email_token_bad",
        "sms_quota_exceeded",
        "email_quota_exceeded",
        "captcha_wrong",
        "state_token_bad",
        "interface_failed",
        "user_not_bound",
        "policy_unavailable",
    ];

    /// The code of this fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Violation(violation) => violation.rule().code(),
            Self::Rule(rule) => rule.code.code(),
            Self::UserNotFound => "user_not_found",
            Self::AccountFrozen => "account_frozen",
            Self::ParameterBlank { .. } => "parameter_blank",
            Self::ParameterFormat { .. } => "parameter_format",
            Self::ParameterInvalid { .. } => "parameter_invalid",
            Self::ParameterType { .. } => "parameter_type",
            Self::ParameterExpired { .. } => "parameter_expired",
            Self::DeviceIncomplete => "device_incomplete",
            Self::SignatureInvalid => "signature_invalid",
            Self::Busy => "busy",
            Self::QuotaExceeded { .. } => "quota_exceeded",
            Self::AuthenticationUnconfigured => "authentication_unconfigured",
            Self::EnterpriseCentreUnconfigured => "enterprise_centre_unconfigured",
            Self::AreaCodeUnconfigured => "area_code_unconfigured",
            Self::ClientUnknown => "client_unknown",
            Self::ApplicationKeyMissing => "application_key_missing",
            Self::ClientInvalid => "client_invalid",
            Self::RequestInvalid => "request_invalid",
            Self::GrantTypeUnsupported => "grant_type_unsupported",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::MessageFailed => "message_failed",
            Self::SendModeInvalid => "send_mode_invalid",
            Self::PasswordRefused => "password_refused",
            Self::CurrentPassword => "current_password",
            Self::OldPasswordWrong => "old_password_wrong",
            Self::PasswordWrong => "password_wrong",
            Self::AccountLocked { .. } => "account_locked",
            Self::MobileMissing => "mobile_missing",
            Self::EmailMissing => "email_missing",
            Self::MobileMalformed => "mobile_malformed",
            Self::EmailMalformed => "email_malformed",
            Self::SmsCodeWrong => "sms_code_wrong",
            Self::EmailCodeWrong => "email_code_wrong",
            Self::SmsTokenBad => "sms_token_bad",
            Self::EmailTokenBad => "email_token_bad",
            Self::SmsQuotaExceeded { .. } => "sms_quota_exceeded",
            Self::EmailQuotaExceeded { .. } => "email_quota_exceeded",
            Self::CaptchaWrong => "captcha_wrong",
            Self::StateTokenBad => "state_token_bad",
            Self::InterfaceFailed { .. } => "interface_failed",
            Self::UserNotBound => "user_not_bound",
            Self::PolicyUnavailable => "policy_unavailable",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// The fault of a code, with nothing said beside it; none for a code that needs its arguments.
    pub(crate) fn bare(code: &str) -> Option<Self> {
        let parameter = None;
        Some(match code {
            "user_not_found" => Self::UserNotFound,
            "account_frozen" => Self::AccountFrozen,
            "parameter_blank" => Self::ParameterBlank { parameter },
            "parameter_format" => Self::ParameterFormat { parameter },
            "parameter_invalid" => Self::ParameterInvalid { parameter },
            "parameter_type" => Self::ParameterType { parameter },
            "parameter_expired" => Self::ParameterExpired { parameter },
            "device_incomplete" => Self::DeviceIncomplete,
            "signature_invalid" => Self::SignatureInvalid,
            "busy" => Self::Busy,
            "quota_exceeded" => Self::QuotaExceeded { retry_after: None },
            "authentication_unconfigured" => Self::AuthenticationUnconfigured,
            "enterprise_centre_unconfigured" => Self::EnterpriseCentreUnconfigured,
            "area_code_unconfigured" => Self::AreaCodeUnconfigured,
            "client_unknown" => Self::ClientUnknown,
            "application_key_missing" => Self::ApplicationKeyMissing,
            "client_invalid" => Self::ClientInvalid,
            "request_invalid" => Self::RequestInvalid,
            "grant_type_unsupported" => Self::GrantTypeUnsupported,
            "unauthenticated" => Self::Unauthenticated,
            "forbidden" => Self::Forbidden,
            "message_failed" => Self::MessageFailed,
            "send_mode_invalid" => Self::SendModeInvalid,
            "password_refused" => Self::PasswordRefused,
            "current_password" => Self::CurrentPassword,
            "old_password_wrong" => Self::OldPasswordWrong,
            "password_wrong" => Self::PasswordWrong,
            "account_locked" => Self::AccountLocked { unlock_in: None },
            "mobile_missing" => Self::MobileMissing,
            "email_missing" => Self::EmailMissing,
            "mobile_malformed" => Self::MobileMalformed,
            "email_malformed" => Self::EmailMalformed,
            "sms_code_wrong" => Self::SmsCodeWrong,
            "email_code_wrong" => Self::EmailCodeWrong,
            "sms_token_bad" => Self::SmsTokenBad,
            "email_token_bad" => Self::EmailTokenBad,
            "sms_quota_exceeded" => Self::SmsQuotaExceeded { retry_after: None },
            "email_quota_exceeded" => Self::EmailQuotaExceeded { retry_after: None },
            "captcha_wrong" => Self::CaptchaWrong,
            "state_token_bad" => Self::StateTokenBad,
            "interface_failed" => Self::InterfaceFailed { interface: None },
            "user_not_bound" => Self::UserNotBound,
            "policy_unavailable" => Self::PolicyUnavailable,
            "empty" => Self::Violation(Violation::Empty),
            "username_equal" => Self::Violation(Violation::UsernameEqual),
            "username_reversed" => Self::Violation(Violation::UsernameReversed),
            "breached" => Self::Violation(Violation::Breached),
            _ => {
                let code = Rule::ALL.into_iter().find(|rule| rule.code() == code)?;
                Self::Rule(RuleCode { code })
            }
        })
    }

    /// Reads a fault from JSON text; none where the text is no fault.
    pub fn from_json(text: &str) -> Option<Self> {
        let json = Json::parse(text).ok()?;
        let member = |wanted: &str| {
            let (_, value) = json.as_object()?.iter().find(|(name, _)| name == wanted)?;
            Some(value)
        };
        match member("args") {
            // A caller may leave the arguments out, or have none to give.
            None | Some(Json::Null) => Self::bare(member("code")?.as_str()?),
            Some(Json::Object(args)) if args.is_empty() => Self::bare(member("code")?.as_str()?),
            // serde's own reason would repeat the caller's values.
            Some(_) => serde_json::from_str(text).ok(),
        }
    }

    /// The first fault of a report, in the vendor's order.
    pub fn first_of(report: &Report) -> Option<Self> {
        report.violations.first().cloned().map(Self::Violation)
    }
}

impl From<Violation> for Fault {
    fn from(violation: Violation) -> Self {
        Self::Violation(violation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_fault_that_says_so() {
        for code in Fault::CODES.into_iter().filter(|code| *code != "unknown") {
            assert_eq!(Fault::bare(code).map(|fault| fault.code()), Some(code));
        }
        assert_eq!(Fault::bare("unknown"), None);
    }

    #[test]
    fn codes_are_only_ever_appended() {
        let golden = include_str!("codes.golden.txt");
        let codes: alloc::vec::Vec<&str> = golden.lines().collect();
        assert_eq!(codes, Fault::CODES);
    }

    #[test]
    fn arguments_may_be_left_out_or_empty() {
        for json in [
            r#"{"code":"busy"}"#,
            r#"{"code":"busy","args":{}}"#,
            r#"{"code":"busy","args":null}"#,
        ] {
            assert_eq!(Fault::from_json(json), Some(Fault::Busy), "{json}");
        }
        let blank = Fault::ParameterBlank { parameter: None };
        assert_eq!(
            Fault::from_json(r#"{"code":"parameter_blank"}"#),
            Some(blank)
        );
        for json in [
            "",
            "{}",
            "[]",
            r#"{"code":"nonsense"}"#,
            r#"{"code":"unknown"}"#,
            r#"{"code":7}"#,
        ] {
            assert_eq!(Fault::from_json(json), None, "{json}");
        }
    }

    #[test]
    fn a_fault_goes_through_json_and_back() {
        let faults = [
            (Fault::UserNotFound, r#"{"code":"user_not_found"}"#),
            (
                Fault::ParameterBlank {
                    parameter: Some("X-client-id".into()),
                },
                r#"{"code":"parameter_blank","args":{"parameter":"X-client-id"}}"#,
            ),
            (
                Violation::Length {
                    min: 8,
                    max: 50,
                    actual: 7,
                }
                .into(),
                r#"{"code":"length","args":{"min":8,"max":50,"actual":7}}"#,
            ),
            (
                Violation::UsernameEqual.into(),
                r#"{"code":"username_equal"}"#,
            ),
            (
                Fault::Rule(RuleCode { code: Rule::Length }),
                r#"{"code":"length"}"#,
            ),
        ];
        for (fault, json) in faults {
            assert_eq!(serde_json::to_string(&fault).unwrap(), json);
            assert_eq!(serde_json::from_str::<Fault>(json).unwrap(), fault);
        }
    }
}
