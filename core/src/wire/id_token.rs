//! What an id_token says of the person: for showing, never for deciding.

use alloc::string::String;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::members::Members;
use crate::json::Json;
use crate::secret::Secret;

/// The claim `api` of an id_token: a JSON text within the JSON (EIAM, vendor's page on logging in).
///
/// A client reads it unverified to show the person's own address. A server verifies the signature
/// before it believes any of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claims {
    /// The user's id.
    pub id: String,
    /// The name that they log in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// The person's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The mobile number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl Claims {
    /// Reads the claims without verifying them; none where the token is of another shape.
    pub fn unverified(id_token: &Secret) -> Option<Self> {
        let mut parts = id_token.expose().split('.');
        let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
        let payload = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
        let claims = Members::parse(&payload).ok()?;
        let api = Members::parse(claims.text("api").ok()?).ok()?;
        let text = |name: &str| match api.value(name) {
            Some(Json::String(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        Some(Self {
            id: text("id")?,
            user_name: text("userName"),
            name: text("name"),
            mobile: text("mobile"),
            email: text("email"),
        })
    }

    /// The claim `api`, for who signs a token.
    pub fn to_api(&self) -> String {
        // Strings only: nothing that JSON cannot say.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn token(payload: &str) -> Secret {
        Secret::new(format!("e30.{}.sig", URL_SAFE_NO_PAD.encode(payload)))
    }

    #[test]
    fn the_claims_are_read_from_a_text_within_the_text() {
        let claims = Claims {
            id: "20201028102749564-9082-DC8CD2722".into(),
            user_name: Some("zhangwei".into()),
            name: Some("张伟".into()),
            mobile: Some("+86-13800138000".into()),
            email: None,
        };
        let payload = serde_json::json!({ "iss": "x", "api": claims.to_api() });
        let read = Claims::unverified(&token(&format!("{payload}")));
        assert_eq!(read, Some(claims));
    }

    #[test]
    fn a_token_of_another_shape_has_none() {
        for payload in ["{}", r#"{"api":{}}"#, r#"{"api":"{}"}"#, "[]", ""] {
            assert_eq!(Claims::unverified(&token(payload)), None, "{payload}");
        }
        assert_eq!(Claims::unverified(&Secret::new("a.b")), None);
        assert_eq!(Claims::unverified(&Secret::new("")), None);
    }
}
