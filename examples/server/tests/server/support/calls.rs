//! Every call of the vendors, with each part that it has under its name: for tests that put
//! something else into each part in turn.

use repass::wire;
use serde_json::{Map, Value, json};

use super::{ADMIN, Call, SDK, Server, ZHANGWEI};

/// What callers show.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    pub access_token: String,
    pub id_token: String,
    pub state_token: String,
}

/// A call in parts.
#[derive(Debug, Clone)]
pub struct Parts {
    pub call: wire::Call,
    pub user_id: String,
    pub query: String,
    pub headers: Vec<(&'static str, String)>,
    /// None where the call has no body.
    pub members: Option<Map<String, Value>>,
}

/// Each of the calls, complete and in the right form. `password` is the new one and the old one, and
/// no code or proof in it is good.
pub fn all(credentials: &Credentials, password: &str) -> Vec<Parts> {
    let of = |call| Parts {
        call,
        user_id: ZHANGWEI.into(),
        query: query(call).into(),
        headers: headers(call, credentials),
        members: members(call, password).map(|members| members.as_object().unwrap().clone()),
    };
    wire::Call::all().map(of).collect()
}

impl Parts {
    /// With its JSON body.
    pub fn request(&self, server: &Server) -> Call {
        match &self.members {
            Some(members) => self.with_body(server, "application/json", json!(members).to_string()),
            None => self.bare(server),
        }
    }

    /// With another body.
    pub fn with_body(&self, server: &Server, content_type: &str, body: impl Into<Vec<u8>>) -> Call {
        let call = self.bare(server).body(body);
        call.header("Content-Type", content_type)
    }

    /// Without a body.
    pub fn bare(&self, server: &Server) -> Call {
        let (method, path) = self.call.address();
        let path = path.replace("{user_id}", &self.user_id) + &self.query;
        let call = server.call(method, &path);
        let headers = self.headers.iter();
        headers.fold(call, |call, (name, value)| call.header(name, value))
    }
}

fn query(call: wire::Call) -> &'static str {
    match call {
        wire::Call::RestPassword => "?send_mode=EMAIL",
        _ => "",
    }
}

fn headers(call: wire::Call, credentials: &Credentials) -> Vec<(&'static str, String)> {
    use wire::Call::*;
    let bearer = |token: &str| ("Authorization", format!("Bearer {token}"));
    let mut headers = match call {
        RestPassword | ChangePassword | ChangePasswordVerify => {
            vec![bearer(&credentials.access_token)]
        }
        Token => vec![("Authorization", ADMIN.into())],
        OtpSend | ResetUserPassword => {
            let basic = "Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA==";
            vec![("Authorization", basic.into())]
        }
        UpdateByMobile | UpdateByEmail | ChangeByMobile | ChangeByEmail | UpdatePassword
        | AfterLoginByMobile | AfterLoginByEmail | SkipUpdate | Captcha | CaptchaVerify
        | SmsSend | EmailSend | Login => vec![
            ("X-client-id", SDK.into()),
            ("X-operating-sys-version", "Linux 6".into()),
            ("X-device-fingerprint", "f3a1".into()),
            ("X-agent", "test".into()),
            ("X-device-ip", "192.0.2.7".into()),
            ("X-L", "en".into()),
        ],
    };
    match call {
        ChangeByMobile | ChangeByEmail => headers.push(bearer(&credentials.id_token)),
        UpdatePassword | AfterLoginByMobile | AfterLoginByEmail | SkipUpdate => {
            headers.push(("X-state-token", credentials.state_token.clone()));
        }
        _ => {}
    }
    headers.push(("Accept-Language", "en".into()));
    headers.push(("Prefer", "return=violations".into()));
    headers
}

fn members(call: wire::Call, password: &str) -> Option<Value> {
    use wire::Call::*;
    // A digit too many: it is wrong whatever is right.
    let code = "000000000";
    Some(match call {
        RestPassword | SkipUpdate | Captcha => return None,
        ChangePassword => json!({ "password": password, "pwd_must_modify": "false" }),
        ChangePasswordVerify => json!({ "password": password, "old_password": password }),
        UpdateByMobile => {
            json!({ "mobile": "13800138000", "verify_code": code, "password": password })
        }
        UpdateByEmail => {
            json!({ "email": "asdas@bamboocloud.cn", "verify_code": code, "password": password })
        }
        ChangeByMobile | ChangeByEmail => json!({ "verify_code": code, "password": password }),
        UpdatePassword => json!({ "old_password": password, "new_password": password }),
        AfterLoginByMobile | AfterLoginByEmail => {
            json!({ "verify_code": code, "new_password": password })
        }
        CaptchaVerify => json!({
            "point_json": r#"{"x":1.0,"y":5.0}"#, "token": "AAAA", "sender": "asdas@bamboocloud.cn",
        }),
        SmsSend => json!({
            "mobile": "13800138000", "type": "FORGET_PWD_SMS", "captcha_token": "AAAA",
        }),
        EmailSend => json!({
            "email": "asdas@bamboocloud.cn", "type": "FORGET_PWD_EMS", "captcha_token": "AAAA",
        }),
        Login => json!({ "user_name": "zhangwei", "password": password }),
        Token => json!({ "grant_type": "client_credentials" }),
        OtpSend => json!({
            "client_id": "TENANT_CLIENT_ID", "client_secret": "TENANT_CLIENT_SECRET",
            "usage": "reset_password", "email": "MOCK_EMAIL@163.com",
        }),
        ResetUserPassword => json!({
            "client_id": "TENANT_CLIENT_ID", "client_secret": "TENANT_CLIENT_SECRET",
            "email": "MOCK_EMAIL@163.com", "email_otp": code, "email_otp_token": "v1.k.AAAA.AAAA",
            "password": password,
        }),
    })
}
