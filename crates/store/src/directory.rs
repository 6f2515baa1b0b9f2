//! The organization and its directory: people, groups, devices and enrollment restrictions, read from memory.

use std::sync::Arc;

use async_trait::async_trait;
use enrollment::directory::{Device, Directory, Group, Member, Person};
use enrollment::directory_import::Plan;
use enrollment::guid::Guid;
use enrollment::profile::NewProfile;
use enrollment::restriction::Restriction;
use time::OffsetDateTime;

use crate::author::Author;
use crate::error::{ChangedBy, Outcome, StoreError};

/// Whose devices enroll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: Guid,
    /// As people know it.
    pub display_name: String,
    /// Its domains; the first is the default.
    pub verified_domains: Vec<String>,
    /// Graph's `mobileDeviceManagementAuthority`, such as `intune`.
    pub mdm_authority: String,
}

/// Everything that a directory consists of, and profiles to begin with.
#[derive(Debug, Clone, Default)]
pub struct DirectoryRecords {
    /// The organization; `None` leaves it as it is.
    pub organization: Option<Organization>,
    /// Everybody.
    pub people: Vec<Person>,
    /// Every group.
    pub groups: Vec<Group>,
    /// Every device.
    pub devices: Vec<Device>,
    /// Direct members of assigned groups.
    pub members: Vec<Member>,
    /// Every enrollment restriction, the default included.
    pub restrictions: Vec<Restriction>,
    /// Profiles that are created after the rest, in order.
    pub profiles: Vec<(Guid, NewProfile)>,
}

/// The directory.
#[async_trait]
pub trait DirectoryStore: Send + Sync {
    /// People, groups and devices, from memory.
    fn directory(&self) -> Arc<Directory>;

    /// The same with its version, which counts every change to people, groups, devices, restrictions and organization.
    fn versioned_directory(&self) -> (Arc<Directory>, u64);

    /// The organization, from memory; `None` until one is set or loaded.
    fn organization(&self) -> Option<Arc<Organization>>;

    /// Every enrollment restriction by priority, the default first, from memory.
    fn restrictions(&self) -> Arc<Vec<Restriction>>;

    /// Whether there is neither a directory nor a profile.
    fn is_empty(&self) -> bool;

    /// Sets the organization.
    async fn set_organization(&self, author: &Author, now: OffsetDateTime, organization: Organization) -> Result<(), StoreError>;

    /// Replaces the directory and the restrictions, and creates the profiles: all or nothing.
    async fn load_directory(&self, author: &Author, now: OffsetDateTime, records: DirectoryRecords) -> Outcome<()>;

    /// Does what a plan says, all or nothing, and answers the new version. `expected` is the version that the plan was made for.
    /// A plan that changes nothing leaves version and log alone.
    async fn import_directory(&self, author: &Author, now: OffsetDateTime, expected: u64, plan: Plan) -> Outcome<u64>;

    /// Who changed the directory last.
    async fn directory_changed(&self) -> Result<ChangedBy, StoreError>;
}
