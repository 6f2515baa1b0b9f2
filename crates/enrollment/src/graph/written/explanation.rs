//! Who gets what, as the contract tells it: reasons, results, and what enrolling does.

use serde_json::{Value, json};

use super::{add_type, restriction_id};
use crate::assignment::{Assignment, Target};
use crate::device::EnrollingDevice;
use crate::directory::{Directory, Person};
use crate::draft::Standing as Profile;
use crate::explain::{Because, Ending, Explanation, Reason, Standing};
use crate::graph::words::WireWord;
use crate::guid::Guid;
use crate::outcome::{Outcome, Refusal, Restricted};
use crate::restriction::{Restriction, Rule};
use crate::text::ProfileName;
use crate::user_choice::Branch;

/// Where the names in an explanation come from.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// Of groups.
    pub directory: &'a Directory,
    /// The organization's id, which stands in the id of a restriction.
    pub account: &'a Guid,
}

/// A person, where another answer speaks of them.
pub fn named_person(person: &Person) -> Value {
    json!({"id": person.id.to_string(), "displayName": person.display_name, "userPrincipalName": person.user_principal_name})
}

/// A device that would enroll.
pub fn enrolling_device(device: &EnrollingDevice) -> Value {
    json!({"platform": device.platform.wire(), "osVersion": device.version.to_string(), "isNew": device.is_new})
}

/// A profile and its place, where another answer speaks of it; `null` is the built-in behavior. One that does not exist
/// yet has no id, and perhaps no name.
pub fn placed_profile(profiles: &[Profile], place: Option<usize>) -> Value {
    let Some(place) = place else { return Value::Null };
    let profile = &profiles[place];
    json!({
        "id": profile.id.as_ref().map(Guid::to_string),
        "displayName": profile.name.as_ref().map(ProfileName::as_str),
        "priority": place,
    })
}

/// An explanation about `profiles`.
pub fn explanation(explanation: &Explanation<'_>, profiles: &[Profile], names: &Names<'_>) -> Value {
    let reasons = explanation.reasons.iter().enumerate().map(|(place, one)| reason(one, place, profiles, names));
    let results = explanation.possible.iter().map(|possible| {
        let mut result = ending(&possible.ending, names);
        result["profile"] = placed_profile(profiles, possible.place);
        result
    });
    json!({
        "reasons": reasons.collect::<Vec<_>>(),
        "isCertain": explanation.possible.len() == 1,
        "results": results.collect::<Vec<_>>(),
    })
}

fn reason(reason: &Reason, place: usize, profiles: &[Profile], names: &Names<'_>) -> Value {
    let mut profile = placed_profile(profiles, Some(place));
    add_type(&mut profile, &profiles[place].enrollment_type);
    let assignments = &profiles[place].assignments;
    let mut object = json!({
        "profile": profile,
        "because": reason.because.as_ref().map(|because| because_of(because, &assignments[because.assignment], names)),
        "assignedTo": assignments.iter().map(|assignment| target(assignment, names)).collect::<Vec<_>>(),
    });
    add_standing(&mut object, &reason.standing, profiles);
    object
}

/// Adds where a profile stands for somebody.
pub fn add_standing(object: &mut Value, standing: &Standing, profiles: &[Profile]) {
    let by = if let Standing::Outranked(by) = standing { Some(*by) } else { None };
    let unless = if let Standing::AppliesUnless(above) = standing { above.as_slice() } else { &[] };
    object["reason"] = json!(standing_word(standing));
    object["outrankedBy"] = placed_profile(profiles, by);
    object["unless"] = unless.iter().map(|place| placed_profile(profiles, Some(*place))).collect();
}

/// Where a profile stands, in a word.
pub const fn standing_word(standing: &Standing) -> &'static str {
    match standing {
        Standing::Applies => "applies",
        Standing::AppliesUnless(_) => "appliesUnless",
        Standing::Unknown => "unknown",
        Standing::Outranked(_) => "outranked",
        Standing::Excluded => "excluded",
        Standing::NotAssigned => "notAssigned",
    }
}

fn because_of(because: &Because, assignment: &Assignment, names: &Names<'_>) -> Value {
    let mut object = assigned(assignment, &because.through, names);
    object["doubt"] = json!(because.doubt.map(|doubt| doubt.wire()));
    object
}

/// An assignment, with the groups between its group and whom it is told to, the outermost first.
pub fn assigned(assignment: &Assignment, through: &[Guid], names: &Names<'_>) -> Value {
    let mut object = target(assignment, names);
    object["through"] = through.iter().filter_map(|group| group_name(group, names)).collect();
    object
}

/// Whom an assignment names. A group that is not in the directory has no name.
fn target(assignment: &Assignment, names: &Names<'_>) -> Value {
    let kind = match assignment.target {
        Target::AllUsers(_) => "allUsers",
        Target::Group(_) => "group",
        Target::ExcludedGroup(_) => "excludedGroup",
    };
    let group = assignment.target.group();
    let name = group.and_then(|group| group_name(group, names));
    json!({
        "target": kind,
        "groupId": group.map(Guid::to_string),
        "groupDisplayName": name,
        "hasFilter": assignment.filter.is_some(),
    })
}

/// The name of a group; `None`: it is not in the directory.
pub fn group_name<'a>(group: &Guid, names: &Names<'a>) -> Option<&'a str> {
    let at = names.directory.group_index(group)?;
    Some(&names.directory.groups()[at as usize].display_name)
}

/// What enrolling with a profile does.
fn ending(ending: &Ending<'_>, names: &Names<'_>) -> Value {
    let outcomes = ending.outcomes.iter().map(|(branch, outcome)| outcome_of(*branch, outcome, names));
    json!({"question": ending.open.map(|question| question.wire()), "outcomes": outcomes.collect::<Vec<_>>()})
}

fn outcome_of(branch: Option<Branch>, outcome: &Outcome<'_>, names: &Names<'_>) -> Value {
    let (ownership, method) = outcome.pair;
    json!({
        "branch": branch.map(|branch| branch.wire()),
        "enrolls": outcome.enrolls.wire(),
        "ownerType": ownership.wire(),
        "enrollmentType": method.wire(),
        "osMinimum": outcome.floor.map(|floor| floor.to_string()),
        "fallback": outcome.fallback.map(|fallback| json!({"from": fallback.from.wire(), "osMinimum": fallback.floor.to_string()})),
        "manages": outcome.managed().wire(),
        "sees": outcome.sees().wire(),
        "erases": outcome.erased().wire(),
        "refusals": outcome.refusals.iter().map(|one| refusal(one, names)).collect::<Vec<_>>(),
        "restrictions": outcome.restrictions.iter().map(|one| restricted(one, names)).collect::<Vec<_>>(),
    })
}

fn refusal(refusal: &Refusal<'_>, names: &Names<'_>) -> Value {
    let (reason, version, restriction) = match refusal {
        Refusal::BelowFloor(floor) => ("belowFloor", Some(floor.to_string()), None),
        Refusal::Retired => ("retired", None, None),
        Refusal::Restricted(restriction, rule) => (rule.wire(), bound(restriction, *rule).map(str::to_owned), Some(*restriction)),
    };
    json!({"reason": reason, "osVersion": version, "restriction": restriction.map(|one| named_restriction(one, names))})
}

fn restricted(restricted: &Restricted<'_>, names: &Names<'_>) -> Value {
    let restriction = restricted.binding.restriction;
    let stops = restricted
        .stops
        .iter()
        .map(|stop| json!({"reason": stop.rule.wire(), "osVersion": bound(restriction, stop.rule), "isCertain": stop.is_certain}));
    let mut object = named_restriction(restriction, names);
    object["isCertain"] = json!(restricted.binding.is_certain);
    object["verdict"] = json!(restricted.verdict.wire());
    object["stops"] = stops.collect();
    object
}

/// A restriction, where another answer speaks of it.
pub fn named_restriction(restriction: &Restriction, names: &Names<'_>) -> Value {
    json!({"id": restriction_id(restriction, names.account), "displayName": restriction.display_name})
}

/// The bound of a rule, as written.
fn bound(restriction: &Restriction, rule: Rule) -> Option<&str> {
    match rule {
        Rule::OsMinimum => restriction.os_minimum.as_deref(),
        Rule::OsMaximum => restriction.os_maximum.as_deref(),
        Rule::PlatformBlocked | Rule::PersonalBlocked => None,
    }
}
