//! Invitations: a link by which somebody becomes an administrator, once and within an hour.

use pomona_store::{Author, CredentialKind, CredentialStore, NewCredential, Scope, StoreError};
use time::Duration;

use crate::caller::hash;
use crate::session::written;
use crate::world::World;

/// How long a link works.
pub const VALID: Duration = Duration::hours(1);

/// Keeps a new invitation and answers its token, which stands nowhere else.
pub async fn invite<S: CredentialStore + ?Sized>(
    store: &S,
    world: &dyn World,
    author: &Author,
    scope: Scope,
) -> Result<String, StoreError> {
    let token = written(world.secret());
    let now = world.now();
    let new = NewCredential {
        id: world.new_id(),
        hash: hash(&token),
        kind: CredentialKind::Invitation,
        holder: "New administrator".to_owned(),
        administrator: None,
        scope,
        expires: now + VALID,
    };
    store.insert_credential(author, now, new).await?;
    Ok(token)
}

/// Ends every invitation that still works.
pub async fn withdraw_all<S: CredentialStore + ?Sized>(store: &S, world: &dyn World, author: &Author) -> Result<(), StoreError> {
    let now = world.now();
    for invitation in store.credentials(CredentialKind::Invitation).await? {
        if invitation.revoked.is_none() && invitation.expires > now {
            store.revoke_credential(author, now, &invitation.id).await?;
        }
    }
    Ok(())
}
