//! Each rule of the lint on a small directory: when it speaks, of what, and when it stays silent.

use super::*;
use crate::assignment::{Assignment, Filter, FilterMode, Target};
use crate::directory::Directory;
use crate::directory::sketch::{self, Holds, group};
use crate::enrollment_type::{EnrollmentType, Ownership};
use crate::group_kind::GroupKind;
use crate::text::ProfileName;
use crate::user_choice::{Branch, UserChoice};

struct Known<'a>(&'a Directory);

impl GroupFacts for Known<'_> {
    fn fact(&self, group: &Guid) -> Fact {
        // One group of these tests holds devices too, which the sketch has not.
        let kind = |at| if *group == self::group(MIXED) { GroupKind::Mixed } else { self.0.kind(at) };
        self.0.group_index(group).map_or(Fact::Missing, |at| Fact::Holds(kind(at)))
    }

    fn is_inside(&self, inner: &Guid, outer: &Guid) -> bool {
        self.0.is_inside(inner, outer)
    }
}

const OUTER: u8 = 0;
const INNER: u8 = 1;
const OTHER: u8 = 2;
const EMPTY: u8 = 3;
const MIXED: u8 = 4;
const GONE: u8 = 9;

/// Six people: the first two in the inner group, the third directly in the outer one, the fourth in the other.
fn directory() -> Directory {
    let outer = Holds { people: vec![2], groups: vec![INNER], maybe: Vec::new() };
    sketch::directory(6, &[outer, Holds::people(&[0, 1]), Holds::people(&[3]), Holds::default(), Holds::people(&[4])])
}

fn profile(enrollment_type: EnrollmentType, assignments: Vec<Assignment>) -> Standing {
    Standing { id: Some(group(200)), name: ProfileName::parse("A profile").ok(), enrollment_type, assignments }
}

fn web(assignments: Vec<Assignment>) -> Standing {
    profile(EnrollmentType::WebDevice, assignments)
}

fn for_groups(groups: &[u8]) -> Vec<Assignment> {
    groups.iter().map(|number| Assignment::group(group(*number))).collect()
}

fn everybody() -> Standing {
    web(vec![Assignment::all_users()])
}

fn filtered(assignment: Assignment) -> Assignment {
    Assignment { filter: Some(Filter { id: "f".to_owned(), mode: FilterMode::Include }), ..assignment }
}

fn found(order: &[Standing]) -> Vec<Finding> {
    let directory = directory();
    whole_order(&directory, order, &[], &Known(&directory))
}

/// The rules with their profiles and pointers.
fn rules(order: &[Standing]) -> Vec<(&'static str, Option<usize>, String)> {
    found(order).into_iter().map(|finding| (finding.rule.as_str(), finding.profile, finding.pointer)).collect()
}

fn one(rule: &'static str, place: usize, pointer: &str) -> (&'static str, Option<usize>, String) {
    (rule, Some(place), pointer.to_owned())
}

#[test]
fn an_order_that_says_what_it_means_has_no_finding() {
    assert_eq!(rules(&[web(for_groups(&[OUTER])), web(for_groups(&[OTHER])), everybody()]), []);
}

#[test]
fn a_profile_for_groups_below_one_for_all_users_is_told_once_with_the_move_that_mends_it() {
    let order = [everybody(), web(for_groups(&[OUTER])), everybody()];
    let findings = found(&order);
    let told: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.profile)).collect();
    assert_eq!(told, [(Rule::AllUsersAbove, Some(1)), (Rule::NeverApplies, Some(2))]);
    assert_eq!((findings[0].others.as_slice(), &findings[0].fix), (&[0][..], &Some(Fix::MoveTo(0))));
    let mended = [order[1].clone(), order[0].clone()];
    assert_eq!(rules(&mended), []);
}

#[test]
fn all_users_with_an_exception_or_a_filter_leave_something_for_those_below() {
    let excepted = Assignment { target: Target::ExcludedGroup(group(OTHER)), filter: None };
    let except = web(vec![Assignment::all_users(), excepted]);
    assert_eq!(rules(&[except, web(for_groups(&[OTHER]))]), []);
    let filter = web(vec![filtered(Assignment::all_users())]);
    assert_eq!(rules(&[filter, web(for_groups(&[OTHER]))]), [one("filter_not_evaluated", 0, "/assignments/0")]);
}

#[test]
fn a_profile_whose_people_all_have_a_higher_one_never_applies() {
    let findings = found(&[web(for_groups(&[OUTER])), web(for_groups(&[INNER])), everybody()]);
    assert_eq!((findings[0].rule, findings[0].profile, findings[0].people), (Rule::NeverApplies, Some(1), Some(2)));
}

#[test]
fn a_group_inside_another_one_is_told_with_the_assignment_that_can_go() {
    let findings = found(&[web(for_groups(&[INNER, OTHER, OUTER])), everybody()]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.rule, finding.pointer.as_str()), (Rule::GroupInsideGroup, "/assignments/0/target/groupId"));
    assert_eq!((finding.groups.as_slice(), &finding.fix), (&[group(INNER), group(OUTER)][..], &Some(Fix::RemoveAssignments(vec![0]))));
    let kept = web(vec![filtered(Assignment::group(group(INNER))), Assignment::group(group(OUTER))]);
    assert_eq!(rules(&[kept, everybody()]), [one("filter_not_evaluated", 0, "/assignments/0")], "a filter is not the same");
}

#[test]
fn of_groups_that_are_in_each_other_one_stays() {
    let circle = |inside| Holds { people: vec![0], groups: vec![inside], maybe: Vec::new() };
    let directory = sketch::directory(1, &[circle(1), circle(0)]);
    let findings = whole_order(&directory, &[web(for_groups(&[0, 1]))], &[], &Known(&directory));
    let fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.clone()).collect();
    assert_eq!(fixes, [Fix::RemoveAssignments(vec![1])]);
}

#[test]
fn groups_beside_all_users_are_told_together() {
    let mut assignments = for_groups(&[OUTER, OTHER]);
    assignments.insert(1, Assignment::all_users());
    let findings = found(&[web(assignments)]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.rule, &finding.fix), (Rule::AllUsersWithGroups, &Some(Fix::RemoveAssignments(vec![0, 2]))));
}

#[test]
fn groups_that_are_gone_empty_or_mixed_are_told_where_they_stand() {
    let expected = [
        one("group_missing", 0, "/assignments/0/target/groupId"),
        one("group_empty", 0, "/assignments/1/target/groupId"),
        one("group_mixed", 0, "/assignments/2/target/groupId"),
    ];
    assert_eq!(rules(&[web(for_groups(&[GONE, EMPTY, MIXED])), everybody()]), expected);
    let only_empty = [one("reaches_no_one", 0, "/assignments"), one("group_empty", 0, "/assignments/0/target/groupId")];
    assert_eq!(rules(&[web(for_groups(&[EMPTY])), everybody()]), only_empty);
}

#[test]
fn a_profile_without_assignments_is_told_by_one_rule() {
    assert_eq!(rules(&[web(vec![]), everybody()]), [one("no_assignment", 0, "/assignments")]);
}

#[test]
fn the_retired_type_and_a_choice_between_the_same_are_told() {
    let findings = found(&[profile(EnrollmentType::UserWithCompanyPortal, for_groups(&[INNER])), everybody()]);
    assert_eq!((findings[0].rule, findings[0].people), (Rule::RetiredType, Some(2)));
    let choice =
        |branches: &[Branch]| profile(EnrollmentType::UserChoice(UserChoice::new(branches).expect("fine")), vec![Assignment::all_users()]);
    let alike = choice(&[Branch::OwnEntireDevice, Branch::CompanyOwns]);
    assert_eq!(rules(&[alike]), [one("branches_alike", 0, "/availableEnrollmentTypeOptions")]);
    assert_eq!(rules(&[choice(&[Branch::OwnWorkData, Branch::CompanyOwns])]), []);
}

#[test]
fn people_without_a_profile_are_told_about_the_order_as_a_whole() {
    let findings = found(&[web(for_groups(&[OUTER]))]);
    assert_eq!((findings[0].rule, findings[0].profile, findings[0].people), (Rule::PeopleWithoutProfile, None, Some(3)));
}

#[test]
fn a_restriction_that_a_profile_passes_over_is_told_with_its_people() {
    let directory = directory();
    let restriction = |priority, personal_blocked, assignments| Restriction {
        id: group(if priority == 0 { 100 } else { 101 }),
        display_name: String::new(),
        description: String::new(),
        priority,
        platform_blocked: false,
        personal_blocked,
        os_minimum: None,
        os_maximum: None,
        assignments,
    };
    let restrictions = [restriction(0, false, vec![]), restriction(1, true, for_groups(&[INNER, OTHER]))];
    let order = [profile(EnrollmentType::AccountDrivenUser, for_groups(&[OUTER])), everybody()];
    let findings = whole_order(&directory, &order, &restrictions, &Known(&directory));
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(
        (finding.rule, finding.profile, finding.restriction, finding.people),
        (Rule::RestrictionOverridden, Some(0), Some(1), Some(2))
    );
    let company = [profile(EnrollmentType::DeviceWithCompanyPortal(Ownership::Company), for_groups(&[OUTER])), everybody()];
    assert_eq!(whole_order(&directory, &company, &restrictions, &Known(&directory)), []);
}

#[test]
fn a_new_name_is_told_where_the_rule_of_a_group_asks_for_the_old_one() {
    let asks = |name: &str| format!("(device.enrollmentProfileName -eq \"{name}\")");
    let records = |rule: String| {
        let mut group = directory().groups()[0].clone();
        group.membership_rule = Some(rule);
        Directory::new(vec![], vec![group], vec![], &[])
    };
    let before = [everybody()];
    let named = |name: &str| [Standing { name: ProfileName::parse(name).ok(), ..everybody() }];
    let told = |directory: &Directory, after: &[Standing]| renamed(directory, &before, after).len();
    assert_eq!(told(&records(asks("a PROFILE")), &named("Another")), 1);
    assert_eq!(told(&records(asks("a PROFILE")), &named("A PROFILE")), 0, "rules compare whatever the case");
    assert_eq!(told(&records(asks("Something else")), &named("Another")), 0);
}

#[test]
fn what_nobody_was_asked_about_is_not_told() {
    struct NotAsked;
    impl GroupFacts for NotAsked {
        fn fact(&self, _: &Guid) -> Fact {
            Fact::NotKnown
        }
        fn is_inside(&self, _: &Guid, _: &Guid) -> bool {
            false
        }
    }
    assert_eq!(one_profile(0, &web(for_groups(&[GONE, INNER, OUTER])), &NotAsked), []);
}

#[test]
fn a_key_names_a_finding_by_rule_profile_and_subject() {
    let order = [web(for_groups(&[GONE])), everybody()];
    let keys: Vec<Key> = found(&order).iter().filter_map(|finding| finding.key(&order, &[])).collect();
    assert_eq!(keys, [Key::parse(&format!("group_missing:{}:{}", group(200), group(GONE))).expect("a key")]);
    let new = [Standing { id: None, ..order[0].clone() }, everybody()];
    assert_eq!(found(&new)[0].key(&new, &[]), None, "what does not exist yet has no name");
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.as_str()), Some(*rule));
    }
    assert_eq!(Rule::parse("something_else"), None);
}
