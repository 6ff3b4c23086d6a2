//! Between HTTP as the network has it and HTTP as the machines see it.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use repass::wire::{HttpRequest, HttpResponse, MAX_BODY};

use crate::source::{self, Peer, TrustedProxies};

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// The body did not arrive in time.
pub struct TooSlow;

/// Reads the parts of a request that a call is made of. A body that is too long is not read to its
/// end.
pub async fn read(
    request: Request<Body>,
    proxies: &TrustedProxies,
) -> Result<HttpRequest, TooSlow> {
    let (head, body) = request.into_parts();
    let peer = head.extensions.get::<Peer>();
    let source = peer.map(|Peer(peer)| source::key(proxies.source(*peer, &head.headers)));
    let body = tokio::time::timeout(PATIENCE, to_bytes(body, MAX_BODY)).await;
    // One that broke off is answered as one that is too long, if anyone still listens.
    let body = body.map_err(|_| TooSlow)?.ok();
    Ok(HttpRequest {
        method: head.method.as_str().into(),
        target: head
            .uri
            .path_and_query()
            .map_or_else(String::new, |target| target.as_str().into()),
        headers: headers(&head.headers),
        body: body.and_then(|body| String::from_utf8(body.into()).ok()),
        source,
    })
}

/// All headers, also those that stand twice. What is no UTF-8 becomes a text that matches nothing:
/// leaving the header out could make the other of two the only one.
fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.as_str().into(), text(value)))
        .collect()
}

/// Sends what a machine answers.
pub fn response(answer: HttpResponse) -> Response {
    let mut response = answer.body.into_response();
    // A machine has no other statuses and headers than these types can hold.
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
