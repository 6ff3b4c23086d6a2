//! What the server answers in its own words, where no machine does.

use std::fmt;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// `{"error": …}` for what is no call of a vendor's API.
pub fn error(status: StatusCode, code: &'static str) -> Response {
    json(status, &serde_json::json!({ "error": code }))
}

/// A JSON body.
pub fn json(status: StatusCode, body: &serde_json::Value) -> Response {
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    (status, content_type, body.to_string()).into_response()
}

/// A strong entity tag: equal for equal bytes on every node.
#[derive(Debug, Clone)]
pub struct Tag(String);

impl Tag {
    /// The tag of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(format!(
            "\"{}\"",
            URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
        ))
    }

    /// Whether the caller has these very bytes already (`If-None-Match`, RFC 9110, section 13.1.2).
    pub fn is_held_by(&self, headers: &HeaderMap) -> bool {
        let values = headers.get_all(header::IF_NONE_MATCH).iter();
        values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim())
            // A proxy that compresses makes the tag a weak one.
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.0)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
