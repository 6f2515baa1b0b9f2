//! Who may use the portal: administrators, their invitations, and tokens. Only for administrators who are signed in.

pub mod administrators;
pub mod invitations;
pub mod tokens;

use enrollment::error::Code;
use enrollment::guid::Guid;
use pomona_store::{Credential, CredentialKind};
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::query::Query;
use crate::graph::reply::Reply;

/// A list, which takes no options: it is short.
fn list(call: &Call<'_>, items: impl Iterator<Item = Value>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    Ok(Reply::json(json!({"value": items.collect::<Vec<_>>()})))
}

/// The credentials of a kind that still count, newest first.
async fn counting(call: &Call<'_>, kind: CredentialKind) -> ApiResult<Vec<Credential>> {
    let mut credentials = call.app.store.credentials(kind).await?;
    credentials.retain(|credential| credential.counts(call.context.received));
    Ok(credentials)
}

/// Ends a credential of a kind. One that counts no more is not there.
async fn end(call: &Call<'_>, kind: CredentialKind, id: &Guid) -> ApiResult<Reply> {
    let is_known = counting(call, kind).await?.iter().any(|credential| credential.id == *id);
    if is_known && call.app.store.revoke_credential(&call.caller.author, call.context.received, id).await? {
        Ok(Reply::nothing())
    } else {
        Err(ApiError::new(Code::NotFound))
    }
}
