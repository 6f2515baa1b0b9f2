//! The body of a request: at most 1 MiB where a route does not take more, and JSON where there is one.

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use enrollment::error::{Code, FieldError};
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde_json::Value;

use crate::error::{ApiError, ApiResult};

/// The most bytes that a body may have.
pub const MAX: usize = 1 << 20;
/// The most bytes of a body that holds tables of the directory.
pub const LARGEST_TABLES: usize = 64 << 20;

/// Reads a body of at most `max` bytes; one that is not empty must say that it is JSON.
pub async fn read(headers: &HeaderMap, body: Body, max: usize) -> ApiResult<Bytes> {
    let too_large = || ApiError::from(FieldError::new(Code::BodyTooLarge, "").with("max", max));
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    let body = to_bytes(body, max).await.map_err(|_| too_large())?;
    if !body.is_empty() {
        require_json(headers)?;
    }
    Ok(body)
}

/// Refuses a body that does not say that it is JSON.
pub fn require_json(headers: &HeaderMap) -> ApiResult<()> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).and_then(|value| value.split(';').next());
    let is_json = media_type.is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("application/json"));
    if is_json { Ok(()) } else { Err(ApiError::new(Code::UnsupportedMediaType)) }
}

/// Parses a body.
pub fn parse(body: &[u8]) -> ApiResult<Value> {
    serde_json::from_slice(body)
        .map_err(|error| FieldError::new(Code::BrokenJson, "").with("line", error.line()).with("column", error.column()).into())
}
