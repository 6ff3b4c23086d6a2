//! The pages, and what is at no address.

use std::sync::Arc;

use crate::support::{Folder, Server};

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

fn with_pages() -> Server {
    let folder = Arc::new(Folder::new());
    folder.write("secret.txt", "hunter2");
    folder.write("dist/index.html", "<title>pages</title>");
    folder.write("dist/assets/app-1a2b.js", "1");
    folder.write("dist/assets/core-1a2b.wasm", "2");
    folder.write("dist/.hidden", "hunter2");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", folder.path().join("dist/link.txt")).unwrap();
    Server::demo_in(&folder, &["--pages", "dist"])
}

#[test]
fn pages_have_their_types_and_say_what_they_may_load() {
    let server = with_pages();
    for (path, content_type, caching, body) in [
        (
            "/",
            "text/html; charset=utf-8",
            "no-cache",
            "<title>pages</title>",
        ),
        (
            "/index.html",
            "text/html; charset=utf-8",
            "no-cache",
            "<title>pages</title>",
        ),
        (
            "/assets/app-1a2b.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
            "1",
        ),
        (
            "/assets/core-1a2b.wasm?x=1",
            "application/wasm",
            "public, max-age=31536000, immutable",
            "2",
        ),
    ] {
        let answer = server.get(path).send();
        assert_eq!((answer.status, answer.body.as_str()), (200, body), "{path}");
        assert_eq!(answer.header("Content-Type"), content_type, "{path}");
        assert_eq!(answer.header("Cache-Control"), caching, "{path}");
        assert_eq!(answer.header("Content-Security-Policy"), POLICY);
        assert_eq!(answer.header("X-Content-Type-Options"), "nosniff");
        assert_eq!(answer.header("Referrer-Policy"), "no-referrer");
        let again = server
            .get(path)
            .header("If-None-Match", answer.header("ETag"))
            .send();
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
    }
    let head = server.call("HEAD", "/").send();
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let server = with_pages();
    for path in [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/..\\secret.txt",
        "/.hidden",
        "/link.txt",
        "/assets",
        "/assets/",
        "/index.html/",
        "/INDEX.HTML",
    ] {
        let answer = server.get(path).send();
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (404, r#"{"error":"not_found"}"#),
            "{path}"
        );
    }
}

#[test]
fn pages_that_are_not_built_say_how_to_build_them() {
    let folder = Arc::new(Folder::new());
    folder.write("dist/notes.txt", "x");
    let server = Server::demo_in(&folder, &["--pages", "dist"]);
    let answer = server.get("/").send();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("Content-Type"), "text/html; charset=utf-8");
    assert!(answer.body.contains("npm run build -w examples/web"));
    assert!(answer.body.contains("cargo xtask demo"));
    assert_eq!(server.get("/notes.txt").send().status, 404);
    assert_eq!(server.get("/index.html").send().status, 404);
}

#[test]
fn a_wrong_method_hears_the_right_ones() {
    let server = with_pages();
    for (method, path, allow) in [
        ("GET", "/api/v2/tenant/token", "POST"),
        ("POST", "/api/v2/tenant/users/x/change-password", "PUT"),
        ("POST", "/api/v1/policy", "GET,HEAD"),
        ("PUT", "/healthz", "GET,HEAD"),
        ("DELETE", "/", "GET,HEAD"),
        ("POST", "/demo/tenant", "GET,HEAD"),
    ] {
        let answer = server.call(method, path).send();
        let expected = (405, r#"{"error":"method_not_allowed"}"#);
        assert_eq!(
            (answer.status, answer.body.as_str()),
            expected,
            "{method} {path}"
        );
        assert_eq!(answer.header("Allow"), allow, "{method} {path}");
    }
    for path in ["/api/v2/tenant/token/", "/api", "/nothing"] {
        let answer = server.put(path).send();
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (404, r#"{"error":"not_found"}"#),
            "{path}"
        );
    }
}

#[test]
fn health_is_told() {
    let server = with_pages();
    let answer = server.get("/healthz").send();
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, r#"{"status":"ok"}"#)
    );
}
