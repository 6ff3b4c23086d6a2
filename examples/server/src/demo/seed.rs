//! Adds the demo tenant where it is missing.

use std::sync::Arc;

use repass::operation::Whose;
use repass::policy::Policy;
use repass::secret::Secret;

use super::tenant::{APPLICATIONS, PASSWORD, POLICY, TENANT, USERS};
use crate::applications::{Application, Applications, SecretHash};
use crate::clock;
use crate::error::StartError;
use crate::passwords::Passwords;
use crate::policy::Published;
use crate::store::{NewAccount, Store};

/// Adds the demo's applications to those of the configuration.
pub fn add_applications(applications: &mut Applications) -> Result<(), StartError> {
    let policy = Policy::from_json(POLICY)
        .map_err(|error| StartError::failed("the demo's policy", error))?;
    let policy = Arc::new(Published::new(policy));
    for application in APPLICATIONS {
        let secret = application.client_secret.map(Secret::new);
        let is_added = applications.add(Application {
            client_id: application.client_id.into(),
            secret: secret.as_ref().map(SecretHash::of),
            tenant: TENANT.into(),
            permissions: application
                .permissions
                .iter()
                .map(|name| (*name).into())
                .collect(),
            policy: Arc::clone(&policy),
        });
        if !is_added {
            // Its secret is printed for everyone: it must not be that of an application in use.
            return Err(StartError::Usage(format!(
                "--demo has an application {} of its own: rename the configured one",
                application.client_id
            )));
        }
    }
    Ok(())
}

/// Adds the demo's users; one who is there already keeps the password that was set meanwhile.
pub async fn add_users(store: &dyn Store, passwords: &Passwords) -> Result<(), StartError> {
    let failed = |error: sqlx::Error| StartError::failed("the demo's users", error);
    for user in USERS {
        let whose = Whose::Id(user.id.into());
        let known = store.account(TENANT, &whose).await.map_err(failed)?;
        if known.is_some() {
            continue;
        }
        let password_hash = passwords
            .hash(Secret::new(PASSWORD))
            .await
            .map_err(|error| StartError::failed("the demo's passwords", error))?;
        let account = NewAccount {
            id: user.id,
            tenant: TENANT,
            username: user.username,
            name: user.name,
            email: user.email,
            mobile: user.mobile,
            status: user.status,
            password_hash: &password_hash,
        };
        // Another node may have added it meanwhile.
        let added = store.add_account(&account, clock::now()).await;
        added.map_err(failed)?;
    }
    Ok(())
}
