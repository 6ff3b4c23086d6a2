//! Every call over HTTP, from its beginning to its end.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::ciam::{newest_code, otp_send, reset};
use crate::support::{
    ADMIN, Answer, Backend, FIRST_PASSWORD, Folder, Server, ZENGLIJUN, ZHANGWEI, both, slider,
};

const EMAIL: &str = "asdas@bamboocloud.cn";
const MOBILE: &str = "13800138000";
const NEW: &str = "Violet#Brisk1";
const NEWER: &str = "Otter#Brisk2";

impl Server {
    /// The proof of a CAPTCHA that was solved by looking at it.
    pub fn captcha_proof(&self, sender: &str) -> String {
        let puzzle = self.sdk("GET", "/api/v2/sdk/captcha").send().json();
        let image = |name: &str| STANDARD.decode(puzzle[name].as_str().unwrap()).unwrap();
        let x = slider::solve(&image("originalImageBase64"), &image("jigsawImageBase64"));
        let slide = json!({
            "point_json": format!(r#"{{"x":{x}.0,"y":5.0}}"#),
            "token": puzzle["token"],
            "sender": sender,
        });
        let verified = self.sdk_post("/api/v2/sdk/captcha/verify", &slide).send();
        assert_eq!(verified.status, 200, "{}", verified.body);
        verified.member("captcha_token")
    }

    /// Has a code sent to an address, and reads it.
    pub fn sdk_code(&self, sender: &str, of: &str) -> String {
        let proof = self.captcha_proof(sender);
        let (path, address, kind) = match sender.contains('@') {
            true => ("email", "email", format!("{of}_EMS")),
            false => ("sms", "mobile", format!("{of}_SMS")),
        };
        let body = json!({ address: sender, "type": kind, "captcha_token": proof });
        let sent = self
            .sdk_post(&format!("/api/v2/sdk/{path}/send"), &body)
            .send();
        assert_eq!((sent.status, sent.body.as_str()), (200, ""));
        newest_code(self.address)
    }

    fn status(&self, username: &str, password: &str) -> String {
        let login = self.login(username, password);
        match login.status {
            200 => login.member("status"),
            _ => login.member("error_code"),
        }
    }
}

fn done(answer: &Answer) {
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
}

fn forgot_by_mail_and_by_mobile(backend: Backend) {
    let server = Server::demo_on(backend);
    let code = server.sdk_code(EMAIL, "FORGET_PWD");
    let body = json!({ "email": EMAIL, "verify_code": code, "password": NEW });
    let path = "/api/v2/sdk/pwd/update-by-email";
    done(&server.sdk_post(path, &body).send());
    let again = server.sdk_post(path, &body).send();
    assert_eq!(
        (again.status, again.member("error_code")),
        (400, "SDK.SMS.1006".into())
    );
    let code = server.sdk_code(MOBILE, "FORGET_PWD");
    let body = json!({ "mobile": MOBILE, "verify_code": code, "password": NEWER });
    done(
        &server
            .sdk_post("/api/v2/sdk/pwd/update-by-mobile", &body)
            .send(),
    );
    assert_eq!(server.status("zhangwei", NEWER), "SUCCESS");
    assert_eq!(server.status("zhangwei", NEW), "SDK.LOGIN.1005");
    // Each change told the person so, by mail and by SMS.
    let outbox = server.get("/demo/outbox").send().json();
    let told = outbox
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["template"] == "password_changed");
    assert_eq!(told.count(), 4);
}

fn change_after_login(backend: Backend) {
    let server = Server::demo_on(backend);
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let code = server.sdk_code(MOBILE, "CHANGE_PWD");
    let change = |path: &str, id_token: &str, code: &str, password: &str| {
        let body = json!({ "verify_code": code, "password": password });
        let call = server.sdk_post(&format!("/api/v2/sdk/pwd/{path}"), &body);
        call.header("Authorization", format!("Bearer {id_token}"))
            .send()
    };
    done(&change("change-by-mobile", &id_token, &code, NEW));
    // The token is of a version that is gone.
    let stale = change("change-by-mobile", &id_token, &code, NEWER);
    assert_eq!(
        (stale.status, stale.member("error_code")),
        (401, "AUTH.0001".into())
    );
    let id_token = server.login("zhangwei", NEW).member("id_token");
    let code = server.sdk_code(EMAIL, "CHANGE_PWD");
    done(&change("change-by-email", &id_token, &code, NEWER));
    assert_eq!(server.status("zhangwei", NEWER), "SUCCESS");
}

fn a_forced_change_by_each_of_three_ways(backend: Backend) {
    let server = Server::demo_on(backend);
    let token = server.token(ADMIN);
    let change = |path: &str, state_token: &str, body: &Value| {
        let call = server.sdk_post(&format!("/api/v2/sdk/{path}"), body);
        call.header("X-state-token", state_token).send()
    };
    let steps: [(&str, Option<&str>); 3] = [
        ("pwd/update", None),
        ("after-login/pwd/update-by-mobile", Some(MOBILE)),
        ("after-login/pwd/update-by-email", Some(EMAIL)),
    ];
    for (round, (path, address)) in steps.into_iter().enumerate() {
        let set = format!("Anchor#Brisk{round}");
        let new = format!("Marble#Brisk{round}");
        let body = json!({ "password": set, "pwd_must_modify": "true" });
        let answer = server.change_raw(&token, ZHANGWEI, body.to_string()).send();
        assert_eq!(answer.status, 200, "{}", answer.body);
        let login = server.login("zhangwei", &set);
        assert_eq!(login.member("status"), "PASSWORD_EXPIRED");
        assert_eq!(login.member("id_token"), "");
        let state_token = login.member("state_token");
        let body = match address {
            None => json!({ "old_password": set, "new_password": new }),
            Some(address) => {
                let code = server.sdk_code(address, "CHANGE_PWD");
                json!({ "verify_code": code, "new_password": new })
            }
        };
        let answer = change(path, &state_token, &body);
        assert_eq!(
            answer.member("status"),
            "SUCCESS",
            "{path}: {}",
            answer.body
        );
        assert_eq!(answer.json()["expire"], 43_200);
        assert_eq!(server.status("zhangwei", &new), "SUCCESS");
        let used = change(path, &state_token, &body);
        assert_eq!(used.status, 401, "{path}: {}", used.body);
    }
}

fn an_administrators_three_calls(backend: Backend) {
    let server = Server::demo_on(backend);
    let token = server.token(ADMIN);
    let put = |path: &str| {
        let path = format!("/api/v2/tenant/users/{ZHANGWEI}/{path}");
        server
            .put(&path)
            .header("Authorization", format!("Bearer {token}"))
    };
    for mode in ["EMAIL", "SMS"] {
        let answer = put(&format!("rest-password?send_mode={mode}")).send();
        assert_eq!(answer.body, format!(r#"{{"user_id":"{ZHANGWEI}"}}"#));
        let outbox = server.get("/demo/outbox").send().json();
        let sent = outbox.as_array().unwrap().iter();
        let sent = sent.filter(|message| message["template"] == "temporary_password");
        let text = sent
            .map(|message| message["text"].as_str().unwrap())
            .next()
            .unwrap();
        let password = match mode {
            "EMAIL" => text
                .lines()
                .find(|line| line.starts_with("    "))
                .unwrap()
                .trim(),
            _ => text
                .split(" is ")
                .nth(1)
                .unwrap()
                .split(" (good")
                .next()
                .unwrap(),
        };
        assert_eq!(server.status("zhangwei", password), "PASSWORD_EXPIRED");
    }
    assert_eq!(server.change(&token, ZHANGWEI, NEW).send().status, 200);
    let verify = |old: &str| {
        let body = json!({ "password": NEWER, "old_password": old });
        let call = put("change-password-verify").header("Content-Type", "application/json");
        call.body(body.to_string()).send()
    };
    assert_eq!(verify(NEWER).status, 400);
    assert_eq!(verify(NEW).status, 200);
    assert_eq!(server.status("zhangwei", NEWER), "SUCCESS");
    let frozen = format!(
        "/api/v2/tenant/users/{}/rest-password?send_mode=EMAIL",
        crate::support::BARE
    );
    let answer = server
        .put(&frozen)
        .header("Authorization", format!("Bearer {token}"))
        .send();
    assert_eq!(answer.member("error_code"), "USER.0012");
}

fn ciam_by_mail_and_by_mobile(backend: Backend) {
    let server = Server::demo_on(backend);
    let email = "MOCK_EMAIL@163.com";
    let token = otp_send(server.address, email).send().member("otp_token");
    let code = newest_code(server.address);
    done(&reset(server.address, email, &token, &code, NEW).send());
    // The confidential application, by Basic.
    let basic = "Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA==";
    let post = |path: &str, body: Value| {
        let call = server.post(path).header("Authorization", basic);
        call.header("Content-Type", "application/json")
            .body(body.to_string())
            .send()
    };
    let number = "15201657315";
    let sent = post(
        "/otp/send",
        json!({ "usage": "reset_password", "phone_number": number }),
    );
    let token = sent.member("otp_token");
    let code = newest_code(server.address);
    let body = |token: &str, code: &str| {
        json!({
            "phone_number": number, "phone_number_otp": code, "phone_number_otp_token": token,
            "password": NEWER,
        })
    };
    let wrong = post("/reset_user_password", body(&token, "000000x"));
    assert_eq!(wrong.member("error"), "bad_phone_number_otp");
    done(&post("/reset_user_password", body(&token, &code)));
    assert_eq!(server.status("zenglijun", NEWER), "SUCCESS");
    assert_eq!(server.database().password(ZENGLIJUN).version, 3);
}

fn a_password_that_expires_soon_may_be_kept(backend: Backend) {
    const CONFIG: &str = r#"{
      "policies": [{ "version": 1, "id": "p", "length": { "min": 8, "max": 50 },
                     "lifecycle": { "maxAgeDays": 10, "warnDays": 3 } }],
      "applications": [{ "client_id": "app", "tenant": "demo", "policy": "p" }] }"#;
    let folder = Arc::new(Folder::new());
    folder.write("config.json", CONFIG);
    let database = backend.new_database(&folder);
    let server = Server::demo_at(&folder, &database, &["--config", "config.json"]);
    let aged = |days: i64| {
        let set =
            format!("UPDATE accounts SET password_changed_at = created_at - {days} * 86400000");
        server.database().execute(&set);
    };
    let call = |method: &str, path: &str| {
        let call = server.call(method, path).header("X-client-id", "app");
        let call = call
            .header("X-operating-sys-version", "1")
            .header("X-device-fingerprint", "1");
        call.header("X-agent", "1")
            .header("Content-Type", "application/json")
    };
    let login = || {
        let body = json!({ "user_name": "zhangwei", "password": FIRST_PASSWORD }).to_string();
        call("POST", "/api/v2/sdk/login").body(body).send()
    };
    assert_eq!(login().member("status"), "SUCCESS");
    aged(8);
    let warned = login();
    assert_eq!(warned.member("status"), "PASSWORD_WARN");
    let skip = || {
        let call = call("GET", "/api/v2/sdk/pwd/skip-update");
        call.header("X-state-token", warned.member("state_token"))
            .send()
    };
    assert_eq!(skip().member("status"), "SUCCESS");
    assert_eq!(skip().status, 401, "a state token is used once");
    aged(11);
    let expired = login();
    assert_eq!(expired.member("status"), "PASSWORD_EXPIRED");
    let skip = call("GET", "/api/v2/sdk/pwd/skip-update");
    let skip = skip
        .header("X-state-token", expired.member("state_token"))
        .send();
    assert_eq!(
        skip.status, 401,
        "one that has expired is not kept: {}",
        skip.body
    );
}

fn one_slide_uses_a_captcha_up(backend: Backend) {
    let server = Server::demo_on(backend);
    let head = server.sdk("HEAD", "/api/v2/sdk/captcha").send();
    assert_eq!((head.status, head.header("Allow")), (405, "GET"));
    let puzzle = server.sdk("GET", "/api/v2/sdk/captcha").send().json();
    let slide = |x: u32, sender: &str| {
        let point = format!(r#"{{"x":{x}.0,"y":5.0}}"#);
        let body = json!({ "point_json": point, "token": puzzle["token"], "sender": sender });
        server.sdk_post("/api/v2/sdk/captcha/verify", &body).send()
    };
    assert_eq!(slide(0, EMAIL).status, 400);
    let image = |name: &str| STANDARD.decode(puzzle[name].as_str().unwrap()).unwrap();
    let x = slider::solve(&image("originalImageBase64"), &image("jigsawImageBase64"));
    assert_eq!(slide(x, EMAIL).status, 400, "right, and too late");
    // A proof is good for the address it was made for, and once.
    let proof = server.captcha_proof(EMAIL);
    let send = |to: &str, proof: &str| {
        let body = json!({ "email": to, "type": "FORGET_PWD_EMS", "captcha_token": proof });
        server.sdk_post("/api/v2/sdk/email/send", &body).send()
    };
    let other = send("MOCK_EMAIL@163.com", &proof);
    assert_eq!(
        (other.status, other.member("error_code")),
        (400, "SDK.COMMON.1006".into())
    );
    done(&send(EMAIL, &proof));
    assert_eq!(send(EMAIL, &proof).member("error_code"), "SDK.COMMON.1006");
}

both! {
    forgot_by_mail_and_by_mobile,
    change_after_login,
    a_forced_change_by_each_of_three_ways,
    an_administrators_three_calls,
    ciam_by_mail_and_by_mobile,
    a_password_that_expires_soon_may_be_kept,
    one_slide_uses_a_captcha_up,
}
