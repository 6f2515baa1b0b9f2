//! The body of a request: JSON where there is one, at most 1 MiB, but for tables. Of those one is in memory at a time.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use enrollment::error::{Code, FieldError};
use futures::StreamExt as _;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::{ApiError, ApiResult};

/// The most bytes that a body may have.
const MAX: usize = 1 << 20;
/// The most bytes of a body that holds tables of the directory.
pub const LARGEST_TABLES: usize = 64 << 20;
/// The most bytes of a body that holds a table of people to ask about.
pub const LARGEST_QUESTIONS: usize = 50_000_000;
/// How many of those may be in memory at once. Working on one that is full takes half a gigabyte.
const TABLES_AT_ONCE: usize = 1;
/// A client that sends nothing for so long is not waited for any more.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Reads a body; one that is not empty must say that it is JSON.
pub async fn read(headers: &HeaderMap, body: Body) -> ApiResult<Bytes> {
    collect(headers, body, MAX).await.map(Bytes::from)
}

/// The places for large bodies.
#[derive(Debug)]
pub struct LargeBodies(Arc<Semaphore>);

impl Default for LargeBodies {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(TABLES_AT_ONCE)))
    }
}

impl LargeBodies {
    /// Waits for a place, then reads a body of at most `max` bytes. The place is free again when the body is dropped.
    pub async fn read(&self, headers: &HeaderMap, body: Body, max: usize) -> ApiResult<Bytes> {
        let place = Arc::clone(&self.0).acquire_owned().await.map_err(|_| ApiError::new(Code::Internal))?;
        let bytes = collect(headers, body, max).await?;
        Ok(Bytes::from_owner(Placed { bytes, _place: place }))
    }
}

struct Placed {
    bytes: Vec<u8>,
    _place: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Placed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

async fn collect(headers: &HeaderMap, body: Body, max: usize) -> ApiResult<Vec<u8>> {
    let too_large = || ApiError::from(FieldError::new(Code::BodyTooLarge, "").with("max", max));
    let incomplete = || ApiError::new(Code::BodyIncomplete);
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default());
    let mut parts = body.into_data_stream();
    while let Some(part) = timeout(LONGEST_PAUSE, parts.next()).await.map_err(|_| incomplete())? {
        let part = part.map_err(|_| incomplete())?;
        if bytes.len() + part.len() > max {
            return Err(too_large());
        }
        bytes.extend_from_slice(&part);
    }
    if !bytes.is_empty() {
        require_json(headers)?;
    }
    Ok(bytes)
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

#[cfg(test)]
mod tests {
    use std::io::Error;

    use futures::FutureExt as _;
    use futures::stream::iter;
    use http::HeaderValue;

    use super::*;

    fn json() -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))])
    }

    #[tokio::test]
    async fn a_body_that_ends_before_its_end_is_refused_as_such() {
        let cut = Body::from_stream(iter([Ok(Bytes::from_static(b"{")), Err(Error::other("gone"))]));
        let expected = ApiError::new(Code::BodyIncomplete);
        assert_eq!(format!("{:?}", read(&json(), cut).await), format!("{:?}", Err::<Bytes, _>(expected)));
    }

    #[tokio::test]
    async fn a_large_body_waits_until_another_one_is_gone() {
        let places = LargeBodies::default();
        let held = places.read(&json(), Body::from("{}"), 2).await.expect("there is a place");
        let copy = held.clone();
        assert!(places.read(&json(), Body::from("{}"), 2).now_or_never().is_none());
        drop(held);
        assert!(places.read(&json(), Body::from("{}"), 2).now_or_never().is_none(), "a copy holds the place too");
        drop(copy);
        assert_eq!(places.read(&json(), Body::from("{}"), 2).await.expect("a place"), "{}");
    }
}
