//! The profiles of an order that could reach somebody at all, found by the person's groups: an organization may have a
//! thousand profiles, and a person is in a few of the groups that they are assigned to.

use std::collections::HashMap;

use crate::assignment::{Assignment, Target};
use crate::directory::{Directory, GroupIndexes};
use crate::evaluate::{Winner, deciding, evaluate};

/// An order of profiles, by the groups that they are assigned to.
#[derive(Debug)]
pub struct Contenders<'a> {
    profiles: Vec<&'a [Assignment]>,
    for_everybody: Vec<usize>,
    by_group: HashMap<u32, Vec<usize>>,
}

impl<'a> Contenders<'a> {
    /// The profiles of an order, the highest first, by their assignments.
    pub fn new(directory: &Directory, profiles: impl IntoIterator<Item = &'a [Assignment]>) -> Self {
        let mut contenders = Self { profiles: profiles.into_iter().collect(), for_everybody: Vec::new(), by_group: HashMap::new() };
        for (place, assignments) in contenders.profiles.iter().enumerate() {
            for assignment in *assignments {
                match &assignment.target {
                    Target::AllUsers(_) => contenders.for_everybody.push(place),
                    Target::Group(group) => {
                        if let Some(group) = directory.group_index(group) {
                            contenders.by_group.entry(group).or_default().push(place);
                        }
                    }
                    Target::ExcludedGroup(_) => {}
                }
            }
        }
        contenders
    }

    /// The places of the profiles that could reach these people, ascending: none of the others does.
    pub fn of(&self, people: &impl GroupIndexes) -> Vec<usize> {
        let by_group = people.group_indexes().filter_map(|group| self.by_group.get(&group)).flatten();
        let mut places: Vec<usize> = self.for_everybody.iter().chain(by_group).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The assignments of the profile at a place.
    pub fn assignments(&self, place: usize) -> &'a [Assignment] {
        self.profiles[place]
    }

    /// Between which places it is decided, each with whether it is certain; see [`deciding`].
    pub fn deciding(&self, people: &impl GroupIndexes) -> Vec<(usize, bool)> {
        let places = self.of(people);
        let profiles = places.iter().map(|place| self.assignments(*place));
        deciding(profiles, people).map(|(at, is_certain)| (places[at], is_certain)).collect()
    }

    /// Which profile applies to these people, who are told apart by every group that a profile names.
    pub fn winner(&self, people: &impl GroupIndexes) -> Winner {
        let places = self.of(people);
        match evaluate(places.iter().map(|place| self.assignments(*place)), people) {
            Winner::Profile(at) => Winner::Profile(places[at]),
            Winner::Unknown(at) => Winner::Unknown(places[at]),
            Winner::BuiltIn => Winner::BuiltIn,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::directory::sketch;

    proptest! {
        #[test]
        fn leaving_out_who_cannot_reach_somebody_changes_nothing(
            groups in sketch::groups(5, 6),
            profiles in prop::collection::vec(sketch::assignments(8), 0..6),
        ) {
            let directory = sketch::directory(5, &groups);
            let count = |winner: Winner, people: usize, counts: &mut BTreeMap<String, usize>| {
                *counts.entry(format!("{winner:?}")).or_default() += people;
            };
            let mut expected = BTreeMap::new();
            for person in 0..5 {
                count(evaluate(profiles.iter().map(Vec::as_slice), &directory.person(person)), 1, &mut expected);
            }
            let mut found = BTreeMap::new();
            let contenders = Contenders::new(&directory, profiles.iter().map(Vec::as_slice));
            for people in directory.alike(profiles.iter().flatten().filter_map(|assignment| assignment.target.group())) {
                count(contenders.winner(&people), people.people(), &mut found);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
