//! The rows, and the writes that change them. A write puts a whole row in place of the one before:
//! so a write that was decided on an old row undoes what was written meanwhile, as in a database.

use std::collections::BTreeMap;

use repass::operation::{Account, Application};
use repass::otp::{Budget, Challenge, ChallengeId, Counter, Purpose, Recipient, Scope};
use repass::wire::LoginStatus;

/// All that the nodes of one server share.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// By client id.
    pub applications: BTreeMap<String, ApplicationRow>,
    /// By user id.
    pub accounts: BTreeMap<String, AccountRow>,
    /// By scope and identifier: one that was replaced is kept, for its redeemer is asked for.
    pub challenges: BTreeMap<(String, String), ChallengeRow>,
    /// A scope's live challenge.
    pub live: BTreeMap<String, ChallengeId>,
    pub budgets: BTreeMap<String, Budget>,
    pub counters: BTreeMap<String, Counter>,
    /// By the token; none once it is used up. So all the others.
    pub captchas: BTreeMap<String, Option<CaptchaRow>>,
    pub proofs: BTreeMap<String, Option<ProofRow>>,
    pub access_tokens: BTreeMap<String, Option<TokenRow>>,
    pub id_tokens: BTreeMap<String, Option<TokenRow>>,
    pub state_tokens: BTreeMap<String, Option<TokenRow>>,
    pub outbox: Vec<Message>,
}

#[derive(Debug, Clone)]
pub struct ApplicationRow {
    pub application: Application,
    pub secret: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AccountRow {
    pub tenant: String,
    pub account: Account,
    pub hash: String,
    /// The hashes before, the latest first.
    pub history: Vec<String>,
    /// Sessions of an earlier generation are ended.
    pub generation: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ChallengeRow {
    pub scope: Scope,
    pub challenge: Challenge,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CaptchaRow {
    pub client_id: String,
    pub x: f64,
    pub ends_at: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ProofRow {
    pub client_id: String,
    pub recipient: Recipient,
    pub ends_at: i64,
}

/// An access token, an id_token or a state token.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenRow {
    pub client_id: String,
    pub user_id: String,
    pub version: i64,
    pub status: Option<LoginStatus>,
    pub ends_at: i64,
}

/// A row of the outbox. Where nobody has the address it is neither sent nor shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub deliver_to: Option<String>,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The code itself is in no row.
    Code {
        scope: Scope,
        id: ChallengeId,
        purpose: Purpose,
    },
    PasswordChanged {
        user_id: String,
    },
    TemporaryPassword {
        password: String,
    },
}

/// One row, put in place of the one before.
#[derive(Debug, Clone)]
pub enum Write {
    Account(Box<AccountRow>),
    Challenge(ChallengeRow),
    Live(Scope, ChallengeId),
    Budget(String, Budget),
    Counter(String, Counter),
    Captcha(String, Option<CaptchaRow>),
    Proof(String, Option<ProofRow>),
    AccessToken(String, Option<TokenRow>),
    IdToken(String, Option<TokenRow>),
    StateToken(String, Option<TokenRow>),
    Message(Message),
}

impl Store {
    pub fn write(&mut self, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Account(row) => drop(self.accounts.insert(row.account.id.clone(), *row)),
                Write::Challenge(row) => {
                    let key = (scope_key(&row.scope), row.challenge.id.to_string());
                    self.challenges.insert(key, row);
                }
                Write::Live(scope, id) => drop(self.live.insert(scope_key(&scope), id)),
                Write::Budget(key, row) => drop(self.budgets.insert(key, row)),
                Write::Counter(key, row) => drop(self.counters.insert(key, row)),
                Write::Captcha(token, row) => drop(self.captchas.insert(token, row)),
                Write::Proof(token, row) => drop(self.proofs.insert(token, row)),
                Write::AccessToken(token, row) => drop(self.access_tokens.insert(token, row)),
                Write::IdToken(token, row) => drop(self.id_tokens.insert(token, row)),
                Write::StateToken(token, row) => drop(self.state_tokens.insert(token, row)),
                Write::Message(message) => self.outbox.push(message),
            }
        }
    }

    /// The scope's live challenge.
    pub fn live(&self, scope: &Scope) -> Option<&ChallengeRow> {
        let scope = scope_key(scope);
        let id = self.live.get(&scope)?.to_string();
        self.challenges.get(&(scope, id))
    }

    pub fn account(&self, user_id: &str) -> &AccountRow {
        &self.accounts[user_id]
    }

    /// What somebody does to an account outside of the machines.
    pub fn edit(&mut self, user_id: &str, edit: impl FnOnce(&mut Account)) {
        edit(&mut self.accounts.get_mut(user_id).unwrap().account);
    }

    /// Notices that the password was changed.
    pub fn notices(&self, user_id: &str) -> usize {
        let is_notice = |message: &&Message| matches!(&message.content, Content::PasswordChanged { user_id: of } if of == user_id);
        self.outbox.iter().filter(is_notice).count()
    }
}

pub fn scope_key(scope: &Scope) -> String {
    let (tenant, client_id) = (&scope.tenant, &scope.client_id);
    let address = scope.recipient.canonical();
    format!("{tenant}|{client_id}|{}|{address}", scope.channel().name())
}

/// A recipient's budget counts over all applications of the tenant.
pub fn budget_key(scope: &Scope) -> String {
    let address = scope.recipient.canonical();
    format!("{}|{}|{address}", scope.tenant, scope.channel().name())
}
