//! The vendors' calls as typed requests and answers. Strict on shapes, duplicate members and sizes;
//! what is wrong becomes a fault that names the parameter and never its value.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

mod authorization;
mod body;
pub mod eiam;

pub use body::MAX_BODY;

/// The parts of an HTTP request that a call is made of.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct HttpRequest {
    /// Header names in any case, with their values as they came.
    pub headers: Vec<(String, String)>,
    /// The body; none where it is longer than [`MAX_BODY`] bytes, which need not be read then.
    pub body: Option<Vec<u8>>,
}

impl HttpRequest {
    /// A header that lists its values, its lines joined (RFC 9110, section 5.3).
    fn list_header(&self, wanted: &str) -> String {
        let lines = self
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        lines
            .map(|(_, value)| value.as_str())
            .collect::<Vec<&str>>()
            .join(",")
    }

    /// The value of a header that stands once; none where it is absent or stands more than once.
    fn header(&self, wanted: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let (_, value) = values.next()?;
        values.next().is_none().then_some(value.trim())
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpRequest")
    }
}

/// An HTTP answer. Its body may hold a token: it is not for logs.
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
    fn json(status: u16, body: String) -> Self {
        let content_type = ("Content-Type".into(), "application/json".into());
        // Answers about passwords and tokens belong in nobody's cache.
        let cache = ("Cache-Control".into(), "no-store".into());
        Self {
            status,
            headers: [content_type, cache].into(),
            body,
        }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
