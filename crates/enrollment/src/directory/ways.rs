//! Through which nested groups somebody is in a group: always one of the shortest ways, and always the same one.

use std::collections::{HashMap, VecDeque};

use super::{Directory, PersonGroups};
use crate::evaluate::{Groups, Membership};
use crate::explain::GroupWays;
use crate::guid::Guid;

/// The ways from a group down to everything in it.
#[derive(Debug)]
pub struct WaysDown<'a> {
    directory: &'a Directory,
    found: Found,
}

/// The ways from somebody up to every group that they are in.
#[derive(Debug)]
pub struct WaysUp(Found);

/// Groups in the order in which they are found from a start: the nearest first.
#[derive(Debug, Default)]
struct Found(HashMap<u32, Step>);

#[derive(Debug)]
struct Step {
    /// How many were found before.
    rank: usize,
    /// By which group it was found; none at the start.
    by: Option<u32>,
}

impl Found {
    fn from<'a>(start: &[u32], next: impl Fn(u32) -> &'a [u32]) -> Self {
        let mut found = Self::default();
        let mut open: VecDeque<(u32, Option<u32>)> = start.iter().map(|at| (*at, None)).collect();
        while let Some((at, by)) = open.pop_front() {
            let rank = found.0.len();
            if let std::collections::hash_map::Entry::Vacant(entry) = found.0.entry(at) {
                entry.insert(Step { rank, by });
                open.extend(next(at).iter().map(|next| (*next, Some(at))));
            }
        }
        found
    }

    /// The groups from this one back to the start, both included.
    fn back(&self, from: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(from), |at| self.0.get(at)?.by)
    }
}

impl WaysDown<'_> {
    /// The groups between the group and a person in it, the outermost first.
    pub fn to_person(&self, person: u32) -> Vec<u32> {
        self.to(self.directory.groups_of_person(person))
    }

    /// The groups between the group and a device in it, the outermost first.
    pub fn to_device(&self, device: u32) -> Vec<u32> {
        self.to(self.directory.groups_of_device(device))
    }

    /// The groups between the group and another one in it, the outermost first.
    pub fn to_group(&self, group: u32) -> Vec<u32> {
        self.to(self.directory.groups_of_group(group))
    }

    /// The way to what is directly in these groups.
    fn to(&self, direct: &[u32]) -> Vec<u32> {
        let nearest = direct.iter().copied().min_by_key(|at| self.found.0.get(at).map_or(usize::MAX, |step| step.rank));
        let mut way: Vec<u32> = nearest.into_iter().flat_map(|nearest| self.found.back(nearest)).collect();
        // The last is the group itself.
        way.pop();
        way.reverse();
        way
    }
}

impl WaysUp {
    /// The groups between a group and whom was asked about, the outermost first.
    pub fn from_group(&self, group: u32) -> Vec<u32> {
        self.0.back(group).skip(1).collect()
    }
}

/// The groups of one person, with the way to each.
#[derive(Debug)]
pub struct PersonWays<'a> {
    groups: PersonGroups<'a>,
    certain: WaysUp,
    possible: WaysUp,
}

impl Groups for PersonWays<'_> {
    fn membership(&self, group: &Guid) -> Membership {
        self.groups.membership(group)
    }
}

impl GroupWays for PersonWays<'_> {
    fn way(&self, group: &Guid) -> Vec<Guid> {
        let PersonGroups { directory, certain, possible } = &self.groups;
        let way = match directory.group_index(group) {
            Some(at) if certain.binary_search(&at).is_ok() => self.certain.from_group(at),
            Some(at) if possible.binary_search(&at).is_ok() => self.possible.from_group(at),
            _ => Vec::new(),
        };
        way.into_iter().map(|at| directory.groups()[at as usize].id.clone()).collect()
    }
}

impl Directory {
    /// The groups of a person, ready for [`crate::explain::explain`].
    pub fn person_ways(&self, person: u32) -> PersonWays<'_> {
        let at = person as usize;
        let (certain, possible) = (self.ways_up(&self.person_groups[at]), self.ways_up(&self.person_maybe[at]));
        PersonWays { groups: self.person(person), certain, possible }
    }

    /// The ways from a group down to everything in it.
    pub fn ways_down(&self, group: u32) -> WaysDown<'_> {
        WaysDown { directory: self, found: Found::from(&[group], |at| &self.inside[at as usize].groups) }
    }

    /// The ways up from somebody or something that is directly in these groups.
    pub fn ways_up(&self, direct: &[u32]) -> WaysUp {
        WaysUp(Found::from(direct, |at| &self.group_groups[at as usize]))
    }
}
