//! API tokens: what scripts and other programs show in place of a session.

use enrollment::graph::sent::NewToken;
use pomona_store::{Author, CredentialKind, CredentialStore, NewCredential, StoreError};
use time::Duration;

use crate::caller::hash;
use crate::session::{Issued, written};
use crate::world::World;

/// Keeps a new token. It belongs to the organization and not to whoever makes it, so that scripts go on when somebody leaves.
pub async fn create<S: CredentialStore + ?Sized>(
    store: &S,
    world: &dyn World,
    author: &Author,
    new: NewToken,
) -> Result<Issued, StoreError> {
    let secret = format!("pomona_{}", written(world.secret()));
    let now = world.now();
    let new = NewCredential {
        id: world.new_id(),
        hash: hash(&secret),
        kind: CredentialKind::Token,
        holder: new.name.as_str().to_owned(),
        administrator: None,
        scope: new.scope,
        expires: now + Duration::days(new.days.get().into()),
    };
    let credential = store.insert_credential(author, now, new).await?;
    Ok(Issued { credential, secret })
}
