//! What saving would do to people: how many move from which profile to which, to whom the same profile applies with another
//! type, and who they are. Exact: everybody is evaluated before and after.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::contenders::Contenders;
use crate::directory::{Alike, Directory};
use crate::draft::Standing;
use crate::guid::Guid;

/// What saving would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// Everybody in the directory.
    pub people: usize,
    /// People to whom another profile would apply, or none where one does now.
    pub changed: usize,
    /// People of whom it cannot be told whether anything would change.
    pub unknown: usize,
    /// Where those who change come from and go to, most first.
    pub moves: Vec<Move>,
    /// People to whom the same profile would apply with another type, most first.
    pub retyped: Vec<Retyped>,
}

impl Moves {
    /// People to whom a profile applies now and none would.
    pub fn left_without(&self) -> usize {
        self.moves.iter().filter(|one| one.to.is_none()).map(|one| one.people).sum()
    }
}

/// People who would come from one profile to another. `None` is the built-in behavior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// What applies to them now, as a place in the order as it is.
    pub from: Option<usize>,
    /// What would apply, as a place in the order as it would be.
    pub to: Option<usize>,
    /// How many.
    pub people: usize,
}

/// People whose profile stays and gets another type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retyped {
    /// Its place in the order as it is.
    pub before: usize,
    /// Its place in the order as it would be.
    pub after: usize,
    /// How many.
    pub people: usize,
}

/// What saving would mean for somebody. Profiles are places in the order as it is, and in the order as it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Nothing.
    None,
    /// Something else would apply.
    Moves(Option<usize>, Option<usize>),
    /// The same profile would apply, with another type.
    Retyped(usize, usize),
    /// It cannot be told.
    Unknown,
}

/// How far it got; false: nobody waits for the rest.
pub type Progress<'a> = &'a mut dyn FnMut(usize) -> bool;

/// What it would do to people if the order `before` became `after`. `None`: `progress`, which is told how many people are
/// done, said that nobody waits any more.
pub fn moves(directory: &Directory, before: &[Standing], after: &[Standing], progress: Progress<'_>) -> Option<Moves> {
    let mut found = Moves { people: directory.people().len(), ..Moves::default() };
    let mut counts: BTreeMap<Change, usize> = BTreeMap::new();
    each(directory, before, after, progress, |people, change| *counts.entry(change).or_default() += people.people())?;
    for (change, people) in counts {
        match change {
            Change::None => {}
            Change::Unknown => found.unknown += people,
            Change::Retyped(before, after) => found.retyped.push(Retyped { before, after, people }),
            Change::Moves(from, to) => {
                found.changed += people;
                found.moves.push(Move { from, to, people });
            }
        }
    }
    found.moves.sort_by_key(|one| Reverse(one.people));
    found.retyped.sort_by_key(|one| Reverse(one.people));
    Some(found)
}

/// The people for whom saving would mean this, as indexes in ascending order.
pub fn people(directory: &Directory, before: &[Standing], after: &[Standing], means: impl Fn(Change) -> bool) -> Vec<u32> {
    let mut found = Vec::new();
    let all = each(directory, before, after, &mut |_| true, |people, change| {
        if means(change) {
            found.extend(people.members());
        }
    });
    debug_assert!(all.is_some(), "nothing stops before the end");
    found.sort_unstable();
    found
}

/// What saving means for each set of people.
fn each(
    directory: &Directory,
    before: &[Standing],
    after: &[Standing],
    progress: Progress<'_>,
    mut visit: impl FnMut(&Alike<'_>, Change),
) -> Option<()> {
    let assignments = before.iter().chain(after).flat_map(|profile| &profile.assignments);
    let sets = directory.alike(assignments.filter_map(|assignment| assignment.target.group()));
    let contenders = |order| Contenders::new(directory, lists(order));
    let sides = Sides { before, after, was: places(before), contenders: [contenders(before), contenders(after)] };
    let mut done = 0;
    for people in &sets {
        visit(people, sides.change(people));
        done += people.people();
        if !progress(done) {
            return None;
        }
    }
    Some(())
}

fn lists(order: &[Standing]) -> impl Iterator<Item = &[crate::assignment::Assignment]> {
    order.iter().map(|profile| profile.assignments.as_slice())
}

fn places(order: &[Standing]) -> HashMap<&Guid, usize> {
    order.iter().enumerate().filter_map(|(place, profile)| Some((profile.id.as_ref()?, place))).collect()
}

/// Both orders.
struct Sides<'a> {
    before: &'a [Standing],
    after: &'a [Standing],
    /// Where each profile stands in the order as it is.
    was: HashMap<&'a Guid, usize>,
    contenders: [Contenders<'a>; 2],
}

impl Sides<'_> {
    fn change(&self, people: &Alike<'_>) -> Change {
        let [before, after] = &self.contenders;
        let (before, after) = (before.deciding(people), after.deciding(people));
        match (certain(&before), certain(&after)) {
            (Ok(from), Ok(to)) => self.certain_change(from, to),
            _ if self.is_same(&before, &after) => Change::None,
            _ => Change::Unknown,
        }
    }

    fn certain_change(&self, from: Option<usize>, to: Option<usize>) -> Change {
        match (from, to, to.and_then(|to| self.place_before(to))) {
            (None, None, _) => Change::None,
            (Some(from), Some(to), Some(was)) if was == from => {
                if self.is_retyped(from, to) {
                    Change::Retyped(from, to)
                } else {
                    Change::None
                }
            }
            _ => Change::Moves(from, to),
        }
    }

    /// Between the same profiles in the same order it is decided in the same way, even where nobody can tell how.
    fn is_same(&self, before: &[(usize, bool)], after: &[(usize, bool)]) -> bool {
        before.len() == after.len()
            && before.iter().zip(after).all(|((was, was_certain), (is, is_certain))| {
                self.place_before(*is) == Some(*was)
                    && was_certain == is_certain
                    && !self.is_retyped(*was, *is)
                    && (*is_certain || self.before[*was].assignments == self.after[*is].assignments)
            })
    }

    fn place_before(&self, after: usize) -> Option<usize> {
        self.was.get(self.after[after].id.as_ref()?).copied()
    }

    fn is_retyped(&self, before: usize, after: usize) -> bool {
        self.before[before].enrollment_type != self.after[after].enrollment_type
    }
}

/// The place of what applies. `Err`: nobody can tell.
fn certain(deciding: &[(usize, bool)]) -> Result<Option<usize>, ()> {
    match deciding.first() {
        Some((place, true)) => Ok(Some(*place)),
        Some((_, false)) => Err(()),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests;
