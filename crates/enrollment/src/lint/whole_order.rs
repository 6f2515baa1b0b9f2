//! The rules over a whole order, which need the directory: what people are left with.

use std::collections::BTreeMap;

use super::{Finding, Fix, GroupFacts, Rule, one_profile};
use crate::assignment::{Assignment, Target};
use crate::attention::{Concern, concerned};
use crate::contenders::Contenders;
use crate::coverage::{Coverage, coverage_of};
use crate::directory::{Alike, Directory};
use crate::draft::Standing;
use crate::effect::overridden;
use crate::evaluate::{Groups, Membership, Reach, Winner, reach};
use crate::guid::Guid;
use crate::membership_rule::Rule as MembershipRule;
use crate::restriction::Restriction;
use crate::text::{ProfileName, fold_case};

/// What is to be said about an order, the highest profile first: by rule, then by profile.
pub fn whole_order(directory: &Directory, order: &[Standing], restrictions: &[Restriction], groups: &impl GroupFacts) -> Vec<Finding> {
    let assignments = lists(order);
    // By the groups of both, so that everybody is put together only once.
    let of_profiles = order.iter().flat_map(|profile| &profile.assignments);
    let of_restrictions = restrictions.iter().flat_map(|restriction| &restriction.assignments);
    let everybody = directory.alike(of_profiles.chain(of_restrictions).filter_map(|assignment| assignment.target.group()));
    let coverage = coverage_of(directory, &everybody, &assignments);
    let mut findings: Vec<Finding> = order.iter().enumerate().flat_map(|(place, profile)| one_profile(place, profile, groups)).collect();
    let below = below_all_users(order);
    for (concern, places) in concerned(directory, order, &coverage) {
        findings.extend(of_concern(concern, &places, order, &coverage, &below));
    }
    for finding in findings.iter_mut().filter(|finding| finding.rule == Rule::RetiredType) {
        finding.people = finding.profile.map(|place| coverage.profiles[place].applies);
    }
    findings.extend(below);
    findings.extend(passed_over(directory, &everybody, order, restrictions));
    findings.sort_by_key(|finding| (finding.rule, finding.profile));
    findings
}

fn lists(order: &[Standing]) -> Vec<&[Assignment]> {
    order.iter().map(|profile| profile.assignments.as_slice()).collect()
}

/// The findings of what deserves attention, where the rules over one profile do not tell it already.
fn of_concern(concern: Concern, places: &[usize], order: &[Standing], coverage: &Coverage, below: &[Finding]) -> Vec<Finding> {
    let about = |rule, place: usize| Finding::new(rule, Some(place), "/assignments");
    match concern {
        Concern::RetiredType | Concern::GroupMissing => Vec::new(),
        Concern::ReachesNoOne => {
            let assigned = places.iter().filter(|place| !order[**place].assignments.is_empty());
            assigned.map(|place| about(Rule::ReachesNoOne, *place)).collect()
        }
        Concern::NeverApplies => {
            let told_better = |place: &usize| below.iter().any(|finding| finding.profile == Some(*place));
            let counted = |place: &usize| Finding { people: Some(coverage.profiles[*place].reaches), ..about(Rule::NeverApplies, *place) };
            places.iter().filter(|place| !told_better(place)).map(counted).collect()
        }
        Concern::PeopleWithoutProfile if coverage.unreached == 0 => Vec::new(),
        Concern::PeopleWithoutProfile => {
            vec![Finding { people: Some(coverage.unreached), ..Finding::new(Rule::PeopleWithoutProfile, None, "") }]
        }
    }
}

/// Profiles for groups below one that takes everybody.
fn below_all_users(order: &[Standing]) -> Vec<Finding> {
    let takes_everybody = |profile: &Standing| matches!(reach(&profile.assignments, &Nobody), Reach::Reached(_));
    let Some(above) = order.iter().position(takes_everybody) else { return Vec::new() };
    let below = order.iter().enumerate().skip(above + 1);
    let for_groups = below.filter(|(_, profile)| {
        let mut targets = profile.assignments.iter().map(|assignment| &assignment.target);
        targets.any(|target| matches!(target, Target::Group(_))) && !takes_everybody(profile)
    });
    let finding = |place| Finding {
        others: vec![above],
        fix: Some(Fix::MoveTo(above)),
        ..Finding::new(Rule::AllUsersAbove, Some(place), "/assignments")
    };
    for_groups.map(|(place, _)| finding(place)).collect()
}

/// Somebody of whom nobody knows in which groups they are: what certainly reaches them reaches everybody.
struct Nobody;

impl Groups for Nobody {
    fn membership(&self, _: &Guid) -> Membership {
        Membership::Unknown
    }
}

/// Restrictions that bind people, and that the profile which applies to them passes over.
fn passed_over(directory: &Directory, everybody: &[Alike<'_>], order: &[Standing], restrictions: &[Restriction]) -> Vec<Finding> {
    if !restrictions.iter().any(Restriction::restricts) {
        return Vec::new();
    }
    let mut found: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let contenders = Contenders::new(directory, lists(order));
    for people in everybody {
        let Winner::Profile(place) = contenders.winner(people) else { continue };
        if let Some(restriction) = overridden(restrictions, &order[place].enrollment_type, people) {
            *found.entry((place, restriction)).or_default() += people.people();
        }
    }
    let finding = |((place, restriction), people)| Finding {
        restriction: Some(restriction),
        people: Some(people),
        ..Finding::new(Rule::RestrictionOverridden, Some(place), "/defaultEnrollmentType")
    };
    found.into_iter().map(finding).collect()
}

/// Profiles whose old name the rule of a group asks for, so that devices leave it when the new one is saved.
pub fn renamed(directory: &Directory, before: &[Standing], after: &[Standing]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, profile) in after.iter().enumerate() {
        let old = before.iter().find(|other| profile.id.is_some() && other.id == profile.id).and_then(|other| other.name.as_ref());
        let Some(old) = old.filter(|old| profile.name.as_ref().is_some_and(|new| new.key() != old.key())) else { continue };
        for group in directory.groups().iter().filter(|group| asks_for(group.membership_rule.as_deref(), old)) {
            findings.push(Finding { groups: vec![group.id.clone()], ..Finding::new(Rule::NameInRule, Some(place), "/displayName") });
        }
    }
    findings
}

fn asks_for(rule: Option<&str>, name: &ProfileName) -> bool {
    let rule = rule.and_then(|rule| MembershipRule::parse(rule).ok());
    rule.is_some_and(|rule| rule.profile_names().into_iter().any(|asked| fold_case(asked) == name.key()))
}
