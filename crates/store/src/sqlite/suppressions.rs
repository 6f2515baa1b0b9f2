//! Suppressions of the lint: few, so that they are read when they are asked for.

use async_trait::async_trait;
use enrollment::guid::Guid;
use enrollment::lint::{Key, SuppressionReason};
use futures::FutureExt as _;
use serde_json::{Value, json};
use sqlx::FromRow;
use time::OffsetDateTime;

use super::SqliteStore;
use super::values::{corrupt, guid, micros, moment};
use super::work::{Stamp, Work};
use crate::author::Author;
use crate::change_log::{Action, NewChange, ObjectKind};
use crate::error::StoreError;
use crate::suppression::{Suppression, SuppressionStore};

const BY_ID: &str = "SELECT id, finding_key, reason, suppressed_by, suppressed_at FROM lint_suppressions WHERE id = $1";
const BY_KEY: &str = "SELECT id, finding_key, reason, suppressed_by, suppressed_at FROM lint_suppressions WHERE finding_key = $1";

#[derive(FromRow)]
struct SuppressionRow {
    id: String,
    finding_key: String,
    reason: String,
    suppressed_by: String,
    suppressed_at: i64,
}

impl SuppressionRow {
    fn read(self) -> Result<Suppression, StoreError> {
        Ok(Suppression {
            id: guid(&self.id)?,
            key: Key::parse(&self.finding_key).map_err(|_| corrupt("key of a finding", &self.finding_key))?,
            reason: SuppressionReason::parse(&self.reason).map_err(|_| corrupt("reason", &self.reason))?,
            by: self.suppressed_by,
            at: moment(self.suppressed_at)?,
        })
    }
}

#[async_trait]
impl SuppressionStore for SqliteStore {
    async fn suppressions(&self) -> Result<Vec<Suppression>, StoreError> {
        let rows: Vec<SuppressionRow> = sqlx::query_as(
            "SELECT id, finding_key, reason, suppressed_by, suppressed_at FROM lint_suppressions ORDER BY suppressed_at DESC, id",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(SuppressionRow::read).collect()
    }

    async fn suppress(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: Guid,
        key: Key,
        reason: SuppressionReason,
    ) -> Result<Suppression, StoreError> {
        let stamp = Stamp::new(author, now);
        self.write(move |work| async move { work.suppress(&stamp, id, key, reason).await }.boxed()).await
    }

    async fn end_suppression(&self, author: &Author, now: OffsetDateTime, id: &Guid) -> Result<bool, StoreError> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.write(move |work| async move { work.end_suppression(&stamp, &id).await }.boxed()).await
    }
}

impl Work {
    async fn suppress(&mut self, stamp: &Stamp, id: Guid, key: Key, reason: SuppressionReason) -> Result<Suppression, StoreError> {
        let before = self.suppression(BY_KEY, key.as_str()).await?;
        let id = before.as_ref().map_or(id, |before| before.id.clone());
        let after = Suppression { id, key, reason, by: stamp.author.name.clone(), at: stamp.now };
        if before.as_ref().is_some_and(|before| before.reason == after.reason) {
            return Ok(before.unwrap_or(after));
        }
        let sql = match before {
            None => "INSERT INTO lint_suppressions (reason, suppressed_by, suppressed_at, id, finding_key) VALUES ($1, $2, $3, $4, $5)",
            Some(_) => {
                "UPDATE lint_suppressions SET reason = $1, suppressed_by = $2, suppressed_at = $3 WHERE id = $4 AND finding_key = $5"
            }
        };
        sqlx::query(sql)
            .bind(after.reason.as_str())
            .bind(&after.by)
            .bind(micros(after.at))
            .bind(after.id.to_string())
            .bind(after.key.as_str())
            .execute(&mut self.connection)
            .await?;
        let action = if before.is_some() { Action::Change } else { Action::Create };
        self.log(stamp, change(action, &after, before.as_ref().map(document), Some(document(&after)))).await?;
        Ok(after)
    }

    async fn end_suppression(&mut self, stamp: &Stamp, id: &Guid) -> Result<bool, StoreError> {
        let Some(before) = self.suppression(BY_ID, &id.to_string()).await? else { return Ok(false) };
        sqlx::query("DELETE FROM lint_suppressions WHERE id = $1").bind(id.to_string()).execute(&mut self.connection).await?;
        self.log(stamp, change(Action::Delete, &before, Some(document(&before)), None)).await?;
        Ok(true)
    }

    /// The one that a statement finds by this value.
    async fn suppression(&mut self, sql: &'static str, value: &str) -> Result<Option<Suppression>, StoreError> {
        let row: Option<SuppressionRow> = sqlx::query_as(sql).bind(value).fetch_optional(&mut self.connection).await?;
        row.map(SuppressionRow::read).transpose()
    }
}

fn change(action: Action, of: &Suppression, before: Option<Value>, after: Option<Value>) -> NewChange {
    let object_kind = ObjectKind::LintSuppression;
    NewChange { action, object_kind, object_id: of.id.to_string(), object_name: of.key.as_str().to_owned(), before, after }
}

fn document(suppression: &Suppression) -> Value {
    json!({"key": suppression.key.as_str(), "reason": suppression.reason.as_str()})
}
