//! What a call answers, as typed data: a server writes it, a client reads it.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::call::AnswerShape;
use super::members::Members;
use super::request::AnswerForm;
use super::{Call, HttpResponse};
use crate::fault::{Fault, Profile, from_wire, wire};
use crate::json::Json;
use crate::policy::Violation;
use crate::secret::Secret;

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It was done, and there is nothing to say.
    Done,
    /// It was done to this user.
    User {
        /// The user's id.
        user_id: String,
    },
    /// How logging in went.
    Session(Session),
    /// An access token.
    AccessToken {
        /// The token.
        access_token: Secret,
        /// How long it lives, in seconds.
        expires_in: u32,
    },
    /// A CAPTCHA to be solved.
    Captcha(Captcha),
    /// The proof that a CAPTCHA was solved.
    CaptchaToken {
        /// The proof.
        captcha_token: Secret,
    },
    /// The token that belongs to a code that was sent.
    OtpToken {
        /// The token.
        otp_token: Secret,
    },
    /// It was not done.
    Refused {
        /// Why: the first reason in the vendor's order.
        fault: Fault,
        /// All rules that the password does not keep, where the caller asked for them.
        violations: Vec<Violation>,
    },
}

/// How logging in went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The outcome.
    pub status: LoginStatus,
    /// The session's token; there is one once logging in succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<Secret>,
    /// Who the person is, signed; there is one once logging in succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token: Option<Secret>,
    /// How long the session lives, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire: Option<u32>,
    /// What to go on with where the password must or should be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_token: Option<Secret>,
}

/// The outcome of logging in, in the vendor's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LoginStatus {
    /// Logged in.
    Success,
    /// The password expires soon: it may be changed or not.
    PasswordWarn,
    /// The password must be changed first.
    PasswordExpired,
    /// A second factor is wanted. Our server never asks for one.
    MfaAuth,
    /// The account may not log in.
    AccessDenied,
}

/// A slider CAPTCHA: a piece is to be moved to where it is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Captcha {
    /// Names the CAPTCHA.
    pub token: Secret,
    /// The image with the gap: PNG in base64.
    pub original_image: String,
    /// The piece: PNG in base64.
    pub jigsaw_image: String,
}

impl Call {
    /// Writes an answer of this call.
    pub fn encode_answer(self, answer: &Answer, form: AnswerForm) -> HttpResponse {
        match answer {
            Answer::Done => HttpResponse::json(200, String::new()),
            Answer::User { user_id } => json(&serde_json::json!({ "user_id": user_id })),
            Answer::Session(session) => json(&EncodedSession::from(session)),
            Answer::AccessToken {
                access_token,
                expires_in,
            } => json(&EncodedToken {
                access_token,
                token_type: "Bearer",
                expires_in: *expires_in,
            }),
            Answer::Captcha(captcha) => json(&EncodedCaptcha::from(captcha)),
            Answer::CaptchaToken { captcha_token } => {
                json(&serde_json::json!({ "captcha_token": captcha_token }))
            }
            Answer::OtpToken { otp_token } => json(&serde_json::json!({ "otp_token": otp_token })),
            Answer::Refused { fault, violations } => self.refused(fault, violations, form),
        }
    }

    fn refused(self, fault: &Fault, violations: &[Violation], form: AnswerForm) -> HttpResponse {
        let violations = (form.wants_violations && !violations.is_empty()).then_some(violations);
        let encoded = wire(fault, violations, self.profile(), form.lang);
        let content_type = match self.profile() {
            // As its page on resetting a password prints it, for errors only.
            Profile::TencentCiam => "application/json;charset=UTF-8",
            _ => "application/json",
        };
        let mut response = HttpResponse::of_type(content_type, encoded.status, encoded.body);
        let headers = encoded.headers.into_iter();
        response
            .headers
            .extend(headers.map(|(name, value)| (name.into(), value)));
        if violations.is_some() {
            let applied = ("Preference-Applied".into(), "return=violations".into());
            response.headers.push(applied);
        }
        response
    }

    /// Reads an answer to this call. One that is of no known shape is a fault too: the vendor's
    /// status, and no code.
    pub fn decode_answer(self, response: &HttpResponse) -> Answer {
        if !(200..300).contains(&response.status) {
            return Answer::Refused {
                fault: with_wait(
                    from_wire(self.profile(), response.status, &response.body),
                    response,
                ),
                violations: violations(&response.body),
            };
        }
        done(self.row().answer, &response.body).unwrap_or_else(|| Answer::Refused {
            fault: Fault::Unknown {
                status: response.status,
                vendor_code: String::new(),
                text: String::new(),
            },
            violations: Vec::new(),
        })
    }
}

fn done(shape: AnswerShape, body: &str) -> Option<Answer> {
    if shape == AnswerShape::Done {
        return Some(Answer::Done);
    }
    let members = Members::parse(body).ok()?;
    let secret = |name: &str| members.secret(name).ok();
    Some(match shape {
        AnswerShape::Done => Answer::Done,
        AnswerShape::User => Answer::User {
            user_id: members.text("user_id").ok()?.into(),
        },
        AnswerShape::Session => Answer::Session(Session {
            status: status(members.text("status").ok()?)?,
            session_token: secret("session_token"),
            id_token: secret("id_token"),
            expire: seconds(members.value("expire")),
            state_token: secret("state_token"),
        }),
        AnswerShape::AccessToken => Answer::AccessToken {
            access_token: secret("access_token")?,
            expires_in: seconds(members.value("expires_in")).unwrap_or(0),
        },
        AnswerShape::Captcha => Answer::Captcha(Captcha {
            token: secret("token")?,
            original_image: members.text("originalImageBase64").ok()?.into(),
            jigsaw_image: members.text("jigsawImageBase64").ok()?.into(),
        }),
        AnswerShape::CaptchaToken => Answer::CaptchaToken {
            captcha_token: secret("captcha_token")?,
        },
        AnswerShape::OtpToken => Answer::OtpToken {
            otp_token: secret("otp_token")?,
        },
    })
}

fn status(text: &str) -> Option<LoginStatus> {
    Some(match text.trim() {
        "SUCCESS" => LoginStatus::Success,
        "PASSWORD_WARN" => LoginStatus::PasswordWarn,
        "PASSWORD_EXPIRED" => LoginStatus::PasswordExpired,
        "MFA_AUTH" => LoginStatus::MfaAuth,
        "ACCESS_DENIED" => LoginStatus::AccessDenied,
        _ => return None,
    })
}

/// Whole seconds, as a number or, since vendors write numbers so too, as a string.
fn seconds(value: Option<&Json>) -> Option<u32> {
    match value? {
        Json::Number(number) if (0.0..=f64::from(u32::MAX)).contains(number) => {
            Some(*number as u32)
        }
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// How long to wait stands in a header.
fn with_wait(mut fault: Fault, response: &HttpResponse) -> Fault {
    if let Fault::QuotaExceeded { retry_after }
    | Fault::SmsQuotaExceeded { retry_after }
    | Fault::EmailQuotaExceeded { retry_after } = &mut fault
    {
        *retry_after = response
            .header("Retry-After")
            .and_then(|text| text.parse().ok());
    }
    fault
}

/// The whole list, where the server is ours and was asked for it.
fn violations(body: &str) -> Vec<Violation> {
    #[derive(Deserialize)]
    struct Extended {
        #[serde(default)]
        violations: Vec<Violation>,
    }
    let extended = serde_json::from_str::<Extended>(body);
    extended.map_or_else(|_| Vec::new(), |extended| extended.violations)
}

/// Strings, numbers and lists of them: nothing that JSON cannot say.
fn json<T: Serialize>(value: &T) -> HttpResponse {
    HttpResponse::json(200, serde_json::to_string(value).unwrap_or_default())
}

#[derive(Serialize)]
struct EncodedToken<'a> {
    access_token: &'a Secret,
    token_type: &'a str,
    expires_in: u32,
}

#[derive(Serialize)]
struct EncodedSession<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    session_token: Option<&'a Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expire: Option<u32>,
    status: LoginStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<&'a Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_token: Option<&'a Secret>,
}

impl<'a> From<&'a Session> for EncodedSession<'a> {
    fn from(session: &'a Session) -> Self {
        Self {
            session_token: session.session_token.as_ref(),
            expire: session.expire,
            status: session.status,
            id_token: session.id_token.as_ref(),
            state_token: session.state_token.as_ref(),
        }
    }
}

/// The vendor's shape, whose other members belong to kinds of CAPTCHA that are not served.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EncodedCaptcha<'a> {
    captcha_id: (),
    project_code: (),
    captcha_original_path: (),
    captcha_font_type: (),
    captcha_font_size: (),
    secret_key: (),
    original_image_base64: &'a str,
    point: (),
    jigsaw_image_base64: &'a str,
    word_list: (),
    point_list: (),
    point_json: (),
    token: &'a Secret,
    result: bool,
    captcha_verification: (),
}

impl<'a> From<&'a Captcha> for EncodedCaptcha<'a> {
    fn from(captcha: &'a Captcha) -> Self {
        Self {
            captcha_id: (),
            project_code: (),
            captcha_original_path: (),
            captcha_font_type: (),
            captcha_font_size: (),
            secret_key: (),
            original_image_base64: &captcha.original_image,
            point: (),
            jigsaw_image_base64: &captcha.jigsaw_image,
            word_list: (),
            point_list: (),
            point_json: (),
            token: &captcha.token,
            result: false,
            captcha_verification: (),
        }
    }
}

#[cfg(test)]
mod tests;
