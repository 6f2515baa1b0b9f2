//! Reading the change log, and adding rows for what is no write by itself.

use async_trait::async_trait;
use futures::FutureExt as _;
use serde_json::Value;
use sqlx::{FromRow, QueryBuilder, Sqlite};
use time::OffsetDateTime;

use super::SqliteStore;
use super::values::{column, corrupt, count, guid, micros, moment};
use super::work::Stamp;
use crate::author::{Author, AuthorKind};
use crate::change_log::{Action, Change, ChangeFilter, ChangeLog, NewChange, ObjectKind, Verification};
use crate::error::StoreError;

/// How many rows are read when nobody says how many.
const LIMIT: u32 = 100;

#[derive(FromRow)]
struct ChangeRow {
    sequence: i64,
    id: String,
    at: i64,
    author_id: String,
    author_name: String,
    author_kind: String,
    client: String,
    request_id: String,
    action: String,
    object_kind: String,
    object_id: String,
    object_name: String,
    before_json: Option<String>,
    after_json: Option<String>,
    hash: String,
}

impl ChangeRow {
    fn read(self) -> Result<Change, StoreError> {
        let json = |text: Option<String>| -> Result<Option<Value>, StoreError> {
            text.map(|text| serde_json::from_str(&text).map_err(|_| corrupt("JSON document", text))).transpose()
        };
        Ok(Change {
            sequence: count(self.sequence)?,
            id: guid(&self.id)?,
            at: moment(self.at)?,
            author: Author {
                id: self.author_id,
                name: self.author_name,
                kind: AuthorKind::stored(&self.author_kind)?,
                client: self.client,
                request_id: self.request_id,
            },
            action: Action::stored(&self.action)?,
            object_kind: ObjectKind::stored(&self.object_kind)?,
            object_id: self.object_id,
            object_name: self.object_name,
            before: json(self.before_json)?,
            after: json(self.after_json)?,
            hash: self.hash,
        })
    }
}

#[async_trait]
impl ChangeLog for SqliteStore {
    async fn changes(&self, filter: &ChangeFilter) -> Result<Vec<Change>, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT sequence, id, at, author_id, author_name, author_kind, client, request_id, action, object_kind, object_id, \
             object_name, before_json, after_json, hash FROM change_log WHERE sequence > ",
        );
        query.push_bind(column(filter.after.unwrap_or(0)));
        if let Some(before) = filter.before {
            query.push(" AND sequence < ").push_bind(column(before));
        }
        if let Some(id) = &filter.id {
            query.push(" AND id = ").push_bind(id.to_string());
        }
        if let Some(from) = filter.from {
            query.push(" AND at >= ").push_bind(micros(from));
        }
        if let Some(until) = filter.until {
            query.push(" AND at <= ").push_bind(micros(until));
        }
        let kinds = match (filter.object_kinds.as_slice(), &filter.object_id) {
            // The index begins with the kind, so it helps only when kinds are named.
            ([], Some(_)) => ObjectKind::ALL,
            (kinds, _) => kinds,
        };
        if !kinds.is_empty() {
            query.push(" AND object_kind IN (");
            let mut list = query.separated(", ");
            for kind in kinds {
                list.push_bind(kind.as_str());
            }
            query.push(")");
        }
        if let Some(id) = &filter.object_id {
            query.push(" AND object_id = ").push_bind(id.clone());
        }
        query.push(" ORDER BY sequence DESC LIMIT ").push_bind(i64::from(filter.limit.unwrap_or(LIMIT)));
        let rows: Vec<ChangeRow> = query.build_query_as().fetch_all(&self.readers).await?;
        rows.into_iter().map(ChangeRow::read).collect()
    }

    async fn record(&self, author: &Author, now: OffsetDateTime, change: NewChange) -> Result<(), StoreError> {
        let stamp = Stamp::new(author, now);
        let done: Result<(), std::convert::Infallible> =
            self.queue.write(move |work| async move { work.log(&stamp, change).await.map(Ok) }.boxed()).await?;
        let Ok(()) = done;
        Ok(())
    }

    async fn verify(&self, known: Option<&str>) -> Result<Verification, StoreError> {
        self.verify_chain(known).await
    }
}
