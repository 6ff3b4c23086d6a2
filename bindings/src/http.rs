//! HTTP as a host sees it.

use repass::wire;

use crate::Text;
use crate::mirror::all;

/// A request to be sent. It holds what a person typed: it is not for logs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HttpRequest {
    /// `GET`, `POST` or `PUT`.
    pub method: String,
    /// The path and, behind `?`, the query, to be put behind the server's own address.
    pub target: String,
    /// All headers. They hold a token or credentials where a call needs them.
    pub headers: Vec<HttpHeader>,
    /// The body, empty where there is none.
    pub body: Text,
}

/// An answer: what came of a request, or how a vendor tells a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HttpResponse {
    /// The status.
    pub status: i32,
    /// The headers.
    pub headers: Vec<HttpHeader>,
    /// The body, empty where there is none.
    pub body: Text,
}

/// A header.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HttpHeader {
    /// Its name, in any case.
    pub name: String,
    /// Its value.
    pub value: Text,
}

impl From<wire::HttpRequest> for HttpRequest {
    fn from(mut request: wire::HttpRequest) -> Self {
        // It erases itself when dropped, so its parts are taken out.
        Self {
            method: std::mem::take(&mut request.method),
            target: std::mem::take(&mut request.target),
            headers: all(std::mem::take(&mut request.headers)),
            body: Text::from(request.body.take().unwrap_or_default()),
        }
    }
}

impl From<HttpResponse> for wire::HttpResponse {
    fn from(response: HttpResponse) -> Self {
        let headers = response.headers.into_iter();
        Self {
            // What is no status can only come from a caller who made the answer up.
            status: u16::try_from(response.status).unwrap_or(0),
            headers: headers
                .map(|header| (header.name, header.value.into()))
                .collect(),
            body: response.body.into(),
        }
    }
}

impl From<wire::HttpResponse> for HttpResponse {
    fn from(response: wire::HttpResponse) -> Self {
        Self {
            status: response.status.into(),
            headers: all(response.headers),
            body: response.body.into(),
        }
    }
}

impl From<(String, String)> for HttpHeader {
    fn from((name, value): (String, String)) -> Self {
        Self {
            name,
            value: value.into(),
        }
    }
}
