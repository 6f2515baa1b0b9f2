//! Findings of the lint that somebody decided to live with. Each suppression and its end stand in the change log.

use async_trait::async_trait;
use enrollment::guid::Guid;
use enrollment::lint::{Key, SuppressionReason};
use time::OffsetDateTime;

use crate::author::Author;
use crate::error::StoreError;

/// A suppressed finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Given by the server.
    pub id: Guid,
    /// Which finding.
    pub key: Key,
    /// Why.
    pub reason: SuppressionReason,
    /// By whom, as shown.
    pub by: String,
    /// When.
    pub at: OffsetDateTime,
}

/// Suppressions.
#[async_trait]
pub trait SuppressionStore: Send + Sync {
    /// All of them, newest first.
    async fn suppressions(&self) -> Result<Vec<Suppression>, StoreError>;

    /// Suppresses a finding under this id. One that is suppressed already keeps its id and gets the new reason.
    async fn suppress(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: Guid,
        key: Key,
        reason: SuppressionReason,
    ) -> Result<Suppression, StoreError>;

    /// Tells a finding again. False: nothing has this id.
    async fn end_suppression(&self, author: &Author, now: OffsetDateTime, id: &Guid) -> Result<bool, StoreError>;
}
