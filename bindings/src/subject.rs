//! The person a password is for.

use serde::{Deserialize, Serialize};

use crate::Text;

/// What is known of the person; every member may be absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Subject {
    /// The name used to log in.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "string | null"))]
    pub username: Option<Text>,
    /// The mobile number, with or without a country code (`+86-13800138000`, `13800138000`).
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "string | null"))]
    pub mobile: Option<Text>,
    /// The e-mail address.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "string | null"))]
    pub email: Option<Text>,
    /// The person's own name, in Chinese characters or Latin letters.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "string | null"))]
    pub name: Option<Text>,
    /// Other words that an attacker would try: a company, a product.
    #[cfg_attr(feature = "uniffi", uniffi(default = []))]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "string[] | null"))]
    pub words: Vec<Text>,
}

impl From<Subject> for repass::policy::Subject {
    fn from(subject: Subject) -> Self {
        let plain = |text: Option<Text>| text.map(String::from);
        Self {
            username: plain(subject.username),
            mobile: plain(subject.mobile),
            email: plain(subject.email),
            name: plain(subject.name),
            words: subject.words.into_iter().map(String::from).collect(),
        }
    }
}
