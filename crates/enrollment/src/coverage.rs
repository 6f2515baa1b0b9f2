//! How far an order reaches: to how many people each profile applies, and how many are left without one. Exact: everybody
//! of the directory is evaluated.

use crate::assignment::Assignment;
use crate::contenders::Contenders;
use crate::directory::{Alike, Directory};
use crate::evaluate::{Reach, deciding, reach};

/// How far an order reaches. Every number counts people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Everybody in the directory.
    pub people: usize,
    /// A profile applies to them.
    pub reached: usize,
    /// None does: they get the built-in behavior.
    pub unreached: usize,
    /// It cannot be told which profile applies to them, if any.
    pub unknown: usize,
    /// What each profile has of them, in order.
    pub profiles: Vec<Share>,
}

/// What one profile has of the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Assigned to it, whatever else they are assigned to.
    pub reaches: usize,
    /// It cannot be told whether they are.
    pub may_reach: usize,
    /// It is the one that applies.
    pub applies: usize,
    /// It may be the one that applies.
    pub may_apply: usize,
}

/// How far profiles with these assignments reach, the highest first.
pub fn coverage(directory: &Directory, profiles: &[&[Assignment]]) -> Coverage {
    let named = profiles.iter().copied().flatten().filter_map(|assignment| assignment.target.group());
    coverage_of(directory, &directory.alike(named), profiles)
}

/// The same for people who were put together before, by every group that a profile names and perhaps by more.
pub(crate) fn coverage_of(directory: &Directory, everybody: &[Alike<'_>], profiles: &[&[Assignment]]) -> Coverage {
    let contenders = Contenders::new(directory, profiles.iter().copied());
    let mut coverage = Coverage { profiles: vec![Share::default(); profiles.len()], ..Coverage::default() };
    for people in everybody {
        let number = people.people();
        let places = contenders.of(people);
        for place in &places {
            let share = &mut coverage.profiles[*place];
            match reach(profiles[*place], people) {
                Reach::Reached(_) => share.reaches += number,
                Reach::Unknown(_) => share.may_reach += number,
                Reach::NotAssigned | Reach::Excluded(_) => {}
            }
        }
        coverage.people += number;
        let undecided: Vec<(usize, bool)> = deciding(places.iter().map(|place| profiles[*place]), people).collect();
        match undecided.as_slice() {
            [] => coverage.unreached += number,
            [(at, true)] => {
                coverage.reached += number;
                coverage.profiles[places[*at]].applies += number;
            }
            several => {
                coverage.unknown += number;
                for (at, _) in several {
                    coverage.profiles[places[*at]].may_apply += number;
                }
            }
        }
    }
    coverage
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::directory::sketch::{self, Holds};
    use crate::evaluate::{Winner, evaluate};

    #[test]
    fn everybody_has_a_profile_or_none_or_it_cannot_be_told() {
        let directory = sketch::directory(6, &[Holds::people(&[0, 1, 2]), Holds::maybe(&[2, 3])]);
        let profiles = [0, 1].map(|number| vec![Assignment::group(sketch::group(number))]);
        let found = coverage(&directory, &profiles.each_ref().map(Vec::as_slice));
        let first = Share { reaches: 3, applies: 3, ..Share::default() };
        let second = Share { may_reach: 2, may_apply: 1, ..Share::default() };
        assert_eq!(found, Coverage { people: 6, reached: 3, unreached: 2, unknown: 1, profiles: vec![first, second] });
    }

    proptest! {
        #[test]
        fn everybody_is_counted_as_if_asked_alone(
            groups in sketch::groups(5, 6),
            profiles in prop::collection::vec(sketch::assignments(8), 0..6),
        ) {
            let directory = sketch::directory(5, &groups);
            let profiles: Vec<&[Assignment]> = profiles.iter().map(Vec::as_slice).collect();
            let mut expected = Coverage { people: 5, profiles: vec![Share::default(); profiles.len()], ..Coverage::default() };
            for person in 0..5 {
                let groups = directory.person(person);
                for (share, assignments) in expected.profiles.iter_mut().zip(&profiles) {
                    match reach(assignments, &groups) {
                        Reach::Reached(_) => share.reaches += 1,
                        Reach::Unknown(_) => share.may_reach += 1,
                        Reach::NotAssigned | Reach::Excluded(_) => {}
                    }
                }
                match evaluate(profiles.iter().copied(), &groups) {
                    Winner::Profile(place) => {
                        expected.reached += 1;
                        expected.profiles[place].applies += 1;
                    }
                    Winner::BuiltIn => expected.unreached += 1,
                    Winner::Unknown(place) => {
                        expected.unknown += 1;
                        // Everything that might reach them, down to the first that does.
                        for (share, assignments) in expected.profiles.iter_mut().zip(&profiles).skip(place) {
                            match reach(assignments, &groups) {
                                Reach::Unknown(_) => share.may_apply += 1,
                                Reach::Reached(_) => {
                                    share.may_apply += 1;
                                    break;
                                }
                                Reach::NotAssigned | Reach::Excluded(_) => {}
                            }
                        }
                    }
                }
            }
            prop_assert_eq!(coverage(&directory, &profiles), expected);
        }
    }
}
