//! What must be nowhere, in each form that it could be written in.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;

use super::TOKEN;
use crate::support::Answer;

/// The secrets of a run.
#[derive(Default)]
pub struct Needles {
    /// Tokens and passwords: long enough to be nothing else by chance.
    secrets: BTreeSet<String>,
    /// Codes: digits that must not stand between other characters than digits.
    codes: BTreeSet<String>,
}

impl Needles {
    pub fn add(&mut self, secret: &str) {
        assert!(secret.len() >= 8, "too short to be looked for");
        self.secrets.insert(secret.into());
    }

    pub fn add_code(&mut self, code: &str) {
        assert!(code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()));
        self.codes.insert(code.into());
    }

    /// Every token that is in an answer.
    pub fn add_all_of(&mut self, answer: &Answer) {
        let Ok(Value::Object(members)) = serde_json::from_str(&answer.body) else {
            return;
        };
        for (name, value) in members {
            if let Some(token) = value.as_str().filter(|_| is_of_a_token(&name)) {
                self.add(token);
                // Of a token in parts, the part that proves it.
                token
                    .rsplit_once('.')
                    .into_iter()
                    .for_each(|(_, proof)| self.add(proof));
            }
        }
    }

    /// The code or the password that a message has on a line of its own.
    pub fn add_from_message(&mut self, text: &str) {
        for line in text.lines().filter(|line| line.starts_with("    ")) {
            match line.trim() {
                code if code.bytes().all(|byte| byte.is_ascii_digit()) => self.add_code(code),
                password => self.add(password),
            }
        }
    }

    pub fn assert_none_in_text(&self, place: &str, text: &str) {
        self.assert_none_in_bytes(place, text.as_bytes());
        let numbers: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
        let code = self
            .codes
            .iter()
            .find(|code| numbers.contains(code.as_str()));
        assert!(code.is_none(), "a code is in {place}");
    }

    pub fn assert_none_in_bytes(&self, place: &str, bytes: &[u8]) {
        assert!(
            self.secrets.len() >= 20 && self.codes.len() >= 8,
            "there were secrets"
        );
        let text = String::from_utf8_lossy(bytes);
        for secret in &self.secrets {
            assert!(!text.contains(secret.as_str()), "{secret} is in {place}");
            assert!(
                !text.contains(&hex(secret)),
                "{secret} is in {place}, in hex"
            );
        }
        // Of the canary's parts too, as it was sent and in small letters: a name is folded.
        let small = text.to_ascii_lowercase();
        for part in ["58Zephyr", "58zephyr"] {
            for form in [part.to_ascii_lowercase(), hex(part), decimal(part)] {
                assert!(!small.contains(&form), "the canary is in {place}: {form}");
            }
            for form in base64_forms(part) {
                assert!(!text.contains(&form), "the canary is in {place}, in base64");
            }
        }
        for form in base64_forms(TOKEN) {
            assert!(!text.contains(&form), "the canary is in {place}, in base64");
        }
    }
}

fn is_of_a_token(name: &str) -> bool {
    name == "token" || name.ends_with("_token")
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// As bytes are printed for developers.
fn decimal(text: &str) -> String {
    let numbers: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
    numbers.join(", ")
}

/// What a text is within base64, wherever it begins.
fn base64_forms(text: &str) -> impl Iterator<Item = String> {
    (0..3).map(move |before| {
        let encoded = STANDARD_NO_PAD.encode(["\0".repeat(before).as_str(), text].concat());
        // The characters at either end hold bits of neighbours.
        let start = [0, 2, 3][before];
        encoded[start..encoded.len() - 1].to_owned()
    })
}
