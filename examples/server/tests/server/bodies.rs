//! Bodies that are not what they should be: refused in the vendor's shape, and nothing is stored.

use crate::support::{ADMIN, Answer, Server, ZHANGWEI, change_path};

fn refused(answer: &Answer, code: &str, parameter: &str, about: &str) {
    assert_eq!(
        (answer.status, answer.member("error_code")),
        (400, code.into()),
        "{about}"
    );
    assert!(
        answer.member("error_msg").contains(parameter),
        "{about}: {}",
        answer.body
    );
    assert_eq!(answer.json().as_object().unwrap().len(), 2, "{about}");
}

#[test]
fn a_wrong_shape_names_the_parameter_and_stores_nothing() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    let before = server.database().password(ZHANGWEI);
    for (body, code, parameter) in [
        ("{}", "SDK.COMMON.1001", "password"),
        (
            r#"{"pwd_must_modify":"false"}"#,
            "SDK.COMMON.1001",
            "password",
        ),
        (
            r#"{"password":["P@sdsdfsdfds"]}"#,
            "SDK.COMMON.1006",
            "password",
        ),
        (r#"{"password":null}"#, "SDK.COMMON.1006", "password"),
        (r#"{"password":12345678}"#, "SDK.COMMON.1006", "password"),
        (
            r#"{"password":"P@sdsdfsdfds","password":"x"}"#,
            "SDK.COMMON.1006",
            "password",
        ),
        (
            r#"{"password":"P@sdsdfsdfds","a":1,"a":1}"#,
            "SDK.COMMON.1006",
            "a",
        ),
        (
            r#"{"password":"P@sdsdfsdfds","pwd_must_modify":"no"}"#,
            "SDK.COMMON.1006",
            "pwd_must_modify",
        ),
        (
            r#"{"password":"P@sdsdfsdfds","pwd_must_modify":0}"#,
            "SDK.COMMON.1006",
            "pwd_must_modify",
        ),
        (
            r#"{"password":"P@sdsdfsdfds","pwd_must_modify":null}"#,
            "SDK.COMMON.1006",
            "pwd_must_modify",
        ),
        ("", "SDK.COMMON.1006", "body"),
        ("[]", "SDK.COMMON.1006", "body"),
        (r#"{"password":"P@sdsdfsdfds""#, "SDK.COMMON.1006", "body"),
        (
            r#"{"password":"P@sdsdfsdfds"}{}"#,
            "SDK.COMMON.1006",
            "body",
        ),
    ] {
        refused(
            &server.change_raw(&token, ZHANGWEI, body).send(),
            code,
            parameter,
            body,
        );
    }
    let no_text = server.change_raw(
        &token,
        ZHANGWEI,
        b"{\"password\":\"P@sdsdfsd\xff\"}".as_slice(),
    );
    refused(&no_text.send(), "SDK.COMMON.1006", "body", "no UTF-8");
    assert_eq!(server.database().password(ZHANGWEI), before);
}

#[test]
fn only_json_is_read() {
    let server = Server::demo();
    let authorization = format!("Bearer {}", server.token(ADMIN));
    let before = server.database().password(ZHANGWEI);
    let call = server
        .put(&change_path(ZHANGWEI))
        .header("Authorization", authorization)
        .body(r#"{"password":"P@sdsdfsdfds"}"#);
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json5",
    ] {
        let answer = call.clone().header("Content-Type", content_type).send();
        refused(&answer, "SDK.COMMON.1006", "Content-Type", content_type);
    }
    refused(
        &call.clone().send(),
        "SDK.COMMON.1006",
        "Content-Type",
        "none",
    );
    let twice = call
        .header("Content-Type", "application/json")
        .header("Content-Type", "text/plain");
    refused(&twice.send(), "SDK.COMMON.1006", "Content-Type", "twice");
    assert_eq!(server.database().password(ZHANGWEI), before);
}

#[test]
fn a_body_of_more_than_16_kib_is_refused() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    let before = server.database().password(ZHANGWEI);
    let sized = |bytes: usize| {
        let start = r#"{"password":"P@sdsdfsdfds","x":""#;
        let filler = "x".repeat(bytes - start.len() - 2);
        server.change_raw(&token, ZHANGWEI, [start, &filler, "\"}"].concat())
    };
    refused(
        &sized(16_385).send(),
        "SDK.COMMON.1006",
        "body",
        "one byte more",
    );
    refused(
        &sized(300_000).send(),
        "SDK.COMMON.1006",
        "body",
        "far more",
    );
    // Without a length given beforehand.
    let part = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    let chunked = server
        .change_raw(&token, ZHANGWEI, [&part, &part, "0\r\n\r\n"].concat())
        .header("Transfer-Encoding", "chunked")
        .header("Content-Length", "");
    let bytes = chunked.bytes();
    let bytes = String::from_utf8(bytes)
        .unwrap()
        .replace("Content-Length: \r\n", "");
    let mut connection = crate::support::Connection::open(server.address).unwrap();
    connection.write(bytes.as_bytes()).unwrap();
    refused(
        &connection.answer().unwrap(),
        "SDK.COMMON.1006",
        "body",
        "in chunks",
    );
    assert_eq!(server.database().password(ZHANGWEI), before);
    assert_eq!(sized(16_384).send().status, 200);
}

#[test]
fn a_password_is_compared_in_one_form_however_it_was_typed() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    // A password of 50 characters and of more bytes than old hashes looked at: all of them count.
    let long = "Quay#Marble7 violet otter, brisk anchor; plum 3 cr";
    let answer = server
        .change(&token, ZHANGWEI, &long.replace(' ', "+"))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        server.refusal(&token, ZHANGWEI, &long.replace(' ', "+")),
        "PWD.0007"
    );
    let other = long.replace(' ', "+").replace("cr", "cs");
    assert_eq!(server.change(&token, ZHANGWEI, &other).send().status, 200);
}
