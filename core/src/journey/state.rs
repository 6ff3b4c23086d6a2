//! Where a journey stands.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Field, Stage};
use crate::fault::Fault;
use crate::secret::Secret;
use crate::wire::{Call, Captcha};

/// Where a journey stands: plain data that the host keeps, also as JSON, and hands in again.
///
/// It never holds a password or a code. Two proofs must be in it while they are needed, as
/// [`Secret`]s: the token that came with a CIAM code, from the sending to the end, since the reset
/// repeats it; and the token of the CAPTCHA that is shown. Without the code the first is worth
/// nothing; a host that stores a state stores it where the page or the app alone can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct State {
    /// The state's own version, [`State::VERSION`]. One of another version changes no more.
    pub version: u32,
    /// What the requests' ids begin with.
    pub(super) id: String,
    /// How many requests went out.
    pub(super) sequence: u32,
    pub(super) stage: Stage,
    /// Where codes go to, as it stands on the wire; none before the person has given it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    /// Whether a code is on its way to that address.
    pub(super) is_sent: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) otp_token: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) captcha: Option<Captcha>,
    /// Until then no code is asked for, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resend_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pending: Option<Pending>,
    /// Fields that the person has typed in or submitted: their faults are shown.
    pub(super) settled: BTreeSet<Field>,
    /// What a server said about fields that were not typed in since.
    pub(super) refused: Vec<Refused>,
    /// What concerns no field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notice: Option<Fault>,
}

/// The request in flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pending {
    pub(super) request_id: String,
    pub(super) call: Call,
    /// From then on no answer is waited for, in milliseconds since 1970.
    pub(super) until: i64,
}

/// What a server said about a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refused {
    pub(super) field: Field,
    /// The first in the vendor's order, and the others.
    pub(super) faults: Vec<Fault>,
}

/// A request's id begins with at most so many characters of the host's.
const MAX_ID: usize = 64;

impl State {
    /// The version of the states that this code makes.
    pub const VERSION: u32 = 1;

    /// Reads a state from JSON text. It never fails: a text that is no state of this version is one
    /// of another version, which [`Journey::step`](super::Journey::step) shows as such.
    pub fn from_json(text: &str) -> Self {
        // serde's own reason would repeat the text's values.
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The state as JSON text.
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists: nothing that JSON cannot say.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The first state. Of the host's id remains what may stand in a header.
    pub(super) fn new(id: &str, stage: Stage) -> Self {
        let is_plain =
            |point: &char| point.is_ascii_alphanumeric() || matches!(point, '-' | '.' | '_');
        Self {
            version: Self::VERSION,
            id: id.chars().filter(is_plain).take(MAX_ID).collect(),
            stage,
            ..Self::default()
        }
    }

    pub(super) fn faults_of(&self, wanted: Field) -> Option<&[Fault]> {
        let found = self.refused.iter().find(|refused| refused.field == wanted);
        found.map(|refused| refused.faults.as_slice())
    }

    pub(super) fn forget_faults_of(&mut self, field: Field) {
        self.refused.retain(|refused| refused.field != field);
    }

    pub(super) fn forget_faults(&mut self) {
        self.refused.clear();
        self.notice = None;
    }
}

impl Default for State {
    /// A state of no version.
    fn default() -> Self {
        Self {
            version: 0,
            id: String::new(),
            sequence: 0,
            stage: Stage::Address,
            address: None,
            is_sent: false,
            otp_token: None,
            captcha: None,
            resend_at: None,
            pending: None,
            settled: BTreeSet::new(),
            refused: Vec::new(),
            notice: None,
        }
    }
}
