//! What a code is good for: nobody else's address, application, purpose, channel or tenant.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::{Channel, Purpose, Recipient};

/// Where a challenge lives: one address, seen by one application of one tenant. A scope has one live
/// challenge, whatever its purpose.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// The tenant.
    pub tenant: String,
    /// The application's client id.
    pub client_id: String,
    /// The address, canonical; it knows its channel.
    pub recipient: Recipient,
}

impl Scope {
    /// How the code is sent.
    pub fn channel(&self) -> Channel {
        self.recipient.channel()
    }
}

/// A scope and the purpose of its challenge: what a token and a code are bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding<'a> {
    /// Where.
    pub scope: &'a Scope,
    /// What for.
    pub purpose: Purpose,
}

impl Binding<'_> {
    /// The parts that a MAC takes in, behind those of its own.
    pub(super) fn parts(&self) -> [&[u8]; 5] {
        [
            self.scope.tenant.as_bytes(),
            self.scope.client_id.as_bytes(),
            self.purpose.name().as_bytes(),
            self.scope.channel().name().as_bytes(),
            self.scope.recipient.canonical().as_bytes(),
        ]
    }
}
