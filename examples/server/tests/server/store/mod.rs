//! The storage effects, one by one, on both databases.

use std::sync::Arc;

use repass::fault::{Lang, Profile};
use repass::operation::{AccountStatus, PasswordChange, TemporaryPassword, Whose};
use repass::otp::{ChallengeId, Channel, KeyRing, Limits, Purpose, Quota, Recipient, Scope};
use repass::secret::Secret;
use repass::wire::LoginStatus;
use repass_server::store::{
    CaptchaProof, Change, Claim, Content, NewAccount, NewChallenge, NewSession, Outcome,
    Redemption, StateToken, Store, Stored,
};

use crate::support::{Backend, Folder, Rows, both, runtime};

mod accounts;
mod challenges;
mod outbox;
mod tokens;

const NOW: i64 = 1_700_000_000_000;
const LIMITS: Limits = Limits::CIAM;

/// Runs a test on a store with one account, `u`, in it.
fn with_store(backend: Backend, test: impl AsyncFnOnce(Arc<dyn Store>, &str)) {
    let folder = Folder::new();
    let url = backend.new_database(&folder);
    runtime().block_on(async {
        let store = Backend::open(&url).await;
        assert!(store.add_account(&account("u"), NOW).await.unwrap());
        test(Arc::clone(&store), &url).await;
        store.close().await;
    });
}

fn account(id: &str) -> NewAccount<'_> {
    static FIRST: std::sync::LazyLock<Secret> = std::sync::LazyLock::new(|| Secret::new("first"));
    NewAccount {
        id,
        tenant: "t",
        username: "Zhang",
        name: Some("张伟"),
        email: Some("Someone@Example.com"),
        mobile: Some("+86-13800138000"),
        status: AccountStatus::Active,
        password_hash: &FIRST,
    }
}

fn scope() -> Scope {
    Scope {
        tenant: "t".into(),
        client_id: "c".into(),
        recipient: Recipient::email("someone@example.com").unwrap(),
    }
}

fn id(byte: u8) -> ChallengeId {
    let ring = KeyRing::new(&[("k", &[1; 32])]).unwrap();
    ring.challenge_id([byte; 16])
}

fn change(seen_version: i64) -> PasswordChange {
    PasswordChange {
        user_id: "u".into(),
        seen_version,
        hash: Secret::new(format!("hash {seen_version}")),
        must_change: true,
        remember: 2,
        state_token: None,
        temporary: None,
    }
}

fn with_change(change: &PasswordChange) -> Change<'_> {
    Change {
        change,
        keep: 2,
        lang: Lang::Zh,
        sealed: None,
        now: NOW,
    }
}

async fn open(store: &dyn Store, id: &ChallengeId, deliver_to: Option<&str>) -> Option<u32> {
    let (scope, purpose) = (scope(), Purpose::ResetPassword);
    let content = Content::VerificationCode {
        scope: scope.clone(),
        id: id.clone(),
        purpose,
        profile: Profile::TencentCiam,
    };
    let challenge = NewChallenge {
        scope: &scope,
        id,
        purpose,
        opened_at: NOW,
        expires_at: NOW + LIMITS.token_lives,
        failures: LIMITS.failures,
        cool_down: LIMITS.cool_down,
        deliver_to,
        lang: Lang::En,
        content: &content,
    };
    store.open_challenge(&challenge).await.unwrap()
}

async fn claim(store: &dyn Store, named: Option<&ChallengeId>, now: i64) -> Option<ChallengeId> {
    let scope = scope();
    let claim = Claim {
        scope: &scope,
        id: named,
        tries: LIMITS.tries,
        failures: LIMITS.failures,
        cool_down: LIMITS.cool_down,
        now,
    };
    let claimed = store.claim_attempt(&claim).await.unwrap();
    claimed.map(|claimed| {
        assert_eq!(
            (claimed.purpose, claimed.opened_at),
            (Purpose::ResetPassword, NOW)
        );
        claimed.id
    })
}

async fn redeem(store: &dyn Store, id: &ChallengeId, operation_id: &str, version: i64) -> Stored {
    let change = change(version);
    let redemption = Redemption {
        scope: &scope(),
        id,
        operation_id,
        change: with_change(&change),
    };
    store.redeem(&redemption).await.unwrap()
}

async fn version(store: &dyn Store) -> i64 {
    let found = store.account("t", &Whose::Id("u".into())).await.unwrap();
    found.unwrap().version
}
