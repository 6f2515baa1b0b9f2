//! Which dynamic groups speak of a profile by its name, and would lose their members when it is renamed.

use enrollment::graph::received::Group;
use enrollment::membership_rule::Rule;
use enrollment::text::fold_case;

/// The names of the groups whose rule compares the enrollment profile name with `profile_name`, in the order of `groups`.
/// A rule that cannot be read speaks of nobody, as far as we can tell.
pub fn groups_that_use(profile_name: &str, groups: &[Group]) -> Vec<String> {
    let wanted = fold_case(profile_name);
    groups.iter().filter(|group| uses(group, &wanted)).map(|group| group.display_name.clone()).collect()
}

fn uses(group: &Group, wanted: &str) -> bool {
    let rule = group.membership_rule.as_deref().and_then(|rule| Rule::parse(rule).ok());
    rule.is_some_and(|rule| rule.profile_names().into_iter().any(|name| fold_case(name) == wanted))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn group(name: &str, rule: Option<&str>) -> Group {
        Group::read(&json!({"id": name, "displayName": name, "membershipRule": rule})).expect("a group")
    }

    #[test]
    fn a_group_uses_a_name_whatever_the_case_and_wherever_it_stands() {
        let groups = [
            group("Equal", Some(r#"(device.enrollmentProfileName -eq "ask on first run")"#)),
            group("Listed", Some(r#"device.enrollmentProfileName -in ["Other", "Ask on first run"]"#)),
            group("Owner", Some(r#"(device.deviceOwnership -eq "Personal") and (device.enrollmentProfileName -eq "Ask on First Run")"#)),
        ];
        assert_eq!(groups_that_use("Ask on first run", &groups), ["Equal", "Listed", "Owner"]);
    }

    #[test]
    fn other_names_other_properties_and_assigned_groups_do_not_count() {
        let groups = [
            group("Other", Some(r#"device.enrollmentProfileName -eq "Executives""#)),
            group("Property", Some(r#"device.displayName -eq "Ask on first run""#)),
            group("Assigned", None),
            group("Broken", Some("device.enrollmentProfileName -eq")),
        ];
        assert!(groups_that_use("Ask on first run", &groups).is_empty());
    }
}
