use super::*;
use crate::fault::RuleCode;
use crate::policy::Rule;

#[test]
fn every_fault_has_one_row_in_every_profile_or_a_reason() {
    for profile in Profile::ALL {
        for code in Fault::CODES.into_iter().filter(|code| *code != "unknown") {
            let is_it = |row: &&Row| row.fault == code && row.direction != Direction::In;
            let rows = profile.rows().filter(is_it).count();
            let reasons = usize::from(profile.why_absent(code).is_some());
            assert_eq!(rows + reasons, 1, "{code} in {profile:?}");
        }
    }
}

#[test]
fn every_row_is_of_a_fault_that_there_is() {
    for row in Profile::ALL.into_iter().flat_map(Profile::rows) {
        assert!(Fault::CODES.contains(&row.fault), "{row:?}");
    }
    for (absent, _) in tencent_ciam::ABSENT {
        assert!(Fault::CODES.contains(absent), "{absent}");
    }
}

#[test]
fn a_status_and_code_mean_one_fault() {
    for profile in Profile::ALL {
        let mut seen = alloc::collections::BTreeSet::new();
        for row in profile.rows().filter(|row| row.direction != Direction::Out) {
            assert!(
                seen.insert((row.status, row.code)),
                "{} in {profile:?}",
                row.code
            );
        }
    }
}

#[test]
fn what_comes_back_for_another_fault_is_of_its_own_row() {
    for profile in Profile::ALL {
        for row in profile.rows().filter(|row| row.direction == Direction::Out) {
            let told = as_told(&Fault::bare(row.fault).unwrap(), profile);
            assert_ne!(told.code(), row.fault, "{} in {profile:?}", row.fault);
            assert!(
                !matches!(told, Fault::Unknown { .. }),
                "{} in {profile:?}",
                row.fault
            );
        }
    }
}

#[test]
fn one_vendors_answer_goes_into_anothers_words() {
    let translated = |from, body: &str, to| {
        let encoded = translate(from, 400, body, to, Lang::En);
        from_code(&encoded.body)
    };
    fn from_code(body: &str) -> String {
        let json = Json::parse(body).ok().unwrap();
        let (_, value) = json.as_object().unwrap().first().unwrap();
        value.as_str().unwrap().into()
    }
    let words = [
        (Profile::EiamTenant, r#"{"error_code":"PWD.0007"}"#),
        (Profile::TencentCiam, r#"{"error":"recurrent_password"}"#),
        (
            Profile::BambooCiam,
            r#"{"error_code":"IDAAS.TENANT.PWD.0001"}"#,
        ),
    ];
    for (from, body) in words {
        for (to, other) in words {
            assert_eq!(
                translated(from, body, to),
                from_code(other),
                "{from:?} {to:?}"
            );
        }
    }
    let length = r#"{"error_code":"PWD.0002"}"#;
    assert_eq!(
        translated(Profile::EiamSdk, length, Profile::TencentCiam),
        "invalid_new_password"
    );
    let refused = r#"{"error":"invalid_new_password"}"#;
    assert_eq!(
        translated(Profile::TencentCiam, refused, Profile::EiamSdk),
        "PWD.0005"
    );
}

#[test]
fn a_number_means_another_thing_at_another_vendor() {
    let body = r#"{"error_code":"PWD.0008"}"#;
    assert_eq!(from_wire(Profile::EiamSdk, 400, body).code(), "repeats");
    assert_eq!(from_wire(Profile::OneAccess, 400, body).code(), "empty");
}

#[test]
fn the_pages_of_the_other_calls_print_these_answers() {
    let answer = |fault: Fault, profile| wire(&fault, None, profile, Lang::En).body;
    let blank = Fault::ParameterBlank {
        parameter: Some("X-client-id".into()),
    };
    assert_eq!(
        answer(blank, Profile::EiamSdk),
        r#"{"error_code":"SDK.COMMON.1001","error_msg":"Parameter X-client-id cannot be left blank."}"#
    );
    assert_eq!(
        answer(Fault::SmsCodeWrong, Profile::EiamSdk),
        r#"{"error_code":"SDK.SMS.1005","error_msg":"SMS verification code verification is incorrect"}"#
    );
    for (fault, code, text) in [
        (
            Fault::MobileMissing,
            "USER.0011",
            "Mobile number cannot be empty",
        ),
        (Fault::EmailMissing, "USER.0012", "Email cannot be empty"),
        (Fault::MessageFailed, "MSG.0001", "Message sending failed"),
        (
            Fault::SendModeInvalid,
            "MSG.0004",
            "The message sending mode does not meet the verification rules",
        ),
    ] {
        let expected = alloc::format!(r#"{{"error_code":"{code}","error_msg":"{text}"}}"#);
        assert_eq!(answer(fault, Profile::EiamTenant), expected);
    }
    let history = Violation::History { remember: 5 }.into();
    assert_eq!(
        answer(history, Profile::TencentCiam),
        r#"{"error":"recurrent_password"}"#
    );
    let length = Violation::Length {
        min: 8,
        max: 50,
        actual: 3,
    }
    .into();
    assert_eq!(
        answer(length, Profile::TencentCiam),
        r#"{"error":"invalid_new_password"}"#
    );
    assert_eq!(
        answer(Fault::UserNotFound, Profile::TencentCiam),
        r#"{"error":"user_not_found"}"#
    );
    assert_eq!(
        answer(Fault::AccountFrozen, Profile::TencentCiam),
        r#"{"error":"abnormal_user_status","error_description":"User is frozen."}"#
    );
    assert_eq!(
        answer(Fault::EmailTokenBad, Profile::TencentCiam),
        r#"{"error":"bad_email_otp_token"}"#
    );
    assert_eq!(
        answer(Fault::EmailCodeWrong, Profile::TencentCiam),
        r#"{"error":"bad_email_otp"}"#
    );
}

#[test]
fn where_the_header_tells_the_fault_there_is_no_body() {
    let encoded = wire(
        &Fault::Unauthenticated,
        None,
        Profile::TencentCiam,
        Lang::En,
    );
    let challenge = (
        "WWW-Authenticate",
        String::from(r#"Bearer error="invalid_token""#),
    );
    assert_eq!(
        (encoded.status, encoded.headers, encoded.body),
        (401, [challenge].into(), String::new())
    );
    assert_eq!(
        from_wire(Profile::TencentCiam, 401, ""),
        Fault::Unauthenticated
    );
    assert_eq!(from_wire(Profile::TencentCiam, 403, ""), Fault::Forbidden);
    assert!(matches!(
        from_wire(Profile::TencentCiam, 502, ""),
        Fault::Unknown { .. }
    ));
}

#[test]
fn what_goes_out_comes_back() {
    for profile in Profile::ALL {
        for row in profile
            .rows()
            .filter(|row| row.direction == Direction::Both)
        {
            let fault = Fault::bare(row.fault).unwrap();
            for lang in Lang::ALL {
                let encoded = wire(&fault, None, profile, lang);
                assert_eq!(
                    from_wire(profile, encoded.status, &encoded.body),
                    fault,
                    "{}",
                    row.code
                );
            }
        }
    }
}

#[test]
fn page_001_prints_these_answers() {
    let answer = |fault: &Fault, lang| wire(fault, None, Profile::EiamTenant, lang).body;
    assert_eq!(
        answer(&Fault::UserNotFound, Lang::Zh),
        r#"{"error_code":"USER.0001","error_msg":"用户不存在"}"#
    );
    let length = Violation::Length {
        min: 8,
        max: 50,
        actual: 3,
    }
    .into();
    assert_eq!(
        answer(&length, Lang::En),
        r#"{"error_code":"PWD.0002","error_msg":"Password length is 8~50 characters"}"#
    );
    let characters = Violation::Characters {
        present: Vec::new(),
        missing: [crate::policy::Class::Upper].into(),
        disallowed: Vec::new(),
    };
    assert_eq!(
        answer(&characters.into(), Lang::Zh),
        r#"{"error_code":"PWD.0005","error_msg":"密码不符合校验规则,还需要其他种类的字符：大写字母"}"#
    );
}

#[test]
fn the_whole_list_is_added_for_a_client_that_asks() {
    let violations = [
        Violation::Length {
            min: 8,
            max: 50,
            actual: 3,
        },
        Violation::UsernameEqual,
    ];
    let encoded = wire(
        &violations[0].clone().into(),
        Some(&violations),
        Profile::EiamTenant,
        Lang::En,
    );
    assert_eq!(
        encoded.body,
        r#"{"error_code":"PWD.0002","error_msg":"Password length is 8~50 characters","violations":[{"code":"length","args":{"min":8,"max":50,"actual":3}},{"code":"username_equal"}]}"#
    );
}

#[test]
fn a_vendors_answer_is_read_by_its_code() {
    let read = |status, body| from_wire(Profile::EiamTenant, status, body);
    assert_eq!(
        read(
            400,
            r#"{"error_code":" USER.0001 ","error_msg":"whatever"}"#
        ),
        Fault::UserNotFound
    );
    assert_eq!(
        read(400, r#"{"error_code":"SDK.COMMON.1013"}"#),
        Fault::UserNotFound
    );
    assert_eq!(
        read(400, r#"{"error_code":"PWD.0002"}"#),
        Fault::Rule(RuleCode { code: Rule::Length })
    );
    assert_eq!(
        read(500, r#"{"error_code":"SDK.COMMON.1008"}"#),
        Fault::Busy
    );
    assert_eq!(
        read(429, r#"{"error_code":"SDK.COMMON.1008"}"#),
        Fault::QuotaExceeded { retry_after: None }
    );
}

#[test]
fn what_no_table_has_is_kept_whole() {
    let body = r#"{"error_code":" PWD.0099","error_msg":"新的规则"}"#;
    let fault = from_wire(Profile::EiamTenant, 418, body);
    let kept = Fault::Unknown {
        status: 418,
        vendor_code: " PWD.0099".into(),
        text: "新的规则".into(),
    };
    assert_eq!(fault, kept);
    let again = wire(&fault, None, Profile::EiamTenant, Lang::En);
    assert_eq!(
        (again.status, again.body.as_str()),
        (418, r#"{"error_code":" PWD.0099","error_msg":"新的规则"}"#)
    );
    for body in ["", "[]", "<html>", "{}", r#"{"error_code":7}"#] {
        assert_eq!(
            from_wire(Profile::EiamTenant, 502, body),
            Fault::Unknown {
                status: 502,
                vendor_code: String::new(),
                text: String::new()
            }
        );
    }
}
