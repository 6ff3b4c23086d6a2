//! The applications that may call. They are configuration, read once: each node has the same file.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use repass::secret::Secret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::policy::Published;

/// One application.
pub struct Application {
    /// Its client id.
    pub client_id: String,
    /// None for a public one (a page, an app): it gets no access token.
    pub secret: Option<SecretHash>,
    /// Whose users it sees.
    pub tenant: String,
    /// What it may do with them.
    pub permissions: Vec<String>,
    /// What its users' passwords are held against.
    pub policy: Arc<Published>,
}

/// SHA-256 of a client secret. A secret is random and long, so no slower hash is needed.
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// Hashes a secret.
    pub fn of(secret: &Secret) -> Self {
        Self(Sha256::digest(secret.expose().as_bytes()).into())
    }
}

/// All applications, by client id.
#[derive(Default)]
pub struct Applications(HashMap<String, Application>);

impl Applications {
    /// Adds one; false, and nothing is changed, where the client id is taken.
    pub fn add(&mut self, application: Application) -> bool {
        let is_free = !self.0.contains_key(&application.client_id);
        if is_free {
            self.0.insert(application.client_id.clone(), application);
        }
        is_free
    }

    /// The application of this client id.
    pub fn find(&self, client_id: &str) -> Option<&Application> {
        self.0.get(client_id)
    }

    /// How many passwords the strictest of all policies remembers.
    pub fn longest_history(&self) -> u32 {
        let histories = self
            .0
            .values()
            .filter_map(|application| application.policy.policy.document().history);
        histories.map(|history| history.remember).max().unwrap_or(0)
    }

    /// The application, if the secret is its own; one that has none (a page, an app) if none was
    /// sent. One that is unknown takes as long as a wrong secret.
    pub fn verify(&self, client_id: &str, secret: Option<&Secret>) -> Option<&Application> {
        let sent = SecretHash::of(secret.unwrap_or(&Secret::new("")));
        let application = self.find(client_id);
        let own = application.and_then(|application| application.secret);
        let compared = own.unwrap_or(SecretHash([0; 32]));
        let is_equal = bool::from(sent.0.ct_eq(&compared.0));
        let is_own = match (own, secret) {
            (Some(_), Some(_)) => is_equal,
            (None, None) => true,
            _ => false,
        };
        application.filter(|_| is_own)
    }
}

impl fmt::Debug for Applications {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Applications")
    }
}
