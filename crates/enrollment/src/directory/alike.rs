//! People who are alike: in the same of those groups that matter, so that a question about everybody is asked once for
//! each such set of people instead of once for each person.

use std::collections::{HashMap, HashSet};

use super::{Directory, GroupIndexes, position};
use crate::evaluate::{Groups, Membership};
use crate::guid::Guid;

/// People whom the groups that matter do not tell apart.
#[derive(Debug)]
pub struct Alike<'a> {
    directory: &'a Directory,
    certain: Vec<u32>,
    possible: Vec<u32>,
    members: Vec<u32>,
}

impl Alike<'_> {
    /// How many they are, at least one.
    pub const fn people(&self) -> usize {
        self.members.len()
    }

    /// Who they are, as indexes in ascending order.
    pub fn members(&self) -> &[u32] {
        &self.members
    }
}

impl GroupIndexes for Alike<'_> {
    /// Only of the groups that matter.
    fn group_indexes(&self) -> impl Iterator<Item = u32> {
        self.certain.iter().chain(&self.possible).copied()
    }
}

impl Groups for Alike<'_> {
    fn membership(&self, group: &Guid) -> Membership {
        self.directory.membership(group, &self.certain, &self.possible)
    }
}

impl Directory {
    /// Everybody, put together by the groups that matter. Groups that are not in the directory are passed over.
    pub fn alike<'g>(&self, groups: impl IntoIterator<Item = &'g Guid>) -> Vec<Alike<'_>> {
        let matters: HashSet<u32> = groups.into_iter().filter_map(|group| self.group_index(group)).collect();
        // Found once for each group instead of once for each of its members.
        let above: Vec<Vec<u32>> = (0..self.groups.len())
            .map(|at| {
                let mut above = self.transitive_groups(&[position(at)]);
                above.retain(|group| matters.contains(group));
                above
            })
            .collect();
        let mut sets: HashMap<(Vec<u32>, Vec<u32>), Vec<u32>> = HashMap::new();
        for (at, (direct, maybe)) in (0..).zip(self.person_groups.iter().zip(&self.person_maybe)) {
            let certain = union(&above, direct);
            let mut possible = union(&above, maybe);
            possible.retain(|group| certain.binary_search(group).is_err());
            sets.entry((certain, possible)).or_default().push(at);
        }
        sets.into_iter().map(|((certain, possible), members)| Alike { directory: self, certain, possible, members }).collect()
    }
}

/// What is above these groups, ascending, each once.
fn union(above: &[Vec<u32>], groups: &[u32]) -> Vec<u32> {
    let mut union: Vec<u32> = groups.iter().flat_map(|group| &above[*group as usize]).copied().collect();
    union.sort_unstable();
    union.dedup();
    union
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::directory::sketch::{self, Holds};

    #[test]
    fn people_are_told_apart_only_by_the_groups_that_matter() {
        let directory = sketch::directory(4, &[Holds::people(&[0, 1]), Holds::people(&[1, 2])]);
        let sizes = |groups: &[Guid]| {
            let mut sizes: Vec<usize> = directory.alike(groups).iter().map(Alike::people).collect();
            sizes.sort_unstable();
            sizes
        };
        assert_eq!(sizes(&[]), [4]);
        assert_eq!(sizes(&[sketch::group(0)]), [2, 2]);
        assert_eq!(sizes(&[sketch::group(0), sketch::group(1)]), [1, 1, 1, 1]);
        assert_eq!(sizes(&[sketch::group(9)]), [4], "a group that is not there tells nobody apart");
    }

    proptest! {
        #[test]
        fn each_set_stands_for_people_with_exactly_its_memberships(groups in sketch::groups(5, 6), matter in prop::collection::vec(0_u8..7, 0..5)) {
            let directory = sketch::directory(5, &groups);
            let matter: Vec<Guid> = matter.into_iter().map(sketch::group).collect();
            let describe = |groups: &dyn Fn(&Guid) -> Membership| -> String { format!("{:?}", matter.iter().map(groups).collect::<Vec<_>>()) };
            let mut expected: BTreeMap<String, usize> = BTreeMap::new();
            for person in 0..5 {
                let groups = directory.person(person);
                *expected.entry(describe(&|group| groups.membership(group))).or_default() += 1;
            }
            let mut found: BTreeMap<String, usize> = BTreeMap::new();
            for alike in directory.alike(&matter) {
                *found.entry(describe(&|group| alike.membership(group))).or_default() += alike.people();
            }
            prop_assert_eq!(found, expected);
        }
    }
}
