//! Codes and tokens that are good for more than they were made for.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::support::{ADMIN, FIRST_PASSWORD, ZENGLIJUN, ZHANGWEI, both};

fn keycloak_cve_2026_9798_frozen_between_send_and_redeem(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let code = server.sdk_code(ZHANG_EMAIL, "CHANGE_PWD");
    let (ciam, token) = ciam_code(&server, ZHANG_EMAIL);
    let freeze = "UPDATE accounts SET status = 'frozen' WHERE username = 'zhangwei'";
    server.database().execute(freeze);
    // Whoever has no right code is not told so.
    let guess = forgot(&server, ZHANG_EMAIL, WRONG, NEW).send();
    assert_eq!(outcome(&guess), "SDK.SMS.1006");
    let refused = forgot(&server, ZHANG_EMAIL, &code, NEW).send();
    assert_eq!(outcome(&refused), "SDK.LOGIN.1003");
    let refused = change_by_email(&server, &id_token, &code, NEW).send();
    assert_eq!(outcome(&refused), "SDK.LOGIN.1003");
    let guess = ciam_reset(&server, ZHANG_EMAIL, (WRONG, &token), NEW);
    assert_eq!(guess, "bad_email_otp");
    let refused = ciam_reset(&server, ZHANG_EMAIL, (&ciam, &token), NEW);
    assert_eq!(refused, "abnormal_user_status");
    let mut database = server.database();
    assert_eq!(database.password(ZHANGWEI).version, 1);
    let notices = "SELECT COUNT(*) FROM outbox WHERE content LIKE '%password_changed%'";
    assert_eq!(database.numbers(notices), [0]);
}

fn itch_io_676_a_code_is_void_after_the_address_changed(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    let id_token = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    let code = server.sdk_code(ZHANG_EMAIL, "CHANGE_PWD");
    let (ciam, token) = ciam_code(&server, ZHANG_EMAIL);
    // By whoever forgot to raise the version too.
    server.database().execute(
        "UPDATE accounts SET email = 'new@example.com', email_key = 'new@example.com'
         WHERE username = 'zhangwei'",
    );
    let refused = forgot(&server, ZHANG_EMAIL, &code, NEW).send();
    assert_eq!(refused.status, 400, "{}", refused.body);
    let refused = change_by_email(&server, &id_token, &code, NEW).send();
    assert_eq!(outcome(&refused), "SDK.SMS.1006");
    for email in [ZHANG_EMAIL, "new@example.com"] {
        let refused = ciam_reset(&server, email, (&ciam, &token), NEW);
        assert!(!refused.is_empty(), "{email}");
    }
    server
        .database()
        .execute("UPDATE accounts SET version = version + 1 WHERE username = 'zhangwei'");
    let refused = change_by_email(&server, &id_token, &code, NEW).send();
    assert_eq!(refused.status, 401);
    let stored = server.database().password(ZHANGWEI);
    assert_eq!((stored.version, stored.history), (2, vec![]));
}

fn casdoor_3607_django_rest_passwordreset_194_a_code_is_its_users_alone(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    let code = server.sdk_code(ZHANG_EMAIL, "CHANGE_PWD");
    server.sdk_code(ZENG_EMAIL, "CHANGE_PWD");
    let refused = forgot(&server, ZENG_EMAIL, &code, NEW).send();
    assert_eq!(outcome(&refused), "SDK.SMS.1006");
    // Who is logged in is asked for the code of the own address, not of one in the request.
    let id_token = server.login("zenglijun", FIRST_PASSWORD).member("id_token");
    let body = json!({ "verify_code": code, "password": NEW, "email": ZHANG_EMAIL });
    let refused = server
        .sdk_post("/api/v2/sdk/pwd/change-by-email", &body)
        .header("Authorization", format!("Bearer {id_token}"));
    assert_eq!(outcome(&refused.send()), "SDK.SMS.1006");
    let (code, token) = ciam_code(&server, ZHANG_EMAIL);
    ciam_code(&server, ZENG_EMAIL);
    let refused = ciam_reset(&server, ZENG_EMAIL, (&code, &token), NEW);
    assert_eq!(refused, "bad_email_otp_token");
    // Nor does another application take it.
    let body = json!({
        "client_id": "TENANT_CLIENT_ID", "client_secret": "TENANT_CLIENT_SECRET",
        "email": ZHANG_EMAIL, "email_otp": code, "email_otp_token": token, "password": NEW,
    });
    let refused = server
        .post("/reset_user_password")
        .header("Content-Type", "application/json")
        .body(body.to_string())
        .send();
    assert_eq!(refused.member("error"), "bad_email_otp_token");
    // Its own does: what was refused was not the code.
    assert_eq!(ciam_reset(&server, ZHANG_EMAIL, (&code, &token), NEW), "");
    assert_eq!(server.database().password(ZENGLIJUN).version, 1);
}

fn django_cve_2019_19844_dotless_i(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    server.database().execute(
        "UPDATE accounts SET email = 'Mike@example.org', email_key = 'mike@example.org'
         WHERE username = 'zhangwei'",
    );
    for other in [
        "m\u{131}ke@example.org",
        "M\u{130}KE@example.org",
        "mike@examp\u{131}e.org",
    ] {
        otp_send(server.address, other).send();
        let outbox = server.get("/demo/outbox").send();
        assert_eq!(outbox.body, "[]", "{other}");
    }
    // Another spelling of the same address goes to the address as it is stored.
    let (code, token) = ciam_code(&server, "MIKE@EXAMPLE.ORG");
    let outbox = server.get("/demo/outbox").send().json();
    assert_eq!(outbox[0]["to"], "Mike@example.org");
    for other in ["m\u{131}ke@example.org", "M\u{130}KE@example.org"] {
        assert_ne!(ciam_reset(&server, other, (&code, &token), NEW), "");
    }
    assert_eq!(
        ciam_reset(&server, "mike@example.org", (&code, &token), NEW),
        ""
    );
}

fn gitlab_cve_2023_7028_an_array_of_addresses_is_none(backend: Backend) {
    let server = Server::demo_on(backend);
    let proof = server.captcha_proof(ZHANG_EMAIL);
    let json =
        |call: Call, body: String| call.header("Content-Type", "application/json").body(body);
    for many in [
        r#"["asdas@bamboocloud.cn","a@evil.example"]"#,
        r#"["asdas@bamboocloud.cn"]"#,
        r#"{"0":"asdas@bamboocloud.cn"}"#,
        r#""asdas@bamboocloud.cn,a@evil.example""#,
        r#""asdas@bamboocloud.cn a@evil.example""#,
        r#""asdas@bamboocloud.cn\r\nBcc: a@evil.example""#,
        r#""<asdas@bamboocloud.cn>""#,
        r#""asdas@bamboocloud.cn","email":"a@evil.example""#,
    ] {
        let ciam =
            format!(r#"{{"client_id":"TENANT_SPA_ID","usage":"reset_password","email":{many}}}"#);
        let answer = json(server.post("/otp/send"), ciam).send();
        assert_eq!(answer.status, 400, "{many}: {}", answer.body);
        let eiam =
            format!(r#"{{"type":"FORGET_PWD_EMS","captcha_token":"{proof}","email":{many}}}"#);
        let answer = json(server.sdk("POST", "/api/v2/sdk/email/send"), eiam).send();
        assert_eq!(answer.status, 400, "{many}: {}", answer.body);
    }
    let rows = server.database().numbers("SELECT COUNT(*) FROM outbox");
    assert_eq!(rows, [0]);
}

/// Where the hash is bcrypt, whatever follows 72 bytes is any password's.
fn spring_cve_2025_22228_bytes_behind_72_count(backend: Backend) {
    let folder = Arc::new(Folder::new());
    let mut config = configuration(json!({}));
    config["policies"] = json!([{
        "version": 1, "id": "p", "length": { "min": 8, "max": 1024 }, "history": { "remember": 5 },
    }]);
    config["applications"] = json!([{
        "client_id": "long", "client_secret": "long-secret", "tenant": "demo",
        "permissions": ["user_all"], "policy": "p",
    }]);
    folder.write("config.json", &config.to_string());
    let database = backend.new_database(&folder);
    let server = Server::demo_at(&folder, &database, &["--config", "config.json"]);
    // `long:long-secret`.
    let token = server.token("Basic bG9uZzpsb25nLXNlY3JldA==");
    let set = |password: &str| server.change(&token, ZHANGWEI, password).send();
    let seventy_two = "Brook#71".repeat(9);
    let longer = format!("{seventy_two}x");
    assert_eq!(set(&longer).status, 200);
    assert_eq!(
        outcome(&server.login("zhangwei", &seventy_two)),
        "SDK.LOGIN.1005"
    );
    assert_eq!(
        outcome(&server.login("zhangwei", &format!("{seventy_two}y"))),
        "SDK.LOGIN.1005"
    );
    assert_eq!(outcome(&server.login("zhangwei", &longer)), "SUCCESS");
    // To the history they are two as well, and one is one.
    assert_eq!(set(&longer).member("error_code"), "PWD.0007");
    assert_eq!(set(&format!("{seventy_two}y")).status, 200);
    // Up to the last byte that is looked at, in whichever script.
    let longest = "é".repeat(511) + "xy";
    assert_eq!(longest.len(), 1_024);
    assert_eq!(set(&longest).status, 200);
    let other = "é".repeat(511) + "xz";
    assert_eq!(outcome(&server.login("zhangwei", &other)), "SDK.LOGIN.1005");
    assert_eq!(outcome(&server.login("zhangwei", &longest)), "SUCCESS");
    // Neither is a null a place to stop at.
    assert_ne!(
        outcome(&server.login("zhangwei", &format!("{longest}\0"))),
        "SUCCESS"
    );
}

/// All that was begun with the old password: sessions, id_tokens, state tokens.
fn goiabada_106_a_new_password_ends_what_was_begun_with_the_old_one(backend: Backend) {
    let server = demo_with(backend, impatient(), &[]);
    let token = server.token(ADMIN);
    let live = "SELECT COUNT(*) FROM sessions JOIN accounts ON accounts.id = account_id
                WHERE session_generation = generation";
    let by_ciam = || {
        let (code, otp_token) = ciam_code(&server, ZHANG_EMAIL);
        assert_eq!(
            ciam_reset(&server, ZHANG_EMAIL, (&code, &otp_token), NEW),
            ""
        );
    };
    let by_an_administrator = || {
        assert_eq!(server.change(&token, ZHANGWEI, NEWER).send().status, 200);
    };
    let by_mail = || {
        let path = format!("/api/v2/tenant/users/{ZHANGWEI}/rest-password?send_mode=SMS");
        let call = server.put(&path);
        let call = call.header("Authorization", format!("Bearer {token}"));
        assert_eq!(call.send().status, 200);
    };
    let ways: [(&str, &dyn Fn()); 3] = [
        (FIRST_PASSWORD, &by_ciam),
        (NEW, &by_an_administrator),
        (NEWER, &by_mail),
    ];
    let code = server.sdk_code(ZHANG_EMAIL, "CHANGE_PWD");
    let must_change = |must: u8| {
        let set = format!("UPDATE accounts SET must_change = {must} WHERE username = 'zhangwei'");
        server.database().execute(&set);
    };
    for (old, change) in ways {
        let id_token = server.login("zhangwei", old).member("id_token");
        assert!(!id_token.is_empty());
        must_change(1);
        let state_token = server.login("zhangwei", old).member("state_token");
        assert!(!state_token.is_empty());
        must_change(0);
        assert_eq!(server.database().numbers(live), [1]);
        change();
        assert_eq!(server.database().numbers(live), [0]);
        let refused = change_by_email(&server, &id_token, &code, "Third#71Lantern").send();
        assert_eq!(
            (refused.status, outcome(&refused)),
            (401, "AUTH.0001".into())
        );
        let refused = forced(&server, &state_token, old, "Third#71Lantern").send();
        assert_eq!(
            (refused.status, outcome(&refused)),
            (401, "AUTH.0001".into())
        );
    }
}

both! {
    keycloak_cve_2026_9798_frozen_between_send_and_redeem,
    itch_io_676_a_code_is_void_after_the_address_changed,
    casdoor_3607_django_rest_passwordreset_194_a_code_is_its_users_alone,
    django_cve_2019_19844_dotless_i,
    gitlab_cve_2023_7028_an_array_of_addresses_is_none,
    spring_cve_2025_22228_bytes_behind_72_count,
    goiabada_106_a_new_password_ends_what_was_begun_with_the_old_one,
}
