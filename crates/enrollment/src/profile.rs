//! An enrollment profile, parsed and never invalid: what a client asks to create or change, and what is kept.

use time::OffsetDateTime;

use crate::assignment::Assignment;
use crate::enrollment_type::EnrollmentType;
use crate::guid::Guid;
use crate::text::{Description, ProfileName};

/// What a client asks to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProfile {
    /// Its name, unique whatever the case.
    pub name: ProfileName,
    /// What it is for; device users never see it.
    pub description: Description,
    /// How devices enroll.
    pub enrollment_type: EnrollmentType,
    /// Whom it is assigned to, already without repetition.
    pub assignments: Vec<Assignment>,
    /// The place that it takes, 0 first; `None`: the end.
    pub priority: Option<u32>,
}

/// A change to a profile: what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileChange {
    /// A new name.
    pub name: Option<ProfileName>,
    /// A new description.
    pub description: Option<Description>,
    /// A new enrollment type.
    pub enrollment_type: Option<EnrollmentType>,
    /// The whole new set of assignments.
    pub assignments: Option<Vec<Assignment>>,
    /// A new place, 0 first.
    pub priority: Option<u32>,
}

impl ProfileChange {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A profile as it is kept. Its place is where it stands in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Given by the server.
    pub id: Guid,
    /// Its name.
    pub name: ProfileName,
    /// What it is for.
    pub description: Description,
    /// How devices enroll.
    pub enrollment_type: EnrollmentType,
    /// Whom it is assigned to.
    pub assignments: Vec<Assignment>,
    /// When it was created, UTC.
    pub created: OffsetDateTime,
    /// When anything but its place was last changed, UTC.
    pub modified: OffsetDateTime,
    /// Counts the changes to anything but the place, from 1.
    pub version: u64,
}
