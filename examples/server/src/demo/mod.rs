//! `--demo`: a tenant for trying things out, its values those of the API's own examples.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use repass::secret::Secret;
use serde::Serialize;
use serde_json::json;

use crate::app::Shared;
use crate::{answer, messages, outbox};

mod database;
mod hints;
mod loopback;
mod seed;
mod tenant;

pub use database::Temporary;
pub use hints::print;
pub use loopback::is_loopback_host;
pub use seed::{add_applications, add_users};

/// How many messages are shown.
const SHOWN: u32 = 100;

/// Shows the demo tenant, secrets and all, to pages of this machine: a page from elsewhere whose
/// name was made to lead here has another Host.
pub async fn show(uri: Uri, headers: HeaderMap) -> Response {
    if !is_local(&uri, &headers) {
        return answer::error(StatusCode::NOT_FOUND, "not_found");
    }
    let applications = tenant::APPLICATIONS.map(|application| {
        json!({
            "client_id": application.client_id,
            "client_secret": application.client_secret,
            "permissions": application.permissions,
        })
    });
    let users = tenant::USERS.map(|user| {
        json!({
            "id": user.id,
            "username": user.username,
            "name": user.name,
            "email": user.email,
            "mobile": user.mobile,
            "status": user.status,
        })
    });
    let body = json!({ "applications": applications.as_slice(), "users": users.as_slice() });
    fresh(&body)
}

/// A message as a person would have read it.
#[derive(Serialize)]
struct Shown {
    channel: &'static str,
    to: String,
    template: &'static str,
    text: Secret,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Secret>,
}

/// Shows the messages, newest first; a code is derived anew each time.
pub async fn outbox(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    if !is_local(&uri, &headers) {
        return answer::error(StatusCode::NOT_FOUND, "not_found");
    }
    let rows = match app.host.store.newest_messages(SHOWN).await {
        Ok(rows) => rows,
        Err(error) => {
            tracing::error!(%error, "the outbox cannot be read");
            return answer::error(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
        }
    };
    let shown = rows.iter().filter_map(|row| {
        let message = outbox::message(row, &app.host.settings)?;
        Some(Shown {
            channel: message.channel.name(),
            template: message.tells.name(),
            text: messages::render(&message).text,
            code: message.tells.code().cloned(),
            to: message.to,
        })
    });
    let shown: Vec<Shown> = shown.collect();
    fresh(&json!(shown))
}

fn fresh(body: &serde_json::Value) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    (no_store, answer::json(StatusCode::OK, body)).into_response()
}

/// Whether the request names this machine and nothing else.
fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let is_named = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().is_ok_and(is_loopback_host),
        _ => false,
    };
    // The form for proxies, `GET http://…`, has a host of its own.
    let authority = uri.authority();
    is_named && authority.is_none_or(|host| is_loopback_host(host.as_str()))
}
