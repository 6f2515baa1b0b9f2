//! The chain of hashes through the change log. The hash of a row is the SHA-256 of the hash before it and of its own columns, so
//! that nobody changes, removes, adds or swaps rows in the middle without all later hashes telling.

use sha2::{Digest as _, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::SqliteStore;
use super::values::{count, hex, moment};
use crate::change_log::{BrokenRow, Verification};
use crate::error::StoreError;

/// What stands for the hash before the first row.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// How many rows are read at a time.
const CHUNK: i64 = 500;

/// The columns of a row as they are stored, but for its hash.
#[derive(Debug)]
pub(super) struct Content<'a> {
    pub sequence: i64,
    pub id: &'a str,
    pub at: i64,
    pub author_id: &'a str,
    pub author_name: &'a str,
    pub author_kind: &'a str,
    pub client: &'a str,
    pub request_id: &'a str,
    pub action: &'a str,
    pub object_kind: &'a str,
    pub object_id: &'a str,
    pub object_name: &'a str,
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
}

impl<'a> Content<'a> {
    fn of(row: &'a SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            sequence: row.try_get("sequence")?,
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            author_id: row.try_get("author_id")?,
            author_name: row.try_get("author_name")?,
            author_kind: row.try_get("author_kind")?,
            client: row.try_get("client")?,
            request_id: row.try_get("request_id")?,
            action: row.try_get("action")?,
            object_kind: row.try_get("object_kind")?,
            object_id: row.try_get("object_id")?,
            object_name: row.try_get("object_name")?,
            before: row.try_get("before_json")?,
            after: row.try_get("after_json")?,
        })
    }

    /// The hash of this row behind `previous`: the columns in their order, each as its length in bytes, a colon, its bytes and a
    /// comma, so that no two rows read alike; `-,` is a document that is not there.
    pub(super) fn hash(&self, previous: &str) -> String {
        let (sequence, at) = (self.sequence.to_string(), self.at.to_string());
        let texts = [
            previous,
            &sequence,
            self.id,
            &at,
            self.author_id,
            self.author_name,
            self.author_kind,
            self.client,
            self.request_id,
            self.action,
            self.object_kind,
            self.object_id,
            self.object_name,
        ];
        let mut hash = Sha256::new();
        for text in texts.into_iter().map(Some).chain([self.before, self.after]) {
            match text {
                Some(text) => hash.update(format!("{}:{text},", text.len())),
                None => hash.update("-,"),
            }
        }
        hex(&hash.finalize())
    }
}

/// The newest row's sequence and hash, or what stands for them in an empty log.
pub(super) async fn head(connection: &mut SqliteConnection) -> Result<(i64, String), StoreError> {
    let newest: Option<(i64, String)> =
        sqlx::query_as("SELECT sequence, hash FROM change_log ORDER BY sequence DESC LIMIT 1").fetch_optional(connection).await?;
    Ok(newest.unwrap_or_else(|| (0, BEGINNING.to_owned())))
}

/// Moves the rows of a log without hashes into one with them: the second half of migration 2.
pub(super) async fn chain_old_rows(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let (mut last, mut previous) = (0, BEGINNING.to_owned());
    loop {
        let rows = sqlx::query("SELECT * FROM change_log_unchained WHERE sequence > $1 ORDER BY sequence LIMIT $2")
            .bind(last)
            .bind(CHUNK)
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            let content = Content::of(row)?;
            previous = content.hash(&previous);
            last = content.sequence;
            insert(connection, &content, &previous).await?;
        }
        if rows.is_empty() {
            sqlx::query("DROP TABLE change_log_unchained").execute(connection).await?;
            return Ok(());
        }
    }
}

/// Adds a row with its hash.
pub(super) async fn insert(connection: &mut SqliteConnection, row: &Content<'_>, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO change_log (sequence, id, at, author_id, author_name, author_kind, client, request_id, action, object_kind, \
         object_id, object_name, before_json, after_json, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(row.sequence)
    .bind(row.id)
    .bind(row.at)
    .bind(row.author_id)
    .bind(row.author_name)
    .bind(row.author_kind)
    .bind(row.client)
    .bind(row.request_id)
    .bind(row.action)
    .bind(row.object_kind)
    .bind(row.object_id)
    .bind(row.object_name)
    .bind(row.before)
    .bind(row.after)
    .bind(hash)
    .execute(connection)
    .await?;
    Ok(())
}

impl SqliteStore {
    /// Reads the whole log. Rows are only ever added, so no lock is needed while it takes.
    pub(super) async fn verify_chain(&self, known: Option<&str>) -> Result<Verification, StoreError> {
        verify(&mut *self.readers.acquire().await?, known).await
    }
}

/// Reads the whole log from its beginning and computes every hash again.
pub(super) async fn verify(connection: &mut SqliteConnection, known: Option<&str>) -> Result<Verification, StoreError> {
    let (mut last, mut previous, mut rows) = (0, BEGINNING.to_owned(), 0);
    let (mut first_broken, mut holds_known) = (None, known.is_none());
    loop {
        let chunk = sqlx::query("SELECT * FROM change_log WHERE sequence > $1 ORDER BY sequence LIMIT $2")
            .bind(last)
            .bind(CHUNK)
            .fetch_all(&mut *connection)
            .await?;
        for row in &chunk {
            let sequence: i64 = row.try_get("sequence")?;
            if first_broken.is_none() {
                match next_hash(row, last, &previous) {
                    Some(hash) => previous = hash,
                    None => first_broken = Some(BrokenRow::of(row, sequence)?),
                }
                holds_known |= first_broken.is_none() && known.is_some_and(|known| known.eq_ignore_ascii_case(&previous));
            }
            rows += 1;
            last = sequence;
        }
        if chunk.len() < usize::try_from(CHUNK).unwrap_or(usize::MAX) {
            let head = (rows > 0).then_some(previous).filter(|_| first_broken.is_none());
            return Ok(Verification { rows, first_broken, head, holds_known });
        }
    }
}

/// The hash of a row that follows `previous` without a gap and has the hash that it must have.
fn next_hash(row: &SqliteRow, last: i64, previous: &str) -> Option<String> {
    let content = Content::of(row).ok()?;
    let hash = content.hash(previous);
    let stored: &str = row.try_get("hash").ok()?;
    (content.sequence == last + 1 && stored == hash).then_some(hash)
}

impl BrokenRow {
    /// What can still be read of it.
    fn of(row: &SqliteRow, sequence: i64) -> Result<Self, StoreError> {
        let at = row.try_get::<i64, _>("at").ok();
        Ok(Self { sequence: count(sequence)?, id: row.try_get("id").unwrap_or_default(), at: at.and_then(|at| moment(at).ok()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> Content<'static> {
        Content {
            sequence: 1,
            id: "i",
            at: 2,
            author_id: "a",
            author_name: "Zoë",
            author_kind: "cli",
            client: "",
            request_id: "r",
            action: "create",
            object_kind: "profile",
            object_id: "p",
            object_name: "n",
            before: None,
            after: Some("{}"),
        }
    }

    #[test]
    fn the_hash_is_the_one_that_the_documentation_describes() {
        let text = format!("64:{BEGINNING},1:1,1:i,1:2,1:a,4:Zoë,3:cli,0:,1:r,6:create,7:profile,1:p,1:n,-,2:{{}},");
        assert_eq!(content().hash(BEGINNING), hex(&Sha256::digest(text)));
    }

    #[test]
    fn a_text_that_moves_to_the_next_column_makes_another_hash() {
        let moved = Content { object_id: "pn", object_name: "", ..content() };
        let absent = Content { after: None, ..content() };
        let empty = Content { after: Some(""), ..content() };
        let hashes = [content().hash(BEGINNING), moved.hash(BEGINNING), absent.hash(BEGINNING), empty.hash(BEGINNING), content().hash("x")];
        let different: std::collections::BTreeSet<_> = hashes.iter().collect();
        assert_eq!(different.len(), hashes.len());
    }
}
