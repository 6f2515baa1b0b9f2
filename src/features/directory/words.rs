//! What a group and a page of a list are called in words.

use enrollment::directory::{Counts, not_held};
use enrollment::graph::received::Group;
use enrollment::group_kind::GroupKind;
use enrollment::membership_rule::Rule;

use crate::i18n::{intl, t};
use crate::ui::Tone;

/// What kind of group it is: "Security group, dynamic".
pub fn kind(group: &Group) -> &'static str {
    match (group.is_microsoft_365, group.membership_rule.is_some()) {
        (false, false) => t::directory::security_assigned(),
        (false, true) => t::directory::security_dynamic(),
        (true, false) => t::directory::microsoft_365_assigned(),
        (true, true) => t::directory::microsoft_365_dynamic(),
    }
}

/// What is special about what it holds, where something is.
pub fn special(group: &Group) -> Option<(Tone, &'static str)> {
    match group.kind {
        GroupKind::Devices => Some((Tone::Warn, t::directory::holds_devices())),
        GroupKind::Mixed => Some((Tone::Info, t::directory::holds_both())),
        GroupKind::People | GroupKind::Empty | GroupKind::Unknown => None,
    }
}

/// Why our server cannot tell who is in a group, where its rule is the reason. Plain Graph knows all that rules ask for.
pub fn untold(group: &Group) -> Option<String> {
    group.counts?;
    let Ok(rule) = Rule::parse(group.membership_rule.as_deref()?) else { return Some(t::directory::rule_unreadable().to_owned()) };
    let beyond: Vec<&str> = not_held(&rule).into_iter().map(|name| name.unwrap_or(t::directory::direct_reports())).collect();
    (!beyond.is_empty()).then(|| t::directory::rule_beyond(&intl::list(&beyond)))
}

/// What it holds in numbers: "72 people, 3 groups"; nothing where the server does not count.
pub fn size(group: &Group) -> String {
    let Some(counts) = group.counts else { return String::new() };
    if counts == Counts::default() && untold(group).is_some() {
        return t::directory::size_untold().to_owned();
    }
    let mut parts = Vec::new();
    if counts.people > 0 || counts.devices == 0 {
        parts.push(people(counts.people as u64));
    }
    if counts.devices > 0 {
        parts.push(t::directory::devices(counts.devices as u64));
    }
    if counts.groups > 0 {
        parts.push(t::directory::groups_inside(counts.groups as u64));
    }
    parts.join(", ")
}

/// A number of people.
pub fn people(count: u64) -> String {
    t::directory::people_count(count)
}

/// A number of people or of groups.
pub fn count(is_of_people: bool, count: u64) -> String {
    if is_of_people { people(count) } else { t::directory::groups_count(count) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn group(extra: &[(&str, Value)]) -> Group {
        let mut group = json!({"id": "1", "displayName": "Sales"});
        for (name, value) in extra {
            group[*name] = value.clone();
        }
        Group::read(&group).expect("a group")
    }

    #[test]
    fn the_kind_says_who_decides_about_members() {
        assert_eq!(kind(&group(&[])), "Security group, assigned");
        assert_eq!(kind(&group(&[("membershipRule", json!("user.city -eq \"Lyon\""))])), "Security group, dynamic");
        assert_eq!(kind(&group(&[("groupTypes", json!(["Unified"]))])), "Microsoft 365 group, assigned");
    }

    #[test]
    fn a_group_of_devices_stands_out() {
        assert_eq!(special(&group(&[("@pomona.kind", json!("devices"))])), Some((Tone::Warn, "Devices")));
        assert_eq!(special(&group(&[("@pomona.kind", json!("people"))])), None);
    }

    #[test]
    fn a_size_is_not_made_up() {
        assert_eq!(size(&group(&[])), "");
        let unreadable = [("membershipRule", json!("user.")), ("@pomona.userCount", json!(0))];
        assert_eq!(size(&group(&unreadable)), "Cannot be told");
        // Plain Graph evaluates what it can read.
        assert_eq!(untold(&group(&unreadable[..1])), None);
    }
}
