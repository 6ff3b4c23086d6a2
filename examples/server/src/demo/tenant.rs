//! The demo tenant as data.

use repass::operation::AccountStatus;

/// Whose users they are.
pub const TENANT: &str = "demo";

/// What every user of the demo has as a password at first.
pub const PASSWORD: &str = "Brook#71Lantern";

/// The policy of all applications of the demo.
pub const POLICY: &str = include_str!("policy.json");

/// An application, its secret known to everyone.
#[derive(Clone, Copy)]
pub struct Application {
    pub client_id: &'static str,
    pub client_secret: Option<&'static str>,
    pub permissions: &'static [&'static str],
}

/// A user.
#[derive(Clone, Copy)]
pub struct User {
    pub id: &'static str,
    pub username: &'static str,
    pub name: Option<&'static str>,
    pub email: Option<&'static str>,
    pub mobile: Option<&'static str>,
    pub status: AccountStatus,
}

pub const APPLICATIONS: [Application; 5] = [
    Application {
        client_id: "demo-admin",
        client_secret: Some("demo-admin-secret"),
        permissions: &["user_all"],
    },
    Application {
        client_id: "demo-reader",
        client_secret: Some("demo-reader-secret"),
        permissions: &["user_read"],
    },
    // The client id in the examples of the vendor's SDK pages.
    Application {
        client_id: "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
        client_secret: None,
        permissions: &[],
    },
    // What the Basic header in the example of the CIAM page decodes to.
    Application {
        client_id: "TENANT_CLIENT_ID",
        client_secret: Some("TENANT_CLIENT_SECRET"),
        permissions: &[],
    },
    Application {
        client_id: "TENANT_SPA_ID",
        client_secret: None,
        permissions: &[],
    },
];

pub const USERS: [User; 4] = [
    User {
        id: "20201028102749564-9082-DC8CD2722",
        username: "zhangwei",
        name: Some("张伟"),
        email: Some("asdas@bamboocloud.cn"),
        mobile: Some("+86-13800138000"),
        status: AccountStatus::Active,
    },
    User {
        id: "20201028102749564-9082-DC8CD2723",
        username: "zenglijun",
        name: Some("曾丽君"),
        email: Some("MOCK_EMAIL@163.com"),
        mobile: Some("+86-15201657315"),
        status: AccountStatus::Active,
    },
    User {
        id: "20201028102749564-9082-DC8CD2725",
        username: "frozen",
        name: None,
        email: Some("frozen@example.com"),
        mobile: None,
        status: AccountStatus::Frozen,
    },
    User {
        id: "20201028102749564-9082-DC8CD2724",
        username: "bare",
        name: None,
        email: None,
        mobile: None,
        status: AccountStatus::Active,
    },
];
