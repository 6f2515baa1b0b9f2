//! What a new order would do to people: how many move from which profile to which. Exact: everybody is evaluated before
//! and after.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::assignment::Assignment;
use crate::contenders::Contenders;
use crate::directory::{Alike, Directory};
use crate::evaluate::deciding;

/// What a new order would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// Everybody in the directory.
    pub people: usize,
    /// People to whom something else would apply.
    pub changed: usize,
    /// People of whom it cannot be told whether something else would apply.
    pub unknown: usize,
    /// Where those who change come from and go to, most first.
    pub moves: Vec<Move>,
}

/// People who would come from one profile to another. Profiles are places in the order as it is; `None` is the built-in
/// behavior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// What applies to them now.
    pub from: Option<usize>,
    /// What would apply.
    pub to: Option<usize>,
    /// How many.
    pub people: usize,
}

/// What it would do to people if of `profiles`, the highest first, only those at the places `after` were left, in that order.
pub fn moves(directory: &Directory, profiles: &[&[Assignment]], after: &[usize]) -> Moves {
    let named = profiles.iter().copied().flatten().filter_map(|assignment| assignment.target.group());
    let contenders = Contenders::new(directory, profiles.iter().copied());
    let rank: BTreeMap<usize, usize> = after.iter().enumerate().map(|(rank, place)| (*place, rank)).collect();
    let mut found = Moves::default();
    let mut counts: BTreeMap<(Option<usize>, Option<usize>), usize> = BTreeMap::new();
    for people in directory.alike(named) {
        found.people += people.people();
        let before = contenders.of(&people);
        let mut after: Vec<usize> = before.iter().copied().filter(|place| rank.contains_key(place)).collect();
        after.sort_unstable_by_key(|place| rank.get(place));
        let [before, after] = [before, after].map(|places| undecided(&contenders, &places, &people));
        // Between the same profiles in the same order it is decided in the same way, even where nobody can tell how.
        if before == after {
            continue;
        }
        if let (Ok(from), Ok(to)) = (certain(&before), certain(&after)) {
            found.changed += people.people();
            *counts.entry((from, to)).or_default() += people.people();
        } else {
            found.unknown += people.people();
        }
    }
    found.moves = counts.into_iter().map(|((from, to), people)| Move { from, to, people }).collect();
    found.moves.sort_by_key(|one| Reverse(one.people));
    found
}

/// Between which places it is decided, each with whether it is certain; see [`deciding`].
fn undecided(contenders: &Contenders<'_>, places: &[usize], people: &Alike<'_>) -> Vec<(usize, bool)> {
    let profiles = places.iter().map(|place| contenders.assignments(*place));
    deciding(profiles, people).map(|(at, is_certain)| (places[at], is_certain)).collect()
}

/// The place of what applies. `Err`: nobody can tell.
fn certain(undecided: &[(usize, bool)]) -> Result<Option<usize>, ()> {
    match undecided.first() {
        Some((place, true)) => Ok(Some(*place)),
        Some((_, false)) => Err(()),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::assignment::{AllUsers, Target};
    use crate::directory::sketch::{self, Holds};
    use crate::evaluate::{Groups, Membership, Winner, evaluate};

    fn lists(profiles: &[Vec<Assignment>]) -> Vec<&[Assignment]> {
        profiles.iter().map(Vec::as_slice).collect()
    }

    #[test]
    fn who_is_in_two_groups_moves_to_the_one_that_comes_first() {
        let directory = sketch::directory(10, &[Holds::people(&[0, 1, 2, 3, 4, 5]), Holds::people(&[4, 5, 6])]);
        let profiles = [vec![Assignment::group(sketch::group(0))], vec![Assignment::group(sketch::group(1))]];
        let found = moves(&directory, &lists(&profiles), &[1, 0]);
        let expected = Moves { people: 10, changed: 2, unknown: 0, moves: vec![Move { from: Some(0), to: Some(1), people: 2 }] };
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_left_out_hands_its_people_down_or_to_no_profile() {
        let directory = sketch::directory(5, &[Holds::people(&[0, 1, 2]), Holds::people(&[2])]);
        let profiles = [vec![Assignment::group(sketch::group(0))], vec![Assignment::group(sketch::group(1))]];
        let found = moves(&directory, &lists(&profiles), &[1]);
        let expected = [Move { from: Some(0), to: None, people: 2 }, Move { from: Some(0), to: Some(1), people: 1 }];
        assert_eq!((found.changed, found.moves.as_slice()), (3, &expected[..]));
    }

    #[test]
    fn an_order_that_stays_moves_nobody_even_where_it_cannot_be_told_what_applies() {
        let directory = sketch::directory(3, &[Holds::maybe(&[0, 1])]);
        let profiles = [vec![Assignment::group(sketch::group(0))], vec![Assignment::all_users()]];
        let same = moves(&directory, &lists(&profiles), &[0, 1]);
        assert_eq!((same.changed, same.unknown), (0, 0));
        let turned = moves(&directory, &lists(&profiles), &[1, 0]);
        assert_eq!((turned.changed, turned.unknown), (0, 2));
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
        let profiles = prop::collection::vec(sketch::assignments(7), 0..5).prop_filter("few enough filters to try every world", |all| {
            all.iter().flatten().filter(|one| one.filter.is_some()).count() < 5
        });
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
            let profiles = lists(&profiles);
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
            let found = moves(&directory, &profiles, &after);
            prop_assert!(found.moves.is_sorted_by_key(|one| Reverse(one.people)));
            prop_assert_eq!((found.people, found.changed), (4, expected.values().sum::<usize>()));
            let found: BTreeMap<_, _> = found.moves.iter().map(|one| ((one.from, one.to), one.people)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_told_holds_however_the_unknowns_turn_out((groups, profiles, after) in change()) {
            let groups: Vec<Holds> = groups.into_iter().map(|mut holds| { holds.people.retain(|one| *one == 0); holds }).collect();
            let directory = sketch::directory(1, &groups);
            let profiles = lists(&profiles);
            let possible = worlds(&directory.person(0), &profiles, &after);
            let found = moves(&directory, &profiles, &after);
            match (found.moves.as_slice(), found.unknown) {
                ([], 0) => prop_assert!(possible.iter().all(|(from, to)| from == to), "{:?}", possible),
                ([one], 0) => prop_assert_eq!(possible, BTreeSet::from([(one.from, one.to)])),
                ([], 1) => {
                    let has_filter = profiles.iter().copied().flatten().any(|assignment| assignment.filter.is_some());
                    prop_assert!(has_filter || groups.iter().any(|holds| !holds.maybe.is_empty()), "nothing is uncertain");
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
