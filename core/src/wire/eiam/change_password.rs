//! `PUT /api/v2/tenant/users/{user_id}/change-password`: an administrator's application sets a
//! user's password.

use alloc::string::String;

use serde::Serialize;

use super::super::authorization::bearer;
use super::super::body::Members;
use super::super::{HttpRequest, HttpResponse};
use crate::fault::{Fault, Lang, Profile, wire};
use crate::policy::Violation;
use crate::secret::Secret;

const PROFILE: Profile = Profile::EiamTenant;

/// The call as it came. A body that is wrong is told only to a caller who may make the call, so it
/// stays a `Result` until then.
#[derive(Debug, Clone)]
pub struct Request {
    /// The access token, if there is one.
    pub access_token: Option<Secret>,
    /// The user whose password is set.
    pub user_id: String,
    /// What the body says.
    pub body: Result<Body, Fault>,
    /// How the caller wants to be answered.
    pub answer: AnswerForm,
}

/// What the body says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The new password.
    pub password: Secret,
    /// Whether it must be changed at the next login.
    pub must_change: bool,
}

/// How a caller wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnswerForm {
    /// The language of texts (`Accept-Language`).
    pub lang: Lang,
    /// Whether all violations are wanted beside the vendor's one code (`Prefer:
    /// return=violations`).
    pub wants_violations: bool,
}

impl Request {
    /// Reads the call. `user_id` is the path's, decoded.
    pub fn decode(user_id: &str, request: &HttpRequest) -> Self {
        Self {
            access_token: bearer(request),
            user_id: user_id.into(),
            body: body(request),
            answer: AnswerForm::of(request),
        }
    }
}

impl AnswerForm {
    fn of(request: &HttpRequest) -> Self {
        let prefers = |value: &str| {
            value
                .split([',', ';'])
                .any(|part| part.trim().eq_ignore_ascii_case("return=violations"))
        };
        Self {
            lang: Lang::from_accept_language(&request.list_header("Accept-Language")),
            wants_violations: prefers(&request.list_header("Prefer")),
        }
    }
}

fn body(request: &HttpRequest) -> Result<Body, Fault> {
    let members = Members::of(request)?;
    Ok(Body {
        password: Secret::new(members.text("password")?),
        must_change: members.flag("pwd_must_modify")?.unwrap_or(true),
    })
}

/// The answer when the password was set.
pub fn encode_done(user_id: &str) -> HttpResponse {
    #[derive(Serialize)]
    struct Done<'a> {
        user_id: &'a str,
    }
    HttpResponse::json(
        200,
        serde_json::to_string(&Done { user_id }).unwrap_or_default(),
    )
}

/// The answer when the call was refused; `violations` are all that a check found.
pub fn encode_refused(fault: &Fault, violations: &[Violation], form: AnswerForm) -> HttpResponse {
    let violations = (form.wants_violations && !violations.is_empty()).then_some(violations);
    let encoded = wire(fault, violations, PROFILE, form.lang);
    let mut response = HttpResponse::json(encoded.status, encoded.body);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn request(content_type: &str, body: &str) -> HttpRequest {
        HttpRequest {
            headers: [("content-type".into(), content_type.into())].into(),
            body: Some(body.into()),
        }
    }

    fn decoded(json: &str) -> Result<Body, Fault> {
        Request::decode("u", &request("application/json; charset=utf-8", json)).body
    }

    fn refused(parameter: &str) -> Result<Body, Fault> {
        Err(Fault::ParameterInvalid {
            parameter: Some(parameter.into()),
        })
    }

    #[test]
    fn the_documented_example_is_read() {
        let body = decoded(r#"{ "password": "P@ssw0rd123", "pwd_must_modify": "false" }"#);
        let expected = Body {
            password: Secret::new("P@ssw0rd123"),
            must_change: false,
        };
        assert_eq!(body, Ok(expected));
    }

    #[test]
    fn must_modify_is_a_flag_in_four_spellings_and_true_when_absent() {
        for (member, must_change) in [
            ("", true),
            (r#","pwd_must_modify":"true""#, true),
            (r#","pwd_must_modify":"false""#, false),
            (r#","pwd_must_modify":true"#, true),
            (r#","pwd_must_modify":false"#, false),
        ] {
            let body = decoded(&alloc::format!(r#"{{"password":"x"{member}}}"#));
            assert_eq!(
                body.map(|body| body.must_change),
                Ok(must_change),
                "{member}"
            );
        }
        for value in [r#""TRUE""#, r#""""#, "1", "null", "[true]"] {
            let json = alloc::format!(r#"{{"password":"x","pwd_must_modify":{value}}}"#);
            assert_eq!(decoded(&json), refused("pwd_must_modify"), "{value}");
        }
    }

    #[test]
    fn a_wrong_shape_names_the_parameter() {
        assert_eq!(decoded(r#"{"password":["x"]}"#), refused("password"));
        assert_eq!(decoded(r#"{"password":null}"#), refused("password"));
        assert_eq!(
            decoded(r#"{"password":"x","password":"y"}"#),
            refused("password")
        );
        for text in ["", "[]", "\"x\"", "{", "{}{}", r#"{"password":"\ud800"}"#] {
            assert_eq!(decoded(text), refused("body"), "{text}");
        }
        let blank = Fault::ParameterBlank {
            parameter: Some("password".into()),
        };
        assert_eq!(decoded("{}"), Err(blank));
        assert_eq!(
            decoded(r#"{"password":""}"#).map(|body| body.password),
            Ok(Secret::new(""))
        );
    }

    #[test]
    fn only_json_of_a_bounded_size_is_read() {
        for content_type in ["", "text/plain", "application/x-www-form-urlencoded"] {
            let body = Request::decode("u", &request(content_type, r#"{"password":"x"}"#)).body;
            assert_eq!(body, refused("Content-Type"), "{content_type}");
        }
        let sized = |bytes: usize| {
            let start = r#"{"password":""#;
            let filler = "x".repeat(bytes - start.len() - 2);
            decoded(&[start, &filler, "\"}"].concat())
        };
        assert!(sized(16_384).is_ok());
        assert_eq!(sized(16_385), refused("body"));
    }
}
