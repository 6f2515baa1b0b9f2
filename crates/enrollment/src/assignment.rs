//! Whom a profile is assigned to: all users or groups of people, with what a Graph tenant may add (exclusions, filters).

use crate::error::{Code, Errors, FieldError};
use crate::group_kind::GroupKind;
use crate::guid::Guid;

/// Intune's virtual group for all users (GRAPH.md 3). It is not in the directory.
pub const ALL_USERS_GROUP: Guid =
    Guid::from_bytes([0xac, 0xac, 0xac, 0xac, 0x9d, 0xf4, 0x4c, 0x7d, 0x9d, 0x50, 0x4e, 0xf0, 0x22, 0x6f, 0x57, 0xa9]);
/// Intune's virtual group for all devices (GRAPH.md 3). Never valid here.
pub const ALL_DEVICES_GROUP: Guid =
    Guid::from_bytes([0xad, 0xad, 0xad, 0xad, 0x80, 0x8e, 0x44, 0xe2, 0x90, 0x5a, 0x0b, 0x78, 0x73, 0xa8, 0xa5, 0x31]);

/// How "all users" was written; both mean the same and are echoed as written.
#[derive(Debug, Clone, Copy)]
pub enum AllUsers {
    /// `allLicensedUsersAssignmentTarget`, as our app writes it.
    Licensed,
    /// `groupAssignmentTarget` with [`ALL_USERS_GROUP`].
    VirtualGroup,
}

impl PartialEq for AllUsers {
    /// The spelling does not count: both reach everybody.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for AllUsers {}

/// Whom one assignment names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Everybody.
    AllUsers(AllUsers),
    /// The people of a group, through nested groups too.
    Group(Guid),
    /// Not the people of a group, whatever else reaches them.
    ExcludedGroup(Guid),
}

impl Target {
    /// The group, where one is named.
    pub const fn group(&self) -> Option<&Guid> {
        match self {
            Self::AllUsers(_) => None,
            Self::Group(group) | Self::ExcludedGroup(group) => Some(group),
        }
    }

    /// The part of an assignment's id after the profile's id (GRAPH.md 3); an exclusion has its own, so that a group
    /// can stand on both sides until an administrator removes one.
    pub fn key(&self) -> String {
        match self {
            Self::AllUsers(_) => ALL_USERS_GROUP.to_string(),
            Self::Group(group) => group.to_string(),
            Self::ExcludedGroup(group) => format!("{group}_exclude"),
        }
    }
}

/// An assignment filter of Intune: kept and shown, never evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The filter's id.
    pub id: String,
    /// Whether it lets in or keeps out.
    pub mode: FilterMode,
}

/// What a filter does with the devices that match it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterMode {
    /// Lets them in.
    Include,
    /// Keeps them out.
    Exclude,
}

/// One assignment of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Whom it names.
    pub target: Target,
    /// A filter, which makes the evaluation of this assignment unknown.
    pub filter: Option<Filter>,
}

impl Assignment {
    /// Everybody.
    pub const fn all_users() -> Self {
        Self { target: Target::AllUsers(AllUsers::Licensed), filter: None }
    }

    /// The people of a group.
    pub const fn group(id: Guid) -> Self {
        Self { target: Target::Group(id), filter: None }
    }
}

/// A group as the check of assignments sees it.
#[derive(Debug, Clone)]
pub struct KnownGroup {
    /// Its name, for the sentence.
    pub display_name: String,
    /// What it holds.
    pub kind: GroupKind,
}

/// Checks assignments against the directory: no target twice, no unknown group, no device group.
/// `look_up` answers `None` for a group that does not exist. Pointers begin with the index: `/0/target/groupId`.
pub fn check(assignments: &[Assignment], look_up: impl Fn(&Guid) -> Option<KnownGroup>) -> Result<(), Errors> {
    let mut errors = Errors::default();
    for (index, assignment) in assignments.iter().enumerate() {
        if assignments[..index].iter().any(|earlier| earlier.target == assignment.target) {
            errors.push(FieldError::new(Code::DuplicateAssignment, format!("/{index}/target")));
        }
        let Some(id) = assignment.target.group() else { continue };
        if let Err(error) = check_group(id, look_up(id).as_ref()) {
            errors.push(error.under(&format!("/{index}/target/groupId")));
        }
    }
    errors.or(())
}

/// Checks one group: it exists and holds people, or may come to hold some.
pub fn check_group(id: &Guid, group: Option<&KnownGroup>) -> Result<(), FieldError> {
    match group {
        _ if *id == ALL_DEVICES_GROUP => Err(FieldError::new(Code::AllDevices, "")),
        None => Err(FieldError::new(Code::UnknownGroup, "").with("groupId", id)),
        Some(group) if !group.kind.can_be_assigned() => {
            Err(FieldError::new(Code::DeviceGroup, "").with("groupId", id).with("displayName", &group.display_name))
        }
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: Guid = Guid::from_bytes([1; 16]);
    const DEVICES: Guid = Guid::from_bytes([2; 16]);
    const NOBODY: Guid = Guid::from_bytes([3; 16]);

    fn look_up(id: &Guid) -> Option<KnownGroup> {
        let kind = [(PEOPLE, GroupKind::People), (DEVICES, GroupKind::Devices)].into_iter().find(|(known, _)| known == id)?.1;
        Some(KnownGroup { display_name: "Some group".to_owned(), kind })
    }

    fn codes(assignments: &[Assignment]) -> Vec<(Code, String)> {
        check(assignments, look_up)
            .err()
            .map(|errors| errors.0.into_iter().map(|error| (error.code, error.pointer)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn groups_of_people_and_all_users_are_accepted_together() {
        assert!(codes(&[Assignment::all_users(), Assignment::group(PEOPLE)]).is_empty());
    }

    #[test]
    fn a_device_group_is_refused_where_it_stands() {
        let refused = codes(&[Assignment::group(PEOPLE), Assignment::group(DEVICES)]);
        assert_eq!(refused, [(Code::DeviceGroup, "/1/target/groupId".to_owned())]);
    }

    #[test]
    fn all_devices_an_unknown_group_and_a_repetition_are_refused() {
        let refused =
            codes(&[Assignment::group(ALL_DEVICES_GROUP), Assignment::group(NOBODY), Assignment::all_users(), Assignment::all_users()]);
        let codes: Vec<_> = refused.into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Code::AllDevices, Code::UnknownGroup, Code::DuplicateAssignment]);
    }

    #[test]
    fn all_users_is_the_same_in_either_spelling() {
        let virtual_group = Assignment { target: Target::AllUsers(AllUsers::VirtualGroup), filter: None };
        assert_eq!(virtual_group, Assignment::all_users());
        assert_eq!(ALL_USERS_GROUP.to_string(), "acacacac-9df4-4c7d-9d50-4ef0226f57a9");
        assert_eq!(ALL_DEVICES_GROUP.to_string(), "adadadad-808e-44e2-905a-0b7873a8a531");
    }
}
