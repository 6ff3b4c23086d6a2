use super::*;
use crate::fault::Lang;
use alloc::format;

fn secret(text: &str) -> Option<Secret> {
    Some(Secret::new(text))
}

#[test]
fn what_a_server_answers_a_client_reads() {
    let session = Session {
        status: LoginStatus::Success,
        session_token: secret("s"),
        id_token: secret("i"),
        expire: Some(604_800),
        state_token: None,
    };
    let expired = Session {
        status: LoginStatus::PasswordExpired,
        session_token: None,
        id_token: None,
        expire: None,
        state_token: secret("st"),
    };
    let captcha = Captcha {
        token: Secret::new("t"),
        original_image: "aW1n".into(),
        jigsaw_image: "amln".into(),
    };
    let user_id = String::from("20201028102749564-9082-DC8CD2722");
    for (call, answer, body) in [
        (Call::UpdateByEmail, Answer::Done, ""),
        (
            Call::ChangePassword,
            Answer::User { user_id },
            r#"{"user_id":"20201028102749564-9082-DC8CD2722"}"#,
        ),
        (
            Call::Login,
            Answer::Session(session),
            r#"{"session_token":"s","expire":604800,"status":"SUCCESS","id_token":"i"}"#,
        ),
        (
            Call::Login,
            Answer::Session(expired),
            r#"{"status":"PASSWORD_EXPIRED","state_token":"st"}"#,
        ),
        (
            Call::Token,
            Answer::AccessToken {
                access_token: Secret::new("a"),
                expires_in: 7_200,
            },
            r#"{"access_token":"a","token_type":"Bearer","expires_in":7200}"#,
        ),
        (
            Call::Captcha,
            Answer::Captcha(captcha),
            r#"{"captchaId":null,"projectCode":null,"captchaOriginalPath":null,"captchaFontType":null,"captchaFontSize":null,"secretKey":null,"originalImageBase64":"aW1n","point":null,"jigsawImageBase64":"amln","wordList":null,"pointList":null,"pointJson":null,"token":"t","result":false,"captchaVerification":null}"#,
        ),
        (
            Call::CaptchaVerify,
            Answer::CaptchaToken {
                captcha_token: Secret::new("t---p"),
            },
            r#"{"captcha_token":"t---p"}"#,
        ),
        (
            Call::OtpSend,
            Answer::OtpToken {
                otp_token: Secret::new("v1"),
            },
            r#"{"otp_token":"v1"}"#,
        ),
    ] {
        let response = call.encode_answer(&answer, AnswerForm::default());
        assert_eq!((response.status, response.body.as_str()), (200, body));
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(call.decode_answer(&response), answer, "{call:?}");
    }
}

#[test]
fn a_refusal_says_the_vendors_code_and_to_whom_asks_the_whole_list() {
    let violations = Vec::from([
        Violation::Length {
            min: 8,
            max: 50,
            actual: 3,
        },
        Violation::UsernameEqual,
    ]);
    let refused = Answer::Refused {
        fault: Fault::Violation(Violation::Length {
            min: 8,
            max: 50,
            actual: 3,
        }),
        violations: violations.clone(),
    };
    let plain = Call::ChangePassword.encode_answer(&refused, AnswerForm::default());
    let body = r#"{"error_code":"PWD.0002","error_msg":"Password length is 8~50 characters"}"#;
    assert_eq!((plain.status, plain.body.as_str()), (400, body));
    let form = AnswerForm {
        lang: Lang::Zh,
        wants_violations: true,
    };
    let whole = Call::ChangePassword.encode_answer(&refused, form);
    assert_eq!(
        whole.header("Preference-Applied"),
        Some("return=violations")
    );
    match Call::ChangePassword.decode_answer(&whole) {
        Answer::Refused {
            fault,
            violations: read,
        } => {
            assert_eq!(fault.code(), "length");
            assert_eq!(read, violations);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn how_long_to_wait_is_read_from_the_header() {
    let fault = Fault::SmsQuotaExceeded {
        retry_after: Some(42),
    };
    let refused = Answer::Refused {
        fault,
        violations: Vec::new(),
    };
    let response = Call::SmsSend.encode_answer(&refused, AnswerForm::default());
    assert_eq!(response.status, 429);
    let expected = Fault::QuotaExceeded {
        retry_after: Some(42),
    };
    let read = Call::SmsSend.decode_answer(&response);
    assert!(matches!(read, Answer::Refused { fault, .. } if fault == expected));
}

#[test]
fn an_answer_of_no_known_shape_is_a_fault_of_its_own() {
    let read = |call: Call, status: u16, body: &str| {
        let response = HttpResponse {
            status,
            headers: Vec::new(),
            body: body.into(),
        };
        match call.decode_answer(&response) {
            Answer::Refused { fault, .. } => fault,
            other => panic!("{other:?}"),
        }
    };
    for body in ["", "{}", "[]", r#"{"status":"NEW"}"#, r#"{"status":1}"#] {
        let fault = read(Call::Login, 200, body);
        assert!(
            matches!(fault, Fault::Unknown { status: 200, .. }),
            "{body}"
        );
    }
    let page = format!("<html>{}</html>", "x".repeat(100_000));
    assert!(matches!(
        read(Call::UpdateByEmail, 502, &page),
        Fault::Unknown { status: 502, .. }
    ));
    let spaced = r#"{"error_code":" PWD.0007","error_msg":"x"}"#;
    assert_eq!(read(Call::UpdateByEmail, 400, spaced).code(), "history");
}

#[test]
fn numbers_are_read_as_vendors_write_them() {
    for (written, expire) in [
        ("43200", Some(43_200)),
        ("\"43200\"", Some(43_200)),
        ("-1", None),
        ("null", None),
    ] {
        let body = format!(
            r#"{{"status":"SUCCESS","expire":{written},"session_token":"s","id_token":"i"}}"#
        );
        let response = HttpResponse {
            status: 200,
            headers: Vec::new(),
            body,
        };
        match Call::SkipUpdate.decode_answer(&response) {
            Answer::Session(session) => assert_eq!(session.expire, expire),
            other => panic!("{other:?}"),
        }
    }
}
