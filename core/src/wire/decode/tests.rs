use super::*;
use crate::otp::Recipient;
use alloc::format;
use alloc::vec::Vec;

mod both_ways;
mod ciam;

const DEVICE: [(&str, &str); 3] = [
    ("X-operating-sys-version", "windows10.1.1"),
    ("X-device-fingerprint", "156aysdna213sc50"),
    ("X-agent", "Mozilla/5.0"),
];
const SDK_CLIENT: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
const CIAM_BASIC: &str = "Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA==";

fn http(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> HttpRequest {
    let owned = headers
        .iter()
        .map(|(name, value)| (String::from(*name), String::from(*value)));
    HttpRequest {
        method: method.into(),
        target: target.into(),
        headers: owned.collect(),
        body: Some(body.into()),
        source: None,
    }
}

/// An SDK call with these headers beside the device's.
fn sdk(target: &str, headers: &[(&str, &str)], body: &str) -> Request {
    let json = [("Content-Type", "application/json")];
    let all: Vec<_> = DEVICE.iter().chain(&json).chain(headers).copied().collect();
    Request::decode(&http("POST", target, &all, body)).unwrap()
}

fn tenant(content_type: &str, body: &str) -> Request {
    let target = "/api/v2/tenant/users/u1/change-password";
    let headers = [
        ("Content-Type", content_type),
        ("Authorization", "Bearer t"),
    ];
    Request::decode(&http("PUT", target, &headers, body)).unwrap()
}

fn set(json: &str) -> Result<Body, Fault> {
    tenant("application/json; charset=utf-8", json).body
}

fn ciam(target: &str, headers: &[(&str, &str)], body: &str) -> Request {
    let json = [("Content-Type", "application/json")];
    let all: Vec<_> = json.iter().chain(headers).copied().collect();
    Request::decode(&http("POST", target, &all, body)).unwrap()
}

#[test]
fn the_example_of_page_000_is_read() {
    let target = "/api/v2/tenant/users/20201028102749564-9082-DC8CD2722/rest-password";
    let send = |query: &str| {
        let headers = [("Authorization", "Bearer t")];
        let request = http("PUT", &format!("{target}{query}"), &headers, "");
        Request::decode(&request).unwrap()
    };
    let request = send("?send_mode=EMAIL");
    assert_eq!(request.call, Call::RestPassword);
    assert_eq!(
        request.user_id.as_deref(),
        Some("20201028102749564-9082-DC8CD2722")
    );
    assert_eq!(request.caller, Ok(Caller::AccessToken(Secret::new("t"))));
    let channel = Channel::Email;
    assert_eq!(request.body, Ok(Body::Generate { channel }));
    let channel = Channel::Sms;
    assert_eq!(
        send("?a=b&send_mode=SMS").body,
        Ok(Body::Generate { channel })
    );
    for query in [
        "",
        "?",
        "?send_mode",
        "?send_mode=",
        "?send_mode=email",
        "?send_mode=SMS,EMAIL",
        "?send_mode=SMS&send_mode=SMS",
        "?send_mode=FAX",
        "?Send_mode=SMS",
        "?send_mode=%zz",
    ] {
        assert_eq!(send(query).body, Err(Fault::SendModeInvalid), "{query}");
    }
}

#[test]
fn the_example_of_page_001_is_read() {
    let body = set(r#"{ "password": "P@ssw0rd123", "pwd_must_modify": "false" }"#);
    let expected = Body::Set {
        password: Secret::new("P@ssw0rd123"),
        must_change: false,
    };
    assert_eq!(body, Ok(expected));
}

#[test]
fn the_example_of_page_002_is_read() {
    let request = sdk(
        "/api/v2/sdk/pwd/update-by-email",
        &[("X-client-id", SDK_CLIENT), ("X-L", "zh")],
        r#"{"email": "asdas@bamboocloud.cn","verify_code": "123456","password": "P@sdsdfsdfds"}"#,
    );
    let client_id = SDK_CLIENT.into();
    assert_eq!(request.caller, Ok(Caller::Application { client_id }));
    assert_eq!(request.form.lang, Lang::Zh);
    let expected = Body::Redeem {
        address: Some(Address::read(Channel::Email, "asdas@bamboocloud.cn").unwrap()),
        code: Secret::new("123456"),
        token: None,
        password: Secret::new("P@sdsdfsdfds"),
    };
    assert_eq!(request.body, Ok(expected));
}

#[test]
fn the_example_of_page_003_is_read() {
    let request = sdk(
        "/api/v2/sdk/pwd/change-by-mobile",
        &[
            ("X-client-id", SDK_CLIENT),
            ("Authorization", "Bearer eyJraWQiOiI1ZWZhN2ZmZDA2Z"),
        ],
        r#"{"verify_code": "123456","password": "P@sdsdfsdfds"}"#,
    );
    let expected = Caller::IdToken {
        client_id: SDK_CLIENT.into(),
        id_token: Secret::new("eyJraWQiOiI1ZWZhN2ZmZDA2Z"),
    };
    assert_eq!(request.caller, Ok(expected));
    assert!(matches!(
        request.body,
        Ok(Body::Redeem { address: None, .. })
    ));
}

#[test]
fn the_example_of_page_004_is_read() {
    let request = ciam(
        "/reset_user_password",
        &[("Authorization", CIAM_BASIC)],
        r#"{"password" : "MOCK_PASSWORD","email" : "MOCK_EMAIL@163.com","email_otp" : "MOCK_EMAIL_OTP","email_otp_token" : "MOCK_EMAIL_OTP_TOKEN"}"#,
    );
    let expected = Caller::Client {
        client_id: "TENANT_CLIENT_ID".into(),
        client_secret: Some(Secret::new("TENANT_CLIENT_SECRET")),
    };
    assert_eq!(request.caller, Ok(expected));
    let expected = Body::Redeem {
        address: Some(Address::read(Channel::Email, "mock_email@163.com").unwrap()).map(
            |address| Address {
                text: "MOCK_EMAIL@163.com".into(),
                ..address
            },
        ),
        code: Secret::new("MOCK_EMAIL_OTP"),
        token: Some(Secret::new("MOCK_EMAIL_OTP_TOKEN")),
        password: Secret::new("MOCK_PASSWORD"),
    };
    assert_eq!(request.body, Ok(expected));
}

#[test]
fn must_modify_is_a_flag_in_four_spellings_and_true_when_absent() {
    for (member, expected) in [
        ("", true),
        (r#","pwd_must_modify":"true""#, true),
        (r#","pwd_must_modify":"false""#, false),
        (r#","pwd_must_modify":true"#, true),
        (r#","pwd_must_modify":false"#, false),
    ] {
        match set(&format!(r#"{{"password":"x"{member}}}"#)) {
            Ok(Body::Set { must_change, .. }) => assert_eq!(must_change, expected, "{member}"),
            other => panic!("{other:?}"),
        }
    }
    for value in [r#""TRUE""#, r#""""#, "1", "null", "[true]"] {
        let json = format!(r#"{{"password":"x","pwd_must_modify":{value}}}"#);
        assert_eq!(set(&json), Err(invalid("pwd_must_modify")), "{value}");
    }
}

#[test]
fn a_wrong_shape_names_the_parameter() {
    assert_eq!(set(r#"{"password":["x"]}"#), Err(invalid("password")));
    assert_eq!(set(r#"{"password":null}"#), Err(invalid("password")));
    assert_eq!(
        set(r#"{"password":"x","password":"y"}"#),
        Err(invalid("password"))
    );
    for text in ["", "[]", "\"x\"", "{", "{}{}", r#"{"password":"\ud800"}"#] {
        assert_eq!(set(text), Err(invalid("body")), "{text}");
    }
    assert_eq!(set("{}"), Err(blank("password")));
    let empty = set(r#"{"password":""}"#);
    assert!(matches!(empty, Ok(Body::Set { password, .. }) if password.expose().is_empty()));
}

#[test]
fn only_json_of_a_bounded_size_is_read() {
    for content_type in ["", "text/plain", "application/x-www-form-urlencoded"] {
        let body = tenant(content_type, r#"{"password":"x"}"#).body;
        assert_eq!(body, Err(invalid("Content-Type")), "{content_type}");
    }
    let sized = |bytes: usize| {
        let start = r#"{"password":""#;
        let filler = "x".repeat(bytes - start.len() - 2);
        set(&[start, &filler, "\"}"].concat())
    };
    assert!(sized(16_384).is_ok());
    assert_eq!(sized(16_385), Err(invalid("body")));
}

#[test]
fn gitlab_cve_2023_7028_an_array_of_addresses_is_no_address() {
    let client = [("X-client-id", SDK_CLIENT)];
    let update = |email: &str| {
        let body = format!(r#"{{"email":{email},"verify_code":"1","password":"x"}}"#);
        sdk("/api/v2/sdk/pwd/update-by-email", &client, &body).body
    };
    let two = r#"["asdas@bamboocloud.cn","evil@example.com"]"#;
    assert_eq!(update(two), Err(invalid("email")));
    assert_eq!(
        update(r#""a@b.cn","email":"c@d.cn""#),
        Err(invalid("email"))
    );
    assert_eq!(update(r#""a@b.cn,c@d.cn""#), Err(Fault::EmailMalformed));
    let reset = |email: &str| {
        let body =
            format!(r#"{{"email":{email},"email_otp":"1","email_otp_token":"t","password":"x"}}"#);
        let basic = [("Authorization", CIAM_BASIC)];
        ciam("/reset_user_password", &basic, &body).body
    };
    assert_eq!(reset(two), Err(Fault::RequestInvalid));
    assert_eq!(reset(r#""a@b.cn c@d.cn""#), Err(Fault::EmailMalformed));
}

#[test]
fn the_headers_of_an_app_are_asked_for_in_the_pages_words() {
    let target = "/api/v2/sdk/login";
    let body = r#"{"user_name":"zhangwei","password":"x"}"#;
    let without = |left_out: &str, client_id: &str| {
        let mut headers: Vec<_> = DEVICE
            .into_iter()
            .filter(|(name, _)| *name != left_out)
            .collect();
        headers.push(("X-client-id", client_id));
        Request::decode(&http("POST", target, &headers, body))
            .unwrap()
            .caller
    };
    assert_eq!(without("", ""), Err(blank("X-client-id")));
    assert_eq!(without("", "  "), Err(blank("X-client-id")));
    assert_eq!(without("", "a b"), Err(malformed("X-client-id")));
    assert_eq!(without("", &"a".repeat(129)), Err(malformed("X-client-id")));
    for (name, _) in DEVICE {
        assert_eq!(without(name, "app"), Err(Fault::DeviceIncomplete), "{name}");
    }
    // With everything missing, the page's own example is what is told.
    let bare = Request::decode(&http("POST", target, &[], body)).unwrap();
    assert_eq!(bare.caller, Err(blank("X-client-id")));
    let twice = [("X-client-id", "a"), ("x-client-id", "b")];
    assert_eq!(sdk(target, &twice, body).caller, Err(blank("X-client-id")));
    let long = "x".repeat(1_025);
    let headers = [
        ("X-client-id", "app"),
        ("X-operating-sys-version", long.as_str()),
        ("X-device-fingerprint", "f"),
        ("X-agent", "a"),
    ];
    let request = Request::decode(&http("POST", target, &headers, body)).unwrap();
    assert_eq!(request.caller, Err(malformed("X-operating-sys-version")));
}

#[test]
fn without_its_token_nobody_is_logged_in() {
    let client = [("X-client-id", SDK_CLIENT)];
    let change = sdk("/api/v2/sdk/pwd/change-by-email", &client, "{}");
    assert_eq!(change.caller, Err(Fault::Unauthenticated));
    let update = sdk("/api/v2/sdk/pwd/update", &client, "{}");
    assert_eq!(update.caller, Err(Fault::StateTokenBad));
    assert_eq!(update.body, Err(blank("old_password")));
}

#[test]
fn sending_a_code_wants_address_purpose_and_proof() {
    let client = [("X-client-id", SDK_CLIENT)];
    let send = |body: &str| sdk("/api/v2/sdk/sms/send", &client, body).body;
    let sent = send(r#"{"mobile":"15201657315","type":"CHANGE_PWD_SMS","captcha_token":"t---p"}"#);
    let expected = Body::SendCode {
        address: Address {
            text: "15201657315".into(),
            recipient: Recipient::Sms("+8615201657315".into()),
        },
        purpose: Purpose::ChangePassword,
        captcha_token: Some(Secret::new("t---p")),
    };
    assert_eq!(sent, Ok(expected));
    for (body, fault) in [
        (
            r#"{"type":"CHANGE_PWD_SMS","captcha_token":"t"}"#,
            blank("mobile"),
        ),
        (
            r#"{"mobile":"15201657315","captcha_token":"t"}"#,
            blank("type"),
        ),
        (
            r#"{"mobile":"15201657315","type":"CHANGE_PWD_SMS"}"#,
            blank("captcha_token"),
        ),
        (
            r#"{"mobile":"15201657315","type":"CHANGE_PWD_EMS","captcha_token":"t"}"#,
            invalid("type"),
        ),
        (
            r#"{"mobile":"152","type":"CHANGE_PWD_SMS","captcha_token":"t"}"#,
            Fault::MobileMalformed,
        ),
    ] {
        assert_eq!(send(body), Err(fault), "{body}");
    }
}

#[test]
fn a_slide_is_read_from_a_text_within_the_text() {
    let client = [("X-client-id", SDK_CLIENT)];
    let slide = |point: &str, sender: &str| {
        let body = format!(r#"{{"point_json":{point},"token":"t","sender":"{sender}"}}"#);
        sdk("/api/v2/sdk/captcha/verify", &client, &body).body
    };
    match slide(r#""{\"x\":237.0,\"y\":5.0}""#, "15201657315") {
        Ok(Body::Slide { x, sender, .. }) => {
            assert_eq!(x, 237.0);
            assert_eq!(sender.recipient, Recipient::Sms("+8615201657315".into()));
        }
        other => panic!("{other:?}"),
    }
    for point in [
        r#""""#,
        r#""x""#,
        r#""{}""#,
        r#""{\"x\":\"237\"}""#,
        r#""{\"x\":1e999}""#,
    ] {
        let fault = slide(point, "a@b.cn").unwrap_err();
        let expected = if point == r#""""# {
            blank("point_json")
        } else {
            malformed("point_json")
        };
        assert_eq!(fault, expected, "{point}");
    }
    assert_eq!(slide(r#""{\"x\":1}""#, "nobody"), Err(malformed("sender")));
}

#[test]
fn a_token_is_asked_for_by_a_form_json_or_no_body() {
    let asked = |content_type: &str, body: &str| {
        let mut headers = Vec::from([("Authorization", CIAM_BASIC)]);
        if !content_type.is_empty() {
            headers.push(("Content-Type", content_type));
        }
        let request = http("POST", "/api/v2/tenant/token", &headers, body);
        Request::decode(&request).unwrap().body
    };
    let form = "application/x-www-form-urlencoded";
    for (content_type, body) in [
        ("", ""),
        (form, "grant_type=client_credentials&scope=x"),
        ("application/json", r#"{"grant_type":"client_credentials"}"#),
        ("application/json", "{}"),
    ] {
        assert_eq!(asked(content_type, body), Ok(Body::Nothing), "{body}");
    }
    for (content_type, body) in [
        ("text/plain", "grant_type=client_credentials"),
        ("", "x"),
        ("application/json", "["),
        (
            "application/json",
            r#"{"grant_type":["client_credentials"]}"#,
        ),
        ("application/json", r#"{"a":"1","a":"2"}"#),
        (form, "grant_type=a&grant_type=b"),
        (form, &"x".repeat(16_385)),
    ] {
        let refused = Err(Fault::RequestInvalid);
        assert_eq!(asked(content_type, body), refused, "{content_type}");
    }
    let other = asked(form, "grant_type=password");
    assert_eq!(other, Err(Fault::GrantTypeUnsupported));
    let anonymous = http("POST", "/api/v2/tenant/token", &[], "");
    let caller = Request::decode(&anonymous).unwrap().caller;
    assert_eq!(caller, Err(Fault::ClientInvalid));
}
