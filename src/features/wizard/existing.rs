//! A profile that exists as a draft, for a copy of it and for changing it.

use enrollment::assignment::{Assignment, Target};
use enrollment::enrollment_type::EnrollmentType;
use enrollment::graph::received::{self, Group, Profile};
use enrollment::group_kind::GroupKind;

use super::draft::{Audience, Draft, Kept, PickedGroup};
use crate::features::profiles::audience::GroupNames;
use crate::i18n::t;

/// Why a profile can only be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKnown {
    /// Its enrollment type has words that this version does not know.
    Type,
    /// It is assigned to something that this version does not know.
    Target,
    /// The server does not say whom it is assigned to.
    Assignments,
}

impl NotKnown {
    /// The reason as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Type => t::profiles::type_not_known_text(),
            Self::Target => t::profiles::target_not_known_text(),
            Self::Assignments => t::profiles::assignments_not_known_text(),
        }
    }
}

/// Why `profile` can only be looked at; `None` when it can be copied and changed.
pub fn not_known(profile: &Profile) -> Option<NotKnown> {
    known(profile).err()
}

fn known(profile: &Profile) -> Result<(EnrollmentType, Vec<Assignment>), NotKnown> {
    let enrollment_type = profile.known_type().ok_or(NotKnown::Type)?;
    let assignments = profile.assignments.as_ref().ok_or(NotKnown::Assignments)?;
    let assignments = assignments.iter().map(received::Assignment::known).collect::<Option<Vec<_>>>().ok_or(NotKnown::Target)?;
    Ok((enrollment_type, assignments))
}

impl Draft {
    /// `profile` with all its answers; `groups` are those that it names. The retired type counts as chosen on purpose.
    pub fn of(profile: &Profile, groups: &GroupNames) -> Result<Self, NotKnown> {
        let (enrollment_type, assignments) = known(profile)?;
        let mut draft = Self {
            name: profile.display_name.clone().unwrap_or_default(),
            description: profile.description.clone().unwrap_or_default(),
            kind: Some(enrollment_type.kind()),
            acknowledged: enrollment_type.kind().is_retired(),
            ..Self::default()
        };
        match enrollment_type {
            EnrollmentType::UserChoice(choice) => draft.branches = choice.branches(),
            EnrollmentType::DeviceWithCompanyPortal(ownership) => draft.ownership = ownership,
            _ => {}
        }
        let mut for_all = false;
        for assignment in assignments {
            let group = assignment.target.group().map(|id| picked(&id.to_string(), groups));
            match (&assignment.target, group) {
                (Target::AllUsers(_), _) if assignment.filter.is_none() => for_all = true,
                (Target::Group(_), Some(group)) if assignment.filter.is_none() => draft.groups.push(group),
                (_, group) => draft.kept.push(Kept { assignment, group }),
            }
        }
        draft.groups_beside_all = for_all && !draft.groups.is_empty();
        draft.audience = Some(if for_all {
            Audience::AllUsers
        } else if draft.groups.is_empty() && draft.kept.iter().all(Kept::excludes) {
            Audience::NoOne
        } else {
            Audience::Groups
        });
        Ok(draft)
    }
}

fn picked(id: &str, groups: &GroupNames) -> PickedGroup {
    groups.get(id).cloned().map_or_else(
        || PickedGroup { id: id.to_owned(), name: t::profiles::unknown_group(id), kind: GroupKind::Unknown, people: None },
        PickedGroup::of,
    )
}

impl PickedGroup {
    /// The group as it was picked.
    pub fn of(group: Group) -> Self {
        let people = group.counts.map(|counts| counts.people as u64);
        Self { id: group.id, name: group.display_name, kind: group.kind, people }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use enrollment::enrollment_type::{Kind, Ownership};
    use enrollment::user_choice::Branch;
    use serde_json::{Value, json};

    use super::*;

    pub const SALES: &str = "11111111-2222-3333-4444-555555555555";
    pub const LOST: &str = "99999999-2222-3333-4444-555555555555";

    pub fn group_target(word: &str, group: &str, filter: Option<&str>) -> Value {
        json!({"@odata.type": format!("#microsoft.graph.{word}"), "groupId": group,
            "deviceAndAppManagementAssignmentFilterId": filter,
            "deviceAndAppManagementAssignmentFilterType": if filter.is_some() { "include" } else { "none" }})
    }

    pub fn all_users() -> Value {
        json!({"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"})
    }

    pub fn profile(targets: &[Value]) -> Profile {
        let assignments: Vec<Value> = targets.iter().map(|target| json!({ "target": target })).collect();
        Profile::read(&json!({
            "id": "p", "displayName": "BYOD", "description": "Ours", "defaultEnrollmentType": "device",
            "availableEnrollmentTypeOptions": [{"ownerType": "company", "enrollmentType": "device"}], "assignments": assignments,
        }))
        .expect("a profile")
    }

    pub fn names() -> GroupNames {
        let sales = json!({"id": SALES, "displayName": "Sales", "@pomona.kind": "people", "@pomona.userCount": 212});
        GroupNames::new([Group::read(&sales).expect("a group")])
    }

    fn draft(targets: &[Value]) -> Draft {
        Draft::of(&profile(targets), &names()).expect("known")
    }

    #[test]
    fn every_answer_is_taken_over() {
        let draft = draft(&[group_target("groupAssignmentTarget", SALES, None)]);
        assert_eq!((draft.name.as_str(), draft.description.as_str()), ("BYOD", "Ours"));
        assert_eq!((draft.kind, draft.ownership), (Some(Kind::DeviceWithCompanyPortal), Ownership::Company));
        assert_eq!(draft.audience, Some(Audience::Groups));
        assert_eq!(draft.groups, [PickedGroup { id: SALES.into(), name: "Sales".into(), kind: GroupKind::People, people: Some(212) }]);
    }

    #[test]
    fn the_branches_of_user_choice_are_taken_over() {
        let mut value = profile(&[]).write();
        value["availableEnrollmentTypeOptions"] = json!([{"ownerType": "company", "enrollmentType": "device"},
            {"ownerType": "personal", "enrollmentType": "device"}]);
        let profile = Profile::read(&value).expect("a profile");
        let draft = Draft::of(&profile, &names()).expect("known");
        assert_eq!(draft.branches, [Branch::OwnEntireDevice, Branch::CompanyOwns]);
        assert_eq!(draft.enrollment_type().ok(), profile.known_type());
    }

    #[test]
    fn whom_it_reaches_says_the_audience() {
        let (sales, all) = (group_target("groupAssignmentTarget", SALES, None), all_users());
        let (out, filtered) =
            (group_target("exclusionGroupAssignmentTarget", SALES, None), group_target("groupAssignmentTarget", LOST, Some("f1")));
        let audience = |targets: &[Value]| draft(targets).audience;
        assert_eq!(audience(&[]), Some(Audience::NoOne));
        assert_eq!(audience(std::slice::from_ref(&out)), Some(Audience::NoOne));
        assert_eq!(audience(std::slice::from_ref(&filtered)), Some(Audience::Groups));
        assert_eq!(audience(&[sales.clone(), all.clone()]), Some(Audience::AllUsers));
        let both = draft(&[sales, all, out, filtered]);
        assert!(both.groups_beside_all);
        assert_eq!((both.groups.len(), both.kept.len()), (1, 2));
        assert_eq!(both.kept[1].group.as_ref().map(|group| group.kind), Some(GroupKind::Unknown));
    }

    #[test]
    fn nothing_that_a_profile_is_assigned_to_is_lost_on_the_way() {
        let targets = [
            all_users(),
            group_target("groupAssignmentTarget", SALES, None),
            group_target("groupAssignmentTarget", LOST, Some("f1")),
            group_target("exclusionGroupAssignmentTarget", "77777777-2222-3333-4444-555555555555", None),
        ];
        // Every set of them.
        for set in 0_usize..16 {
            let some: Vec<Value> = targets.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, one)| one.clone()).collect();
            let profile = profile(&some);
            let before: Vec<Assignment> = profile.assignments.iter().flatten().filter_map(received::Assignment::known).collect();
            let after = Draft::of(&profile, &names()).expect("known").assignments().expect("fine");
            assert_eq!(before.len(), after.len(), "{some:?}");
            assert!(before.iter().all(|one| after.contains(one)), "{some:?}");
        }
    }

    #[test]
    fn what_this_version_does_not_know_is_only_to_look_at() {
        let mut foreign = profile(&[]).write();
        foreign["defaultEnrollmentType"] = json!("visionEnrollment");
        assert_eq!(not_known(&Profile::read(&foreign).expect("a profile")), Some(NotKnown::Type));
        assert_eq!(not_known(&profile(&[json!({"@odata.type": "#microsoft.graph.spaceAssignmentTarget"})])), Some(NotKnown::Target));
        let mut silent = profile(&[]).write();
        silent.as_object_mut().expect("an object").remove("assignments");
        assert_eq!(not_known(&Profile::read(&silent).expect("a profile")), Some(NotKnown::Assignments));
        assert_eq!(not_known(&profile(&[])), None);
    }
}
