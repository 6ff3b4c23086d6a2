//! What is served where.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

use crate::host::Host;
use crate::http;
use crate::pages::{self, Pages};
use crate::{answer, demo, policy};

/// What all requests share.
#[derive(Debug)]
pub struct App {
    pub host: Host,
    pub pages: Pages,
}

pub type Shared = Arc<App>;

/// The table of calls. With `is_demo` the demo tenant is shown too.
pub fn router(app: Shared, is_demo: bool) -> Router {
    let mut router = Router::new()
        .route("/api/v2/tenant/token", post(call))
        .route("/api/v2/tenant/users/{user_id}/change-password", put(call))
        .route("/api/v1/policy", get(policy::publish))
        .route("/healthz", get(health));
    if is_demo {
        router = router
            .route("/demo/tenant", get(demo::show))
            .route("/demo/outbox", get(demo::outbox));
    }
    router
        .fallback(pages::serve)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn(finish))
        .with_state(app)
}

/// Which call it is, the core says.
async fn call(State(app): State<Shared>, request: Request<Body>) -> Response {
    match http::read(request).await {
        Ok(request) => match app.host.call(&request).await {
            Some(response) => http::response(response),
            None => answer::error(StatusCode::NOT_FOUND, "not_found"),
        },
        Err(http::TooSlow) => too_slow(),
    }
}

async fn health(State(app): State<Shared>) -> Response {
    match app.host.store.ping().await {
        Ok(()) => answer::json(StatusCode::OK, &serde_json::json!({ "status": "ok" })),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            answer::json(
                StatusCode::SERVICE_UNAVAILABLE,
                &serde_json::json!({ "status": "unavailable" }),
            )
        }
    }
}

async fn method_not_allowed() -> Response {
    answer::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
}

fn too_slow() -> Response {
    let close = [(header::CONNECTION, "close")];
    (
        close,
        answer::error(StatusCode::REQUEST_TIMEOUT, "request_timeout"),
    )
        .into_response()
}

/// Headers that every answer has, and one line in the log. The line has the route and not the path:
/// whatever a caller typed is in the path.
async fn finish(route: Option<MatchedPath>, request: Request<Body>, next: Next) -> Response {
    let began = Instant::now();
    let method = known(request.method());
    let mut response = next.run(request).await;
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            pages::CONTENT_SECURITY_POLICY,
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    tracing::debug!(
        method,
        route = route.as_ref().map_or("", MatchedPath::as_str),
        status = response.status().as_u16(),
        ms = began.elapsed().as_millis() as u64,
        "answered"
    );
    response
}

/// A method's name, if it is one of HTTP's own: a caller may send any word.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
