//! `PUT /api/v2/tenant/users/{user_id}/change-password`, as page 001 has it.

use crate::support::{
    ADMIN, BARE, FIRST_PASSWORD, FROZEN, READER, Server, ZENGLIJUN, ZHANGWEI, change_path,
};

#[test]
fn the_pages_example_is_answered_to_the_letter() {
    let server = Server::demo();
    let answer = server
        .change(&server.token(ADMIN), ZHANGWEI, "P@sdsdfsdfds")
        .send();
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        r#"{"user_id":"20201028102749564-9082-DC8CD2722"}"#
    );
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.header("Cache-Control"), "no-store");
    let stored = server.database().password(ZHANGWEI);
    assert_eq!((stored.version, stored.session_generation), (2, 2));
    assert_eq!(stored.history, [1]);
    assert!(stored.hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

#[test]
fn the_pages_sample_password_is_weak_as_it_should_be() {
    let server = Server::demo();
    let body = "{\n\"password\": \"P@ssw0rd123\",\n\"pwd_must_modify\": \"false\"\n}\n";
    let answer = server
        .change_raw(&server.token(ADMIN), ZHANGWEI, body)
        .send();
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.body,
        r#"{"error_code":"PWD.0006","error_msg":"The password is weak"}"#
    );
}

#[test]
fn an_unknown_user_is_told_in_both_languages() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    for (lang, text) in [
        ("zh-CN,zh;q=0.9", "用户不存在"),
        ("en", "User does not exist"),
    ] {
        for user in [
            "20201028102749564-9082-DC8CD2799",
            "%E5%BC%A0",
            "a%2Fb",
            "%27%20OR%201=1",
        ] {
            let answer = server
                .change(&token, user, "P@sdsdfsdfds")
                .header("Accept-Language", lang);
            let answer = answer.send();
            let expected = format!(r#"{{"error_code":"USER.0001","error_msg":"{text}"}}"#);
            assert_eq!((answer.status, answer.body), (400, expected), "{user}");
        }
    }
    // Escapes that are no text are no user's id.
    let no_text = server.change(&token, "%ff", "P@sdsdfsdfds").send();
    assert_eq!(no_text.member("error_code"), "USER.0001");
}

#[test]
fn each_rule_has_its_code_and_text_in_both_languages() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    for (password, code, en, zh) in [
        ("", "PWD.0001", "Password cannot be empty", "密码不能为空"),
        (
            "Ab#1xyz",
            "PWD.0002",
            "Password length is 8~50 characters",
            "密码长度为8~50个字符",
        ),
        (
            "zenglijun",
            "PWD.0003",
            "Password cannot match username",
            "密码不能与用户名一致",
        ),
        (
            "nujilgnez",
            "PWD.0004",
            "Password does not allow reverse writing of username",
            "密码不允许使用用户名的倒写",
        ),
        (
            "brooklantern",
            "PWD.0005",
            "The password does not meet the verification rules, More kinds of characters are needed: upper-case letters, digits, special characters",
            "密码不符合校验规则,还需要其他种类的字符：大写字母、数字、特殊字符",
        ),
        (
            "P@ssw0rd123",
            "PWD.0006",
            "The password is weak",
            "该密码为弱密码",
        ),
        (
            FIRST_PASSWORD,
            "PWD.0007",
            "History passwords are not allowed",
            "不允许使用历史密码",
        ),
        (
            "Brook#71111Lantern",
            "PWD.0008",
            "Maximum number of characters to repeat in password cannot exceed 3",
            "密码中最大字符重复数不能超过3个",
        ),
        (
            "Qr7#Zenglijun!vmB",
            "PWD.0009",
            "Passwords are not allowed to include: username, mobile phone number, email prefix, name pinyin",
            "密码中不允许包含:用户名、手机号、邮箱前缀、姓名拼音",
        ),
    ] {
        for (lang, text) in [("en", en), ("zh", zh)] {
            let call = server.change(&token, ZENGLIJUN, password);
            let answer = call.header("Accept-Language", lang).send();
            assert_eq!(answer.status, 400, "{password}");
            let members = (answer.member("error_code"), answer.member("error_msg"));
            assert_eq!(members, (code.into(), text.into()), "{password}");
            assert_eq!(answer.json().as_object().unwrap().len(), 2);
        }
    }
    assert_eq!(server.database().password(ZENGLIJUN).version, 1);
}

#[test]
fn whoever_prefers_it_gets_all_violations() {
    let server = Server::demo();
    let call = server.change(&server.token(ADMIN), ZHANGWEI, "zhangwei1111");
    let plain = call.clone().send();
    assert!(plain.json().get("violations").is_none());
    assert_eq!(plain.header("Preference-Applied"), "");
    let all = call.header("Prefer", "return=violations").send();
    assert_eq!(all.header("Preference-Applied"), "return=violations");
    assert_eq!(all.member("error_code"), plain.member("error_code"));
    let body = all.json();
    let codes = body["violations"].as_array().unwrap().iter();
    let codes: Vec<&str> = codes
        .filter_map(|violation| violation["code"].as_str())
        .collect();
    assert_eq!(codes, ["characters", "weak", "repeats", "personal"]);
}

#[test]
fn who_must_change_a_password_is_stored_from_four_spellings() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    for (index, (member, must_change)) in [
        (r#","pwd_must_modify":"true""#, true),
        (r#","pwd_must_modify":"false""#, false),
        (r#","pwd_must_modify":true"#, true),
        (r#","pwd_must_modify":false"#, false),
        ("", true),
    ]
    .into_iter()
    .enumerate()
    {
        let body = format!(r#"{{"password":"Quay{index}#Marble"{member}}}"#);
        let answer = server.change_raw(&token, BARE, body).send();
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(
            server.database().password(BARE).must_change,
            must_change,
            "{member}"
        );
    }
}

#[test]
fn without_a_valid_token_nobody_gets_in() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    let refused = |authorization: &[u8]| {
        let mut call = server.put(&change_path(ZHANGWEI));
        if !authorization.is_empty() {
            call = call.header("Authorization", authorization);
        }
        let call = call.header("Content-Type", "application/json");
        let answer = call.body(r#"{"password":"P@sdsdfsdfds"}"#).send();
        assert_eq!(
            (answer.status, answer.member("error_code")),
            (401, "AUTH.0001".into())
        );
        assert_eq!(answer.header("WWW-Authenticate"), "Bearer");
    };
    refused(b"");
    refused(b"Bearer");
    refused(b"Bearer made-up");
    refused(b"Bearer \xff\xfe");
    refused(ADMIN.as_bytes());
    refused(format!("Bearer {token}x").as_bytes());
    let valid = format!("Bearer {token}");
    server
        .database()
        .execute("UPDATE access_tokens SET expires_at = unixepoch() * 1000 - 1");
    refused(valid.as_bytes());
    assert_eq!(server.database().password(ZHANGWEI).version, 1);
}

#[test]
fn an_application_that_may_only_read_is_forbidden_to_write() {
    let server = Server::demo();
    let answer = server
        .change(&server.token(READER), ZHANGWEI, "P@sdsdfsdfds")
        .send();
    assert_eq!(
        (answer.status, answer.member("error_code")),
        (403, "AUTH.0002".into())
    );
    // Also where the body is wrong: whoever may not call hears nothing of it.
    let answer = server
        .change_raw(&server.token(READER), ZHANGWEI, "[")
        .send();
    assert_eq!(answer.status, 403);
    assert_eq!(server.database().password(ZHANGWEI).version, 1);
}

#[test]
fn a_frozen_account_keeps_its_password() {
    let server = Server::demo();
    let token = server.token(ADMIN);
    let before = server.database().password(FROZEN);
    let answer = server.change(&token, FROZEN, "P@sdsdfsdfds").send();
    assert_eq!(
        (answer.status, answer.member("error_code")),
        (400, "SDK.COMMON.1006".into())
    );
    assert_eq!(answer.member("error_msg"), "Parameter user_id error");
    assert_eq!(server.database().password(FROZEN), before);
}
