//! Whom a profile is assigned to, as it is shown: all users, groups by name, exclusions and filters marked, and
//! targets of a kind that this version does not know as they came.

use std::collections::{BTreeMap, BTreeSet};

use enrollment::assignment::{Assignment, FilterMode, Target};
use enrollment::graph::received::{self, Group, Profile};

/// The groups that the server knew, by id in lower case. Here and below, maps are filled one by one: collecting would sort
/// first, and every sort of another type is a kilobyte of wasm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupNames(BTreeMap<String, Group>);

impl GroupNames {
    /// From what the server answered.
    pub fn new(groups: impl IntoIterator<Item = Group>) -> Self {
        let mut names = BTreeMap::new();
        for group in groups {
            names.insert(group.id.to_ascii_lowercase(), group);
        }
        Self(names)
    }

    /// The groups with their ids in lower case.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Group)> {
        self.0.iter()
    }

    /// The group with this id.
    pub fn get(&self, id: &str) -> Option<&Group> {
        self.0.get(&id.to_ascii_lowercase())
    }
}

/// Whom one assignment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    AllUsers,
    /// A group that the server knows.
    Group(Group),
    /// A group that it does not know, or no longer: its id.
    UnknownGroup(String),
    /// A kind of target that this version does not know: its word as it came.
    Foreign(String),
}

/// One assignment as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Whom it names.
    pub who: Who,
    /// They are kept out, whatever else reaches them.
    pub excluded: bool,
    /// What a filter does with the devices that match it.
    pub filter: Option<FilterMode>,
}

/// The recipients of `profile`, those who are kept out last; `None` when the server did not say whom it is assigned to.
pub fn recipients(profile: &Profile, names: &GroupNames) -> Option<Vec<Recipient>> {
    Some(named(profile.assignments.as_ref()?, names))
}

/// The recipients that these assignments name, those who are kept out last.
pub fn named(assignments: &[received::Assignment], names: &GroupNames) -> Vec<Recipient> {
    let recipients = assignments.iter().map(|assignment| recipient(assignment, names));
    let (kept_out, mut all): (Vec<_>, Vec<_>) = recipients.partition(|recipient| recipient.excluded);
    all.extend(kept_out);
    all
}

/// The ids of every group that these profiles name, each once.
pub fn group_ids<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> BTreeSet<String> {
    ids_of_groups(profiles.into_iter().flat_map(|profile| profile.assignments.iter().flatten()))
}

/// The ids of every group that these assignments name, each once.
pub fn ids_of_groups<'a>(assignments: impl Iterator<Item = &'a received::Assignment>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for id in assignments.filter_map(|assignment| assignment.known()?.target.group().map(ToString::to_string)) {
        ids.insert(id);
    }
    ids
}

fn recipient(assignment: &received::Assignment, names: &GroupNames) -> Recipient {
    let Some(Assignment { target, filter }) = assignment.known() else {
        let word = assignment.target["@odata.type"].as_str().unwrap_or_default();
        return Recipient { who: Who::Foreign(word.trim_start_matches('#').to_owned()), excluded: false, filter: None };
    };
    let group = |id: String| names.get(&id).cloned().map_or(Who::UnknownGroup(id), Who::Group);
    Recipient {
        excluded: matches!(target, Target::ExcludedGroup(_)),
        who: match target {
            Target::AllUsers(_) => Who::AllUsers,
            Target::Group(id) | Target::ExcludedGroup(id) => group(id.to_string()),
        },
        filter: filter.map(|filter| filter.mode),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SALES: &str = "11111111-2222-3333-4444-555555555555";
    const LOST: &str = "99999999-2222-3333-4444-555555555555";

    fn profile(targets: &[Value]) -> Profile {
        let assignments: Vec<Value> = targets.iter().map(|target| json!({"id": "a", "target": target})).collect();
        Profile::read(&json!({"id": "1", "assignments": assignments})).expect("a profile")
    }

    fn sales() -> Group {
        Group::read(&json!({"id": SALES.to_uppercase(), "displayName": "Sales", "@pomona.userCount": 212})).expect("a group")
    }

    fn names() -> GroupNames {
        GroupNames::new([sales()])
    }

    fn target(word: &str, group: &str) -> Value {
        json!({"@odata.type": format!("#microsoft.graph.{word}"), "groupId": group})
    }

    #[test]
    fn a_group_is_found_by_its_id_whatever_the_case() {
        let shown = recipients(&profile(&[target("groupAssignmentTarget", SALES)]), &names()).expect("said");
        assert_eq!(shown, [Recipient { who: Who::Group(sales()), excluded: false, filter: None }]);
    }

    #[test]
    fn a_group_that_the_server_does_not_know_keeps_its_id() {
        let shown = recipients(&profile(&[target("groupAssignmentTarget", LOST)]), &names()).expect("said");
        assert_eq!(shown[0].who, Who::UnknownGroup(LOST.to_owned()));
    }

    #[test]
    fn all_users_is_recognized_in_both_spellings() {
        let licensed = json!({"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"});
        let virtual_group = target("groupAssignmentTarget", "acacacac-9df4-4c7d-9d50-4ef0226f57a9");
        for spelling in [licensed, virtual_group] {
            let profile = profile(&[spelling]);
            assert_eq!(recipients(&profile, &names()).expect("said")[0].who, Who::AllUsers);
            assert!(group_ids([&profile]).is_empty(), "the virtual group is not in the directory");
        }
    }

    #[test]
    fn who_is_kept_out_comes_last_and_is_marked() {
        let all = json!({"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"});
        let shown = recipients(&profile(&[target("exclusionGroupAssignmentTarget", SALES), all]), &names()).expect("said");
        assert_eq!(shown.iter().map(|recipient| recipient.excluded).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_filter_is_shown_with_what_it_does() {
        let mut filtered = target("groupAssignmentTarget", SALES);
        filtered["deviceAndAppManagementAssignmentFilterId"] = json!(LOST);
        filtered["deviceAndAppManagementAssignmentFilterType"] = json!("exclude");
        assert_eq!(recipients(&profile(&[filtered]), &names()).expect("said")[0].filter, Some(FilterMode::Exclude));
    }

    #[test]
    fn a_target_of_a_kind_that_is_not_known_is_shown_as_it_came() {
        let shown = recipients(&profile(&[target("scopeTagGroupAssignmentTarget", SALES)]), &names()).expect("said");
        assert_eq!(shown[0].who, Who::Foreign("microsoft.graph.scopeTagGroupAssignmentTarget".to_owned()));
    }

    #[test]
    fn nobody_and_not_said_are_different_answers() {
        assert_eq!(recipients(&profile(&[]), &names()), Some(Vec::new()));
        let silent = Profile::read(&json!({"id": "1"})).expect("a profile");
        assert_eq!(recipients(&silent, &names()), None);
    }

    #[test]
    fn each_group_is_asked_for_once() {
        let one = profile(&[target("groupAssignmentTarget", SALES), target("exclusionGroupAssignmentTarget", LOST)]);
        let other = profile(&[target("groupAssignmentTarget", SALES)]);
        assert_eq!(group_ids([&one, &other]).into_iter().collect::<Vec<_>>(), [SALES, LOST]);
    }
}
