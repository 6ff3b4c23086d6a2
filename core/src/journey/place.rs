//! What a server's fault concerns: a field, the CAPTCHA, or nothing that the person can fill in.

use super::Field;
use crate::fault::Fault;
use crate::wire::Call;

/// What a fault concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// This field.
    Field(Field),
    /// The CAPTCHA: another one is needed.
    Captcha,
    /// No field.
    Notice,
}

/// What a fault concerns, and the fault as it is told to the person: a vendor may have one code for
/// several faults, and then the call tells which it is.
pub(super) fn place(call: Call, fault: Fault) -> (Place, Fault) {
    let fault = in_view_of(call, fault);
    let place = match &fault {
        Fault::Violation(_) | Fault::Rule(_) | Fault::PasswordRefused | Fault::CurrentPassword => {
            Place::Field(Field::Password)
        }
        Fault::SmsCodeWrong | Fault::EmailCodeWrong | Fault::SmsTokenBad | Fault::EmailTokenBad => {
            Place::Field(Field::Code)
        }
        Fault::OldPasswordWrong => Place::Field(Field::OldPassword),
        Fault::UserNotFound | Fault::EmailMalformed | Fault::MobileMalformed => {
            Place::Field(Field::Address)
        }
        Fault::CaptchaWrong if is_guarded(call) => Place::Captcha,
        fault => match parameter(fault).map(field_named) {
            Some(Some(field)) => Place::Field(field),
            _ => Place::Notice,
        },
    };
    (place, fault)
}

/// The fault that a code means in the answer to this call.
fn in_view_of(call: Call, fault: Fault) -> Fault {
    match (call, fault) {
        // The vendor has one word for a wrong password, whichever it is.
        (Call::UpdatePassword, Fault::PasswordWrong) => Fault::OldPasswordWrong,
        // Of what these calls take, the address alone has a format.
        (Call::EmailSend, Fault::ParameterFormat { parameter: None }) => Fault::EmailMalformed,
        (Call::SmsSend, Fault::ParameterFormat { parameter: None }) => Fault::MobileMalformed,
        (Call::CaptchaVerify, Fault::ParameterFormat { parameter: None }) => Fault::CaptchaWrong,
        // A wrong CAPTCHA is a wrong parameter, whose name stands in the text alone.
        (
            call,
            Fault::ParameterInvalid { parameter: None }
            | Fault::ParameterExpired { parameter: None },
        ) if is_guarded(call) => Fault::CaptchaWrong,
        (_, fault) => match parameter(&fault) {
            Some("captcha_token" | "point_json" | "token") => Fault::CaptchaWrong,
            Some("email_otp_token") => Fault::EmailTokenBad,
            Some("phone_number_otp_token") => Fault::SmsTokenBad,
            _ => fault,
        },
    }
}

/// Whether the call hands in a CAPTCHA's solution or its proof.
fn is_guarded(call: Call) -> bool {
    matches!(call, Call::CaptchaVerify | Call::SmsSend | Call::EmailSend)
}

/// The parameter that a fault names.
fn parameter(fault: &Fault) -> Option<&str> {
    match fault {
        Fault::ParameterBlank { parameter }
        | Fault::ParameterFormat { parameter }
        | Fault::ParameterInvalid { parameter }
        | Fault::ParameterType { parameter }
        | Fault::ParameterExpired { parameter } => parameter.as_deref(),
        _ => None,
    }
}

/// The field that a parameter of the vendors' calls comes from.
fn field_named(parameter: &str) -> Option<Field> {
    Some(match parameter {
        "email" | "mobile" | "phone_number" | "sender" => Field::Address,
        "verify_code" | "email_otp" | "phone_number_otp" => Field::Code,
        "password" | "new_password" => Field::Password,
        "old_password" => Field::OldPassword,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::RuleCode;
    use crate::policy::{Rule, Violation};

    fn named(parameter: &str) -> Fault {
        Fault::ParameterInvalid {
            parameter: Some(parameter.into()),
        }
    }

    #[test]
    fn a_fault_is_placed_where_the_person_can_mend_it() {
        let rule = Fault::Rule(RuleCode { code: Rule::Length });
        for (fault, field) in [
            (Violation::Empty.into(), Field::Password),
            (rule, Field::Password),
            (Fault::PasswordRefused, Field::Password),
            (Fault::CurrentPassword, Field::Password),
            (Fault::EmailCodeWrong, Field::Code),
            (Fault::SmsTokenBad, Field::Code),
            (Fault::OldPasswordWrong, Field::OldPassword),
            (Fault::UserNotFound, Field::Address),
            (Fault::EmailMalformed, Field::Address),
            (named("phone_number"), Field::Address),
            (named("verify_code"), Field::Code),
            (named("new_password"), Field::Password),
            (named("old_password"), Field::OldPassword),
        ] {
            let placed = place(Call::UpdateByEmail, fault.clone());
            assert_eq!(placed, (Place::Field(field), fault));
        }
        for fault in [
            Fault::Busy,
            Fault::Unauthenticated,
            Fault::StateTokenBad,
            Fault::AccountFrozen,
            Fault::ParameterBlank { parameter: None },
            named("X-client-id"),
        ] {
            let placed = place(Call::UpdateByEmail, fault.clone());
            assert_eq!(placed, (Place::Notice, fault));
        }
    }

    #[test]
    fn the_call_tells_what_a_code_of_several_meanings_means() {
        let invalid = Fault::ParameterInvalid { parameter: None };
        let format = Fault::ParameterFormat { parameter: None };
        let captcha = (Place::Captcha, Fault::CaptchaWrong);
        assert_eq!(place(Call::CaptchaVerify, invalid.clone()), captcha);
        assert_eq!(place(Call::CaptchaVerify, format.clone()), captcha);
        assert_eq!(place(Call::SmsSend, invalid.clone()), captcha);
        assert_eq!(place(Call::EmailSend, named("captcha_token")), captcha);
        let address = Place::Field(Field::Address);
        assert_eq!(
            place(Call::EmailSend, format.clone()),
            (address, Fault::EmailMalformed)
        );
        assert_eq!(
            place(Call::SmsSend, format.clone()),
            (address, Fault::MobileMalformed)
        );
        assert_eq!(
            place(Call::UpdateByEmail, format.clone()),
            (Place::Notice, format)
        );
        assert_eq!(
            place(Call::UpdateByEmail, invalid.clone()),
            (Place::Notice, invalid)
        );
        assert_eq!(
            place(Call::UpdatePassword, Fault::PasswordWrong),
            (Place::Field(Field::OldPassword), Fault::OldPasswordWrong)
        );
        assert_eq!(
            place(Call::ResetUserPassword, named("email_otp_token")),
            (Place::Field(Field::Code), Fault::EmailTokenBad)
        );
    }
}
