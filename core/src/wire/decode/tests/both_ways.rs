//! What a client writes a server reads.

use super::*;

/// One call of each kind, as a client would write it.
fn samples() -> Vec<Request> {
    let secret = |text: &str| Secret::new(text);
    let email = || Address::read(Channel::Email, "Asdas@bamboocloud.cn").unwrap();
    let mobile = || Address::read(Channel::Sms, "+86-15201657315").unwrap();
    Call::all()
        .flat_map(|call| {
            let row = call.row();
            let client_id = String::from("app 1");
            let caller = match row.caller {
                CallerKind::AccessToken => Caller::AccessToken(secret("a.b-c")),
                CallerKind::Application => Caller::Application {
                    client_id: "app".into(),
                },
                CallerKind::IdToken => Caller::IdToken {
                    client_id: "app".into(),
                    id_token: secret("i.d.t"),
                },
                CallerKind::StateToken => Caller::StateToken {
                    client_id: "app".into(),
                    state_token: secret("s-t"),
                },
                CallerKind::Basic | CallerKind::BasicOrBody => Caller::Client {
                    client_id,
                    client_secret: Some(secret("s:e%c r+t")),
                },
            };
            let redeem = |address, token| Body::Redeem {
                address,
                code: secret("123456"),
                token,
                password: secret("\"quoted\" 曾\u{1}"),
            };
            let send = |address, purpose, proof: Option<&str>| Body::SendCode {
                address,
                purpose,
                captcha_token: proof.map(secret),
            };
            let bodies = match row.shape {
                Shape::Nothing | Shape::Grant => Vec::from([Body::Nothing]),
                Shape::SendMode => [Channel::Sms, Channel::Email]
                    .map(|channel| Body::Generate { channel })
                    .into(),
                Shape::Set => [true, false]
                    .map(|must_change| Body::Set {
                        password: secret("p"),
                        must_change,
                    })
                    .into(),
                Shape::Replace(_) => Vec::from([Body::Replace {
                    old_password: secret("o"),
                    password: secret("n"),
                }]),
                Shape::Redeem { with_address, .. } => Vec::from([redeem(
                    with_address.map(|channel| match channel {
                        Channel::Email => email(),
                        Channel::Sms => mobile(),
                    }),
                    None,
                )]),
                Shape::RedeemToken => Vec::from([
                    redeem(Some(email()), Some(secret("v1.t"))),
                    redeem(Some(mobile()), Some(secret("v1.t"))),
                ]),
                Shape::Send(Channel::Sms) => {
                    Vec::from([send(mobile(), Purpose::ForgetPassword, Some("t---p"))])
                }
                Shape::Send(Channel::Email) => {
                    Vec::from([send(email(), Purpose::ChangePassword, Some("t---p"))])
                }
                Shape::SendOtp => Vec::from([
                    send(mobile(), Purpose::ResetPassword, None),
                    send(email(), Purpose::ResetPassword, None),
                ]),
                Shape::Slide => Vec::from([Body::Slide {
                    token: secret("t"),
                    point_json: r#"{"x":237.0,"y":5.0}"#.into(),
                    x: 237.0,
                    sender: email(),
                }]),
                Shape::LogIn => Vec::from([Body::LogIn {
                    username: "zhangwei".into(),
                    password: secret("p"),
                }]),
            };
            bodies.into_iter().map(move |body| {
                let mut request = Request::new(call, caller.clone(), body);
                request.user_id = call
                    .address()
                    .1
                    .contains("{user_id}")
                    .then(|| "u 1/x".into());
                request.form = AnswerForm {
                    lang: if row.profile == Profile::TencentCiam {
                        Lang::En
                    } else {
                        Lang::Zh
                    },
                    wants_violations: true,
                };
                request.device = (row.profile == Profile::EiamSdk).then(|| Device {
                    operating_system: "android 15".into(),
                    fingerprint: "f".into(),
                    agent: "a".into(),
                    ip: Some("192.168.1.2".into()),
                });
                request
            })
        })
        .collect()
}

#[test]
fn what_a_client_writes_a_server_reads() {
    let samples = samples();
    assert_eq!(samples.len(), 23);
    for request in samples {
        let http = request.encode().unwrap();
        assert_eq!(
            Request::decode(&http).unwrap(),
            request,
            "{:?}",
            request.call
        );
    }
}

#[test]
fn a_call_is_written_with_its_own_kind_of_caller_and_body_alone() {
    for request in samples() {
        let mut other = request.clone();
        other.caller = match request.caller {
            Ok(Caller::AccessToken(_)) => Ok(Caller::Application {
                client_id: "a".into(),
            }),
            _ => Ok(Caller::AccessToken(Secret::new("a"))),
        };
        assert_eq!(other.encode(), None, "{:?}", other.call);
        let mut other = request.clone();
        other.body = match request.body {
            Ok(Body::Nothing) => Ok(Body::Generate {
                channel: Channel::Sms,
            }),
            _ => Ok(Body::Nothing),
        };
        assert_eq!(other.encode(), None, "{:?}", other.call);
    }
}

#[test]
fn a_public_applications_name_stands_in_the_body() {
    let caller = Caller::Client {
        client_id: "TENANT_SPA_ID".into(),
        client_secret: None,
    };
    let address = Address::read(Channel::Sms, "15201657315").unwrap();
    let body = Body::SendCode {
        address,
        purpose: Purpose::ResetPassword,
        captcha_token: None,
    };
    let request = Request::new(Call::OtpSend, caller, body);
    let http = request.encode().unwrap();
    let json =
        r#"{"client_id":"TENANT_SPA_ID","phone_number":"15201657315","usage":"reset_password"}"#;
    assert_eq!(http.body.as_deref(), Some(json));
    assert_eq!(Request::decode(&http).unwrap(), request);
}
