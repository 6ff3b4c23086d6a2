//! HTTP as the calls see it: the parts of a request and of an answer, in either direction.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// No body of these calls needs more bytes.
pub const MAX_BODY: usize = 16 * 1_024;

/// A request, as a client sends it and as a server has received it. It holds passwords, codes and
/// tokens: it is not for logs, and its `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(rename_all = "camelCase")]
pub struct HttpRequest {
    /// `GET`, `POST` or `PUT`.
    pub method: String,
    /// The path and, behind `?`, the query, escaped as they are on the wire.
    pub target: String,
    /// Header names in any case, with their values as they came.
    pub headers: Vec<(String, String)>,
    /// The body, empty where there is none. None where a server did not read it: it is longer than
    /// [`MAX_BODY`] bytes, or no UTF-8.
    pub body: Option<String>,
    /// The network address of the caller, as a server itself knows it: never from a header that a
    /// caller could write. A key for limits. None on the client's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl HttpRequest {
    /// The path without the query.
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The query, empty where there is none.
    pub(super) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// A header that lists its values, its lines joined (RFC 9110, section 5.3).
    pub(super) fn list_header(&self, wanted: &str) -> String {
        self.values(wanted).collect::<Vec<&str>>().join(",")
    }

    /// The value of a header that stands once; none where it is absent or stands more than once.
    pub(super) fn header(&self, wanted: &str) -> Option<&str> {
        let mut values = self.values(wanted);
        let value = values.next()?;
        values.next().is_none().then_some(value.trim())
    }

    fn values<'a, 'b>(&'a self, wanted: &'b str) -> impl Iterator<Item = &'a str> + use<'a, 'b> {
        let lines = self.headers.iter();
        lines
            .filter(move |(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    }

    /// The body; none where it is too long or no UTF-8.
    pub(super) fn text(&self) -> Option<&str> {
        self.body.as_deref().filter(|body| body.len() <= MAX_BODY)
    }

    /// The content type without its parameters, in lower case.
    pub(super) fn media_type(&self) -> Option<String> {
        let content_type = self.header("Content-Type")?;
        let media_type = content_type.split(';').next().unwrap_or_default();
        Some(media_type.trim().to_ascii_lowercase())
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpRequest")
    }
}

/// An answer, as a server sends it and as a client has received it. Its body may hold a token: it is
/// not for logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// All headers, the content type included.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl HttpResponse {
    pub(super) fn json(status: u16, body: String) -> Self {
        Self::of_type("application/json", status, body)
    }

    pub(super) fn of_type(content_type: &str, status: u16, body: String) -> Self {
        let content_type = ("Content-Type".into(), content_type.into());
        // Answers about passwords and tokens belong in nobody's cache.
        let cache = ("Cache-Control".into(), "no-store".into());
        Self {
            status,
            headers: [content_type, cache].into(),
            body,
        }
    }

    /// A header's first value.
    pub(super) fn header(&self, wanted: &str) -> Option<&str> {
        let is_it = |header: &&(String, String)| header.0.eq_ignore_ascii_case(wanted);
        self.headers
            .iter()
            .find(is_it)
            .map(|(_, value)| value.trim())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
