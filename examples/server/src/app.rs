//! What is served where.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on};
use repass::wire::Call;

use crate::host::Host;
use crate::http;
use crate::pages::{self, Pages};
use crate::source::TrustedProxies;
use crate::{answer, demo, policy};

/// What all requests share.
#[derive(Debug)]
pub struct App {
    pub host: Host,
    pub pages: Pages,
    pub proxies: TrustedProxies,
}

pub type Shared = Arc<App>;

/// The vendors' calls, as the core's table has them, and the server's own. With `is_demo` the demo
/// tenant is shown too.
pub fn router(app: Shared, is_demo: bool) -> Router {
    let mut router = Router::new()
        .route("/api/v1/policy", get(policy::publish))
        .route("/.well-known/jwks.json", get(jwks))
        .route("/healthz", get(health));
    for known in Call::all() {
        let (method, path) = known.address();
        let method = Method::from_bytes(method.as_bytes()).map(MethodFilter::try_from);
        // The table has GET, POST and PUT alone.
        if let Ok(Ok(method)) = method {
            router = router.route(path, on(method, call));
        }
    }
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
    match http::read(request, &app.proxies).await {
        Ok(request) => match app.host.call(&request).await {
            Some(response) => http::response(response),
            // A path of the table with another method: HEAD, which the router takes for GET.
            None => (
                [(header::ALLOW, "GET")],
                answer::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            )
                .into_response(),
        },
        Err(http::TooSlow) => too_slow(),
    }
}

/// The keys that id_tokens are verified with.
async fn jwks(State(app): State<Shared>) -> Response {
    let caching = [(header::CACHE_CONTROL, "public, max-age=300")];
    let keys = serde_json::to_value(app.host.id_tokens.jwks());
    let keys = keys.unwrap_or_else(|_| serde_json::json!({ "keys": [] }));
    (caching, answer::json(StatusCode::OK, &keys)).into_response()
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
