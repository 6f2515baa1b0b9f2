//! Profiles and their order: one picture in memory to read from, and the writes that replace it.

use std::sync::Arc;

use async_trait::async_trait;
use enrollment::assignment::{Assignment, Filter};
use enrollment::guid::Guid;
use enrollment::profile::{NewProfile, Profile, ProfileChange};
use time::OffsetDateTime;

use crate::author::Author;
use crate::error::{Outcome, StoreError};
use crate::idempotency::Once;

/// A place in the order, 0 is the highest.
pub type Place = u32;

/// All profiles in order, as of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileSet {
    /// The first is the highest.
    pub profiles: Vec<Arc<Profile>>,
    /// Counts the changes to the order: every create, delete, new order and effective move.
    pub order_version: u64,
    /// Who changed the order last, as shown.
    pub order_changed_by: String,
    /// When the order was changed last.
    pub order_changed: OffsetDateTime,
}

impl ProfileSet {
    /// The place of a profile.
    pub fn place(&self, id: &Guid) -> Option<Place> {
        self.profiles.iter().position(|profile| profile.id == *id).and_then(|place| Place::try_from(place).ok())
    }

    /// A profile and its place.
    pub fn find(&self, id: &Guid) -> Option<(Place, &Arc<Profile>)> {
        (0..).zip(&self.profiles).find(|(_, profile)| profile.id == *id)
    }

    /// The ids in order.
    pub fn ids(&self) -> Vec<Guid> {
        self.profiles.iter().map(|profile| profile.id.clone()).collect()
    }
}

/// A profile as a write left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// With its new version.
    pub profile: Arc<Profile>,
    /// Where it stands.
    pub place: Place,
    /// All profiles right after this write.
    pub set: Arc<ProfileSet>,
}

/// Enrollment profiles. Each write is one transaction with its row in the change log and the new versions.
/// A profile's version stays when only its place changes; a write that changes nothing leaves versions and log alone.
#[async_trait]
pub trait ProfileStore: Send + Sync {
    /// All profiles in order, from memory.
    fn snapshot(&self) -> Arc<ProfileSet>;

    /// Creates a profile at its place. With `once`, the answer is kept in the same transaction for repetitions.
    async fn create_profile(&self, author: &Author, now: OffsetDateTime, id: Guid, new: NewProfile, once: Option<Once>) -> Outcome<Saved>;

    /// Changes what is given and leaves the rest. `expected` is the version that the caller read.
    async fn change_profile(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        change: ProfileChange,
    ) -> Outcome<Saved>;

    /// Deletes a profile with its assignments; those below move up. Answers what it was.
    async fn delete_profile(&self, author: &Author, now: OffsetDateTime, id: &Guid, expected: Option<u64>) -> Outcome<Arc<Profile>>;

    /// Replaces the whole order. `expected` is the order's version that the caller read.
    async fn set_order(&self, author: &Author, now: OffsetDateTime, expected: Option<u64>, ids: Vec<Guid>) -> Outcome<Arc<ProfileSet>>;

    /// Takes a profile out and puts it in at `place`; beyond the end is the end.
    async fn set_priority(&self, author: &Author, now: OffsetDateTime, id: &Guid, place: Place) -> Outcome<Saved>;

    /// Adds one assignment. The same target again answers the assignment that is there and changes nothing.
    /// Mistakes point into the assignment: `/target/groupId`.
    async fn add_assignment(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        assignment: Assignment,
    ) -> Outcome<Assignment>;

    /// Changes the filter of the assignment whose target has this key ([`enrollment::assignment::Target::key`]).
    async fn change_assignment(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        target_key: &str,
        filter: Option<Filter>,
    ) -> Outcome<Assignment>;

    /// Removes the assignment whose target has this key.
    async fn remove_assignment(
        &self,
        author: &Author,
        now: OffsetDateTime,
        id: &Guid,
        expected: Option<u64>,
        target_key: &str,
    ) -> Outcome<Assignment>;

    /// Who changed a profile last, other than its place.
    async fn last_changed(&self, id: &Guid) -> Result<Option<crate::error::ChangedBy>, StoreError>;
}
