//! A challenge with the code and the token that belong to it.

use repass::fault::{Lang, Profile};
use repass::operation::{Effect, Event};
use repass::otp::{Binding, Digits, Purpose, Recipient, Scope, code, mint};

use super::Place;
use super::host::{Host, Mishap};

pub struct Made {
    pub code: String,
    pub token: String,
}

impl Made {
    /// Opens a challenge as the host of a sending call would, for any purpose: codes for logging in
    /// come from the same ring and the same rows.
    pub fn open(host: &mut Host, at: Place, purpose: Purpose) -> Self {
        let random = host.random.bytes();
        Self::open_with(host, at, purpose, random)
    }

    /// The same with random bytes that the test chooses.
    pub fn open_with(host: &mut Host, at: Place, purpose: Purpose, random: [u8; 16]) -> Self {
        let scope = Scope {
            tenant: at.tenant.into(),
            client_id: at.client_id.into(),
            recipient: Recipient::of(at.channel, at.address).unwrap(),
        };
        let keys = host.settings.keys.clone();
        let (id, opened_at) = (keys.challenge_id(random), host.now);
        let expires_at = opened_at + 300_000;
        let effect = Effect::OpenChallenge {
            scope: scope.clone(),
            id: id.clone(),
            purpose,
            opened_at,
            expires_at,
            deliver_to: Some(at.address.into()),
            lang: Lang::En,
            profile: Profile::EiamSdk,
            failures: 50,
            cool_down: 86_400_000,
        };
        let event = host.perform(&effect, Mishap::None);
        assert_eq!(event, Event::ChallengeOpened);
        let scope = &scope;
        let binding = Binding { scope, purpose };
        let code = code(&keys, &id, binding, Digits::SIX).unwrap();
        let token = mint(&keys, &id, binding, opened_at, expires_at).unwrap();
        Self {
            code: code.expose().into(),
            token: token.expose().into(),
        }
    }
}
