//! Errors.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// An error.
#[derive(ToSchema)]
pub struct ErrorAnswer {
    /// What went wrong.
    pub error: ErrorBody,
}

/// What went wrong.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ErrorBody {
    /// Graph's word, such as `BadRequest`.
    pub code: String,
    /// For developers, in English.
    pub message: String,
    /// One for each mistake.
    pub details: Vec<ErrorDetail>,
    /// When, and the ids to give to support.
    pub inner_error: InnerError,
}

/// One mistake.
#[derive(ToSchema)]
pub struct ErrorDetail {
    /// Stable: branch on this.
    #[schema(value_type = String)]
    pub code: String,
    /// A JSON pointer into what was sent.
    pub target: String,
    /// For developers, in English.
    pub message: String,
    /// The values that a sentence about it names.
    #[schema(rename = "@pomona.parameters")]
    pub parameters: BTreeMap<String, String>,
}

/// When, and the ids to give to support.
#[derive(ToSchema)]
pub struct InnerError {
    /// UTC, without a zone.
    pub date: String,
    /// Ours.
    #[schema(rename = "request-id")]
    pub request_id: String,
    /// The client's, or ours again.
    #[schema(rename = "client-request-id")]
    pub client_request_id: String,
}
