//! API tokens that still count.

use enrollment::graph::words::WireWord as _;
use enrollment::graph::{sent, write_date_time};
use enrollment::guid::Guid;
use http::StatusCode;
use pomona_store::{Credential, CredentialKind};
use serde_json::{Value, json};

use crate::error::ApiResult;
use crate::graph::reply::Reply;
use crate::graph::{Call, body};
use crate::session::token;

fn document(token: &Credential) -> Value {
    json!({
        "id": token.id.to_string(),
        "displayName": token.holder,
        "scope": token.scope.wire(),
        "createdDateTime": write_date_time(token.created),
        "expiresDateTime": write_date_time(token.expires),
        "lastUsedDateTime": token.last_used.map(write_date_time),
    })
}

/// `GET /pomona/tokens`, newest first
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let tokens = super::counting(call, CredentialKind::Token).await?;
    super::list(call, tokens.iter().map(document))
}

/// `POST /pomona/tokens`: the token is told in this answer and never again
pub async fn create(call: &Call<'_>) -> ApiResult<Reply> {
    let new = sent::new_token(&body::parse(&call.body)?)?;
    let issued = token::create(call.app.store.as_ref(), call.app.world.as_ref(), &call.caller.author, new).await?;
    let mut document = document(&issued.credential);
    document["token"] = json!(issued.secret);
    Ok(Reply::json(document).with_status(StatusCode::CREATED))
}

/// `DELETE /pomona/tokens/{id}`
pub async fn revoke(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    super::end(call, CredentialKind::Token, id).await
}
