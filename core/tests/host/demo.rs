//! The demo tenant, and another tenant with the same people in it.

use repass::operation::{Account, AccountStatus, Application, Settings};
use repass::otp::KeyRing;
use repass::policy::{Policy, Subject};

use super::store::{AccountRow, ApplicationRow, Store};

pub const NOW: i64 = 1_700_000_000_000;

pub const SDK: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
pub const CIAM: &str = "TENANT_CLIENT_ID";
pub const CIAM_SECRET: &str = "TENANT_CLIENT_SECRET";
pub const SPA: &str = "TENANT_SPA_ID";
pub const ADMIN: &str = "demo-admin";
pub const ADMIN_SECRET: &str = "demo-admin-secret";
pub const READER: &str = "demo-reader";
pub const READER_SECRET: &str = "demo-reader-secret";
/// The other tenant's.
pub const OTHER_SDK: &str = "other-sdk";
pub const OTHER_SPA: &str = "other-spa";

pub const ZHANG: &str = "20201028102749564-9082-DC8CD2722";
pub const ZHANG_EMAIL: &str = "asdas@bamboocloud.cn";
pub const ZHANG_MOBILE: &str = "13800138000";
pub const ZENG: &str = "20201028102749564-9082-DC8CD2723";
pub const ZENG_EMAIL: &str = "MOCK_EMAIL@163.com";
pub const ZENG_MOBILE: &str = "15201657315";
pub const FROZEN: &str = "20201028102749564-9082-DC8CD2725";
pub const FROZEN_EMAIL: &str = "frozen@example.com";
pub const BARE: &str = "20201028102749564-9082-DC8CD2724";
/// In the other tenant, with the addresses of the first user here.
pub const OTHER_ZHANG: &str = "other-zhang";
/// In the other tenant, with the addresses of the second user here.
pub const OTHER_ZENG: &str = "other-zeng";
pub const NOBODY_EMAIL: &str = "nobody@example.com";

pub const PASSWORD: &str = "Brook#71Lantern";

/// The document of the demo tenant.
pub const POLICY: &str = r##"{ "version": 1, "id": "eiam-default",
  "length": { "min": 8, "max": 50 },
  "characters": { "atLeastClasses": 3, "require": ["upper"], "special": "~!#$%&+-,*:;<=>@_?^`./", "other": "forbid" },
  "repeats": { "max": 3, "counting": "consecutive" },
  "sequences": { "max": 4, "keyboard": true },
  "username": { "equal": true, "reversed": true },
  "contains": { "username": true, "mobile": true, "emailPrefix": true, "namePinyin": true, "words": ["acme"], "minLength": 4 },
  "weak": { "dictionary": true, "words": ["huawei"], "minScore": 2 },
  "history": { "remember": 5 } }"##;

/// One that is cheap to check, where thousands of checks are not what a test is about.
pub const CHEAP_POLICY: &str = r#"{ "version": 1, "length": { "min": 8, "max": 50 },
  "username": { "equal": true }, "history": { "remember": 5 } }"#;

pub const KEY_A: &[u8] = b"key a: thirty-two bytes or more.";
pub const KEY_B: &[u8] = b"key b: thirty-two bytes or more.";

/// A ring of the keys `a` and `b`, in this order.
pub fn ring(names: &[&str]) -> KeyRing {
    let key = |name: &&str| match *name {
        "a" => KEY_A,
        _ => KEY_B,
    };
    let keys: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, key(name))).collect();
    KeyRing::new(&keys).unwrap()
}

pub fn settings() -> Settings {
    Settings::new(ring(&["a"]))
}

pub fn store(policy: &str) -> Store {
    let policy = Policy::from_json(policy).unwrap();
    let mut store = Store::default();
    for (tenant, client_id, secret, permission) in [
        ("demo", ADMIN, Some(ADMIN_SECRET), Some("user_all")),
        ("demo", READER, Some(READER_SECRET), Some("user_read")),
        ("demo", SDK, None, None),
        ("demo", CIAM, Some(CIAM_SECRET), None),
        ("demo", SPA, None, None),
        ("other", OTHER_SDK, None, None),
        ("other", OTHER_SPA, None, None),
    ] {
        let application = Application {
            client_id: client_id.into(),
            tenant: tenant.into(),
            permissions: permission.into_iter().map(String::from).collect(),
            policy: policy.clone(),
            unavailable: Vec::new(),
        };
        let secret = secret.map(String::from);
        let row = ApplicationRow {
            application,
            secret,
        };
        store.applications.insert(client_id.into(), row);
    }
    let zhang = (Some(ZHANG_EMAIL), Some("+86-13800138000"));
    let zeng = (Some(ZENG_EMAIL), Some("+86-15201657315"));
    let frozen = (Some(FROZEN_EMAIL), None);
    for (tenant, id, username, name, (email, mobile)) in [
        ("demo", ZHANG, "zhangwei", Some("张伟"), zhang),
        ("demo", ZENG, "zenglijun", Some("曾丽君"), zeng),
        ("demo", FROZEN, "frozen", None, frozen),
        ("demo", BARE, "bare", None, (None, None)),
        ("other", OTHER_ZHANG, "zhangwei", Some("张伟"), zhang),
        ("other", OTHER_ZENG, "zenglijun", Some("曾丽君"), zeng),
    ] {
        let account = Account {
            id: id.into(),
            status: match id {
                FROZEN => AccountStatus::Frozen,
                _ => AccountStatus::Active,
            },
            version: 1,
            subject: Subject {
                username: Some(username.into()),
                name: name.map(Into::into),
                email: email.map(Into::into),
                mobile: mobile.map(Into::into),
                words: Vec::new(),
            },
            must_change: false,
            password_set_at: NOW,
            password_expires_at: None,
        };
        let row = AccountRow {
            tenant: tenant.into(),
            account,
            hash: format!("hash of {PASSWORD}"),
            history: Vec::new(),
            generation: 1,
        };
        store.accounts.insert(id.into(), row);
    }
    store
}
