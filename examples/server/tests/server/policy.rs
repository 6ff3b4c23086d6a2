//! `GET /api/v1/policy`.

use crate::support::Server;

#[test]
fn the_applications_policy_is_published_to_the_letter() {
    let server = Server::demo();
    let answer = server
        .get("/api/v1/policy?client_id=nTo1eRIub60vPb54WeE6aojPwYwImtl4")
        .send();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.header("Cache-Control"), "no-cache");
    let document: serde_json::Value =
        serde_json::from_str(include_str!("../../src/demo/policy.json")).unwrap();
    assert_eq!(answer.json(), document);
    assert!(repass::policy::Policy::from_json(&answer.body).is_ok());
}

#[test]
fn who_has_it_already_is_not_sent_it_again() {
    let server = Server::demo();
    let call = server.get("/api/v1/policy?client_id=demo-admin");
    let tag = call.clone().send().header("ETag").to_string();
    assert!(
        tag.starts_with('"') && tag.ends_with('"') && tag.len() > 10,
        "{tag}"
    );
    for held in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"x\", {tag}"),
        "*".into(),
    ] {
        let answer = call.clone().header("If-None-Match", &held).send();
        assert_eq!((answer.status, answer.body.as_str()), (304, ""), "{held}");
        assert_eq!(answer.header("ETag"), tag);
        assert_eq!(answer.header("Cache-Control"), "no-cache");
    }
    assert_eq!(
        call.clone().header("If-None-Match", "\"x\"").send().status,
        200
    );
    assert_eq!(call.send().header("ETag"), tag);
}

#[test]
fn without_a_known_client_there_is_none() {
    let server = Server::demo();
    let unknown = server.get("/api/v1/policy?client_id=nobody").send();
    assert_eq!(
        (unknown.status, unknown.body.as_str()),
        (404, r#"{"error":"client_unknown"}"#)
    );
    for query in ["", "?", "?client_id=demo-admin&client_id=demo-reader"] {
        let answer = server.get(&format!("/api/v1/policy{query}")).send();
        let expected = (400, r#"{"error":"client_id_missing"}"#);
        assert_eq!((answer.status, answer.body.as_str()), expected, "{query}");
    }
}
