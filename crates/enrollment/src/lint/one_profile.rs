//! The rules over one profile, which need to know about its groups at most: while it is written they run at every change.

use super::{Finding, Fix, Rule};
use crate::assignment::{Assignment, Target};
use crate::draft::Standing;
use crate::enrollment_type::EnrollmentType;
use crate::group_kind::GroupKind;
use crate::guid::Guid;

/// What is known about a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// It is in no directory.
    Missing,
    /// It is there and holds this.
    Holds(GroupKind),
    /// Nobody was asked.
    NotKnown,
}

/// Who knows about groups.
pub trait GroupFacts {
    /// What is known about a group.
    fn fact(&self, group: &Guid) -> Fact;

    /// Whether `inner` certainly is in `outer`, through nested groups too.
    fn is_inside(&self, inner: &Guid, outer: &Guid) -> bool;
}

/// What is to be said about the profile that stands at a place.
pub fn one_profile(place: usize, profile: &Standing, groups: &impl GroupFacts) -> Vec<Finding> {
    let found = |rule, pointer: String| Finding::new(rule, Some(place), pointer);
    let mut findings = Vec::new();
    if profile.assignments.is_empty() {
        findings.push(found(Rule::NoAssignment, "/assignments".to_owned()));
    }
    if profile.enrollment_type.kind().is_retired() {
        findings.push(found(Rule::RetiredType, "/defaultEnrollmentType".to_owned()));
    }
    if let EnrollmentType::UserChoice(choice) = &profile.enrollment_type
        && !choice.pairs().iter().any(|(_, method)| method.is_user_enrollment())
    {
        findings.push(found(Rule::BranchesAlike, "/availableEnrollmentTypeOptions".to_owned()));
    }
    for (index, assignment) in profile.assignments.iter().enumerate() {
        let pointer = format!("/assignments/{index}");
        if assignment.filter.is_some() {
            let groups = assignment.target.group().cloned().into_iter().collect();
            findings.push(Finding { groups, ..found(Rule::FilterNotEvaluated, pointer.clone()) });
        }
        let Some(group) = assignment.target.group() else { continue };
        let about = |rule| Finding { groups: vec![group.clone()], ..found(rule, format!("{pointer}/target/groupId")) };
        match groups.fact(group) {
            Fact::Missing => findings.push(Finding { fix: Some(Fix::RemoveAssignments(vec![index])), ..about(Rule::GroupMissing) }),
            Fact::Holds(GroupKind::Empty) => findings.push(about(Rule::GroupEmpty)),
            Fact::Holds(GroupKind::Mixed) => findings.push(about(Rule::GroupMixed)),
            Fact::Holds(_) | Fact::NotKnown => {}
        }
    }
    findings.extend(said_twice(place, &profile.assignments, groups));
    findings
}

/// Groups that are assigned beside all users, or beside a group that they are in. What has a filter is not the same as
/// what has none, and stays.
fn said_twice(place: usize, assignments: &[Assignment], groups: &impl GroupFacts) -> Vec<Finding> {
    let included: Vec<(usize, &Guid)> = assignments
        .iter()
        .enumerate()
        .filter_map(|(index, assignment)| match &assignment.target {
            Target::Group(group) if assignment.filter.is_none() => Some((index, group)),
            _ => None,
        })
        .collect();
    let has_all_users =
        assignments.iter().any(|assignment| assignment.filter.is_none() && matches!(assignment.target, Target::AllUsers(_)));
    if has_all_users && !included.is_empty() {
        return vec![Finding {
            groups: included.iter().map(|(_, group)| (*group).clone()).collect(),
            fix: Some(Fix::RemoveAssignments(included.iter().map(|(index, _)| *index).collect())),
            ..Finding::new(Rule::AllUsersWithGroups, Some(place), "/assignments")
        }];
    }
    if has_all_users {
        return Vec::new();
    }
    // Of two groups that are in each other the later one goes, so that one stays.
    let goes = |(index, inner): &(usize, &Guid)| {
        let holds = |(other, outer): &&(usize, &Guid)| {
            other != index && groups.is_inside(inner, outer) && (other < index || !groups.is_inside(outer, inner))
        };
        included.iter().find(holds).map(|(_, outer)| (*outer).clone())
    };
    let findings = included.iter().filter_map(|one| {
        let outer = goes(one)?;
        Some(Finding {
            groups: vec![one.1.clone(), outer],
            fix: Some(Fix::RemoveAssignments(vec![one.0])),
            ..Finding::new(Rule::GroupInsideGroup, Some(place), format!("/assignments/{}/target/groupId", one.0))
        })
    });
    findings.collect()
}
