//! Whether the audit log is as it was written, by the hashes that chain its rows.

use enrollment::graph::write_date_time;
use serde_json::json;

use crate::error::ApiResult;
use crate::graph::Call;
use crate::graph::query::Query;
use crate::graph::reply::Reply;

/// `GET /pomona/audit/verification`: reads the whole log.
pub async fn read(call: &Call<'_>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let found = call.app.store.verify(None).await?;
    let first_broken = found
        .first_broken
        .as_ref()
        .map(|row| json!({"sequence": row.sequence, "id": row.id, "activityDateTime": row.at.map(write_date_time)}));
    Ok(Reply::json(json!({
        "verified": found.first_broken.is_none(),
        "rows": found.rows,
        "firstBroken": first_broken,
        "head": found.head,
    })))
}
