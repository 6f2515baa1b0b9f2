//! Moves beside a naive count, one person after the other, and beside every way in which the unknowns may turn out.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::assignment::{AllUsers, Assignment, Target};
use crate::directory::sketch::{self, Holds};
use crate::enrollment_type::EnrollmentType;
use crate::evaluate::{Groups, Membership, Winner, evaluate};

fn order(profiles: &[Vec<Assignment>]) -> Vec<Standing> {
    let standing = |(number, assignments): (u8, &Vec<Assignment>)| Standing {
        id: Some(Guid::from_bytes([9, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
        name: None,
        enrollment_type: EnrollmentType::WebDevice,
        assignments: assignments.clone(),
    };
    (0..).zip(profiles).map(standing).collect()
}

fn at(order: &[Standing], places: &[usize]) -> Vec<Standing> {
    places.iter().map(|place| order[*place].clone()).collect()
}

fn all(directory: &Directory, before: &[Standing], after: &[Standing]) -> Moves {
    moves(directory, before, after, &mut |_| true).expect("somebody waits")
}

fn for_group(number: u8) -> Vec<Assignment> {
    vec![Assignment::group(sketch::group(number))]
}

#[test]
fn who_is_in_two_groups_moves_to_the_one_that_comes_first() {
    let directory = sketch::directory(10, &[Holds::people(&[0, 1, 2, 3, 4, 5]), Holds::people(&[4, 5, 6])]);
    let before = order(&[for_group(0), for_group(1)]);
    let after = at(&before, &[1, 0]);
    let moved = Move { from: Some(0), to: Some(0), people: 2 };
    assert_eq!(all(&directory, &before, &after), Moves { people: 10, changed: 2, moves: vec![moved], ..Moves::default() });
    assert_eq!(people(&directory, &before, &after, |change| change == Change::Moves(Some(0), Some(0))), [4, 5]);
}

#[test]
fn what_is_left_out_hands_its_people_down_or_to_no_profile() {
    let directory = sketch::directory(5, &[Holds::people(&[0, 1, 2]), Holds::people(&[2])]);
    let before = order(&[for_group(0), for_group(1)]);
    let found = all(&directory, &before, &at(&before, &[1]));
    let expected = [Move { from: Some(0), to: None, people: 2 }, Move { from: Some(0), to: Some(0), people: 1 }];
    assert_eq!((found.changed, found.left_without(), found.moves.as_slice()), (3, 2, &expected[..]));
}

#[test]
fn an_order_that_stays_moves_nobody_even_where_it_cannot_be_told_what_applies() {
    let directory = sketch::directory(3, &[Holds::maybe(&[0, 1])]);
    let before = order(&[for_group(0), vec![Assignment::all_users()]]);
    let same = all(&directory, &before, &before);
    assert_eq!((same.changed, same.unknown), (0, 0));
    let turned = all(&directory, &before, &at(&before, &[1, 0]));
    assert_eq!((turned.changed, turned.unknown), (0, 2));
}

#[test]
fn another_type_is_told_apart_from_moving_and_another_name_is_nothing() {
    let directory = sketch::directory(4, &[Holds::people(&[0, 1]), Holds::maybe(&[3])]);
    let before = order(&[for_group(1), for_group(0), vec![Assignment::all_users()]]);
    let mut after = before.clone();
    after[1].enrollment_type = EnrollmentType::AccountDrivenUser;
    after[2].name = crate::text::ProfileName::parse("New name").ok();
    let retyped = vec![Retyped { before: 1, after: 1, people: 2 }];
    assert_eq!(all(&directory, &before, &after), Moves { people: 4, retyped, ..Moves::default() });
    after[0].enrollment_type = EnrollmentType::AccountDrivenUser;
    assert_eq!(all(&directory, &before, &after).unknown, 1, "whoever it may apply to");
}

#[test]
fn a_new_profile_takes_people_from_below() {
    let directory = sketch::directory(4, &[Holds::people(&[0, 1])]);
    let before = order(&[vec![Assignment::all_users()]]);
    let mut after = before.clone();
    after.insert(0, Standing { id: None, assignments: for_group(0), ..before[0].clone() });
    assert_eq!(all(&directory, &before, &after).moves, [Move { from: Some(0), to: Some(0), people: 2 }]);
}

#[test]
fn other_assignments_of_what_cannot_be_told_leave_it_unknown() {
    let directory = sketch::directory(1, &[Holds::maybe(&[0]), Holds::maybe(&[0])]);
    let before = order(&[for_group(0), vec![Assignment::all_users()]]);
    let mut after = before.clone();
    after[0].assignments = for_group(1);
    assert_eq!(all(&directory, &before, &after).unknown, 1);
}

#[test]
fn whoever_does_not_wait_gets_no_answer() {
    let directory = sketch::directory(4, &[Holds::people(&[0])]);
    let before = order(&[for_group(0)]);
    let mut told = Vec::new();
    let mut hang_up = |done| {
        told.push(done);
        false
    };
    assert_eq!(moves(&directory, &before, &[], &mut hang_up), None);
    assert_eq!(told.len(), 1);
}

/// What applies to a person in every way in which the unknowns may turn out, before and after: each uncertain
/// membership and each filter is true or false.
fn worlds(groups: &impl Groups, profiles: &[&[Assignment]], after: &[usize]) -> BTreeSet<(Option<usize>, Option<usize>)> {
    let uncertain: Vec<_> = (0_u8..6).map(sketch::group).filter(|group| groups.membership(group) == Membership::Unknown).collect();
    let filters: usize = profiles.iter().copied().flatten().filter(|assignment| assignment.filter.is_some()).count();
    let mut found = BTreeSet::new();
    for world in 0..1_u32 << (uncertain.len() + filters) {
        let mut next_filter = uncertain.len();
        let is_member = |group| match uncertain.iter().position(|other| other == group) {
            Some(bit) => world >> bit & 1 == 1,
            None => groups.membership(group) == Membership::Member,
        };
        let reaches: Vec<bool> = profiles
            .iter()
            .map(|assignments| {
                let (mut lets_in, mut keeps_out) = (false, false);
                for assignment in *assignments {
                    let mut applies = match &assignment.target {
                        Target::AllUsers(AllUsers::Licensed | AllUsers::VirtualGroup) => true,
                        Target::Group(group) | Target::ExcludedGroup(group) => is_member(group),
                    };
                    if assignment.filter.is_some() {
                        applies &= world >> next_filter & 1 == 1;
                        next_filter += 1;
                    }
                    match assignment.target {
                        Target::ExcludedGroup(_) => keeps_out |= applies,
                        _ => lets_in |= applies,
                    }
                }
                lets_in && !keeps_out
            })
            .collect();
        let before = (0..profiles.len()).find(|place| reaches[*place]);
        found.insert((before, after.iter().copied().find(|place| reaches[*place])));
    }
    found
}

fn change() -> impl Strategy<Value = (Vec<Holds>, Vec<Vec<Assignment>>, Vec<usize>)> {
    let profiles = prop::collection::vec(sketch::assignments(7), 0..5)
        .prop_filter("few enough filters to try every world", |all| all.iter().flatten().filter(|one| one.filter.is_some()).count() < 5);
    profiles.prop_flat_map(|profiles| {
        let places: Vec<usize> = (0..profiles.len()).collect();
        let after = prop::sample::subsequence(places.clone(), 0..=places.len()).prop_shuffle();
        (sketch::groups(4, 6), Just(profiles), after)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn everybody_is_counted_as_the_profiles_say_one_by_one((groups, profiles, after) in change()) {
        let directory = sketch::directory(4, &groups);
        let before = order(&profiles);
        let profiles: Vec<&[Assignment]> = profiles.iter().map(Vec::as_slice).collect();
        let mut expected: BTreeMap<(Option<usize>, Option<usize>), usize> = BTreeMap::new();
        for person in 0..4 {
            let groups = directory.person(person);
            let before = evaluate(profiles.iter().copied(), &groups);
            let later = evaluate(after.iter().map(|place| profiles[*place]), &groups);
            let place = |winner, order: &[usize]| match winner {
                Winner::Profile(at) => Ok(Some(order[at])),
                Winner::BuiltIn => Ok(None),
                Winner::Unknown(_) => Err(()),
            };
            let as_is: Vec<usize> = (0..profiles.len()).collect();
            if let (Ok(from), Ok(to)) = (place(before, &as_is), place(later, &after))
                && from != to
            {
                *expected.entry((from, to)).or_default() += 1;
            }
        }
        let found = all(&directory, &before, &at(&before, &after));
        prop_assert!(found.moves.is_sorted_by_key(|one| Reverse(one.people)));
        prop_assert_eq!((found.people, found.changed), (4, expected.values().sum::<usize>()));
        let found: BTreeMap<_, _> = found.moves.iter().map(|one| ((one.from, one.to.map(|to| after[to])), one.people)).collect();
        prop_assert_eq!(&found, &expected);
        for ((from, to), count) in found {
            let to = to.and_then(|to| after.iter().position(|place| *place == to));
            let behind = people(&directory, &before, &at(&before, &after), |change| change == Change::Moves(from, to));
            prop_assert_eq!(behind.len(), count);
        }
    }

    #[test]
    fn what_is_told_holds_however_the_unknowns_turn_out((groups, profiles, after) in change()) {
        let groups: Vec<Holds> = groups.into_iter().map(|mut holds| { holds.people.retain(|one| *one == 0); holds }).collect();
        let directory = sketch::directory(1, &groups);
        let before = order(&profiles);
        let profiles: Vec<&[Assignment]> = profiles.iter().map(Vec::as_slice).collect();
        let possible = worlds(&directory.person(0), &profiles, &after);
        let found = all(&directory, &before, &at(&before, &after));
        match (found.moves.as_slice(), found.unknown) {
            ([], 0) => prop_assert!(possible.iter().all(|(from, to)| from == to), "{:?}", possible),
            ([one], 0) => prop_assert_eq!(possible, BTreeSet::from([(one.from, one.to.map(|to| after[to]))])),
            ([], 1) => {
                let has_filter = profiles.iter().copied().flatten().any(|assignment| assignment.filter.is_some());
                prop_assert!(has_filter || groups.iter().any(|holds| !holds.maybe.is_empty()), "nothing is uncertain");
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
