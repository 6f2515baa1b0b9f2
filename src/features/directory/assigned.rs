//! Which profiles name a group in their assignments.

use enrollment::assignment::Target;
use enrollment::graph::received::{Assignment, Profile};

use crate::backend::directory::NamingProfile;

/// The profiles that name the group with this id themselves, in the order of `profiles`.
pub fn assigned(group: &str, profiles: &[Profile]) -> Vec<NamingProfile> {
    let mut found = Vec::new();
    for profile in profiles {
        let names_it = |assignment: &&Assignment| assignment.group_id().is_some_and(|id| id.to_string().eq_ignore_ascii_case(group));
        if let Some(assignment) = profile.assignments.iter().flatten().find(names_it) {
            let excludes = assignment.known().is_some_and(|assignment| matches!(assignment.target, Target::ExcludedGroup(_)));
            let name = profile.display_name.clone().unwrap_or_default();
            found.push(NamingProfile { id: profile.id.clone(), name, excludes, way: Vec::new() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SALES: &str = "11111111-2222-3333-4444-555555555555";
    const OTHER: &str = "99999999-2222-3333-4444-555555555555";

    fn profile(name: &str, targets: &[(&str, &str)]) -> Profile {
        let target =
            |(word, group): &(&str, &str)| json!({"target": {"@odata.type": format!("#microsoft.graph.{word}"), "groupId": group}});
        let assignments: Vec<Value> = targets.iter().map(target).collect();
        Profile::read(&json!({"id": name, "displayName": name, "assignments": assignments})).expect("a profile")
    }

    #[test]
    fn the_profiles_that_name_a_group_are_found_in_their_order() {
        let profiles = [
            profile("Field", &[("groupAssignmentTarget", OTHER), ("groupAssignmentTarget", SALES)]),
            profile("Board", &[("groupAssignmentTarget", OTHER)]),
            profile("Rest", &[("exclusionGroupAssignmentTarget", SALES)]),
        ];
        let found = assigned(&SALES.to_uppercase(), &profiles);
        assert_eq!(
            found.iter().map(|profile| (profile.name.as_str(), profile.excludes)).collect::<Vec<_>>(),
            [("Field", false), ("Rest", true)]
        );
    }
}
