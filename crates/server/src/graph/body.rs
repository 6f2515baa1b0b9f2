//! The body of a request: JSON where there is one, at most 1 MiB, but for tables. Of those one is worked on at a time, and
//! those that arrive have so much room together.

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
/// So many KiB may all of them take together, those that are still arriving too: three full ones.
const ROOM: usize = 3 * (LARGEST_TABLES >> 10);
/// When a client may try again that found no room, in seconds.
const ROOM_AFTER: u64 = 10;
/// How long a body may take.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// A client that sends nothing for so long is not waited for any more.
    pause: Duration,
    /// Nor one whose body is not whole after so long, however steadily it drips.
    whole: Duration,
}

const SMALL: Patience = Patience { pause: Duration::from_secs(30), whole: Duration::from_mins(2) };
const LARGE: Patience = Patience { pause: Duration::from_secs(30), whole: Duration::from_mins(10) };

/// Reads a body; one that is not empty must say that it is JSON.
pub async fn read(headers: &HeaderMap, body: Body) -> ApiResult<Bytes> {
    collect(headers, body, MAX, SMALL, |_| Ok(())).await.map(Bytes::from)
}

/// The places for large bodies.
#[derive(Debug)]
pub struct LargeBodies {
    places: Arc<Semaphore>,
    /// In KiB.
    room: Arc<Semaphore>,
}

impl Default for LargeBodies {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(TABLES_AT_ONCE)), room: Arc::new(Semaphore::new(ROOM)) }
    }
}

impl LargeBodies {
    /// Reads a body of at most `max` bytes, then waits for a place, so that nobody waits for a slow client. The place and the room
    /// are free again when the body is dropped.
    pub async fn read(&self, headers: &HeaderMap, body: Body, max: usize) -> ApiResult<Bytes> {
        let mut room = Arc::clone(&self.room).try_acquire_many_owned(0).map_err(|_| no_room())?;
        let take = |bytes: usize| {
            let more = bytes.div_ceil(1 << 10).saturating_sub(room.num_permits());
            let more = u32::try_from(more).map_err(|_| no_room())?;
            room.merge(Arc::clone(&self.room).try_acquire_many_owned(more).map_err(|_| no_room())?);
            Ok(())
        };
        let bytes = collect(headers, body, max, LARGE, take).await?;
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| ApiError::new(Code::Internal))?;
        Ok(Bytes::from_owner(Placed { bytes, _held: [place, room] }))
    }
}

/// Waiting for room could take forever where everybody waits with half a body.
fn no_room() -> ApiError {
    ApiError::too_many(ROOM_AFTER)
}

struct Placed {
    bytes: Vec<u8>,
    _held: [OwnedSemaphorePermit; 2],
}

impl AsRef<[u8]> for Placed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads a body; `take` is asked for room before it holds so many bytes.
async fn collect(
    headers: &HeaderMap,
    body: Body,
    max: usize,
    patience: Patience,
    take: impl FnMut(usize) -> ApiResult<()>,
) -> ApiResult<Vec<u8>> {
    let whole = timeout(patience.whole, parts(headers, body, max, patience.pause, take)).await;
    whole.map_err(|_| ApiError::new(Code::BodyIncomplete))?
}

async fn parts(
    headers: &HeaderMap,
    body: Body,
    max: usize,
    pause: Duration,
    mut take: impl FnMut(usize) -> ApiResult<()>,
) -> ApiResult<Vec<u8>> {
    let too_large = || ApiError::from(FieldError::new(Code::BodyTooLarge, "").with("max", max));
    let incomplete = || ApiError::new(Code::BodyIncomplete);
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default());
    let mut parts = body.into_data_stream();
    while let Some(part) = timeout(pause, parts.next()).await.map_err(|_| incomplete())? {
        let part = part.map_err(|_| incomplete())?;
        if bytes.len() + part.len() > max {
            return Err(too_large());
        }
        take(bytes.len() + part.len())?;
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
    serde_json::from_slice(body).map_err(|error| {
        let mistake = FieldError::new(Code::BrokenJson, "").with("line", error.line()).with("column", error.column());
        if body.is_empty() { mistake.with("empty", true) } else { mistake }.into()
    })
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
    async fn a_large_body_that_drips_keeps_no_other_from_being_read() {
        let places = LargeBodies::default();
        let endless = Body::from_stream(iter([Ok::<_, Error>(Bytes::from_static(b"{"))]).chain(futures::stream::pending()));
        let headers = json();
        let mut dripping = Box::pin(places.read(&headers, endless, 2));
        assert!((&mut dripping).now_or_never().is_none());
        assert_eq!(places.read(&json(), Body::from("{}"), 2).now_or_never().expect("at once").expect("a place"), "{}");
        assert_eq!(places.room.available_permits(), ROOM - 1, "only what drips takes room");
        drop(dripping);
        assert_eq!(places.room.available_permits(), ROOM);
    }

    #[tokio::test]
    async fn a_body_that_finds_no_room_is_refused_until_there_is_some() {
        let places = LargeBodies::default();
        let most = u32::try_from(ROOM).expect("it fits");
        let others = places.room.try_acquire_many(most).expect("all is free");
        let refused = places.read(&json(), Body::from("{}"), 2).await.expect_err("no room");
        assert_eq!(refused.status(), http::StatusCode::TOO_MANY_REQUESTS);
        drop(others);
        assert!(places.read(&json(), Body::from("{}"), 2).await.is_ok());
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_not_waited_for_however_steadily_it_drips() {
        let drip = futures::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Some((Ok::<_, Error>(Bytes::from_static(b" ")), ()))
        });
        let patience = Patience { pause: Duration::from_mins(1), whole: Duration::from_millis(50) };
        let headers = json();
        let read = collect(&headers, Body::from_stream(drip), usize::MAX, patience, |_| Ok(()));
        let refused = timeout(Duration::from_secs(20), read).await.expect("it gives up").expect_err("not whole");
        assert_eq!(format!("{refused:?}"), format!("{:?}", ApiError::new(Code::BodyIncomplete)));
    }

    #[test]
    fn an_empty_body_says_that_it_is_empty() {
        let said = |body: &[u8]| format!("{:?}", parse(body).expect_err("refused"));
        assert!(said(b"").contains("empty") && !said(b"{").contains("empty"));
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
