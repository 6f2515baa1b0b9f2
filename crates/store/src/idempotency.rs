//! `Idempotency-Key`: a create that is sent again gets the answer of the first time. The answer is kept in the same
//! transaction as the create, so that neither can be there without the other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use crate::error::StoreError;
use crate::profile::Saved;

/// How long an answer is kept.
pub const KEPT: Duration = Duration::hours(24);

/// What a caller sent along to make a create repeatable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey {
    /// Who sent it: keys of different callers are different.
    pub caller: String,
    /// As sent.
    pub key: String,
}

/// The SHA-256 of a request's method, path and body.
pub type BodyHash = [u8; 32];

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, as it was sent.
    pub body: String,
}

/// Whether a request is the first with its key.
#[derive(Debug)]
pub enum Repeat {
    /// It is; do it with [`Once`]. Dropping the reservation gives the key back.
    Fresh(Reservation),
    /// The first is still running.
    Running,
    /// The key came with another body before.
    Reused,
    /// The first was answered so.
    Done(Answer),
}

type Running = Arc<Mutex<HashMap<IdempotencyKey, BodyHash>>>;

/// A key that is in use by a running request.
#[derive(Debug)]
pub struct Reservation {
    pub(crate) key: IdempotencyKey,
    pub(crate) body: BodyHash,
    running: Running,
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// The keys that are in use in this process. A crash forgets them, which is right: what it interrupted was not committed.
#[derive(Debug, Default)]
pub(crate) struct Reservations(Running);

impl Reservations {
    /// Reserves a key, or tells what another request does with it.
    pub(crate) fn reserve(&self, key: IdempotencyKey, body: BodyHash) -> Repeat {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match running.get(&key) {
            Some(other) if *other == body => Repeat::Running,
            Some(_) => Repeat::Reused,
            None => {
                running.insert(key.clone(), body);
                Repeat::Fresh(Reservation { key, body, running: Arc::clone(&self.0) })
            }
        }
    }
}

/// Makes a create happen once: what is written beside it.
pub struct Once {
    /// From [`Repeat::Fresh`].
    pub reservation: Reservation,
    /// Makes the answer from what was created. It runs inside the transaction and must be quick.
    pub answer: Box<dyn FnOnce(&Saved) -> Answer + Send>,
}

/// Keys of repeatable requests.
#[async_trait]
pub trait IdempotencyStore: Send + Sync {
    /// Looks a key up and reserves it.
    async fn idempotent(&self, key: IdempotencyKey, body: BodyHash, now: OffsetDateTime) -> Result<Repeat, StoreError>;
}
