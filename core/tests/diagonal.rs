//! A code, and a token, is good for the one address, channel, application, tenant and purpose that it
//! was made for, under the key that it was made with.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

mod host;

#[path = "diagonal/made.rs"]
mod made;
#[path = "diagonal/rotation.rs"]
mod rotation;
#[path = "diagonal/token.rs"]
mod token;

use host::demo::{
    OTHER_SDK, OTHER_SPA, OTHER_ZENG, OTHER_ZHANG, SDK, SPA, ZENG, ZENG_EMAIL, ZENG_MOBILE, ZHANG,
    ZHANG_EMAIL, ZHANG_MOBILE,
};
use host::store::{TokenRow, Write};
use host::{Host, calls};
use made::Made;
use repass::operation::Effect;
use repass::otp::{Accepted, Channel, Purpose};
use repass::wire::{Call, HttpRequest};

const NEW: &str = "P@sdsdfsdfds";

/// Where a code can have been made, and where it can be tried.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    tenant: &'static str,
    client_id: &'static str,
    user_id: &'static str,
    channel: Channel,
    address: &'static str,
}

fn places() -> Vec<Place> {
    use Channel::{Email, Sms};
    let mut places = Vec::new();
    for (tenant, client_id, [zhang, zeng]) in [
        ("demo", SDK, [ZHANG, ZENG]),
        ("demo", SPA, [ZHANG, ZENG]),
        ("other", OTHER_SDK, [OTHER_ZHANG, OTHER_ZENG]),
        ("other", OTHER_SPA, [OTHER_ZHANG, OTHER_ZENG]),
    ] {
        for (user_id, channel, address) in [
            (zhang, Email, ZHANG_EMAIL),
            (zhang, Sms, ZHANG_MOBILE),
            (zeng, Email, ZENG_EMAIL),
            (zeng, Sms, ZENG_MOBILE),
        ] {
            places.push(Place {
                tenant,
                client_id,
                user_id,
                channel,
                address,
            });
        }
    }
    places
}

/// The ways in which a code can be tried.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Forgot,
    Change,
    Reset,
}

impl Way {
    /// By the pages: forgot takes both words, each of the others its own.
    fn accepts(self, purpose: Purpose) -> bool {
        match self {
            Self::Forgot => matches!(purpose, Purpose::ForgetPassword | Purpose::ChangePassword),
            Self::Change => purpose == Purpose::ChangePassword,
            Self::Reset => purpose == Purpose::ResetPassword,
        }
    }

    fn call(self, at: Place, code: &str, token: &str) -> HttpRequest {
        match (self, at.channel) {
            (Self::Forgot, _) => calls::forgot(at.client_id, at.address, code, NEW),
            (Self::Change, Channel::Email) => {
                calls::change(Call::ChangeByEmail, at.client_id, "id-token", code, NEW)
            }
            (Self::Change, Channel::Sms) => {
                calls::change(Call::ChangeByMobile, at.client_id, "id-token", code, NEW)
            }
            (Self::Reset, _) => calls::reset(at.client_id, None, at.address, (code, token), NEW),
        }
    }

    /// What is answered where it is not for this.
    fn refusals(self, channel: Channel) -> &'static [&'static str] {
        match (self, channel) {
            (Self::Reset, Channel::Email) => &["bad_email_otp_token"],
            (Self::Reset, Channel::Sms) => &["bad_phone_number_otp_token"],
            (_, Channel::Sms) => &["SDK.SMS.1005"],
            (_, Channel::Email) => &["SDK.SMS.1006"],
        }
    }
}

/// A host where the person of this place is logged in there.
fn host(at: Place) -> Host {
    let mut host = Host::with_policy(host::demo::CHEAP_POLICY);
    let row = TokenRow {
        client_id: at.client_id.into(),
        user_id: at.user_id.into(),
        version: 1,
        status: None,
        ends_at: i64::MAX,
    };
    host.store
        .write(vec![Write::IdToken("id-token".into(), Some(row))]);
    host
}

#[test]
fn only_the_diagonal_passes() {
    cross(|place| [place as u8; 16]);
}

/// The binding alone: whatever the rows say, another place has another code and another token.
#[test]
fn only_the_diagonal_passes_even_if_the_random_source_repeats_itself() {
    cross(|_| [7; 16]);
}

fn cross(random: impl Fn(usize) -> [u8; 16]) {
    assert_eq!(Accepted::default().reset.iter().count(), 1);
    let (places, mut tried, mut passed) = (places(), 0, 0);
    for at in &places {
        let ready = host(*at);
        for way in [Way::Forgot, Way::Change, Way::Reset] {
            for (from, purpose) in places
                .iter()
                .flat_map(|from| Purpose::ALL.map(|purpose| (from, purpose)))
            {
                let mut host = ready.clone();
                if from != at {
                    // What is tried finds a live challenge, not none.
                    let purpose = Purpose::ALL
                        .into_iter()
                        .find(|purpose| way.accepts(*purpose));
                    Made::open_with(&mut host, *at, purpose.unwrap(), random(0));
                }
                let made = Made::open_with(&mut host, *from, purpose, random(1));
                let http = way.call(*at, &made.code, &made.token);
                let mut is_claimed = false;
                let response = host.call_until(&http, |effect, _| {
                    is_claimed |= matches!(effect, Effect::ClaimAttempt { .. });
                });
                let is_for_this = from == at && way.accepts(purpose);
                let what = format!(
                    "{from:?} {purpose:?} tried at {at:?} {way:?}: {}",
                    response.body
                );
                assert_eq!(response.status == 200, is_for_this, "{what}");
                if !is_for_this {
                    let [word] = way.refusals(at.channel) else {
                        panic!()
                    };
                    assert!(response.body.contains(&format!("\"{word}\"")), "{what}");
                }
                for (id, row) in &host.store.accounts {
                    let is_changed = row.account.version > 1;
                    assert_eq!(is_changed, is_for_this && id == at.user_id, "{what}");
                }
                let costs_a_try = way != Way::Reset || is_for_this;
                assert_eq!(is_claimed, costs_a_try, "{what}");
                tried += 1;
                passed += usize::from(is_for_this);
            }
        }
    }
    println!("diagonal: {tried} tried, {passed} passed");
    assert_eq!((tried, passed), (16 * 3 * 16 * 9, 16 * 4));
}

#[test]
fn a_token_and_a_code_of_two_challenges_do_not_pass_together() {
    for from in places() {
        for at in places().into_iter().filter(|at| *at != from) {
            let mut host = host(at);
            let made = Made::open(&mut host, from, Purpose::ResetPassword);
            let own = Made::open(&mut host, at, Purpose::ResetPassword);
            let response = host.call(&Way::Reset.call(at, &made.code, &own.token));
            let word = match at.channel {
                Channel::Email => "\"bad_email_otp\"",
                Channel::Sms => "\"bad_phone_number_otp\"",
            };
            assert!(
                response.body.contains(word),
                "{from:?} {at:?} {}",
                response.body
            );
            let response = host.call(&Way::Reset.call(at, &own.code, &made.token));
            let [word] = Way::Reset.refusals(at.channel) else {
                panic!()
            };
            assert!(
                response.body.contains(word),
                "{from:?} {at:?} {}",
                response.body
            );
            let response = host.call(&Way::Reset.call(at, &own.code, &own.token));
            assert_eq!(response.status, 200);
        }
    }
}

#[test]
fn a_token_of_the_challenge_before_passes_no_more() {
    for at in places() {
        let mut host = host(at);
        let before = Made::open(&mut host, at, Purpose::ResetPassword);
        let live = Made::open(&mut host, at, Purpose::ResetPassword);
        for (code, token) in [(&before.code, &before.token), (&live.code, &before.token)] {
            let response = host.call(&Way::Reset.call(at, code, token));
            let [word] = Way::Reset.refusals(at.channel) else {
                panic!()
            };
            assert!(response.body.contains(word), "{}", response.body);
        }
        let response = host.call(&Way::Forgot.call(at, &before.code, ""));
        assert_eq!(response.status, 400);
        let response = host.call(&Way::Reset.call(at, &live.code, &live.token));
        assert_eq!(response.status, 200);
    }
}

/// No two tenants have an application of one name; but one may be moved.
#[test]
fn an_application_that_moves_to_another_tenant_takes_no_code_along() {
    let from = places()[0];
    let at = Place {
        tenant: "other",
        user_id: OTHER_ZHANG,
        ..from
    };
    for way in [Way::Forgot, Way::Change, Way::Reset] {
        let mut host = host(at);
        let purpose = Purpose::ALL
            .into_iter()
            .find(|purpose| way.accepts(*purpose));
        let made = Made::open_with(&mut host, from, purpose.unwrap(), [7; 16]);
        let moved = host.store.applications.get_mut(at.client_id).unwrap();
        moved.application.tenant = "other".into();
        let own = Made::open_with(&mut host, at, purpose.unwrap(), [7; 16]);
        let response = host.call(&way.call(at, &made.code, &made.token));
        let [word] = way.refusals(at.channel) else {
            panic!()
        };
        assert!(response.body.contains(word), "{way:?}: {}", response.body);
        let response = host.call(&way.call(at, &own.code, &own.token));
        assert_eq!(response.status, 200, "{way:?}: {}", response.body);
    }
}
