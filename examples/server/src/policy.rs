//! A policy as it is published: `GET /api/v1/policy?client_id=…`.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use repass::policy::Policy;
use serde::Deserialize;

use crate::answer::{self, Tag};
use crate::app::Shared;

/// A policy with the text that clients load, made once.
#[derive(Debug)]
pub struct Published {
    /// The policy that changes are held against.
    pub policy: Policy,
    /// The same as JSON text.
    json: String,
    tag: Tag,
}

impl Published {
    /// Prepares a policy for publishing.
    pub fn new(policy: Policy) -> Self {
        let json = policy.to_json();
        Self {
            tag: Tag::of(json.as_bytes()),
            policy,
            json,
        }
    }
}

#[derive(Deserialize)]
pub struct Wanted {
    client_id: String,
}

/// Answers with the application's policy document. Whoever knows the client id may read it: a login
/// page must, before anyone has signed in.
pub async fn publish(
    State(app): State<Shared>,
    query: Result<Query<Wanted>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Query(Wanted { client_id })) = query else {
        return answer::error(StatusCode::BAD_REQUEST, "client_id_missing");
    };
    let Some(application) = app.host.applications.find(&client_id) else {
        return answer::error(StatusCode::NOT_FOUND, "client_unknown");
    };
    let published = &application.policy;
    // `no-cache` asks each time, and mostly hears 304: a policy that was made stricter is at once so.
    let caching = [
        (header::ETAG, published.tag.to_string()),
        (header::CACHE_CONTROL, "no-cache".into()),
    ];
    if published.tag.is_held_by(&headers) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    (caching, content_type, published.json.clone()).into_response()
}
