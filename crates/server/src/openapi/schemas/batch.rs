//! Several requests in one.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// Up to twenty requests.
#[derive(ToSchema)]
pub struct Batch {
    /// Each with an id of its own.
    pub requests: Vec<BatchRequest>,
}

/// One request of a batch.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct BatchRequest {
    /// Unique whatever the case.
    pub id: String,
    /// Such as `GET`.
    pub method: String,
    /// Relative to the root of the contract.
    pub url: String,
    /// `Content-Type` is needed with a body.
    pub headers: Option<BTreeMap<String, String>>,
    /// JSON.
    #[schema(value_type = Option<Object>)]
    pub body: Option<serde_json::Value>,
    /// Ids of requests that must succeed first.
    pub depends_on: Option<Vec<String>>,
}

/// The answers of a batch.
#[derive(ToSchema)]
pub struct BatchAnswers {
    /// In the order in which they were run.
    pub responses: Vec<BatchAnswer>,
}

/// The answer of one request of a batch.
#[derive(ToSchema)]
pub struct BatchAnswer {
    /// Of the request.
    pub id: String,
    /// As if it had come alone.
    pub status: u16,
    /// As if it had come alone.
    pub headers: BTreeMap<String, String>,
    /// As if it had come alone.
    #[schema(value_type = Option<Object>)]
    pub body: Option<serde_json::Value>,
}
