//! Earlier profiles: today's, with the rows of the change log taken back one by one. And handing replacements to the writer.

use async_trait::async_trait;
use enrollment::graph::kept;
use enrollment::history::{Past, Step};
use futures::FutureExt as _;
use serde_json::Value;
use sqlx::SqliteConnection;
use time::OffsetDateTime;

use super::SqliteStore;
use super::values::{column, corrupt};
use super::work::Stamp;
use super::{directories, profile_rows};
use crate::author::Author;
use crate::change_log::ObjectKind;
use crate::error::{ChangedBy, Outcome, StoreError};
use crate::history::{Everything, EverythingVersions, HistoryStore, Replaced, Replacement};

/// How many rows are read at a time.
const CHUNK: i64 = 500;

type Row = (i64, String, String, Option<String>, Option<String>);

#[async_trait]
impl HistoryStore for SqliteStore {
    fn everything(&self) -> Everything {
        let pictures = self.published.get();
        let versions = EverythingVersions {
            profiles: pictures.versions.profiles.unsigned_abs(),
            directory: pictures.versions.directory.unsigned_abs(),
        };
        Everything { profiles: pictures.profiles.clone(), directory: pictures.directory.directory.clone(), versions }
    }

    async fn changed_since(&self, read: EverythingVersions) -> Result<ChangedBy, StoreError> {
        let mut connection = self.readers.acquire().await?;
        let changed = directories::directory_changed(&mut connection).await?;
        if changed.current_version == read.directory { profile_rows::profiles_changed(&mut connection).await } else { Ok(changed) }
    }

    async fn profiles_at(&self, version: u64) -> Result<Option<Vec<Past>>, StoreError> {
        // A transaction, so that today's profiles and the log end with the same commit.
        let mut transaction = self.readers.begin().await?;
        if !is_version(&mut transaction, version).await? {
            return Ok(None);
        }
        let set = profile_rows::read(&mut transaction).await?;
        let mut profiles: Vec<Past> = set.profiles.iter().map(|profile| Past::from(profile.as_ref())).collect();
        let mut oldest = i64::MAX;
        loop {
            let rows = later_rows(&mut transaction, version, oldest).await?;
            let Some((sequence, ..)) = rows.last() else { return Ok(Some(profiles)) };
            oldest = *sequence;
            for row in rows {
                step(row)?.undo(&mut profiles);
            }
        }
    }

    async fn replace_profiles(&self, author: &Author, now: OffsetDateTime, replacement: Replacement) -> Outcome<Replaced> {
        let stamp = Stamp::new(author, now);
        self.queue.write(move |work| async move { work.replace_profiles(&stamp, replacement).await }.boxed()).await
    }
}

async fn is_version(connection: &mut SqliteConnection, version: u64) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT sequence FROM change_log WHERE sequence = $1 AND object_kind IN ($2, $3)")
        .bind(column(version))
        .bind(ObjectKind::Profile.as_str())
        .bind(ObjectKind::Order.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// The rows after a version and before `oldest`, newest first.
async fn later_rows(connection: &mut SqliteConnection, version: u64, oldest: i64) -> Result<Vec<Row>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT sequence, object_kind, object_id, before_json, after_json FROM change_log \
         WHERE sequence > $1 AND sequence < $2 AND object_kind IN ($3, $4) ORDER BY sequence DESC LIMIT $5",
    )
    .bind(column(version))
    .bind(oldest)
    .bind(ObjectKind::Profile.as_str())
    .bind(ObjectKind::Order.as_str())
    .bind(CHUNK)
    .fetch_all(connection)
    .await?)
}

fn step((sequence, kind, id, before, after): Row) -> Result<Step, StoreError> {
    let document = |text: Option<String>| text.map(|text| serde_json::from_str::<Value>(&text)).transpose();
    let (before, after) = document(before).and_then(|before| Ok((before, document(after)?))).map_err(|_| corrupt("version", sequence))?;
    let step = match ObjectKind::stored(&kind)? {
        ObjectKind::Order => kept::order_step(before.as_ref(), after.as_ref()),
        _ => kept::profile_step(&id, before.as_ref(), after.as_ref()),
    };
    step.ok_or_else(|| corrupt("version", sequence))
}
