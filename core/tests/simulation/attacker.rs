//! Somebody who guesses, replays, mixes up and resends; sometimes an administrator who is careless.

use repass::otp::Purpose;
use repass::wire::{Answer, Body, Call, HttpRequest, HttpResponse};

use super::host::demo::*;
use super::host::store::Content;
use super::host::{calls, codes, decide, read};
use super::world::{Happening, Letter, World};

#[derive(Default)]
pub struct Attacker {
    place: usize,
    /// All that was ever answered to them, or is theirs from the beginning.
    captchas: Vec<String>,
    proofs: Vec<String>,
    otp_tokens: Vec<String>,
    access_tokens: Vec<String>,
    id_tokens: Vec<String>,
    state_tokens: Vec<String>,
    /// Calls that they sent, to be replayed.
    sent: Vec<HttpRequest>,
}

const ADDRESSES: [&str; 6] = [
    ZHANG_EMAIL,
    ZHANG_MOBILE,
    ZENG_EMAIL,
    ZENG_MOBILE,
    NOBODY_EMAIL,
    FROZEN_EMAIL,
];

impl Attacker {
    pub fn new(place: usize) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    pub fn wake(&mut self, world: &mut World) {
        if world.is_over() {
            return;
        }
        // Some of them at once; now and then the same code for several passwords.
        let code = world.random.percent(30).then(|| self.code(world));
        for at in 0..1 + world.random.below(4) {
            let (name, mut http) = match &code {
                None => self.call(world),
                Some(code) => {
                    let password = format!("raced by canary {at} {}", world.now);
                    ("guess", calls::forgot(SDK, ZENG_EMAIL, code, &password))
                }
            };
            http.source = Some(format!("198.51.100.{}", world.random.below(3)));
            self.sent.push(http.clone());
            world.send(Letter {
                from: self.place,
                name: name.into(),
                http,
            });
        }
        let wait = *world.random.pick(&[500, 5_000, 60_000, 300_000]);
        let wait = 100 + world.random.below(wait) as i64 * world.pace;
        world.after(wait, Happening::Wake(self.place));
    }

    fn call(&mut self, world: &mut World) -> (&'static str, HttpRequest) {
        let code = self.code(world);
        let random = &mut world.random;
        let client_id = *random.pick(&[SDK, SPA, CIAM, OTHER_SDK, OTHER_SPA]);
        let to = *random.pick(&ADDRESSES);
        let password = format!("taken over by canary {}", random.below(1_000_000));
        let secret = (client_id == CIAM).then_some(CIAM_SECRET);
        let purpose = *random.pick(&[
            Purpose::ForgetPassword,
            Purpose::ChangePassword,
            Purpose::Login,
        ]);
        let mut one = |of: &[String]| match of.is_empty() {
            true => String::from("none-of-mine"),
            false => random.pick(of).clone(),
        };
        let (id, state) = (one(&self.id_tokens), one(&self.state_tokens));
        let (access, proof) = (one(&self.access_tokens), one(&self.proofs));
        let (token, captcha) = (one(&self.otp_tokens), one(&self.captchas));
        let user_id = *random.pick(&[ZHANG, ZENG, FROZEN, "nobody"]);
        let (name, http) = match random.below(20) {
            0 => ("captcha", calls::captcha(client_id)),
            1 => (
                "slide",
                calls::slide(client_id, &captcha, decide::PIECE, to),
            ),
            2 | 3 => ("send", calls::send(client_id, to, purpose, &proof)),
            4..7 => ("send", calls::otp_send(client_id, secret, to)),
            7..10 => ("guess", calls::forgot(client_id, to, &code, &password)),
            10..13 => {
                let proof = (code.as_str(), token.as_str());
                (
                    "guess",
                    calls::reset(client_id, secret, to, proof, &password),
                )
            }
            13 => {
                let by = *random.pick(&[Call::ChangeByMobile, Call::ChangeByEmail]);
                ("guess", calls::change(by, client_id, &id, &code, &password))
            }
            14 => {
                let by = *random.pick(&[Call::AfterLoginByMobile, Call::AfterLoginByEmail]);
                (
                    "guess",
                    calls::forced(by, client_id, &state, &code, &password),
                )
            }
            15 => {
                let name = *random.pick(&["zenglijun", "zhangwei", "nobody"]);
                ("login", calls::login(client_id, name, PASSWORD))
            }
            16 => {
                let is_known = random.percent(60);
                let secret = if is_known { ADMIN_SECRET } else { "wrong" };
                ("token", calls::token(ADMIN, secret))
            }
            17 => match random.below(8) {
                0 => {
                    let body = calls::set(&password, random.percent(50));
                    (
                        "set",
                        calls::about(Call::ChangePassword, user_id, &access, body),
                    )
                }
                1 => {
                    let body = calls::replace(PASSWORD, &password);
                    (
                        "set",
                        calls::about(Call::ChangePasswordVerify, user_id, &access, body),
                    )
                }
                2 => {
                    let body = calls::replace(PASSWORD, &password);
                    let caller = calls::state(client_id, &state);
                    ("set", calls::call(Call::UpdatePassword, caller, body))
                }
                3 => {
                    let channel = repass::otp::Channel::Email;
                    let body = Body::Generate { channel };
                    (
                        "set",
                        calls::about(Call::RestPassword, user_id, &access, body),
                    )
                }
                _ => {
                    let caller = calls::state(client_id, &state);
                    ("skip", calls::call(Call::SkipUpdate, caller, Body::Nothing))
                }
            },
            _ if self.sent.is_empty() => ("captcha", calls::captcha(SDK)),
            _ => ("replay", random.pick(&self.sent).clone()),
        };
        (name, http)
    }

    /// A code that they guess, or one that came to the second user, who is one of them.
    fn code(&self, world: &mut World) -> String {
        if world.random.percent(60) {
            return format!("{:04}", world.random.below(10_000));
        }
        let server = &world.server;
        let mine = codes(&server.store, &server.settings, |message| {
            let Content::Code { scope, .. } = &message.content else {
                return false;
            };
            let address = scope.recipient.canonical();
            address == "mock_email@163.com" || address == "+8615201657315"
        });
        match mine.is_empty() {
            true => "1234".into(),
            // Often enough the last one.
            false => match world.random.percent(50) {
                true => mine[mine.len() - 1].clone(),
                false => world.random.pick(&mine).clone(),
            },
        }
    }

    pub fn hear(&mut self, letter: &Letter, response: Option<&HttpResponse>) {
        let Some(response) = response else { return };
        let mut keep = |to: fn(&mut Self) -> &mut Vec<String>, text: &repass::secret::Secret| {
            to(self).push(text.expose().into());
        };
        match read(&letter.http, response) {
            Answer::Captcha(captcha) => keep(|own| &mut own.captchas, &captcha.token),
            Answer::CaptchaToken { captcha_token } => keep(|own| &mut own.proofs, &captcha_token),
            Answer::OtpToken { otp_token } => keep(|own| &mut own.otp_tokens, &otp_token),
            Answer::AccessToken { access_token, .. } => {
                keep(|own| &mut own.access_tokens, &access_token);
            }
            Answer::Session(session) => {
                if let Some(token) = &session.id_token {
                    keep(|own| &mut own.id_tokens, token);
                }
                if let Some(token) = &session.state_token {
                    keep(|own| &mut own.state_tokens, token);
                }
            }
            _ => {}
        }
    }
}
