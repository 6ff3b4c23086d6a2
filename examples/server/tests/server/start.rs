//! The command line and the configuration.

use std::sync::Arc;

use crate::support::{Folder, Server, TOKEN_PATH, run};

const CONFIG: &str = r#"{
  "policies": [{ "version": 1, "id": "plain", "length": { "min": 8, "max": 50 } }],
  "applications": [
    { "client_id": "portal", "client_secret": "s3cret-of-portal", "tenant": "main",
      "permissions": ["user_all"], "policy": "plain" }
  ]
}"#;

/// The configuration with keys that the server made.
fn with_keys(config: &str) -> String {
    let printed = run(&["--new-keys"]);
    assert!(printed.status.success());
    let mut config: serde_json::Value = serde_json::from_str(config).unwrap();
    let keys: serde_json::Value = serde_json::from_str(&printed.output).unwrap();
    for (name, value) in keys.as_object().unwrap() {
        config[name] = value.clone();
    }
    config.to_string()
}

fn refused(arguments: &[&str], needles: &[&str]) {
    let ended = run(arguments);
    assert_eq!(
        ended.status.code(),
        Some(2),
        "{arguments:?}: {}",
        ended.output
    );
    for needle in needles {
        assert!(
            ended.output.contains(needle),
            "{arguments:?}: {}",
            ended.output
        );
    }
}

#[test]
fn what_cannot_be_served_is_refused_with_exit_code_2() {
    refused(&[], &["--config", "--demo"]);
    refused(&["--demo", "--listen", "0.0.0.0:0"], &["loopback"]);
    refused(&["--demo", "--listen", "[::]:0"], &["loopback"]);
    refused(&["--demo", "--listen", "somewhere"], &["--listen"]);
    refused(
        &["--demo", "--database", "postgres:repass"],
        &["postgres://"],
    );
    refused(&["--demo", "--database", "repass.db"], &["sqlite:FILE"]);
    refused(
        &["--demo", "--pages", "/no/such/folder"],
        &["--pages", "/no/such/folder"],
    );
    refused(&["--demo", "--log", "loud=very=much"], &["--log"]);
    refused(&["--config", "/no/such/file.json"], &["/no/such/file.json"]);
}

#[test]
fn a_database_that_does_not_answer_is_told_without_its_password() {
    let ended = run(&[
        "--demo",
        "--listen",
        "127.0.0.1:0",
        "--database",
        "postgres://u:hunter2@127.0.0.1:1/repass",
    ]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.output.contains("error: database"), "{}", ended.output);
    assert!(!ended.output.contains("hunter2"), "{}", ended.output);
}

#[test]
fn fresh_keys_are_printed_and_serve() {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", &with_keys(CONFIG));
    let arguments = ["--config", "config.json", "--listen", "127.0.0.1:0"];
    let server = Server::start(&folder, &arguments);
    assert_eq!(server.get("/healthz").send().status, 200);
    let jwks = server.get("/.well-known/jwks.json").send().json();
    assert_eq!(jwks["keys"][0]["kty"], "RSA");
    assert_eq!(jwks["keys"][0]["d"], serde_json::Value::Null);
}

#[test]
fn without_keys_or_with_a_short_one_nothing_starts() {
    let folder = Folder::new();
    let file = folder.write("config.json", CONFIG);
    let arguments = |file: &std::path::Path| {
        let file = file.to_str().unwrap().to_owned();
        run(&["--config", &file, "--listen", "127.0.0.1:0"])
    };
    let ended = arguments(&file);
    assert_eq!(ended.status.code(), Some(2));
    assert!(ended.output.contains("--new-keys"), "{}", ended.output);
    let short = r#"{"settings":{"keys":[{"kid":"a","key":"aHVudGVyMg=="}]}}"#;
    let ended = arguments(&folder.write("short.json", short));
    assert_eq!(ended.status.code(), Some(2));
    assert!(ended.output.contains("keys.key"), "{}", ended.output);
    assert!(!ended.output.contains("aHVudGVy"), "{}", ended.output);
}

#[test]
fn a_configuration_error_names_the_file_and_the_member_and_no_secret() {
    let folder = Folder::new();
    for (from, to, member) in [
        (
            "\"s3cret-of-portal\"",
            "[\"s3cret-of-portal\"]",
            "applications[0].client_secret: not a text",
        ),
        (
            "\"tenant\"",
            "\"tenants\"",
            "applications[0].tenants: unknown member",
        ),
        (
            "\"policy\": \"plain\"",
            "\"policy\": \"x\"",
            "applications[0].policy: no policy",
        ),
        ("\"min\": 8", "\"min\": 80", "policies[0].length"),
        ("}]", "}", "not JSON"),
    ] {
        let file = folder.write("bad.json", &CONFIG.replacen(from, to, 1));
        let ended = run(&[
            "--config",
            file.to_str().unwrap(),
            "--listen",
            "127.0.0.1:0",
        ]);
        assert_eq!(ended.status.code(), Some(2), "{}", ended.output);
        assert!(ended.output.contains("bad.json: "), "{}", ended.output);
        assert!(ended.output.contains(member), "{}", ended.output);
        assert!(!ended.output.contains("s3cret"), "{}", ended.output);
    }
}

#[test]
fn a_configuration_is_served_without_the_demo() {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", &with_keys(CONFIG));
    let server = Server::start(
        &folder,
        &["--config", "config.json", "--listen", "127.0.0.1:0"],
    );
    // portal:s3cret-of-portal
    let basic = "Basic cG9ydGFsOnMzY3JldC1vZi1wb3J0YWw=";
    let token = server.token(basic);
    assert_eq!(
        server.refusal(&token, "nobody", "P@sdsdfsdfds"),
        "USER.0001"
    );
    let policy = server.get("/api/v1/policy?client_id=portal").send();
    assert_eq!(
        policy.body,
        r#"{"version":1,"id":"plain","length":{"min":8,"max":50}}"#
    );
    // Nothing of the demo is there.
    assert_eq!(server.get("/demo/tenant").send().status, 404);
    let admin = server
        .post(TOKEN_PATH)
        .header("Authorization", crate::support::ADMIN)
        .send();
    assert_eq!(admin.status, 401);
    assert!(folder.path().join("repass.db").exists());
    let ended = server.stop();
    let printed: Vec<&str> = ended.output.lines().collect();
    assert!(
        printed[0].starts_with("listening on http://127.0.0.1:"),
        "{printed:?}"
    );
}

#[test]
fn the_readmes_configuration_is_served() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("```json\n").unwrap();
    let folder = Arc::new(Folder::new());
    folder.write("config.json", &with_keys(rest.split_once("```").unwrap().0));
    let arguments = ["--config", "config.json", "--listen", "127.0.0.1:0"];
    let server = Server::start(&folder, &arguments);
    let policy = server.get("/api/v1/policy?client_id=portal").send();
    assert_eq!(policy.status, 200);
}

#[test]
fn a_user_is_found_in_the_applications_own_tenant_only() {
    let folder = Arc::new(Folder::new());
    folder.write("config.json", CONFIG);
    let server = Server::demo_in(&folder, &["--config", "config.json"]);
    let token = server.token("Basic cG9ydGFsOnMzY3JldC1vZi1wb3J0YWw=");
    let user = crate::support::ZHANGWEI;
    assert_eq!(server.refusal(&token, user, "P@sdsdfsdfds"), "USER.0001");
    assert_eq!(server.database().password(user).version, 1);
}

#[test]
fn each_argument_is_an_environment_variable_too() {
    let folder = Arc::new(Folder::new());
    let server = Server::start_with(&folder, &[], |command| {
        command.env("REPASS_LISTEN", "127.0.0.1:0");
        command.env("REPASS_DEMO", "1");
        command.env("REPASS_DATABASE", folder.database());
    });
    assert_eq!(server.get("/demo/tenant").send().status, 200);
    assert!(folder.path().join("repass.db").exists());
}

#[test]
fn an_address_in_use_is_told() {
    let server = Server::demo();
    let address = server.address.to_string();
    let ended = run(&["--demo", "--listen", &address]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.output.contains(&address), "{}", ended.output);
}

#[test]
fn the_help_helps() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    for word in [
        "--listen",
        "--database",
        "--config",
        "--demo",
        "--pages",
        "REPASS_CONFIG",
        "policies",
    ] {
        assert!(help.output.contains(word), "{word}");
    }
}
