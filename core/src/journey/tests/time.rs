//! Countdowns, patience, and clocks that are wrong.

use super::super::{Event, Field, Stage};
use super::play::{NOW, Play, setup};

#[test]
fn the_countdown_goes_by_whole_seconds_to_its_end() {
    let mut play = Play::at_code("reset_by_email");
    assert_eq!(play.view.resend_in, Some(30));
    play.now = NOW + 1_000;
    play.hear(Event::Tick);
    assert_eq!(
        (play.view.resend_in, play.wakes_at()),
        (Some(29), Some(2_000))
    );
    play.now = NOW + 1_500;
    play.hear(Event::Tick);
    assert_eq!(
        (play.view.resend_in, play.wakes_at()),
        (Some(29), Some(2_000)),
        "early"
    );
    play.now = NOW + 29_000;
    play.hear(Event::Tick);
    assert_eq!(
        (play.view.resend_in, play.wakes_at()),
        (Some(1), Some(30_000))
    );
    assert!(play.is_deaf_to(Event::ResendRequested));
    play.now = NOW + 30_000;
    play.hear(Event::Tick);
    assert_eq!((play.view.resend_in, play.wakes_at()), (None, None));
    assert!(play.view.can_resend);
    assert!(
        play.is_deaf_to(Event::Tick),
        "there is nothing left to wait for"
    );
}

#[test]
fn a_new_code_goes_by_the_captcha_again_and_starts_the_countdown_anew() {
    let mut play = Play::at_code("forgot_by_mobile");
    assert!(play.is_deaf_to(Event::ResendRequested));
    play.now += 60_000;
    play.hear(Event::ResendRequested);
    assert_eq!(
        (play.view.stage, play.target()),
        (Stage::Captcha, "/api/v2/sdk/captcha")
    );
    play.code_by_captcha();
    assert_eq!(play.view.resend_in, Some(60));
    assert_eq!(
        play.fault(Field::Code),
        None,
        "nothing was typed of the new code"
    );
    assert!(play.is_deaf_to(Event::ResendRequested));
}

#[test]
fn the_wait_may_be_set() {
    let mut short = setup("reset_by_email");
    short["resendAfter"] = 1_500.into();
    let mut play = Play::of(&short);
    play.reach_code();
    assert_eq!((play.view.resend_in, play.wakes_at()), (Some(2), Some(500)));
    short["resendAfter"] = 0.into();
    let mut play = Play::of(&short);
    play.reach_code();
    assert!(play.view.can_resend);
}

#[test]
fn thirty_seconds_without_an_answer_end_the_wait() {
    let mut play = Play::at_code("reset_by_email");
    play.now = NOW + 40_000;
    play.submit();
    assert_eq!(
        (play.request_id.as_str(), play.wakes_at()),
        ("j-2", Some(70_000))
    );
    play.now = NOW + 69_999;
    play.hear(Event::Tick);
    assert!(play.view.is_busy && play.wakes_at() == Some(70_000));
    play.now = NOW + 70_000;
    play.hear(Event::Tick);
    assert_eq!((play.view.is_busy, play.notice()), (false, Some("busy")));
    let late = Event::Answered {
        request_id: "j-2".into(),
        response: None,
    };
    assert!(play.is_deaf_to(late));
    play.submit();
    assert_eq!((play.request_id.as_str(), play.notice()), ("j-3", None));
}

#[test]
fn an_answer_that_comes_late_is_better_than_none() {
    let mut play = Play::at_code("reset_by_email");
    play.submit();
    play.now += 3_600_000;
    play.answer(200, "");
    assert!(play.outcome().is_some(), "nobody had given up");
}

#[test]
fn whoever_submits_after_the_wait_needs_no_tick() {
    let mut play = Play::at_code("reset_by_email");
    play.submit();
    play.now += 29_999;
    assert!(play.is_deaf_to(Event::Submit));
    play.now += 1;
    play.submit();
    assert_eq!(play.request_id, "j-3");
}

#[test]
fn a_request_that_failed_may_be_sent_again_at_once() {
    let mut play = Play::at_code("forgot_by_email");
    play.submit().no_answer();
    assert_eq!((play.notice(), play.view.can_submit), (Some("busy"), true));
    play.submit();
    assert_eq!((play.request_id.as_str(), play.notice()), ("j-5", None));
}

#[test]
fn a_clock_may_say_anything() {
    let mut play = Play::at_code("forgot_by_email");
    for now in [i64::MIN, i64::MAX, 0, -1] {
        play.now = now;
        play.hear(Event::Tick);
        play.hear(Event::Typed { field: Field::Code });
    }
    let mut play = Play::new("reset_by_email");
    play.now = i64::MAX;
    play.reach_code();
    play.submit().no_answer();
    assert_eq!(play.notice(), Some("busy"));
}
