//! Earlier profiles, and making the profiles be others all at once: restoring and importing.

use std::sync::Arc;

use async_trait::async_trait;
use enrollment::directory::Directory;
use enrollment::history::Past;
use enrollment::history::restore::GoneGroup;
use time::OffsetDateTime;

use crate::author::Author;
use crate::error::{ChangedBy, Outcome, StoreError};
use crate::profile::ProfileSet;

/// Profiles and directory as of one commit, and what counts the changes to either.
#[derive(Debug, Clone)]
pub struct Everything {
    /// All profiles in order.
    pub profiles: Arc<ProfileSet>,
    /// People, groups and devices.
    pub directory: Arc<Directory>,
    /// Counts the changes.
    pub versions: EverythingVersions,
}

/// Counts the changes to everything that profiles are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EverythingVersions {
    /// Of profiles, assignments and the order.
    pub profiles: u64,
    /// Of the directory.
    pub directory: u64,
}

/// What the profiles are to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One profile: where it stands, or at this place when it is not there.
    One(Past, usize),
    /// All of them in order; what is not among them is deleted.
    All(Vec<Past>),
}

/// What the caller read, which must still be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// This version of the one profile that is wanted.
    Profile(u64),
    /// This version of the order; when one profile is wanted, it is not there.
    Order(u64),
    /// Everything.
    Everything(EverythingVersions),
}

/// Why the profiles are to be others, as the change log keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// An earlier version is restored: a group that is gone is no hindrance.
    Restore(u64),
    /// A document is imported, whose groups were checked against the directory that the guard names.
    Import,
}

/// A write of several profiles at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What is wanted.
    pub wanted: Wanted,
    /// What must still be so.
    pub guard: Guard,
    /// Why.
    pub reason: Reason,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced {
    /// All profiles right after.
    pub set: Arc<ProfileSet>,
    /// The newest version that this made; `None`: everything was so already.
    pub version: Option<u64>,
    /// Assignments that came back although their group is gone.
    pub gone: Vec<GoneGroup>,
}

/// Earlier profiles and the way back to them.
#[async_trait]
pub trait HistoryStore: Send + Sync {
    /// Profiles and directory together, from memory.
    fn everything(&self) -> Everything;

    /// Who changed the directory last, when it is not at the version that somebody read, or else the profiles or their order.
    async fn changed_since(&self, read: EverythingVersions) -> Result<ChangedBy, StoreError>;

    /// The profiles in order, as they were right after a version. Versions are the rows of the change log about profiles and
    /// their order, by their sequence. `None`: no version has this number.
    async fn profiles_at(&self, version: u64) -> Result<Option<Vec<Past>>, StoreError>;

    /// Makes the profiles be what is wanted, all or nothing, with a row in the change log for each profile that changes and one
    /// for the order. A profile that comes back keeps its id.
    async fn replace_profiles(&self, author: &Author, now: OffsetDateTime, replacement: Replacement) -> Outcome<Replaced>;
}
