//! Going back to the address.

use super::super::{Event, Field, Stage};
use super::play::Play;

#[test]
fn the_person_may_go_back_and_give_another_address() {
    let mut play = Play::at_code("forgot_by_email");
    assert!(play.view.can_change_address);
    play.hear(Event::AddressChangeRequested);
    assert_eq!(
        (play.view.stage, play.view.resend_in),
        (Stage::Address, None)
    );
    assert!(!play.view.can_change_address && play.view.can_submit);
    play.typed(Field::Address, "c@d.cn")
        .submit()
        .captcha()
        .solve();
    assert_eq!(play.body()["sender"], "c@d.cn");
}

#[test]
fn a_token_does_not_go_over_to_another_address() {
    let mut play = Play::at_code("reset_by_email");
    assert!(play.state.to_json().contains("otp.1"));
    play.hear(Event::AddressChangeRequested);
    assert!(!play.state.to_json().contains("otp.1"));
}

#[test]
fn an_address_of_ones_own_is_not_changed() {
    let mut play = Play::at_code("change_by_mobile");
    assert!(!play.view.can_change_address && play.is_deaf_to(Event::AddressChangeRequested));
    let mut play = Play::new("forced_change");
    assert!(play.is_deaf_to(Event::AddressChangeRequested));
    let mut play = Play::new("forgot_by_email");
    assert!(
        play.is_deaf_to(Event::AddressChangeRequested),
        "one is there already"
    );
}

#[test]
fn the_address_that_a_code_went_to_counts_not_what_was_typed_since() {
    let mut play = Play::at_code("forgot_by_email");
    play.typed(Field::Address, "c@d.cn").submit();
    assert_eq!(play.body()["email"], "MOCK_EMAIL@163.com");
}
