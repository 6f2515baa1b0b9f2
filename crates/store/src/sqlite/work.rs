//! What a write works on: the connection inside its transaction, and the pictures as this transaction sees them.

use enrollment::guid::Guid;
use serde_json::Value;
use sqlx::SqliteConnection;
use time::OffsetDateTime;

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

    /// Adds a row to the change log.
    pub(super) async fn log(&mut self, stamp: &Stamp, change: NewChange) -> Result<(), StoreError> {
        let sequence: i64 =
            sqlx::query_scalar("SELECT COALESCE(MAX(sequence), 0) + 1 FROM change_log").fetch_one(&mut self.connection).await?;
        let text = |value: Option<Value>| value.map(|value| value.to_string());
        sqlx::query(
            "INSERT INTO change_log (sequence, id, at, author_id, author_name, author_kind, client, request_id, action, object_kind, \
             object_id, object_name, before_json, after_json) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(sequence)
        .bind(row_id(stamp.now, sequence).to_string())
        .bind(micros(stamp.now))
        .bind(&stamp.author.id)
        .bind(&stamp.author.name)
        .bind(stamp.author.kind.as_str())
        .bind(&stamp.author.client)
        .bind(&stamp.author.request_id)
        .bind(change.action.as_str())
        .bind(change.object_kind.as_str())
        .bind(change.object_id)
        .bind(change.object_name)
        .bind(text(change.before))
        .bind(text(change.after))
        .execute(&mut self.connection)
        .await?;
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
