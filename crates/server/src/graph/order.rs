//! The order of the profiles: the place of one, as Graph has it, and the whole at once, guarded by its version.

use enrollment::error::Code;
use enrollment::graph::{item_etag, order_etag, parse_order_etag, sent};
use enrollment::guid::Guid;
use http::header::ETAG;

use crate::error::{ApiError, ApiResult, refused};
use crate::graph::reply::Reply;
use crate::graph::{Call, body, profiles};

/// `POST .../{id}/setPriority`
pub async fn set_priority(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let place = sent::set_priority(&body::parse(&call.body)?)?;
    let outcome = call.app.store.set_priority(&call.caller.author, call.context.received, id, place).await?;
    outcome.map_err(|reason| refused(reason, item_etag))?;
    Ok(Reply::nothing())
}

/// `POST .../setOrder`: the complete list of ids, with the version of the order that was read.
pub async fn set_order(call: &Call<'_>) -> ApiResult<Reply> {
    let ids = sent::profile_ids(&body::parse(&call.body)?)?;
    let current = call.app.store.snapshot().order_version;
    let tag = call.if_match(|tag| parse_order_etag(tag) == Some(current)).ok_or_else(|| ApiError::new(Code::VersionRequired))?;
    let expected = parse_order_etag(tag).unwrap_or_default();
    let outcome = call.app.store.set_order(&call.caller.author, call.context.received, Some(expected), ids).await?;
    let set = outcome.map_err(|reason| refused(reason, order_etag))?;
    Ok(Reply::json(profiles::whole_list(call, &set)).with_header(ETAG, &order_etag(set.order_version)))
}
