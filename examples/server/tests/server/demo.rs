//! `--demo`.

use std::process::Command;
use std::sync::Arc;

use crate::support::{BARE, FROZEN, Folder, Server, ZENGLIJUN, ZHANGWEI};

#[test]
fn the_tenant_is_shown_to_this_machine_only() {
    let server = Server::demo();
    let port = server.address.port();
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        for host in [host.to_string(), format!("{host}:{port}")] {
            assert_eq!(
                server
                    .get("/demo/tenant")
                    .header("Host", &host)
                    .send()
                    .status,
                200,
                "{host}"
            );
        }
    }
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "0.0.0.0",
    ] {
        let answer = server.get("/demo/tenant").header("Host", host).send();
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (404, r#"{"error":"not_found"}"#),
            "{host}"
        );
    }
    let twice = server
        .get("/demo/tenant")
        .header("Host", "localhost")
        .header("Host", "evil.example");
    assert_ne!(twice.send().status, 200);
    let absolute = server
        .get("http://evil.example/demo/tenant")
        .header("Host", "localhost");
    assert_ne!(absolute.send().status, 200);
}

#[test]
fn the_tenant_is_the_documented_one() {
    let server = Server::demo();
    let answer = server.get("/demo/tenant").send();
    assert_eq!(answer.header("Cache-Control"), "no-store");
    let tenant = answer.json();
    assert_eq!(
        tenant["applications"],
        serde_json::json!([
            { "client_id": "demo-admin", "client_secret": "demo-admin-secret", "permissions": ["user_all"] },
            { "client_id": "demo-reader", "client_secret": "demo-reader-secret", "permissions": ["user_read"] },
            { "client_id": "nTo1eRIub60vPb54WeE6aojPwYwImtl4", "client_secret": null, "permissions": [] },
            { "client_id": "TENANT_CLIENT_ID", "client_secret": "TENANT_CLIENT_SECRET", "permissions": [] },
            { "client_id": "TENANT_SPA_ID", "client_secret": null, "permissions": [] },
        ])
    );
    assert_eq!(
        tenant["users"],
        serde_json::json!([
            { "id": ZHANGWEI, "username": "zhangwei", "name": "张伟", "email": "asdas@bamboocloud.cn",
              "mobile": "+86-13800138000", "status": "active" },
            { "id": ZENGLIJUN, "username": "zenglijun", "name": "曾丽君", "email": "MOCK_EMAIL@163.com",
              "mobile": "+86-15201657315", "status": "active" },
            { "id": FROZEN, "username": "frozen", "name": null, "email": "frozen@example.com",
              "mobile": null, "status": "frozen" },
            { "id": BARE, "username": "bare", "name": null, "email": null, "mobile": null, "status": "active" },
        ])
    );
    for user in [ZHANGWEI, ZENGLIJUN, FROZEN, BARE] {
        let stored = server.database().password(user);
        assert!(!stored.must_change);
        assert_eq!((stored.version, stored.history), (1, vec![]));
    }
}

#[cfg(unix)]
#[test]
fn without_a_named_database_nothing_is_left_behind() {
    let folder = Arc::new(Folder::new());
    let temporary = folder.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let server = Server::start_with(&folder, &["--demo", "--listen", "127.0.0.1:0"], |command| {
        command.env("TMPDIR", &temporary);
    });
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 1);
    assert!(server.stop().status.success());
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn what_it_prints_to_try_works_when_pasted() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("no curl here: not tried");
        return;
    }
    let server = Server::demo();
    // The hints follow the first line at once, but not necessarily in one piece.
    let printed = loop {
        let printed = server.output();
        if printed.ends_with("| member status\n") {
            break printed;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert!(printed.contains(&format!("http://{}/", server.address)));
    let lines = printed.lines().filter(|line| line.starts_with("  "));
    let script = lines.collect::<Vec<_>>().join("\n");
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<&str> = output.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        answers,
        [
            // 000
            r#"{"user_id":"20201028102749564-9082-DC8CD2722"}"#,
            // 001
            r#"{"error_code":"PWD.0006","error_msg":"The password is weak","violations":[{"code":"weak","args":{"reason":"common"}}]}"#,
            r#"{"user_id":"20201028102749564-9082-DC8CD2722"}"#,
            r#"{"error_code":"USER.0001","error_msg":"用户不存在"}"#,
            // 002
            r#"{"error_code":"SDK.SMS.1006","error_msg":"Email verification code verification is incorrect"}"#,
            // 003
            r#"{"error_code":"SDK.SMS.1005","error_msg":"SMS verification code verification is incorrect"}"#,
            // 004; what was set is answered with an empty body.
            r#"{"error":"bad_email_otp"}"#,
            r#"{"error":"recurrent_password"}"#,
            "SUCCESS",
        ]
    );
}

#[test]
fn the_outbox_is_there_and_empty_and_for_this_machine_alone() {
    let server = Server::demo();
    let answer = server.get("/demo/outbox").send();
    assert_eq!((answer.status, answer.body.as_str()), (200, "[]"));
    let answer = server
        .get("/demo/outbox")
        .header("Host", "evil.example")
        .send();
    assert_eq!(answer.status, 404);
}
