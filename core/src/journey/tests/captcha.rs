//! The CAPTCHA before each code of EIAM.

use super::super::{Event, Field, Stage};
use super::play::Play;

const WRONG: &str = r#"{"error_code":"SDK.COMMON.1006","error_msg":"…"}"#;

fn at_captcha() -> Play {
    let mut play = Play::new("forgot_by_email");
    play.typed(Field::Address, "a@b.cn").submit().captcha();
    play
}

#[test]
fn a_wrong_solution_brings_another_captcha() {
    let mut play = at_captcha();
    play.solve();
    assert!(
        play.view.captcha.is_some(),
        "it stands there until the answer"
    );
    play.answer(400, WRONG);
    assert_eq!(play.target(), "/api/v2/sdk/captcha");
    assert_eq!(
        (play.notice(), play.view.is_busy),
        (Some("captcha_wrong"), true)
    );
    assert!(play.view.captcha.is_none());
    play.captcha();
    assert_eq!(play.notice(), Some("captcha_wrong"));
    play.solve();
    assert_eq!(
        (play.notice(), play.target()),
        (None, "/api/v2/sdk/captcha/verify")
    );
}

#[test]
fn a_proof_that_the_sending_refuses_brings_another_captcha() {
    let mut play = at_captcha();
    play.solve().proof().answer(400, WRONG);
    assert_eq!(
        (play.target(), play.notice()),
        ("/api/v2/sdk/captcha", Some("captcha_wrong"))
    );
}

#[test]
fn another_captcha_may_be_asked_for() {
    let mut play = at_captcha();
    play.hear(Event::CaptchaRefreshRequested);
    assert_eq!(
        (play.target(), play.request_id.as_str()),
        ("/api/v2/sdk/captcha", "j-2")
    );
    assert!(play.is_deaf_to(Event::CaptchaRefreshRequested));
    let mut play = Play::new("forgot_by_email");
    assert!(
        play.is_deaf_to(Event::CaptchaRefreshRequested),
        "there is none yet"
    );
}

#[test]
fn a_captcha_that_does_not_come_is_asked_for_again_by_the_person() {
    let mut play = Play::new("change_by_mobile");
    play.answer(500, r#"{"error_code":"SDK.COMMON.1008","error_msg":"…"}"#);
    assert_eq!(
        (play.view.stage, play.notice()),
        (Stage::Captcha, Some("busy"))
    );
    assert!(play.view.can_submit && play.request.is_none());
    play.submit();
    assert_eq!(
        (play.target(), play.notice()),
        ("/api/v2/sdk/captcha", None)
    );
}

#[test]
fn a_solution_is_a_number_and_needs_a_captcha() {
    let mut play = at_captcha();
    for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(play.is_deaf_to(Event::CaptchaSolved { x }));
    }
    assert!(
        play.is_deaf_to(Event::Submit),
        "it is solved, not submitted"
    );
    play.hear(Event::CaptchaSolved { x: -1e300 });
    assert_eq!(play.target(), "/api/v2/sdk/captcha/verify");
    let mut play = Play::new("change_by_mobile");
    assert!(play.is_deaf_to(Event::CaptchaSolved { x: 1.0 }));
}

#[test]
fn a_proof_is_asked_for_again_when_the_sending_was_not_answered() {
    let mut play = at_captcha();
    play.solve().proof().no_answer();
    assert_eq!(
        (play.view.stage, play.notice()),
        (Stage::Captcha, Some("busy"))
    );
    assert!(play.view.can_submit);
    play.submit();
    assert_eq!(play.target(), "/api/v2/sdk/captcha");
}

#[test]
fn who_has_a_code_goes_on_with_it_when_no_new_one_comes() {
    let mut play = Play::at_code("forgot_by_email");
    play.now += 60_000;
    play.hear(Event::ResendRequested);
    assert_eq!(
        (play.view.stage, play.target()),
        (Stage::Captcha, "/api/v2/sdk/captcha")
    );
    play.no_answer();
    assert_eq!(
        (play.view.stage, play.notice()),
        (Stage::Code, Some("busy"))
    );
    assert!(play.view.can_resend);
    play.submit();
    assert_eq!(play.target(), "/api/v2/sdk/pwd/update-by-email");
}
