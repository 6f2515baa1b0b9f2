//! Profiles as they were: what one row of the change log did to them, and that taken back, so that every earlier moment can be
//! reached from now. Nothing here is stored; the change log is.

pub mod difference;
pub mod restore;

use time::OffsetDateTime;

use crate::assignment::Assignment;
use crate::enrollment_type::EnrollmentType;
use crate::guid::Guid;
use crate::profile::Profile;
use crate::text::{Description, ProfileName};

/// A profile at some moment: everything but its place and its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its id, which stays even when it is deleted.
    pub id: Guid,
    /// Its name.
    pub name: ProfileName,
    /// What it was for.
    pub description: Description,
    /// How devices enrolled.
    pub enrollment_type: EnrollmentType,
    /// Whom it was assigned to.
    pub assignments: Vec<Assignment>,
    /// When it was created.
    pub created: OffsetDateTime,
    /// When anything but its place was last changed.
    pub modified: OffsetDateTime,
}

impl From<&Profile> for Past {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
            description: profile.description.clone(),
            enrollment_type: profile.enrollment_type.clone(),
            assignments: profile.assignments.clone(),
            created: profile.created,
            modified: profile.modified,
        }
    }
}

/// A profile and the place where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The profile.
    pub past: Past,
    /// Its place in the order, 0 first.
    pub place: usize,
}

/// What one version did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A profile was created.
    Created(Placed),
    /// A profile was changed, and perhaps moved.
    Changed {
        /// As it was.
        before: Placed,
        /// As it became.
        after: Placed,
    },
    /// A profile was deleted.
    Deleted(Placed),
    /// A profile was moved.
    Moved {
        /// Which one.
        id: Guid,
        /// Where it stood.
        from: usize,
        /// Where it came to stand.
        to: usize,
    },
    /// The whole order was replaced.
    Reordered {
        /// Every profile in order, as it was.
        before: Vec<Guid>,
        /// As it became.
        after: Vec<Guid>,
    },
}

impl Step {
    /// Takes the step back: `profiles`, in order as the step left them, become what they were before it.
    pub fn undo(&self, profiles: &mut Vec<Past>) {
        match self {
            Self::Created(after) => profiles.retain(|profile| profile.id != after.past.id),
            Self::Deleted(before) => put_in(profiles, before.past.clone(), before.place),
            Self::Changed { before, after } => {
                let Some(at) = position(profiles, &before.past.id) else { return };
                profiles[at] = before.past.clone();
                if before.place != after.place {
                    move_to(profiles, at, before.place);
                }
            }
            Self::Moved { id, from, .. } => {
                if let Some(at) = position(profiles, id) {
                    move_to(profiles, at, *from);
                }
            }
            Self::Reordered { before, .. } => {
                // What the list does not name would stay at the end; a complete list names everything.
                profiles.sort_by_key(|profile| before.iter().position(|id| *id == profile.id).unwrap_or(usize::MAX));
            }
        }
    }

    /// What one profile is after the step, given what it was before it; `None`: it is not there.
    pub fn follow(&self, before: Option<Placed>) -> Option<Placed> {
        match self {
            Self::Created(after) | Self::Changed { after, .. } => Some(after.clone()),
            Self::Deleted(_) => None,
            Self::Moved { to, .. } => before.map(|placed| Placed { place: *to, ..placed }),
            Self::Reordered { .. } => before,
        }
    }
}

fn position(profiles: &[Past], id: &Guid) -> Option<usize> {
    profiles.iter().position(|profile| profile.id == *id)
}

fn put_in(profiles: &mut Vec<Past>, profile: Past, place: usize) {
    let place = place.min(profiles.len());
    profiles.insert(place, profile);
}

fn move_to(profiles: &mut Vec<Past>, from: usize, to: usize) {
    let profile = profiles.remove(from);
    put_in(profiles, profile, to);
}

#[cfg(test)]
mod tests;
