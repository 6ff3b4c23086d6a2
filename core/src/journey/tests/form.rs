//! What the form's own side judges, and when it says so.

use alloc::format;
use alloc::string::{String, ToString};

use serde_json::{Value, json};

use super::super::{Event, Field, Problem, Stage};
use super::play::{CODE, OLD_PASSWORD, PASSWORD, Play, setup};
use crate::fault::Lang;

#[test]
fn a_fault_is_shown_once_the_field_was_typed_or_submitted() {
    let mut play = Play::new("forgot_by_email");
    assert_eq!(play.fault(Field::Address), None);
    play.typed(Field::Address, "asdas@");
    assert_eq!(play.fault(Field::Address), Some("email_malformed"));
    play.typed(Field::Address, "");
    assert_eq!(play.fault(Field::Address), Some("parameter_blank"));

    let mut play = Play::new("forgot_by_mobile");
    play.form.address = "1520165731".into();
    assert_eq!(play.fault(Field::Address), None);
    play.submit();
    assert_eq!(play.fault(Field::Address), Some("mobile_malformed"));
    assert!(play.request.is_none(), "nothing is sent");
    assert_eq!(play.view.stage, Stage::Address);
}

#[test]
fn submitting_shows_all_that_is_missing_and_sends_nothing() {
    let mut play = Play::new("forced_change");
    play.submit();
    assert_eq!(play.fault(Field::OldPassword), Some("parameter_blank"));
    assert_eq!(play.fault(Field::Password), Some("empty"));
    assert_eq!(play.field(Field::Confirmation).problem, None);
    assert!(play.request.is_none() && play.view.can_submit);

    let mut play = Play::new("reset_by_email");
    play.typed(Field::Address, "a@b.cn").submit();
    play.answer(200, r#"{"otp_token":"otp.1"}"#);
    assert_eq!(
        (play.fault(Field::Code), play.fault(Field::Password)),
        (None, None)
    );
    play.submit();
    assert_eq!(play.fault(Field::Code), Some("parameter_blank"));
    assert_eq!(play.fault(Field::Password), Some("empty"));
}

#[test]
fn a_code_has_as_many_digits_as_the_setup_says() {
    let mut play = Play::at_code("reset_by_email");
    for code in ["40731", "4073181", "40731a", "４０７３１８", "407 318"] {
        play.typed(Field::Code, code).submit();
        assert_eq!(play.fault(Field::Code), Some("parameter_format"), "{code}");
        assert!(play.request.is_none());
    }
    play.typed(Field::Code, &format!(" {CODE}\n")).submit();
    assert_eq!(
        play.body()["email_otp"],
        CODE,
        "without white space around it"
    );
}

#[test]
fn a_code_of_unknown_width_is_left_to_the_server() {
    let mut any = setup("reset_by_email");
    any["digits"] = Value::Null;
    let mut play = Play::of(&any);
    play.reach_code()
        .typed(Field::Code, &"x".repeat(65))
        .submit();
    assert_eq!(play.fault(Field::Code), Some("parameter_format"));
    play.typed(Field::Code, "MOCK_EMAIL_OTP").submit();
    assert_eq!(play.body()["email_otp"], "MOCK_EMAIL_OTP");
}

#[test]
fn a_password_that_the_policy_refuses_is_not_sent() {
    let mut play = Play::at_code("reset_by_email");
    play.typed(Field::Password, "Sh0rt").submit();
    assert_eq!(play.fault(Field::Password), Some("length"));
    assert!(play.request.is_none());
}

#[test]
fn all_violations_are_told_the_first_apart() {
    let mut strict = setup("forced_change");
    strict["policy"] = json!({ "version": 1, "length": { "min": 8 }, "repeats": { "max": 2 } });
    let mut play = Play::of(&strict);
    play.typed(Field::Password, "aaab");
    let field = play.field(Field::Password);
    assert_eq!(field.fault.as_ref().unwrap().code(), "length");
    let further: alloc::vec::Vec<_> = field.further.iter().map(|fault| fault.code()).collect();
    assert_eq!(further, ["repeats"]);
}

#[test]
fn the_checklist_is_the_policys_own() {
    let mut play = Play::at_code("forgot_by_email");
    play.typed(Field::Password, "Sh0rt");
    let policy = crate::policy::Policy::from_json(&setup("x")["policy"].to_string()).unwrap();
    assert_eq!(
        play.view.checklist,
        policy.checklist("Sh0rt", &Default::default())
    );
    let view = serde_json::to_value(&play.view).unwrap();
    let line =
        json!({ "id": "length", "code": "length", "state": "unmet", "text": "8 to 50 characters" });
    assert_eq!(view["checklist"], json!([line]));
    let mut play = Play::new("forgot_by_email");
    play.typed(Field::Password, "Sh0rt");
    assert!(
        play.view.checklist.is_empty(),
        "no new password is asked for here"
    );
}

#[test]
fn what_the_journey_knows_of_the_person_counts_as_known() {
    let personal = json!({ "version": 1, "contains": { "emailPrefix": true, "mobile": true, "namePinyin": false, "username": true } });
    let mut forgot = setup("forgot_by_email");
    forgot["policy"] = personal.clone();
    let mut play = Play::of(&forgot);
    play.typed(Field::Address, "lantern.brook@example.org")
        .submit();
    play.code_by_captcha();
    play.typed(Field::Code, CODE)
        .typed(Field::Password, "X9lantern.brook9X")
        .submit();
    assert_eq!(
        play.fault(Field::Password),
        Some("personal"),
        "the address that was given"
    );

    let mut change = setup("change_by_mobile");
    change["policy"] = personal;
    let mut play = Play::of(&change);
    play.code_by_captcha();
    play.typed(Field::Password, "X9zhangwei9X");
    assert_eq!(
        play.fault(Field::Password),
        Some("personal"),
        "what the id_token says"
    );
}

#[test]
fn a_confirmation_counts_once_the_host_uses_it() {
    let mut play = Play::at_code("reset_by_email");
    play.typed(Field::Confirmation, "another-one").submit();
    assert_eq!(
        play.field(Field::Confirmation).problem,
        Some(Problem::Differs)
    );
    assert!(play.request.is_none());
    play.typed(Field::Confirmation, "").submit();
    assert_eq!(
        play.field(Field::Confirmation).problem,
        Some(Problem::Differs),
        "it was typed in"
    );
    assert!(play.request.is_none());
    play.typed(Field::Confirmation, PASSWORD);
    assert_eq!(play.field(Field::Confirmation).problem, None);
    play.submit();
    assert_eq!(play.target(), "/reset_user_password");

    // One that was filled in and never typed is compared too.
    let mut play = Play::at_code("reset_by_email");
    play.form.confirmation = crate::secret::Secret::new("another-one");
    play.submit();
    assert_eq!(
        play.field(Field::Confirmation).problem,
        Some(Problem::Differs)
    );
}

#[test]
fn a_problem_has_a_text_in_every_language() {
    for lang in Lang::ALL {
        assert!(!Problem::Differs.message(lang).is_empty());
    }
}

#[test]
fn a_password_typed_early_is_not_asked_for_again() {
    let mut play = Play::new("forgot_by_email");
    play.typed(Field::Password, PASSWORD);
    play.typed(Field::Address, "a@b.cn").submit();
    play.code_by_captcha();
    play.typed(Field::Code, CODE).submit();
    assert_eq!(play.body()["password"], PASSWORD);
}

#[test]
fn every_field_says_what_may_be_filled_in() {
    let autocompletes = |play: &Play| {
        let view = serde_json::to_value(&play.view).unwrap();
        let fields = view["fields"].as_array().unwrap().clone();
        let words = fields
            .iter()
            .map(|field| field["autocomplete"].as_str().unwrap().to_string());
        words.collect::<alloc::vec::Vec<String>>().join(" ")
    };
    assert_eq!(autocompletes(&Play::new("forgot_by_email")), "email");
    assert_eq!(autocompletes(&Play::new("reset_by_mobile")), "tel");
    assert_eq!(
        autocompletes(&Play::new("forced_change")),
        "current-password new-password new-password"
    );
    assert_eq!(
        autocompletes(&Play::at_code("forgot_by_mobile")),
        "one-time-code new-password new-password"
    );
}

#[test]
fn huge_texts_are_faults_and_no_trouble() {
    let huge = "a".repeat(1_000_000);
    let mut play = Play::new("forgot_by_email");
    play.typed(Field::Address, &format!("{huge}@b.cn")).submit();
    assert_eq!(play.fault(Field::Address), Some("email_malformed"));
    let mut play = Play::at_code("forgot_by_email");
    play.typed(Field::Code, &huge)
        .typed(Field::Password, &huge)
        .submit();
    assert_eq!(play.fault(Field::Code), Some("parameter_format"));
    assert_eq!(play.fault(Field::Password), Some("length"));
    let mut play = Play::new("forced_change");
    play.typed(Field::OldPassword, &huge)
        .typed(Field::Password, PASSWORD)
        .submit();
    assert_eq!(play.fault(Field::OldPassword), Some("parameter_format"));
    play.typed(Field::OldPassword, OLD_PASSWORD).submit();
    assert_eq!(play.target(), "/api/v2/sdk/pwd/update");
    play.hear(Event::Answered {
        request_id: huge,
        response: None,
    });
    assert!(play.effects.is_empty());
}
