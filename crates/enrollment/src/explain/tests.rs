//! Explanations beside a naive oracle: every way in which the unknowns may turn out, and every way through nested groups.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::assignment::Target;
use crate::device::{OsVersion, Platform};
use crate::directory::sketch::{self, Holds, group};
use crate::evaluate::Membership;

const PEOPLE: u8 = 4;
const GROUPS: u8 = 6;
const DEVICE: EnrollingDevice = EnrollingDevice { platform: Platform::Ios, version: OsVersion::new(18, 1), is_new: true };
const CIRCUMSTANCES: Circumstances<'static> =
    Circumstances { device: DEVICE, answers: Answers { who_owns: None, how_much: None }, restrictions: &[] };

fn explained(profiles: &[Vec<Assignment>], person: &impl GroupWays) -> Explanation<'static> {
    let candidate = |assignments| Candidate { assignments, enrollment_type: &EnrollmentType::WebDevice };
    let candidates: Vec<Candidate<'_>> = profiles.iter().map(|profile| candidate(profile.as_slice())).collect();
    explain(&candidates, person, &CIRCUMSTANCES)
}

/// Which profiles reach the person, in every way in which uncertain memberships and filters may turn out.
fn worlds(groups: &impl Groups, profiles: &[Vec<Assignment>]) -> Vec<Vec<bool>> {
    let uncertain: Vec<Guid> = (0..GROUPS).map(group).filter(|group| groups.membership(group) == Membership::Unknown).collect();
    let filters = profiles.iter().flatten().filter(|assignment| assignment.filter.is_some()).count();
    let world = |world: u32| {
        let mut next_filter = uncertain.len();
        let is_member = |group: &Guid| match uncertain.iter().position(|other| other == group) {
            Some(bit) => world >> bit & 1 == 1,
            None => groups.membership(group) == Membership::Member,
        };
        let mut reaches = |assignments: &Vec<Assignment>| {
            let (mut lets_in, mut keeps_out) = (false, false);
            for assignment in assignments {
                let mut holds = assignment.target.group().is_none_or(is_member);
                if assignment.filter.is_some() {
                    holds &= world >> next_filter & 1 == 1;
                    next_filter += 1;
                }
                match assignment.target {
                    Target::ExcludedGroup(_) => keeps_out |= holds,
                    _ => lets_in |= holds,
                }
            }
            lets_in && !keeps_out
        };
        profiles.iter().map(&mut reaches).collect()
    };
    (0..1_u32 << (uncertain.len() + filters)).map(world).collect()
}

/// The length of the shortest way from a group down to a person who is, or may be, directly in some of these groups.
fn shortest(holds: &[Holds], is_direct: impl Fn(&Holds) -> bool, from: u8) -> Option<usize> {
    let mut level = BTreeSet::from([from]);
    for length in 0..=holds.len() {
        if level.iter().any(|at| holds.get(usize::from(*at)).is_some_and(&is_direct)) {
            return Some(length);
        }
        level = level.iter().filter_map(|at| holds.get(usize::from(*at))).flat_map(|holds| holds.groups.clone()).collect();
    }
    None
}

fn profiles() -> impl Strategy<Value = Vec<Vec<Assignment>>> {
    prop::collection::vec(sketch::assignments(GROUPS + 1), 0..5).prop_filter("few enough filters to try every world", |all| {
        all.iter().flatten().filter(|assignment| assignment.filter.is_some()).count() < 5
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn each_reason_holds_however_the_unknowns_turn_out(holds in sketch::groups(PEOPLE, GROUPS), profiles in profiles(), person in 0..PEOPLE) {
        let directory = sketch::directory(PEOPLE, &holds);
        let person = directory.person_ways(u32::from(person));
        let explanation = explained(&profiles, &person);
        let worlds = worlds(&person, &profiles);
        let winners: BTreeSet<Option<usize>> = worlds.iter().map(|reaches| reaches.iter().position(|reaches| *reaches)).collect();
        for (place, reason) in explanation.reasons.iter().enumerate() {
            let always = worlds.iter().all(|reaches| reaches[place]);
            let never = worlds.iter().all(|reaches| !reaches[place]);
            match &reason.standing {
                Standing::Applies => prop_assert_eq!(&winners, &BTreeSet::from([Some(place)])),
                Standing::AppliesUnless(above) => {
                    prop_assert!(always && !above.is_empty());
                    prop_assert!(worlds.iter().all(|reaches| (0..place).all(|at| !reaches[at] || above.contains(&at))));
                }
                Standing::Outranked(by) => prop_assert!(*by < place && worlds.iter().all(|reaches| reaches[*by])),
                Standing::Excluded | Standing::NotAssigned => prop_assert!(never),
                Standing::Unknown => prop_assert!(reason.because.as_ref().is_some_and(|because| because.doubt.is_some())),
            }
            if worlds.len() == 1 {
                prop_assert!(!matches!(reason.standing, Standing::Unknown | Standing::AppliesUnless(_)), "nothing is uncertain");
            }
        }
        let possible: BTreeSet<Option<usize>> = explanation.possible.iter().map(|possible| possible.place).collect();
        prop_assert!(winners.is_subset(&possible), "{:?} {:?}", winners, possible);
        prop_assert_eq!(possible.len(), explanation.possible.len());
        // The very answer that enrolling gets.
        let expected = crate::evaluate::evaluate(profiles.iter().map(Vec::as_slice), &person);
        let found = match explanation.possible.as_slice() {
            [Possible { place: Some(place), .. }] => crate::evaluate::Winner::Profile(*place),
            [Possible { place: None, .. }] => crate::evaluate::Winner::BuiltIn,
            [first, ..] => crate::evaluate::Winner::Unknown(first.place.expect("the built-in behavior is the last")),
            [] => return Err(TestCaseError::fail("something applies to everybody")),
        };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_way_leads_from_the_assigned_group_down_to_the_person_and_none_is_shorter(
        holds in sketch::groups(PEOPLE, GROUPS), profiles in profiles(), person in 0..PEOPLE,
    ) {
        let directory = sketch::directory(PEOPLE, &holds);
        let explanation = explained(&profiles, &directory.person_ways(u32::from(person)));
        for (profile, reason) in profiles.iter().zip(&explanation.reasons) {
            let Some(because) = &reason.because else { continue };
            let Some(assigned) = profile[because.assignment].target.group() else {
                prop_assert!(because.through.is_empty());
                continue;
            };
            let number = |group: &Guid| group.as_bytes()[1];
            let chain: Vec<u8> = std::iter::once(assigned).chain(&because.through).map(number).collect();
            prop_assert!(chain.windows(2).all(|pair| holds[usize::from(pair[0])].groups.contains(&pair[1])), "{:?}", chain);
            // A rule that cannot be evaluated holds nobody for certain, whatever else the group was given.
            let certain = |holds: &Holds| holds.maybe.is_empty() && holds.people.contains(&person);
            let possible = |holds: &Holds| holds.maybe.contains(&person);
            let shortest_certain = shortest(&holds, certain, chain[0]);
            let expected = shortest_certain.or_else(|| shortest(&holds, possible, chain[0]));
            prop_assert_eq!(Some(because.through.len()), expected);
        }
    }
}

#[test]
fn the_way_is_told_from_the_assigned_group_down() {
    let holds = [Holds { groups: vec![1], ..Holds::default() }, Holds { groups: vec![2], ..Holds::default() }, Holds::people(&[0])];
    let directory = sketch::directory(1, &holds);
    let explanation = explained(&[vec![Assignment::group(group(0))]], &directory.person_ways(0));
    let because = Because { assignment: 0, through: vec![group(1), group(2)], doubt: None };
    assert_eq!(explanation.reasons, [Reason { standing: Standing::Applies, because: Some(because) }]);
}

#[test]
fn below_what_certainly_applies_even_the_uncertain_is_outranked() {
    let directory = sketch::directory(1, &[Holds::maybe(&[0])]);
    let profiles = [vec![Assignment::all_users()], vec![Assignment::group(group(0))]];
    let reasons = explained(&profiles, &directory.person_ways(0)).reasons;
    let because = Because { assignment: 0, through: vec![], doubt: Some(Doubt::Membership) };
    assert_eq!(reasons[1], Reason { standing: Standing::Outranked(0), because: Some(because) });
}

#[test]
fn an_exclusion_that_cannot_be_told_leaves_open_what_applies() {
    let directory = sketch::directory(1, &[Holds::maybe(&[0])]);
    let kept_out = Assignment { target: Target::ExcludedGroup(group(0)), filter: None };
    let profiles = [vec![Assignment::all_users(), kept_out], vec![]];
    let explanation = explained(&profiles, &directory.person_ways(0));
    let because = Because { assignment: 1, through: vec![], doubt: Some(Doubt::Membership) };
    assert_eq!(explanation.reasons[0], Reason { standing: Standing::Unknown, because: Some(because) });
    assert_eq!(explanation.possible.iter().map(|possible| possible.place).collect::<Vec<_>>(), [Some(0), None]);
}

#[test]
fn where_a_profile_stands_for_one_person_is_the_same_without_the_rest_of_the_order() {
    let directory = sketch::directory(2, &[Holds::people(&[0]), Holds::maybe(&[0, 1])]);
    let profiles = [
        vec![Assignment::group(group(1))],
        vec![Assignment::group(group(0))],
        vec![Assignment::all_users()],
        vec![Assignment::all_users()],
    ];
    let contenders = Contenders::new(&directory, profiles.iter().map(Vec::as_slice));
    for person in 0..2 {
        let reasons = explained(&profiles, &directory.person_ways(person)).reasons;
        for (place, reason) in reasons.into_iter().enumerate() {
            assert_eq!(standing_at(place, &contenders, &directory.person(person)), reason.standing, "{person} {place}");
        }
    }
    assert_eq!(reached_by(&directory, &profiles[0]), [0, 1]);
    assert_eq!(reached_by(&directory, &profiles[1]), [0]);
}
