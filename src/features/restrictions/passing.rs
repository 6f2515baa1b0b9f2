//! Which enrollment types pass over an enrollment restriction, and in which order restrictions are looked at.

use enrollment::enrollment_type::{EnrollmentType, Kind, Ownership};
use enrollment::graph::received::Restriction;
use enrollment::restriction::{Restriction as Rule, is_overridden};
use enrollment::user_choice::{Branch, UserChoice};

/// The types with which a device can pass over `rule`, in the order in which they are offered.
pub fn passing(rule: &Rule) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| example(*kind).is_some_and(|example| is_overridden(rule, &example))).collect()
}

/// The type with everything that it can offer.
fn example(kind: Kind) -> Option<EnrollmentType> {
    Some(match kind {
        Kind::AccountDrivenUser => EnrollmentType::AccountDrivenUser,
        Kind::UserChoice => EnrollmentType::UserChoice(UserChoice::new(&Branch::ALL).ok()?),
        Kind::DeviceWithCompanyPortal => EnrollmentType::DeviceWithCompanyPortal(Ownership::Personal),
        Kind::WebDevice => EnrollmentType::WebDevice,
        Kind::UserWithCompanyPortal => EnrollmentType::UserWithCompanyPortal,
    })
}

/// Those that are about iPhones and iPads, the first to apply first: the default comes last, although its number is 0.
pub fn in_order(restrictions: Vec<Restriction>) -> Vec<(Restriction, Rule)> {
    let place = |rule: &Rule| if rule.is_default() { u32::MAX } else { rule.priority };
    let mut ordered: Vec<(Restriction, Rule)> = Vec::new();
    for mut restriction in restrictions {
        let Some(rule) = restriction.rule.take() else { continue };
        let at = ordered.partition_point(|(_, other)| place(other) <= place(&rule));
        ordered.insert(at, (restriction, rule));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn restriction(name: &str, priority: u32, rule: &Value) -> Restriction {
        let custom = json!({"id": name, "displayName": name, "priority": priority, "platformType": "ios", "platformRestriction": rule});
        Restriction::read(&custom).expect("a restriction")
    }

    fn passing_over(rule: &Value) -> Vec<Kind> {
        passing(&restriction("r", 1, rule).rule.expect("a rule"))
    }

    #[test]
    fn user_enrollment_passes_over_whatever_stops_it() {
        let user = [Kind::AccountDrivenUser, Kind::UserChoice, Kind::UserWithCompanyPortal];
        assert_eq!(passing_over(&json!({"platformBlocked": true})), user);
        assert_eq!(passing_over(&json!({"personalDeviceEnrollmentBlocked": true})), user);
        assert_eq!(passing_over(&json!({"osMinimumVersion": "17.0"})), user);
    }

    #[test]
    fn what_stops_nobody_is_passed_over_by_nobody() {
        assert!(passing_over(&json!({"platformBlocked": false, "osMinimumVersion": ""})).is_empty());
    }

    #[test]
    fn the_default_comes_last_and_other_platforms_are_left_out() {
        let rule = json!({"platformBlocked": true});
        let windows = json!({"id": "w", "displayName": "Windows", "priority": 1, "platformType": "windows", "platformRestriction": rule});
        let all = vec![
            restriction("default", 0, &rule),
            restriction("second", 2, &rule),
            restriction("first", 1, &rule),
            Restriction::read(&windows).expect("a restriction"),
        ];
        let names: Vec<String> = in_order(all).into_iter().map(|(restriction, _)| restriction.display_name).collect();
        assert_eq!(names, ["first", "second", "default"]);
    }
}
