//! A finding of the lint, as the contract tells it.

use serde_json::{Value, json};

use super::assignment_id;
use super::explanation::{Names, group_name, named_restriction, placed_profile};
use crate::draft::Standing;
use crate::graph::words::WireWord;
use crate::guid::Guid;
use crate::lint::{Finding, Fix, Key};
use crate::restriction::Restriction;

/// A finding in an order.
pub fn finding(finding: &Finding, order: &[Standing], restrictions: &[Restriction], names: &Names<'_>) -> Value {
    let group = |group: &Guid| json!({"id": group.to_string(), "displayName": group_name(group, names)});
    json!({
        "key": finding.key(order, restrictions).as_ref().map(Key::as_str),
        "rule": finding.rule.as_str(),
        "severity": finding.rule.severity().wire(),
        "profile": placed_profile(order, finding.profile),
        "pointer": finding.pointer,
        "others": finding.others.iter().map(|place| placed_profile(order, Some(*place))).collect::<Vec<_>>(),
        "groups": finding.groups.iter().map(group).collect::<Vec<_>>(),
        "restriction": finding.restriction.map(|place| named_restriction(&restrictions[place], names)),
        "people": finding.people,
        "fix": finding.fix.as_ref().map(|fix| fix_of(fix, finding, order)),
    })
}

fn fix_of(fix: &Fix, finding: &Finding, order: &[Standing]) -> Value {
    match fix {
        Fix::MoveTo(place) => json!({"kind": "move", "priority": place, "assignments": []}),
        Fix::RemoveAssignments(indexes) => {
            let profile = finding.profile.map(|place| &order[place]);
            let assignment = |index: &usize| {
                let id = profile.and_then(|profile| Some(assignment_id(profile.id.as_ref()?, &profile.assignments[*index].target)));
                json!({"id": id, "index": index})
            };
            json!({"kind": "removeAssignments", "priority": null, "assignments": indexes.iter().map(assignment).collect::<Vec<_>>()})
        }
    }
}
