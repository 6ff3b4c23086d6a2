//! CIAM's own shapes: one address, and credentials in a header, in the body, or in both.

use super::super::super::authorization::basic_header;
use super::*;

#[test]
fn ciam_takes_one_address_and_its_own_members() {
    let reset = |body: &str| {
        ciam(
            "/reset_user_password",
            &[("Authorization", CIAM_BASIC)],
            body,
        )
        .body
    };
    let number = r#""phone_number":"15201657315","phone_number_otp":"1","password":"x""#;
    for token in ["phone_number_otp_token", "hone_number_otp_token"] {
        let body = reset(&format!(r#"{{{number},"{token}":"t"}}"#));
        assert!(
            matches!(body, Ok(Body::Redeem { token: Some(_), .. })),
            "{token}"
        );
    }
    for body in [
        "{}",
        "[]",
        r#"{"password":"x","email_otp":"1","email_otp_token":"t"}"#,
        r#"{"password":"x","email":"a@b.cn","phone_number":"15201657315","email_otp":"1","email_otp_token":"t"}"#,
        r#"{"password":"x","email":"a@b.cn","phone_number_otp":"1","email_otp":"1","email_otp_token":"t"}"#,
        r#"{"password":"x","email":"a@b.cn","email_otp":"1"}"#,
        r#"{"password":"x","email":"a@b.cn","email_otp_token":"t"}"#,
        r#"{"email":"a@b.cn","email_otp":"1","email_otp_token":"t"}"#,
        r#"{"password":1,"email":"a@b.cn","email_otp":"1","email_otp_token":"t"}"#,
        &format!(r#"{{{number},"phone_number_otp_token":"t","hone_number_otp_token":"t"}}"#),
    ] {
        assert_eq!(reset(body), Err(Fault::RequestInvalid), "{body}");
    }
    let send = |body: &str| ciam("/otp/send", &[("Authorization", CIAM_BASIC)], body).body;
    assert!(matches!(
        send(r#"{"usage":"reset_password","email":"a@b.cn"}"#),
        Ok(Body::SendCode {
            purpose: Purpose::ResetPassword,
            ..
        })
    ));
    assert!(matches!(
        send(r#"{"email":"a@b.cn"}"#),
        Ok(Body::SendCode {
            purpose: Purpose::Login,
            ..
        })
    ));
    assert_eq!(
        send(r#"{"usage":"x","email":"a@b.cn"}"#),
        Err(invalid("usage"))
    );
    assert_eq!(
        send(r#"{"usage":"reset_password","phone_number":"152"}"#),
        Err(Fault::MobileMalformed)
    );
}

#[test]
fn basic_and_body_must_agree() {
    let called = |headers: &[(&str, &str)], body: &str| {
        ciam("/otp/send", headers, body)
            .caller
            .map(|caller| match caller {
                Caller::Client {
                    client_id,
                    client_secret,
                } => (
                    client_id,
                    client_secret.map(|secret| String::from(secret.expose())),
                ),
                other => panic!("{other:?}"),
            })
    };
    let basic = [("Authorization", CIAM_BASIC)];
    let both = Ok((
        "TENANT_CLIENT_ID".into(),
        Some("TENANT_CLIENT_SECRET".into()),
    ));
    assert_eq!(called(&basic, "{}"), both);
    assert_eq!(called(&basic, r#"{"client_id":"TENANT_CLIENT_ID"}"#), both);
    let members = r#"{"client_id":"TENANT_CLIENT_ID","client_secret":"TENANT_CLIENT_SECRET"}"#;
    assert_eq!(called(&basic, members), both);
    assert_eq!(called(&[], members), both);
    let public = Ok(("TENANT_SPA_ID".into(), None));
    assert_eq!(called(&[], r#"{"client_id":"TENANT_SPA_ID"}"#), public);
    let empty = r#"{"client_id":"TENANT_SPA_ID","client_secret":""}"#;
    assert_eq!(called(&[], empty), public);
    let header = basic_header("TENANT_SPA_ID", &Secret::new(""));
    assert_eq!(called(&[("Authorization", &header)], "{}"), public);
    for (headers, body) in [
        (&basic[..], r#"{"client_id":"TENANT_SPA_ID"}"#),
        (&basic[..], r#"{"client_secret":"other"}"#),
        (&basic[..], r#"{"client_id":["TENANT_CLIENT_ID"]}"#),
        (&[("Authorization", "Basic !")][..], members),
        (&[("Authorization", "Bearer x")][..], members),
        (&[][..], "{}"),
        (&[][..], r#"{"client_id":""}"#),
    ] {
        assert_eq!(called(headers, body), Err(Fault::ClientInvalid), "{body}");
    }
    // Where the body should have said who calls, and cannot be read, it is the body that is wrong.
    for body in ["not json", r#"{"client_id":"a","client_id":"a"}"#] {
        assert_eq!(called(&[], body), Err(Fault::RequestInvalid), "{body}");
    }
}
