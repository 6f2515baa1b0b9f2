//! Invitations: a link by which somebody becomes an administrator, once and for a while.

use pomona_store::{Author, CredentialKind, CredentialStore, NewCredential, Scope, StoreError};
use time::Duration;

use crate::caller::hash;
use crate::session::{Issued, written};
use crate::world::World;

/// How long a link works that a start of the server or a command prints.
pub const PRINTED: Duration = Duration::hours(1);
/// How long a link works that an administrator makes and sends to somebody.
pub const SENT: Duration = Duration::hours(24);

/// Keeps a new invitation, valid for so long.
pub async fn invite<S: CredentialStore + ?Sized>(
    store: &S,
    world: &dyn World,
    author: &Author,
    scope: Scope,
    valid: Duration,
) -> Result<Issued, StoreError> {
    let secret = written(world.secret());
    let now = world.now();
    let new = NewCredential {
        id: world.new_id(),
        hash: hash(&secret),
        kind: CredentialKind::Invitation,
        holder: "New administrator".to_owned(),
        administrator: None,
        scope,
        expires: now + valid,
    };
    let credential = store.insert_credential(author, now, new).await?;
    Ok(Issued { credential, secret })
}

/// The link that carries an invitation, below the address of the app. The secret stands where browsers do not send it.
pub fn link(home: &str, secret: &str) -> String {
    format!("{home}/invitation#{secret}")
}

/// Ends every invitation that still works.
pub async fn withdraw_all<S: CredentialStore + ?Sized>(store: &S, world: &dyn World, author: &Author) -> Result<(), StoreError> {
    let now = world.now();
    for invitation in store.credentials(CredentialKind::Invitation).await? {
        if invitation.counts(now) {
            store.revoke_credential(author, now, &invitation.id).await?;
        }
    }
    Ok(())
}
