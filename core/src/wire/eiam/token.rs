//! `POST /api/v2/tenant/token`: an application's credentials for an access token (OAuth's client
//! credentials, RFC 6749, section 4.4).

use alloc::string::String;

use serde::Serialize;

use super::super::authorization::{Credentials, basic, url_decoded};
use super::super::body::{Members, bytes, media_type};
use super::super::{HttpRequest, HttpResponse};
use crate::fault::{Fault, Lang, Profile, wire};
use crate::secret::Secret;

/// The call as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// The application's credentials, or what is wrong with the call.
    pub credentials: Result<Credentials, Fault>,
}

impl Request {
    /// Reads the call: a form, JSON or no body at all.
    pub fn decode(request: &HttpRequest) -> Self {
        Self {
            credentials: credentials(request),
        }
    }
}

fn credentials(request: &HttpRequest) -> Result<Credentials, Fault> {
    let credentials = basic(request).ok_or(Fault::ClientInvalid);
    match grant_type(request)?.as_deref() {
        None | Some("client_credentials") => credentials,
        Some(_) => Err(Fault::GrantTypeUnsupported),
    }
}

/// The body's `grant_type`, where there is one.
fn grant_type(request: &HttpRequest) -> Result<Option<String>, Fault> {
    let body = bytes(request).ok_or(Fault::RequestInvalid)?;
    if body.is_empty() {
        return Ok(None);
    }
    match media_type(request).as_deref() {
        Some("application/json") => {
            let members = Members::of(request).map_err(|_| Fault::RequestInvalid)?;
            match members.text("grant_type") {
                Ok(text) => Ok(Some(text.into())),
                Err(Fault::ParameterBlank { .. }) => Ok(None),
                Err(_) => Err(Fault::RequestInvalid),
            }
        }
        Some("application/x-www-form-urlencoded") => form_value(body, "grant_type"),
        _ => Err(Fault::RequestInvalid),
    }
}

fn form_value(body: &[u8], wanted: &str) -> Result<Option<String>, Fault> {
    let text = core::str::from_utf8(body).map_err(|_| Fault::RequestInvalid)?;
    let mut found = None;
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if url_decoded(name).as_deref() == Some(wanted) {
            let value = url_decoded(value).ok_or(Fault::RequestInvalid)?;
            if found.replace(value).is_some() {
                return Err(Fault::RequestInvalid);
            }
        }
    }
    Ok(found)
}

/// The answer with a token that lives for so many seconds.
pub fn encode_issued(access_token: &Secret, expires_in: u32) -> HttpResponse {
    #[derive(Serialize)]
    struct Issued<'a> {
        access_token: &'a Secret,
        token_type: &'a str,
        expires_in: u32,
    }
    let issued = Issued {
        access_token,
        token_type: "Bearer",
        expires_in,
    };
    HttpResponse::json(200, serde_json::to_string(&issued).unwrap_or_default())
}

/// The answer when the call was refused.
pub fn encode_refused(fault: &Fault) -> HttpResponse {
    let encoded = wire(fault, None, Profile::EiamTenant, Lang::En);
    let mut response = HttpResponse::json(encoded.status, encoded.body);
    let headers = encoded.headers.into_iter();
    response
        .headers
        .extend(headers.map(|(name, value)| (name.into(), value)));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASIC: &str = "Basic ZGVtby1hZG1pbjpkZW1vLWFkbWluLXNlY3JldA==";

    fn decoded(content_type: &str, body: &str) -> Result<Credentials, Fault> {
        let mut headers = alloc::vec![("Authorization".into(), BASIC.into())];
        if !content_type.is_empty() {
            headers.push(("Content-Type".into(), content_type.into()));
        }
        let request = HttpRequest {
            headers,
            body: Some(body.into()),
        };
        Request::decode(&request).credentials
    }

    #[test]
    fn a_form_json_or_no_body_will_do() {
        for (content_type, body) in [
            ("", ""),
            (
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&scope=x",
            ),
            ("application/json", r#"{"grant_type":"client_credentials"}"#),
            ("application/json", "{}"),
        ] {
            let client_id = decoded(content_type, body).map(|credentials| credentials.client_id);
            assert_eq!(client_id, Ok("demo-admin".into()), "{body}");
        }
    }

    #[test]
    fn what_is_malformed_is_an_invalid_request() {
        for (content_type, body) in [
            ("text/plain", "grant_type=client_credentials"),
            ("", "x"),
            ("application/json", "["),
            (
                "application/json",
                r#"{"grant_type":["client_credentials"]}"#,
            ),
            ("application/json", r#"{"a":"1","a":"2"}"#),
            (
                "application/x-www-form-urlencoded",
                "grant_type=a&grant_type=b",
            ),
            ("application/x-www-form-urlencoded", &"x".repeat(16_385)),
        ] {
            assert_eq!(
                decoded(content_type, body),
                Err(Fault::RequestInvalid),
                "{content_type}"
            );
        }
        let other = decoded("application/x-www-form-urlencoded", "grant_type=password");
        assert_eq!(other, Err(Fault::GrantTypeUnsupported));
    }

    #[test]
    fn without_credentials_the_client_is_invalid() {
        let request = HttpRequest {
            headers: alloc::vec![],
            body: Some(alloc::vec![]),
        };
        assert_eq!(
            Request::decode(&request).credentials,
            Err(Fault::ClientInvalid)
        );
    }
}
