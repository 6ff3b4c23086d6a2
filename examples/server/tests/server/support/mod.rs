//! A server of the test's own, and a client that sends exactly what it is told.

mod backend;
pub mod calls;
pub mod ciam;
mod client;
mod database;
mod folder;
mod naive;
pub mod node;
mod postgres;
mod process;
pub mod slider;
pub mod smtp;

pub use backend::Backend;
pub(crate) use backend::both;
pub use client::{Answer, Call, Connection};
pub use database::{Database, Rows};
pub use folder::Folder;
pub use naive::{Meetings, Naive};
pub use process::{Server, run, terminate};

pub const ZHANGWEI: &str = "20201028102749564-9082-DC8CD2722";
pub const ZENGLIJUN: &str = "20201028102749564-9082-DC8CD2723";
pub const BARE: &str = "20201028102749564-9082-DC8CD2724";
pub const FROZEN: &str = "20201028102749564-9082-DC8CD2725";
/// The demo's SDK application.
pub const SDK: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
/// What the demo's users have at first.
pub const FIRST_PASSWORD: &str = "Brook#71Lantern";
/// `demo-admin:demo-admin-secret`.
pub const ADMIN: &str = "Basic ZGVtby1hZG1pbjpkZW1vLWFkbWluLXNlY3JldA==";
/// `demo-reader:demo-reader-secret`.
pub const READER: &str = "Basic ZGVtby1yZWFkZXI6ZGVtby1yZWFkZXItc2VjcmV0";
pub const TOKEN_PATH: &str = "/api/v2/tenant/token";

/// A configuration with keys, for servers that share a database.
pub const KEYS: &str =
    r#"{"settings":{"keys":[{"kid":"k","key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="}]}}"#;

/// A runtime for one test.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// The path of a change for this user.
pub fn change_path(user: &str) -> String {
    format!("/api/v2/tenant/users/{user}/change-password")
}

impl Server {
    /// A token for `ADMIN` or `READER`.
    pub fn token(&self, basic: &str) -> String {
        let answer = self.post(TOKEN_PATH).header("Authorization", basic).send();
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.member("access_token")
    }

    /// A call of the SDK application, with the headers that each of them needs.
    pub fn sdk(&self, method: &str, path: &str) -> Call {
        self.call(method, path)
            .header("X-client-id", SDK)
            .header("X-operating-sys-version", "Linux 6")
            .header("X-device-fingerprint", "f3a1")
            .header("X-agent", "test")
    }

    /// The same with a JSON body.
    pub fn sdk_post(&self, path: &str, body: &serde_json::Value) -> Call {
        self.sdk("POST", path)
            .header("Content-Type", "application/json")
            .body(body.to_string())
    }

    /// Logs in.
    pub fn login(&self, username: &str, password: &str) -> Answer {
        let body = serde_json::json!({ "user_name": username, "password": password });
        self.sdk_post("/api/v2/sdk/login", &body).send()
    }

    /// A change with a body as it stands.
    pub fn change_raw(&self, token: &str, user: &str, body: impl Into<Vec<u8>>) -> Call {
        self.put(&change_path(user))
            .header("Authorization", format!("Bearer {token}"))
            .header("Content-Type", "application/json; charset=utf-8")
            .body(body)
    }

    /// A change to this password, in the form that the page prints.
    pub fn change(&self, token: &str, user: &str, password: &str) -> Call {
        let body = serde_json::json!({ "password": password, "pwd_must_modify": "false" });
        self.change_raw(token, user, body.to_string())
    }

    /// The code of a refused change, and that it was refused with 400.
    pub fn refusal(&self, token: &str, user: &str, password: &str) -> String {
        let answer = self.change(token, user, password).send();
        assert_eq!(answer.status, 400, "{}", answer.body);
        answer.member("error_code")
    }
}
