//! What a write works on: the connection inside its transaction, and the pictures as this transaction sees them.

use enrollment::guid::Guid;
use serde_json::Value;
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::chain::{self, Content};
use super::pictures::Pictures;
use super::values::{column, micros};
use crate::author::Author;
use crate::change_log::NewChange;
use crate::error::StoreError;
use crate::idempotency::Reservation;

/// The writer's connection and what it knows.
pub(super) struct Work {
    pub connection: SqliteConnection,
    pub pictures: Pictures,
    /// Keys that stay in use until their write is committed.
    pub reservations: Vec<Reservation>,
}

/// Who writes, and when.
#[derive(Debug, Clone)]
pub(super) struct Stamp {
    pub author: Author,
    pub now: OffsetDateTime,
}

impl Stamp {
    pub(super) fn new(author: &Author, now: OffsetDateTime) -> Self {
        Self { author: author.clone(), now: super::values::storable(now) }
    }
}

impl Work {
    /// Counts a change to a part: `profiles`, `order` or `directory`.
    pub(super) async fn count_change(&mut self, part: &'static str, stamp: &Stamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE versions SET value = value + 1, changed_by = $1, changed_at = $2 WHERE name = $3")
            .bind(&stamp.author.name)
            .bind(micros(stamp.now))
            .bind(part)
            .execute(&mut self.connection)
            .await?;
        match part {
            "profiles" => self.pictures.versions.profiles += 1,
            "directory" => self.pictures.versions.directory += 1,
            _ => {}
        }
        Ok(())
    }

    /// Adds a row to the change log, chained to the one before it. Jobs of one transaction see each other's rows, and what is undone
    /// to a savepoint takes its rows along, so the chain has neither gaps nor forks.
    pub(super) async fn log(&mut self, stamp: &Stamp, change: NewChange) -> Result<(), StoreError> {
        let (last, previous) = chain::head(&mut self.connection).await?;
        let sequence = last + 1;
        let text = |value: Option<Value>| value.map(|value| value.to_string());
        let (before, after) = (text(change.before), text(change.after));
        let row = Content {
            sequence,
            id: &row_id(stamp.now, sequence).to_string(),
            at: micros(stamp.now),
            author_id: &stamp.author.id,
            author_name: &stamp.author.name,
            author_kind: stamp.author.kind.as_str(),
            client: &stamp.author.client,
            request_id: &stamp.author.request_id,
            action: change.action.as_str(),
            object_kind: change.object_kind.as_str(),
            object_id: &change.object_id,
            object_name: &change.object_name,
            before: before.as_deref(),
            after: after.as_deref(),
        };
        let hash = row.hash(&previous);
        chain::insert(&mut self.connection, &row, &hash).await?;
        Ok(())
    }
}

/// The id of a row of the change log: a version 7 UUID (RFC 9562) that holds the sequence where others hold chance, so that
/// it is unique without asking for any.
fn row_id(at: OffsetDateTime, sequence: i64) -> Guid {
    let mut bytes = [0; 16];
    let milliseconds = micros(at) / 1_000;
    bytes[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
    bytes[6] = 0x70;
    bytes[8..].copy_from_slice(&column(sequence).to_be_bytes());
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid::from_bytes(bytes)
}
