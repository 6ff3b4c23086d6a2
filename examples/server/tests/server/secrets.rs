//! Nothing secret is written where it can be read, at any log level.

use std::sync::Arc;

use crate::support::{ADMIN, Folder, Server, TOKEN_PATH, ZHANGWEI, change_path};

const CANARY: &str = "Wombat#58Zephyr";

#[test]
fn no_secret_is_in_the_output_or_the_database() {
    let folder = Arc::new(Folder::new());
    let server = Server::demo_in(&folder, &["--log", "trace"]);
    let token = server.token(ADMIN);
    assert_eq!(server.change(&token, ZHANGWEI, CANARY).send().status, 200);
    assert_eq!(server.refusal(&token, ZHANGWEI, CANARY), "PWD.0007");
    assert_eq!(
        server.refusal(&token, ZHANGWEI, &format!("{CANARY}中")),
        "PWD.0005"
    );
    for body in [
        format!(r#"{{"password":"{CANARY}","password":"{CANARY}"}}"#),
        format!(r#"{{"{CANARY}":1,"{CANARY}":2}}"#),
        format!(r#"{{"password":["{CANARY}"]}}"#),
        format!(r#"{{"password":"x","pwd_must_modify":"{CANARY}"}}"#),
        format!(r#"{{"password":"{CANARY}"#),
        CANARY.into(),
        CANARY.repeat(2_000),
    ] {
        server.change_raw(&token, ZHANGWEI, body).send();
    }
    let encoded = |text: &str| text.replace('#', "%23");
    for (name, value) in [
        ("Authorization", format!("Bearer {CANARY}")),
        ("Authorization", format!("Basic {CANARY}")),
        ("Authorization", CANARY.into()),
        ("Content-Type", CANARY.into()),
        ("Accept-Language", CANARY.into()),
        ("Prefer", CANARY.into()),
        ("Cookie", CANARY.into()),
        ("Content-Length", CANARY.into()),
        ("Transfer-Encoding", CANARY.into()),
        ("Host", CANARY.into()),
        (CANARY, "x".into()),
    ] {
        for call in [
            server.post(TOKEN_PATH),
            server.put(&change_path(ZHANGWEI)),
            server.get("/demo/tenant"),
        ] {
            call.header(name, value.as_bytes()).try_send();
        }
    }
    // client id, secret and grant type; the canary's own base64 counts as the canary.
    let basic = "Basic V29tYmF0IzU4WmVwaHlyOldvbWJhdCM1OFplcGh5cg==";
    let call = server.post(TOKEN_PATH).header("Authorization", basic);
    call.clone().send();
    call.header("Content-Type", "application/json")
        .body(format!(r#"{{"grant_type":"{CANARY}"}}"#))
        .send();
    for path in [
        change_path(&encoded(CANARY)),
        format!("/{}", encoded(CANARY)),
        format!(
            "/api/v1/policy?client_id={}&password={}",
            encoded(CANARY),
            encoded(CANARY)
        ),
        format!("/healthz?{}", encoded(CANARY)),
    ] {
        server.get(&path).send();
        server
            .put(&path)
            .header("Authorization", format!("Bearer {token}"))
            .send();
    }
    for path in ["/", "/healthz", TOKEN_PATH] {
        server.call("Wombat58Zephyr", path).try_send();
    }

    let folder_path = folder.path().to_owned();
    let ended = server.stop();
    assert!(
        ended.output.contains("answered"),
        "the log says what was answered"
    );
    let mut written = vec![("the output".to_string(), ended.output.into_bytes())];
    for entry in std::fs::read_dir(folder_path).unwrap() {
        let path = entry.unwrap().path();
        written.push((path.display().to_string(), std::fs::read(&path).unwrap()));
    }
    assert!(written.len() > 1, "the database is looked at too");
    for (place, bytes) in written {
        // Of the canary's parts too: a log may escape the sign between them.
        for secret in ["58Zephyr", "V29tYmF0IzU4", "demo-reader-secret", &token] {
            let is_there = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!is_there, "{secret} is in {place}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_database_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Arc::new(Folder::new());
    let server = Server::demo_in(&folder, &[]);
    server.token(ADMIN);
    let mut files = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
        files += 1;
    }
    assert!(files >= 2);
}
