//! Profiles and repeatable requests: reading from memory, and handing writes to the writer.

use std::sync::Arc;

use async_trait::async_trait;
use enrollment::assignment::{Assignment, Filter};
use enrollment::guid::Guid;
use enrollment::profile::{NewProfile, Profile, ProfileChange};
use futures::FutureExt as _;
use time::OffsetDateTime;

use super::SqliteStore;
use super::profile_rows;
use super::values::{count, hex, micros, moment};
use super::work::Stamp;
use crate::author::Author;
use crate::error::{ChangedBy, Outcome, StoreError};
use crate::idempotency::{Answer, BodyHash, IdempotencyKey, IdempotencyStore, KEPT, Once, Repeat};
use crate::profile::{Place, ProfileSet, ProfileStore, Saved};

#[async_trait]
impl ProfileStore for SqliteStore {
    fn snapshot(&self) -> Arc<ProfileSet> {
        Arc::clone(&self.published.get().profiles)
    }

    async fn create_profile(&self, author: &Author, now: OffsetDateTime, id: Guid, new: NewProfile, once: Option<Once>) -> Outcome<Saved> {
        let stamp = Stamp::new(author, now);
        self.queue.write(move |work| async move { work.create_profile(&stamp, id, new, once).await }.boxed()).await
    }

    async fn change_profile(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        change: ProfileChange,
    ) -> Outcome<Saved> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.queue.write(move |work| async move { work.change_profile(&stamp, &id, expected, change).await }.boxed()).await
    }

    async fn delete_profile(&self, author: &Author, now: OffsetDateTime, id: &Guid, expected: Option<u64>) -> Outcome<Arc<Profile>> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.queue.write(move |work| async move { work.delete_profile(&stamp, &id, expected).await }.boxed()).await
    }

    async fn set_order(&self, author: &Author, now: OffsetDateTime, expected: Option<u64>, ids: Vec<Guid>) -> Outcome<Arc<ProfileSet>> {
        let stamp = Stamp::new(author, now);
        self.queue.write(move |work| async move { work.set_order(&stamp, expected, ids).await }.boxed()).await
    }

    async fn set_priority(&self, author: &Author, now: OffsetDateTime, id: &Guid, place: Place) -> Outcome<Saved> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.queue.write(move |work| async move { work.set_priority(&stamp, &id, place).await }.boxed()).await
    }

    async fn add_assignment(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        assignment: Assignment,
    ) -> Outcome<Assignment> {
        let (stamp, id) = (Stamp::new(author, now), id.clone());
        self.queue.write(move |work| async move { work.add_assignment(&stamp, &id, expected, assignment).await }.boxed()).await
    }

    async fn change_assignment(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        target_key: &str,
        filter: Option<Filter>,
    ) -> Outcome<Assignment> {
        let (stamp, id, key) = (Stamp::new(author, now), id.clone(), target_key.to_owned());
        self.queue.write(move |work| async move { work.change_assignment(&stamp, &id, expected, &key, filter).await }.boxed()).await
    }

    async fn remove_assignment(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        target_key: &str,
    ) -> Outcome<Assignment> {
        let (stamp, id, key) = (Stamp::new(author, now), id.clone(), target_key.to_owned());
        self.queue.write(move |work| async move { work.remove_assignment(&stamp, &id, expected, &key).await }.boxed()).await
    }

    async fn last_changed(&self, id: &Guid) -> Result<Option<ChangedBy>, StoreError> {
        let row = profile_rows::modified_by(&mut *self.readers.acquire().await?, id).await?;
        row.map(|(who, at, version)| Ok(ChangedBy { who, at: moment(at)?, current_version: count(version)? })).transpose()
    }
}

#[async_trait]
impl IdempotencyStore for SqliteStore {
    async fn idempotent(&self, key: IdempotencyKey, body: BodyHash, now: OffsetDateTime) -> Result<Repeat, StoreError> {
        // Reserved before the database is asked, so that an answer cannot slip in between unseen.
        let reserved = self.reservations.reserve(key.clone(), body);
        if !matches!(reserved, Repeat::Fresh(_)) {
            return Ok(reserved);
        }
        let row: Option<(String, i64, String)> = sqlx::query_as(
            "SELECT body_hash, status, body FROM idempotency_keys WHERE caller = $1 AND idempotency_key = $2 AND created_at > $3",
        )
        .bind(&key.caller)
        .bind(&key.key)
        .bind(micros(now - KEPT))
        .fetch_optional(&self.readers)
        .await?;
        Ok(match row {
            None => reserved,
            Some((hash, ..)) if hash != hex(&body) => Repeat::Reused,
            Some((_, status, body)) => {
                let status = u16::try_from(status).map_err(|_| super::values::corrupt("status", status))?;
                Repeat::Done(Answer { status, body })
            }
        })
    }
}
