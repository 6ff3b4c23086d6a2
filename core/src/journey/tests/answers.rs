//! What servers answer, and what they should not.

use alloc::format;
use alloc::string::ToString;

use serde_json::json;

use super::super::{Event, Field, Stage};
use super::play::{CODE, OLD_PASSWORD, PASSWORD, Play};

fn eiam(code: &str) -> alloc::string::String {
    json!({ "error_code": code, "error_msg": "…" }).to_string()
}

fn ciam(word: &str) -> alloc::string::String {
    json!({ "error": word }).to_string()
}

#[test]
fn a_wrong_code_is_told_at_the_code_until_it_is_typed_again() {
    let mut play = Play::at_code("forgot_by_mobile");
    play.submit().answer(400, &eiam("SDK.SMS.1005"));
    assert_eq!(play.fault(Field::Code), Some("sms_code_wrong"));
    assert_eq!((play.fault(Field::Password), play.notice()), (None, None));
    assert_eq!((play.view.stage, play.view.is_busy), (Stage::Code, false));
    assert!(!play.view.can_resend, "the countdown goes on");
    play.typed(Field::Code, CODE);
    assert_eq!(play.fault(Field::Code), None);
    play.submit();
    assert_eq!(play.request_id, "j-5");
}

#[test]
fn a_token_that_is_worth_nothing_lets_a_new_code_be_asked_for_at_once() {
    let mut play = Play::at_code("reset_by_email");
    play.submit().answer(400, &ciam("bad_email_otp"));
    assert_eq!(play.fault(Field::Code), Some("email_code_wrong"));
    assert!(!play.view.can_resend);
    play.submit().answer(400, &ciam("bad_email_otp_token"));
    assert_eq!(play.fault(Field::Code), Some("email_token_bad"));
    assert_eq!((play.view.can_resend, play.view.resend_in), (true, None));
    play.hear(Event::ResendRequested);
    assert_eq!(play.target(), "/otp/send");
    play.answer(200, r#"{"otp_token":"otp.2"}"#);
    assert_eq!(play.fault(Field::Code), None);
    play.submit();
    assert_eq!(play.body()["email_otp_token"], "otp.2");
    let mut play = Play::at_code("reset_by_mobile");
    play.submit()
        .answer(400, &ciam("bad_phone_number_otp_token"));
    assert_eq!(
        (play.fault(Field::Code), play.view.can_resend),
        (Some("sms_token_bad"), true)
    );
}

#[test]
fn a_refused_password_is_told_at_the_password() {
    let mut play = Play::at_code("forgot_by_email");
    play.submit().answer(400, &eiam("PWD.0007"));
    assert_eq!(play.fault(Field::Password), Some("history"));
    play.typed(Field::Password, PASSWORD);
    assert_eq!(play.fault(Field::Password), None);
    for (word, code) in [
        ("recurrent_password", "history"),
        ("invalid_new_password", "password_refused"),
        ("duplicate_password", "current_password"),
    ] {
        let mut play = Play::at_code("reset_by_email");
        play.submit().answer(400, &ciam(word));
        assert_eq!(play.fault(Field::Password), Some(code));
    }
}

#[test]
fn the_whole_list_of_violations_is_told_where_a_server_gives_it() {
    let mut play = Play::at_code("forgot_by_email");
    let body = json!({ "error_code": "PWD.0002", "error_msg": "…", "violations": [
        { "code": "length", "args": { "min": 20, "max": 50, "actual": 12 } },
        { "code": "history", "args": { "remember": 5 } } ] });
    play.submit().answer(400, &body.to_string());
    let field = serde_json::to_value(play.field(Field::Password)).unwrap();
    assert_eq!(field["fault"], body["violations"][0], "with its arguments");
    assert_eq!(field["further"], json!([body["violations"][1]]));
}

#[test]
fn who_is_not_found_gives_another_address() {
    let mut play = Play::at_code("reset_by_email");
    play.submit().answer(400, &ciam("user_not_found"));
    assert_eq!(play.view.stage, Stage::Address);
    assert_eq!(play.fault(Field::Address), Some("user_not_found"));
    assert!(
        !play.state.to_json().contains("otp.1"),
        "the code was for the address before"
    );
    let mut play = Play::new("forgot_by_email");
    play.typed(Field::Address, "a@b.cn").submit();
    play.captcha()
        .solve()
        .proof()
        .answer(400, &eiam("SDK.COMMON.1013"));
    assert_eq!(
        (play.view.stage, play.fault(Field::Address)),
        (Stage::Address, Some("user_not_found"))
    );
}

#[test]
fn a_fault_of_a_field_that_is_not_shown_concerns_the_whole() {
    let mut play = Play::at_code("change_by_mobile");
    play.submit().answer(400, &eiam("SDK.COMMON.1013"));
    assert_eq!(
        (play.view.stage, play.notice()),
        (Stage::Code, Some("user_not_found"))
    );
}

#[test]
fn a_wrong_old_password_is_told_at_the_old_password() {
    let mut play = Play::new("forced_change");
    play.typed(Field::OldPassword, OLD_PASSWORD);
    play.typed(Field::Password, PASSWORD)
        .submit()
        .answer(400, &eiam("SDK.LOGIN.1005"));
    assert_eq!(play.fault(Field::OldPassword), Some("old_password_wrong"));
    assert_eq!(play.fault(Field::Password), None);
}

#[test]
fn what_no_field_can_mend_is_a_notice() {
    for (status, code, expected) in [
        (401, "AUTH.0001", "unauthenticated"),
        (400, "SDK.COMMON.1001", "parameter_blank"),
        (400, "SDK.COMMON.1012", "client_unknown"),
        (500, "SDK.COMMON.1008", "busy"),
        (400, "NEW.0001", "unknown"),
    ] {
        let mut play = Play::at_code("change_by_email");
        play.submit().answer(status, &eiam(code));
        assert_eq!(play.notice(), Some(expected));
        assert!(play.view.can_submit);
        play.submit();
        assert_eq!((play.notice(), play.request_id.as_str()), (None, "j-5"));
    }
}

#[test]
fn a_quota_sets_the_countdown() {
    let mut play = Play::at_code("forgot_by_email");
    play.now += 60_000;
    play.hear(Event::ResendRequested).captcha().solve().proof();
    play.answer_with(429, &eiam("SDK.COMMON.1008"), &[("Retry-After", "600")]);
    assert_eq!(
        (play.view.stage, play.notice()),
        (Stage::Code, Some("quota_exceeded"))
    );
    assert_eq!(
        (play.view.resend_in, play.view.can_resend),
        (Some(600), false)
    );
    play.submit();
    assert_eq!(
        play.target(),
        "/api/v2/sdk/pwd/update-by-email",
        "the code that came still counts"
    );

    let mut play = Play::new("reset_by_mobile");
    play.typed(Field::Address, "15201657315").submit();
    play.answer_with(
        400,
        &ciam("sms_rate_limit_exceeded"),
        &[("retry-after", "30")],
    );
    assert_eq!(
        (play.view.stage, play.notice()),
        (Stage::Address, Some("sms_quota_exceeded"))
    );
    assert_eq!(
        (play.view.resend_in, play.view.can_submit),
        (Some(30), false)
    );
    assert!(play.is_deaf_to(Event::Submit));
    play.typed(Field::Address, "13800138000");
    assert_eq!(
        (play.view.resend_in, play.view.can_submit),
        (None, true),
        "it was another's"
    );
}

#[test]
fn an_answer_counts_once_and_only_to_the_request_in_flight() {
    let mut play = Play::at_code("forgot_by_email");
    let late = |id: &str| Event::Answered {
        request_id: id.into(),
        response: None,
    };
    assert!(play.is_deaf_to(late("j-3")), "it was answered before");
    play.submit();
    assert_eq!(play.request_id, "j-4");
    for id in ["j-1", "j-3", "j-5", "", "J-4"] {
        assert!(play.is_deaf_to(late(id)), "{id}");
        assert!(play.view.is_busy);
    }
    play.answer(400, &eiam("SDK.SMS.1006"));
    assert!(play.is_deaf_to(late("j-4")), "twice");
    assert_eq!(play.fault(Field::Code), Some("email_code_wrong"));
}

#[test]
fn what_is_no_answer_of_the_call_is_an_unknown_fault() {
    for body in [
        "",
        "{}",
        "[]",
        "null",
        "<html>",
        "{\"otp_token\":1}",
        "{\"otp_token\":\"a\",\"otp_token\":\"b\"}",
        "\u{0}",
    ] {
        let mut play = Play::new("reset_by_email");
        play.typed(Field::Address, "a@b.cn")
            .submit()
            .answer(200, body);
        assert_eq!(
            (play.view.stage, play.notice()),
            (Stage::Address, Some("unknown")),
            "{body}"
        );
        assert!(play.view.can_submit);
    }
    for status in [0, 199, 301, 404, 502, 65_535] {
        let mut play = Play::at_code("forgot_by_email");
        play.submit()
            .answer(status, &format!("{{{}", "[".repeat(100_000)));
        assert_eq!(play.notice(), Some("unknown"), "{status}");
    }
}

#[test]
fn while_a_request_is_in_flight_nothing_else_is_sent() {
    let mut play = Play::at_code("forgot_by_email");
    play.now += 60_000;
    play.submit();
    for event in [
        Event::Submit,
        Event::ResendRequested,
        Event::AddressChangeRequested,
        Event::CaptchaRefreshRequested,
        Event::CaptchaSolved { x: 1.0 },
        Event::SkipRequested,
    ] {
        assert!(play.is_deaf_to(event));
    }
    play.typed(Field::Code, "000000");
    assert!(
        play.view.is_busy && play.request.is_none(),
        "typing is heard"
    );
}
