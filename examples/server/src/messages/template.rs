//! The texts. A mail has its subject in the first line.

use std::time::Duration;

use repass::fault::Lang;
use repass::otp::Channel;
use repass::secret::Secret;
use zeroize::Zeroizing;

use super::{Message, Tells};

/// A message as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Empty in an SMS.
    pub subject: String,
    pub text: Secret,
}

macro_rules! texts {
    ($lang:literal) => {
        Texts {
            mail: [
                include_str!(concat!(
                    "../../templates/",
                    $lang,
                    "/mail_verification_code.txt"
                )),
                include_str!(concat!(
                    "../../templates/",
                    $lang,
                    "/mail_password_changed.txt"
                )),
                include_str!(concat!(
                    "../../templates/",
                    $lang,
                    "/mail_temporary_password.txt"
                )),
            ],
            sms: [
                include_str!(concat!(
                    "../../templates/",
                    $lang,
                    "/sms_verification_code.txt"
                )),
                include_str!(concat!(
                    "../../templates/",
                    $lang,
                    "/sms_password_changed.txt"
                )),
                include_str!(concat!(
                    "../../templates/",
                    $lang,
                    "/sms_temporary_password.txt"
                )),
            ],
        }
    };
}

/// A language's texts: of a code, of a change, of a temporary password.
struct Texts {
    mail: [&'static str; 3],
    sms: [&'static str; 3],
}

static EN: Texts = texts!("en");
static ZH: Texts = texts!("zh");

/// Puts a message into words.
pub fn render(message: &Message) -> Rendered {
    let texts = match message.lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    };
    let [of_code, of_change, of_temporary] = match message.channel {
        Channel::Email => texts.mail,
        Channel::Sms => texts.sms,
    };
    let text = match &message.tells {
        Tells::VerificationCode { code, valid_for } => {
            let minutes = rounded_up(*valid_for, 60);
            fill(of_code, &[("code", code.expose()), ("minutes", &minutes)])
        }
        Tells::PasswordChanged => fill(of_change, &[]),
        Tells::TemporaryPassword {
            password,
            valid_for,
        } => {
            let hours = rounded_up(*valid_for, 3_600);
            fill(
                of_temporary,
                &[("password", password.expose()), ("hours", &hours)],
            )
        }
    };
    let text = Zeroizing::new(text);
    let with_subject = text.strip_prefix("Subject: ");
    let (subject, text) = match with_subject.and_then(|text| text.split_once("\n\n")) {
        Some((subject, text)) => (subject, text),
        None => ("", text.as_str()),
    };
    Rendered {
        subject: subject.into(),
        text: Secret::new(text.trim_end()),
    }
}

fn rounded_up(time: Duration, unit: u64) -> String {
    time.as_secs().div_ceil(unit).max(1).to_string()
}

/// Puts values in place of `{name}`, each where the template has it: what stands in a value is not
/// looked at again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    // Of a size that suffices: growing would leave copies of a secret.
    let size = values.iter().map(|(_, value)| value.len()).sum::<usize>();
    let mut filled = String::with_capacity(template.len() + size);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}');
        let value = named.and_then(|(name, rest)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, rest))
        });
        match value {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(code: &str, password: &str) -> Vec<Message> {
        let tells = [
            Tells::VerificationCode {
                code: Secret::new(code),
                valid_for: Duration::from_secs(300),
            },
            Tells::PasswordChanged,
            Tells::TemporaryPassword {
                password: Secret::new(password),
                valid_for: Duration::from_secs(86_400),
            },
        ];
        let mut messages = Vec::new();
        for tells in tells {
            for channel in [Channel::Email, Channel::Sms] {
                for lang in Lang::ALL {
                    messages.push(Message {
                        channel,
                        to: "a@b.cn".into(),
                        lang,
                        tells: tells.clone(),
                    });
                }
            }
        }
        messages
    }

    /// The places to fill in a text, in their order.
    fn places(text: &str) -> Vec<&str> {
        let after = text.split('{').skip(1);
        after.map(|rest| rest.split_once('}').unwrap().0).collect()
    }

    #[test]
    fn every_text_has_each_place_of_its_kind_once_and_no_other() {
        let expected = [vec!["code", "minutes"], vec![], vec!["password", "hours"]];
        for texts in [&EN, &ZH] {
            for texts in [texts.mail, texts.sms] {
                assert_eq!(texts.map(places), expected);
            }
        }
    }

    #[test]
    fn a_mail_has_its_code_or_password_on_a_line_of_its_own() {
        for texts in [&EN, &ZH] {
            let [of_code, _, of_temporary] = texts.mail;
            assert!(of_code.lines().any(|line| line.trim() == "{code}"));
            assert!(of_temporary.lines().any(|line| line.trim() == "{password}"));
        }
    }

    #[test]
    fn every_text_tells_what_it_is_for_and_has_no_place_left_to_fill() {
        for message in all("040507", "Brook#71Lantern") {
            let rendered = render(&message);
            let text = rendered.text.expose();
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(!text.contains("http"), "{text}");
            let is_mail = message.channel == Channel::Email;
            assert_eq!(!rendered.subject.is_empty(), is_mail);
            assert!(!rendered.subject.contains('\n'));
            let told = match message.tells {
                Tells::VerificationCode { .. } => ["040507", "5"],
                Tells::PasswordChanged => match message.lang {
                    Lang::En => ["password", "changed"],
                    Lang::Zh => ["密码", "修改"],
                },
                Tells::TemporaryPassword { .. } => ["Brook#71Lantern", "24"],
            };
            for part in told {
                assert!(text.contains(part), "{text}");
            }
        }
    }

    #[test]
    fn what_looks_like_a_place_within_a_value_is_left_alone() {
        for message in all("{minutes}", "{hours}{password}{") {
            let rendered = render(&message);
            let value = match &message.tells {
                Tells::VerificationCode { code, .. } => code,
                Tells::TemporaryPassword { password, .. } => password,
                Tells::PasswordChanged => continue,
            };
            assert!(rendered.text.expose().contains(value.expose()));
        }
    }

    #[test]
    fn an_sms_is_one_message() {
        for message in all("12345678", "Brook#71LanternMeadow") {
            let rendered = render(&message);
            let text = rendered.text.expose();
            let most = if text.is_ascii() { 160 } else { 70 };
            if message.channel == Channel::Sms {
                assert!(text.chars().count() <= most, "{text}");
            }
        }
    }
}
