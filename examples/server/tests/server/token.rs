//! `POST /api/v2/tenant/token`.

use crate::support::{ADMIN, Answer, Server, TOKEN_PATH};

fn refused(answer: &Answer, status: u16, body: &str) {
    assert_eq!((answer.status, answer.body.as_str()), (status, body));
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.header("Cache-Control"), "no-store");
}

#[test]
fn good_credentials_get_a_token_for_two_hours() {
    let server = Server::demo();
    let answer = server
        .post(TOKEN_PATH)
        .header("Authorization", ADMIN)
        .send();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.header("Cache-Control"), "no-store");
    let token = answer.member("access_token");
    // 32 bytes in base64url.
    assert_eq!(token.len(), 43);
    let exact = format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":7200}}"#);
    assert_eq!(answer.body, exact);
    assert_ne!(token, server.token(ADMIN));
}

#[test]
fn a_form_json_or_no_body_will_do() {
    let server = Server::demo();
    let call = server.post(TOKEN_PATH).header("Authorization", ADMIN);
    for (content_type, body) in [
        (
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials",
        ),
        (
            "application/json; charset=utf-8",
            r#"{"grant_type":"client_credentials"}"#,
        ),
        ("application/json", "{}"),
        ("text/plain", ""),
    ] {
        let answer = call
            .clone()
            .header("Content-Type", content_type)
            .body(body)
            .send();
        assert_eq!(answer.status, 200, "{content_type}: {}", answer.body);
    }
    let other = call.header("Content-Type", "application/x-www-form-urlencoded");
    let other = other.body("grant_type=password").send();
    refused(&other, 400, r#"{"error":"unsupported_grant_type"}"#);
}

#[test]
fn wrong_unknown_secretless_and_missing_credentials_look_alike() {
    let server = Server::demo();
    for basic in [
        // demo-admin:wrong
        "Basic ZGVtby1hZG1pbjp3cm9uZw==",
        // nobody:demo-admin-secret
        "Basic bm9ib2R5OmRlbW8tYWRtaW4tc2VjcmV0",
        // TENANT_SPA_ID: (no secret, as it has none)
        "Basic VEVOQU5UX1NQQV9JRDo=",
        "Basic !!!",
        "Bearer abc",
    ] {
        let answer = server
            .post(TOKEN_PATH)
            .header("Authorization", basic)
            .send();
        refused(&answer, 401, r#"{"error":"invalid_client"}"#);
    }
    let twice = server.post(TOKEN_PATH).header("Authorization", ADMIN);
    refused(
        &twice.header("Authorization", ADMIN).send(),
        401,
        r#"{"error":"invalid_client"}"#,
    );
    refused(
        &server.post(TOKEN_PATH).send(),
        401,
        r#"{"error":"invalid_client"}"#,
    );
}

#[test]
fn a_body_of_more_than_16_kib_is_refused() {
    let server = Server::demo();
    let sized = |bytes: usize| {
        let start = "grant_type=client_credentials&x=";
        let body = [start, &"x".repeat(bytes - start.len())].concat();
        server
            .post(TOKEN_PATH)
            .header("Authorization", ADMIN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
    };
    assert_eq!(sized(16_384).status, 200);
    refused(&sized(16_385), 400, r#"{"error":"invalid_request"}"#);
}
