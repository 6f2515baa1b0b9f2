//! Which server this is and what it can do beyond Graph.

use serde_json::json;

use crate::error::ApiResult;
use crate::graph::Call;
use crate::graph::query::Query;
use crate::graph::reply::Reply;

/// What Graph does not have, by the names that clients ask for.
const FEATURES: &[&str] = &[
    "order",
    "reach",
    "groupKinds",
    "throughGroups",
    "effect",
    "overview",
    "administration",
    "directoryImport",
    "auditVerification",
    "whoGetsWhat",
    "lint",
    "versions",
    "restore",
    "export",
    "import",
];

/// `GET /pomona`
pub fn describe(call: &Call<'_>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    Ok(Reply::json(json!({"version": env!("CARGO_PKG_VERSION"), "features": FEATURES})))
}
