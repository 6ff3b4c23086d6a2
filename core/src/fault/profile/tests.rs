use super::*;
use crate::fault::RuleCode;
use crate::policy::Rule;

const PROFILES: [Profile; 1] = [Profile::EiamTenant];

#[test]
fn every_fault_has_one_row_in_every_profile() {
    for profile in PROFILES {
        for code in Fault::CODES.into_iter().filter(|code| *code != "unknown") {
            let rows = profile
                .rows()
                .iter()
                .filter(|row| row.fault == code && row.direction != Direction::In)
                .count();
            assert_eq!(rows, 1, "{code} in {profile:?}");
        }
    }
}

#[test]
fn a_status_and_code_mean_one_fault() {
    for profile in PROFILES {
        for (index, row) in profile.rows().iter().enumerate() {
            let is_told_apart = |other: &Row| {
                other.direction == Direction::Out
                    || (row.status, row.code) != (other.status, other.code)
            };
            assert!(
                row.direction == Direction::Out
                    || profile.rows().iter().skip(index + 1).all(is_told_apart),
                "{} in {profile:?}",
                row.code
            );
        }
    }
}

#[test]
fn what_goes_out_comes_back() {
    for profile in PROFILES {
        for row in profile
            .rows()
            .iter()
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
        r#"{"error_code":"PWD.0005","error_msg":"密码不符合校验规则,缺少：大写字母"}"#
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
