//! Invitations that still count: by whom they were made stands in the audit log, for whom they are nowhere.

use enrollment::account::Role;
use enrollment::graph::words::WireWord as _;
use enrollment::graph::{sent, write_date_time};
use enrollment::guid::Guid;
use http::StatusCode;
use pomona_store::{Credential, CredentialKind};
use serde_json::{Value, json};

use crate::error::ApiResult;
use crate::graph::reply::Reply;
use crate::graph::{Call, body};
use crate::session::invitation::{SENT, invite, link};

fn document(invitation: &Credential) -> Value {
    json!({
        "id": invitation.id.to_string(),
        "role": Role(invitation.scope).wire(),
        "createdDateTime": write_date_time(invitation.created),
        "expiresDateTime": write_date_time(invitation.expires),
    })
}

/// `GET /pomona/invitations`, newest first
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let invitations = super::counting(call, CredentialKind::Invitation).await?;
    super::list(call, invitations.iter().map(document))
}

/// `POST /pomona/invitations`: the link is told in this answer and never again
pub async fn create(call: &Call<'_>) -> ApiResult<Reply> {
    let Role(scope) = sent::role(&body::parse(&call.body)?)?;
    let issued = invite(call.app.store.as_ref(), call.app.world.as_ref(), &call.caller.author, scope, SENT).await?;
    let mut document = document(&issued.credential);
    document["link"] = json!(link(&call.context.base_url, &issued.secret));
    Ok(Reply::json(document).with_status(StatusCode::CREATED))
}

/// `DELETE /pomona/invitations/{id}`
pub async fn withdraw(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    super::end(call, CredentialKind::Invitation, id).await
}
