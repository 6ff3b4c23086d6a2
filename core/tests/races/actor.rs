//! Who does something at the same time as others.

use repass::operation::{AccountStatus, Settings};
use repass::otp::{Binding, Channel, Purpose, Recipient, Scope, code};
use repass::wire::{Call, HttpRequest};

use super::host::calls;
use super::host::demo::{NOW, PASSWORD, SDK, ZHANG, ZHANG_EMAIL, ZHANG_MOBILE};
use super::host::random::Random;
use super::host::store::Store;

/// What somebody does to the first user of the demo tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Forgot by e-mail, with the code of the first challenge.
    Right,
    /// The same with another password.
    RightAgain,
    /// Forgot by e-mail, with the code of the challenge that a resend makes.
    RightOfResend,
    /// Forgot by mobile, with the right code of a challenge of its own.
    RightByMobile,
    /// Change by e-mail with an id_token, with the code of the first challenge.
    RightWhenLoggedIn,
    /// Forgot by e-mail, with a wrong code.
    Wrong,
    /// Forgot by e-mail, with the code that went to the mobile.
    WrongScope,
    /// A new code by e-mail.
    Resend,
    /// The same; two at once are one too many.
    ResendAgain,
    /// An administrator sets the password.
    Administrator,
    /// The account is frozen.
    Freeze,
    /// The account gets another e-mail address.
    Move,
}

/// What an actor does: a call, or an edit of the account that is one write.
#[derive(Debug, Clone)]
pub enum Deed {
    Call(HttpRequest),
    Edit(fn(&mut Store)),
}

pub const ID_TOKEN: &str = "id-token";
pub const ACCESS_TOKEN: &str = "access-token";

impl Kind {
    pub const ALL: [Self; 12] = [
        Self::Right,
        Self::RightAgain,
        Self::RightOfResend,
        Self::RightByMobile,
        Self::RightWhenLoggedIn,
        Self::Wrong,
        Self::WrongScope,
        Self::Resend,
        Self::ResendAgain,
        Self::Administrator,
        Self::Freeze,
        Self::Move,
    ];

    /// What the actor draws its random bytes from.
    pub fn random(self, place: usize) -> Random {
        match self {
            // Known beforehand, for who has the code of the resend.
            Self::Resend => Random::new(1_000),
            _ => Random::new(2_000 + place as u64),
        }
    }

    /// The password that the actor would set; none where it sets none.
    pub fn password(self, place: usize) -> Option<String> {
        match self {
            Self::Resend | Self::ResendAgain | Self::Freeze | Self::Move => None,
            _ => Some(format!("new password {place}")),
        }
    }

    /// The code that the actor types, and where it went.
    pub fn typed(self, settings: &Settings) -> Option<(Scope, String)> {
        let (first, mobile) = (first(settings), by_mobile(settings));
        Some(match self {
            Self::Right | Self::RightAgain | Self::RightWhenLoggedIn => {
                (scope(Channel::Email), first)
            }
            Self::RightOfResend => {
                let code = code_of(settings, Channel::Email, Random::new(1_000).bytes());
                (scope(Channel::Email), code)
            }
            Self::RightByMobile => (scope(Channel::Sms), mobile),
            Self::Wrong => (scope(Channel::Email), "0000".into()),
            Self::WrongScope => (scope(Channel::Email), mobile),
            _ => return None,
        })
    }

    pub fn deed(self, place: usize, settings: &Settings) -> Deed {
        let password = self.password(place).unwrap_or_default();
        let code = self
            .typed(settings)
            .map_or_else(String::new, |(_, code)| code);
        Deed::Call(match self {
            Self::Right
            | Self::RightAgain
            | Self::RightOfResend
            | Self::Wrong
            | Self::WrongScope => calls::forgot(SDK, ZHANG_EMAIL, &code, &password),
            Self::RightByMobile => calls::forgot(SDK, ZHANG_MOBILE, &code, &password),
            Self::RightWhenLoggedIn => {
                calls::change(Call::ChangeByEmail, SDK, ID_TOKEN, &code, &password)
            }
            Self::Resend | Self::ResendAgain => {
                calls::send(SDK, ZHANG_EMAIL, Purpose::ChangePassword, &proof(place))
            }
            Self::Administrator => {
                let body = calls::replace(PASSWORD, &password);
                calls::about(Call::ChangePasswordVerify, ZHANG, ACCESS_TOKEN, body)
            }
            Self::Freeze => {
                return Deed::Edit(|store| {
                    store.edit(ZHANG, |account| account.status = AccountStatus::Frozen);
                });
            }
            Self::Move => {
                return Deed::Edit(|store| {
                    store.edit(ZHANG, |account| {
                        account.subject.email = Some("new@example.com".into());
                        account.version += 1;
                    });
                });
            }
        })
    }
}

/// The proof of a CAPTCHA that the actor in this place has solved.
pub fn proof(place: usize) -> String {
    format!("proof {place}").replace(' ', "-")
}

pub fn scope(channel: Channel) -> Scope {
    let address = match channel {
        Channel::Email => ZHANG_EMAIL,
        Channel::Sms => ZHANG_MOBILE,
    };
    Scope {
        tenant: "demo".into(),
        client_id: SDK.into(),
        recipient: Recipient::of(channel, address).unwrap(),
    }
}

/// The random bytes of the challenges that are there from the beginning.
pub fn bytes_of(channel: Channel) -> [u8; 16] {
    match channel {
        Channel::Email => [1; 16],
        Channel::Sms => [2; 16],
    }
}

fn first(settings: &Settings) -> String {
    code_of(settings, Channel::Email, bytes_of(Channel::Email))
}

fn by_mobile(settings: &Settings) -> String {
    code_of(settings, Channel::Sms, bytes_of(Channel::Sms))
}

fn code_of(settings: &Settings, channel: Channel, bytes: [u8; 16]) -> String {
    let scope = scope(channel);
    let binding = Binding {
        scope: &scope,
        purpose: Purpose::ChangePassword,
    };
    let id = settings.keys.challenge_id(bytes);
    let code = code(&settings.keys, &id, binding, settings.eiam.digits).unwrap();
    code.expose().into()
}

/// Before anybody acts; all of it is this long ago.
pub const OPENED_AT: i64 = NOW - 30_000;
