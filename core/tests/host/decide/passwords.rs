//! Accounts and their passwords. Hashing is a prefix: these tests are about who may write, and
//! thousands of real hashes would be their whole time.

use repass::operation::{AccountStatus, Effect, Event, PasswordChange, Whose};
use repass::otp::Recipient;
use repass::secret::Secret;
use repass::text::fold;

use super::{Decision, application, only};
use crate::host::store::{AccountRow, Content, Message, Store, Write};

pub(super) fn decide(store: &Store, effect: &Effect, now: i64) -> Decision {
    match effect {
        Effect::FindAccount { client_id, whose } => find(store, client_id, whose),
        Effect::VerifyPassword { user_id, password } => {
            let row = user_id.as_ref().and_then(|id| store.accounts.get(id));
            let matches = row.is_some_and(|row| row.hash == hashed(password));
            only(Event::PasswordVerified { matches })
        }
        Effect::CompareHistory {
            user_id,
            password,
            remember,
        } => {
            let hash = hashed(password);
            let used = store.accounts.get(user_id).is_some_and(|row| {
                let before = row.history.iter().take(*remember as usize);
                before.chain([&row.hash]).any(|known| *known == hash)
            });
            only(Event::HistoryCompared { used })
        }
        Effect::HashPassword { password } => only(Event::PasswordHashed {
            hash: Secret::new(hashed(password)),
        }),
        Effect::StorePassword(new) => change(store, new, None, now),
        _ => unreachable!(),
    }
}

/// Cheap, and no protection at all.
pub fn hashed(password: &Secret) -> String {
    format!("hash of {}", password.expose())
}

fn find(store: &Store, client_id: &str, whose: &Whose) -> Decision {
    let Some(application) = application(store, client_id) else {
        return only(Event::AccountNotFound);
    };
    let is_it = |row: &&AccountRow| {
        let account = &row.account;
        let is_theirs = match whose {
            Whose::Id(id) => account.id == *id,
            Whose::Username(name) => {
                let username = account.subject.username.as_deref();
                username.is_some_and(|username| fold(username) == *name)
            }
            Whose::Recipient(recipient) => {
                account.recipient(recipient.channel()).as_ref() == Some(recipient)
            }
        };
        row.tenant == application.tenant && is_theirs
    };
    only(match store.accounts.values().find(is_it) {
        None => Event::AccountNotFound,
        Some(row) => Event::AccountFound {
            account: row.account.clone(),
            policy: application.policy.clone(),
        },
    })
}

/// The new row of the account, if all that the change was decided on still holds.
pub(super) fn change(
    store: &Store,
    new: &PasswordChange,
    recipient: Option<&Recipient>,
    now: i64,
) -> Decision {
    let is_unchanged = |row: &&AccountRow| {
        let account = &row.account;
        account.version == new.seen_version
            && account.status == AccountStatus::Active
            && recipient
                .is_none_or(|wanted| account.recipient(wanted.channel()).as_ref() == Some(wanted))
    };
    let Some(row) = store.accounts.get(&new.user_id).filter(is_unchanged) else {
        return only(Event::AccountChanged);
    };
    let mut writes = Vec::new();
    if let Some(token) = &new.state_token {
        let token = token.expose();
        match store.state_tokens.get(token) {
            Some(Some(_)) => writes.push(Write::StateToken(token.into(), None)),
            _ => return only(Event::StateTokenGone),
        }
    }
    let mut row = row.clone();
    let before = std::mem::replace(&mut row.hash, new.hash.expose().into());
    row.history.insert(0, before);
    row.history.truncate(new.remember as usize);
    row.generation += 1;
    row.account.version += 1;
    row.account.must_change = new.must_change;
    row.account.password_set_at = now;
    row.account.password_expires_at = new.temporary.as_ref().map(|sent| sent.expires_at);
    let notice = row.account.subject.email.clone();
    writes.push(Write::Account(Box::new(row)));
    writes.push(Write::Message(Message {
        deliver_to: notice,
        content: Content::PasswordChanged {
            user_id: new.user_id.clone(),
        },
    }));
    if let Some(sent) = &new.temporary {
        let password = sent.password.expose().into();
        writes.push(Write::Message(Message {
            deliver_to: Some(sent.deliver_to.clone()),
            content: Content::TemporaryPassword { password },
        }));
    }
    Decision {
        event: Event::PasswordStored,
        writes,
    }
}
