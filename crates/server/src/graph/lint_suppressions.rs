//! Findings of the lint that somebody decided to live with, and why.

use enrollment::error::Code;
use enrollment::graph::{sent, write_date_time};
use enrollment::guid::Guid;
use http::StatusCode;
use pomona_store::Suppression;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

/// A suppression.
pub fn document(suppression: &Suppression) -> Value {
    json!({
        "id": suppression.id.to_string(),
        "key": suppression.key.as_str(),
        "reason": suppression.reason.as_str(),
        "suppressedBy": suppression.by,
        "suppressedDateTime": write_date_time(suppression.at),
    })
}

/// `GET /pomona/lint/suppressions`, newest first; of findings that are not found any more, too.
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let suppressions = call.app.store.suppressions().await?;
    Ok(Reply::json(json!({"value": suppressions.iter().map(document).collect::<Vec<_>>()})))
}

/// `POST /pomona/lint/suppressions`: a finding that is suppressed already gets the new reason.
pub async fn create(call: &Call<'_>) -> ApiResult<Reply> {
    let (key, reason) = sent::suppression(&body::parse(&call.body)?)?;
    let id = call.app.world.new_id();
    let suppression = call.app.store.suppress(&call.caller.author, call.context.received, id, key, reason).await?;
    Ok(Reply::json(document(&suppression)).with_status(StatusCode::CREATED))
}

/// `DELETE /pomona/lint/suppressions/{id}`: the finding is told again.
pub async fn remove(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let is_ended = call.app.store.end_suppression(&call.caller.author, call.context.received, id).await?;
    if is_ended { Ok(Reply::nothing()) } else { Err(ApiError::new(Code::NotFound)) }
}
