//! CIAM's two calls, as its public application makes them.

use std::net::SocketAddr;

use serde_json::json;

use super::{Answer, Call};

pub const SPA: &str = "TENANT_SPA_ID";

/// Asks for a code: the token that belongs to it.
pub fn otp_send(address: SocketAddr, email: &str) -> Call {
    let body = json!({ "client_id": SPA, "usage": "reset_password", "email": email });
    post(address, "/otp/send", &body)
}

/// Sets a password with a code.
pub fn reset(address: SocketAddr, email: &str, token: &str, code: &str, password: &str) -> Call {
    let body = json!({
        "client_id": SPA, "email": email, "email_otp_token": token, "email_otp": code,
        "password": password,
    });
    post(address, "/reset_user_password", &body)
}

/// The code of the newest message.
pub fn newest_code(address: SocketAddr) -> String {
    let outbox = Call::new(address, "GET", "/demo/outbox").send().json();
    outbox[0]["code"].as_str().unwrap().into()
}

/// The word of a refusal; empty for what was done.
pub fn error(answer: &Answer) -> String {
    match answer.status {
        200 => String::new(),
        _ => answer.member("error"),
    }
}

fn post(address: SocketAddr, path: &str, body: &serde_json::Value) -> Call {
    Call::new(address, "POST", path)
        .header("Content-Type", "application/json")
        .body(body.to_string())
}
