//! Every kind, from its start to its end.

use serde_json::json;

use super::super::{Effect, Event, Field, Outcome, Stage};
use super::play::{CODE, NOW, OLD_PASSWORD, PASSWORD, Play, id_token, setup};
use crate::secret::Secret;
use crate::wire::LoginStatus;

#[test]
fn forgot_by_email_goes_from_the_address_over_a_captcha_to_a_new_password() {
    let mut play = Play::new("forgot_by_email");
    assert_eq!(play.view.stage, Stage::Address);
    assert!(play.request.is_none() && play.wakes_at().is_none());

    play.typed(Field::Address, " asdas@bamboocloud.cn ")
        .submit();
    assert_eq!(play.target(), "/api/v2/sdk/captcha");
    assert_eq!((play.view.stage, play.view.is_busy), (Stage::Captcha, true));
    assert_eq!(play.request_id, "j-1");
    assert_eq!(play.header("X-Request-Id"), Some("j-1"));
    assert_eq!(play.header("Prefer"), Some("return=violations"));
    assert_eq!(play.wakes_at(), Some(30_000));

    play.captcha();
    assert_eq!(play.view.captcha.as_ref().unwrap().original_image, "AAAA");
    assert!(!play.view.is_busy && !play.view.can_submit);

    play.solve();
    assert_eq!(play.target(), "/api/v2/sdk/captcha/verify");
    let solution = json!({ "point_json": "{\"x\":237.0,\"y\":5.0}", "token": "c-1", "sender": "asdas@bamboocloud.cn" });
    assert_eq!(play.body(), solution);

    play.proof();
    assert_eq!(play.target(), "/api/v2/sdk/email/send");
    let code = json!({ "email": "asdas@bamboocloud.cn", "type": "CHANGE_PWD_EMS", "captcha_token": "c-1---p" });
    assert_eq!(play.body(), code);
    assert!(play.view.captcha.is_none());

    play.answer(200, "");
    assert_eq!(play.view.stage, Stage::Code);
    assert_eq!(play.view.resend_in, Some(60));
    assert_eq!(play.wakes_at(), Some(1_000));

    play.typed(Field::Code, CODE)
        .typed(Field::Password, PASSWORD)
        .submit();
    assert_eq!(play.target(), "/api/v2/sdk/pwd/update-by-email");
    let update =
        json!({ "email": "asdas@bamboocloud.cn", "verify_code": CODE, "password": PASSWORD });
    assert_eq!(play.body(), update);
    assert_eq!(play.request_id, "j-4");
    assert_eq!(play.wakes_at(), Some(1_000), "the countdown goes on");

    play.answer(200, "");
    assert_eq!(play.outcome(), Some(&Outcome::PasswordSet));
    assert_eq!(
        (play.view.stage, play.view.can_submit),
        (Stage::Done, false)
    );
    assert_eq!(play.wakes_at(), None);
}

#[test]
fn forgot_by_mobile_writes_chinas_numbers_bare() {
    let mut play = Play::new("forgot_by_mobile");
    play.typed(Field::Address, "+86-152 0165 7315").submit();
    play.captcha().solve();
    assert_eq!(play.body()["sender"], "15201657315");
    play.proof();
    let code =
        json!({ "mobile": "15201657315", "type": "CHANGE_PWD_SMS", "captcha_token": "c-1---p" });
    assert_eq!((play.target(), play.body()), ("/api/v2/sdk/sms/send", code));
    play.answer(200, "");
    play.typed(Field::Code, CODE)
        .typed(Field::Password, PASSWORD)
        .submit();
    let update = json!({ "mobile": "15201657315", "verify_code": CODE, "password": PASSWORD });
    assert_eq!(
        (play.target(), play.body()),
        ("/api/v2/sdk/pwd/update-by-mobile", update)
    );
}

#[test]
fn who_is_logged_in_is_never_asked_for_an_address() {
    for (kind, sender, send, set) in [
        (
            "change_by_mobile",
            "13800138000",
            "/api/v2/sdk/sms/send",
            "/api/v2/sdk/pwd/change-by-mobile",
        ),
        (
            "change_by_email",
            "asdas@bamboocloud.cn",
            "/api/v2/sdk/email/send",
            "/api/v2/sdk/pwd/change-by-email",
        ),
    ] {
        let mut play = Play::new(kind);
        assert_eq!(
            (play.view.stage, play.view.is_busy),
            (Stage::Captcha, true),
            "{kind}"
        );
        assert_eq!(play.target(), "/api/v2/sdk/captcha");
        assert_eq!(play.header("Authorization"), None, "a CAPTCHA needs nobody");
        play.captcha().solve();
        assert_eq!(play.body()["sender"], sender);
        play.proof();
        assert_eq!(play.target(), send);
        play.answer(200, "");
        assert!(!play.view.can_change_address);
        play.typed(Field::Code, CODE)
            .typed(Field::Password, PASSWORD)
            .submit();
        assert_eq!(play.target(), set);
        assert_eq!(
            play.body(),
            json!({ "verify_code": CODE, "password": PASSWORD })
        );
        let bearer = ["Bearer ", &id_token()].concat();
        assert_eq!(play.header("Authorization"), Some(bearer.as_str()));
        play.answer(200, "");
        assert_eq!(play.outcome(), Some(&Outcome::PasswordSet));
    }
}

#[test]
fn a_subject_that_has_an_address_goes_before_the_id_token() {
    let mut setup = setup("change_by_mobile");
    setup["subject"] = json!({ "mobile": "15201657315" });
    let mut play = Play::of(&setup);
    play.captcha().solve();
    assert_eq!(play.body()["sender"], "15201657315");
}

#[test]
fn a_forced_change_ends_logged_in() {
    let mut play = Play::new("forced_change");
    assert_eq!(play.view.stage, Stage::Password);
    assert!(play.view.can_skip && !play.view.can_resend);
    play.typed(Field::OldPassword, OLD_PASSWORD);
    play.typed(Field::Password, PASSWORD).submit();
    assert_eq!(play.target(), "/api/v2/sdk/pwd/update");
    assert_eq!(play.header("X-state-token"), Some("st.1"));
    let update = json!({ "old_password": OLD_PASSWORD, "new_password": PASSWORD });
    assert_eq!(play.body(), update);
    assert!(!play.view.can_skip, "not while it is under way");
    play.answer(
        200,
        r#"{"status":"SUCCESS","expire":43200,"session_token":"s","id_token":"i"}"#,
    );
    let Some(Outcome::LoggedIn { session }) = play.outcome() else {
        panic!("not logged in")
    };
    assert_eq!(session.status, LoginStatus::Success);
    assert_eq!(session.session_token, Some(Secret::new("s")));
    let done = serde_json::to_value(play.effects.last().unwrap()).unwrap();
    let session =
        json!({ "status": "SUCCESS", "sessionToken": "s", "idToken": "i", "expire": 43200 });
    let outcome = json!({ "outcome": "logged_in", "args": { "session": session } });
    assert_eq!(done, json!({ "effect": "done", "args": outcome }));
}

#[test]
fn a_warning_may_be_skipped_and_nothing_else() {
    let mut play = Play::new("forced_change");
    play.hear(Event::SkipRequested);
    assert_eq!(play.target(), "/api/v2/sdk/pwd/skip-update");
    assert_eq!(play.request.as_ref().unwrap().method, "GET");
    play.answer(200, r#"{"status":"SUCCESS","session_token":"s"}"#);
    assert!(matches!(play.outcome(), Some(Outcome::LoggedIn { .. })));

    let mut expired = setup("forced_change");
    expired["loginStatus"] = "PASSWORD_EXPIRED".into();
    let mut play = Play::of(&expired);
    assert!(!play.view.can_skip && play.is_deaf_to(Event::SkipRequested));
    let mut play = Play::new("forgot_by_email");
    assert!(play.is_deaf_to(Event::SkipRequested));
}

#[test]
fn a_session_without_a_login_is_none() {
    let denied = r#"{"status":"MFA_AUTH","state_token":"x"}"#;
    let mut play = Play::new("forced_change");
    play.typed(Field::OldPassword, OLD_PASSWORD);
    play.typed(Field::Password, PASSWORD)
        .submit()
        .answer(200, denied);
    assert_eq!(play.outcome(), Some(&Outcome::PasswordSet));
    let mut play = Play::new("forced_change");
    play.hear(Event::SkipRequested).answer(200, denied);
    assert_eq!((play.outcome(), play.notice()), (None, Some("unknown")));
    assert!(play.view.can_skip);
}

#[test]
fn ciam_repeats_the_token_that_came_with_the_code() {
    let mut confidential = setup("reset_by_email");
    confidential["clientId"] = "TENANT_CLIENT_ID".into();
    confidential["clientSecret"] = "TENANT_CLIENT_SECRET".into();
    let mut play = Play::of(&confidential);
    play.typed(Field::Address, "MOCK_EMAIL@163.com").submit();
    let send = json!({ "email": "MOCK_EMAIL@163.com", "usage": "reset_password" });
    assert_eq!((play.target(), play.body()), ("/otp/send", send));
    let basic = "Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA==";
    assert_eq!(play.header("Authorization"), Some(basic));
    assert_eq!(play.header("X-agent"), None);
    assert_eq!((play.view.stage, play.view.is_busy), (Stage::Address, true));
    play.answer(200, r#"{"otp_token":"otp.1"}"#);
    assert_eq!(
        (play.view.stage, play.view.resend_in),
        (Stage::Code, Some(30))
    );
    play.typed(Field::Code, CODE)
        .typed(Field::Password, PASSWORD)
        .submit();
    let reset = json!({ "password": PASSWORD, "email": "MOCK_EMAIL@163.com",
        "email_otp": CODE, "email_otp_token": "otp.1" });
    assert_eq!(
        (play.target(), play.body()),
        ("/reset_user_password", reset)
    );
    play.answer(200, "");
    assert_eq!(play.outcome(), Some(&Outcome::PasswordSet));
    assert!(
        !play.state.to_json().contains("otp.1"),
        "the token is gone at the end"
    );
}

#[test]
fn a_public_application_says_its_name_in_the_body() {
    let mut play = Play::new("reset_by_mobile");
    play.typed(Field::Address, "15201657315").submit();
    let client_id = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
    let send =
        json!({ "client_id": client_id, "phone_number": "15201657315", "usage": "reset_password" });
    assert_eq!(play.body(), send);
    play.answer(200, r#"{"otp_token":"otp.1"}"#);
    play.typed(Field::Code, CODE)
        .typed(Field::Password, PASSWORD)
        .submit();
    assert_eq!(play.body()["phone_number_otp_token"], "otp.1");
    assert_eq!(play.header("Authorization"), None);
}

#[test]
fn after_the_end_nothing_is_heard() {
    let mut play = Play::at_code("reset_by_email");
    play.submit().answer(200, "");
    assert!(play.outcome().is_some());
    play.now += 86_400_000;
    for event in [
        Event::Submit,
        Event::Tick,
        Event::ResendRequested,
        Event::AddressChangeRequested,
        Event::CaptchaSolved { x: 1.0 },
        Event::Typed { field: Field::Code },
    ] {
        assert!(play.is_deaf_to(event));
    }
}

#[test]
fn effects_come_in_one_order() {
    let mut play = Play::new("reset_by_email");
    play.typed(Field::Address, "a@b.cn").submit();
    let order = |effect: &Effect| match effect {
        Effect::Send { .. } => 0,
        Effect::WakeAt { .. } => 1,
        Effect::Show(_) => 2,
        Effect::Done(_) => 3,
    };
    let orders: alloc::vec::Vec<i32> = play.effects.iter().map(order).collect();
    assert_eq!(orders, [0, 1, 2]);
    let wake = serde_json::to_value(&play.effects[1]).unwrap();
    assert_eq!(
        wake,
        json!({ "effect": "wake_at", "args": { "at": NOW + 30_000 } })
    );
}
