//! The order of the profiles as it is saved and as it would be: a draft made of moves, each of which can be taken back, or
//! made again on an order that somebody else saved meanwhile.
//!
//! Profiles are numbers here, the same for as long as the screen is there; `rows` knows which profile has which.

use enrollment::order::{minimal_moves, moved};
use serde_json::{Value, json};

/// A number that no profile has: a neighbor that is gone.
const GONE: usize = usize::MAX;

/// One profile was put elsewhere. When the list is another one meanwhile, its new neighbors say where better than the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    key: usize,
    to: usize,
    /// The one before it then; `None` is the top.
    after: Option<usize>,
    /// The one behind it then; `None` is the bottom.
    before: Option<usize>,
}

/// What is different in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A profile stands elsewhere; places from 1.
    Moved {
        /// Which one.
        key: usize,
        /// Where it stood.
        from: usize,
        /// Where it stands.
        to: usize,
    },
    /// A profile is new.
    Added(usize),
    /// A profile is gone.
    Removed(usize),
}

/// The saved order and the moves that are not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftOrder {
    saved: Vec<usize>,
    now: Vec<usize>,
    steps: Vec<Step>,
}

impl DraftOrder {
    /// The saved order without any move.
    pub fn new(saved: Vec<usize>) -> Self {
        Self { now: saved.clone(), saved, steps: Vec::new() }
    }

    /// The order that is saved.
    pub fn saved(&self) -> &[usize] {
        &self.saved
    }

    /// The order as it would be.
    pub fn now(&self) -> &[usize] {
        &self.now
    }

    /// Whether there is something to save.
    pub fn is_dirty(&self) -> bool {
        self.now != self.saved
    }

    /// Where the profile would stand, 0 first.
    pub fn place(&self, key: usize) -> Option<usize> {
        place(&self.now, key)
    }

    /// The profiles that moved: those that the person moved, unless fewer moves lead to the same order.
    pub fn moved(&self) -> Vec<usize> {
        let fewest = minimal_moves(&self.saved, &self.now);
        let mut chosen: Vec<usize> = Vec::new();
        for step in &self.steps {
            if !chosen.contains(&step.key) {
                chosen.push(step.key);
            }
        }
        if chosen.len() > fewest.len() { fewest.into_iter().map(|step| step.id).collect() } else { chosen }
    }

    /// What the draft changes in the saved order.
    pub fn changes(&self) -> Vec<Change> {
        let change = |key| Change::Moved { key, from: number(&self.saved, key), to: number(&self.now, key) };
        self.moved().into_iter().map(change).collect()
    }

    /// Puts the profile at `to`, 0 first. Whether it stood elsewhere.
    pub fn put(&mut self, key: usize, to: usize) -> bool {
        let to = to.min(self.now.len().saturating_sub(1));
        let Some(from) = self.place(key).filter(|from| *from != to) else { return false };
        self.now = moved(&self.now, from, to);
        let after = to.checked_sub(1).map(|at| self.now[at]);
        let before = self.now.get(to + 1).copied();
        self.steps.push(Step { key, to, after, before });
        true
    }

    /// Takes the last move back. The profile that it had moved.
    pub fn undo(&mut self) -> Option<usize> {
        let last = self.steps.pop()?;
        self.now = self.steps.iter().fold(self.saved.clone(), |list, step| match place(&list, step.key) {
            Some(from) => moved(&list, from, step.to),
            None => list,
        });
        Some(last.key)
    }

    /// The same moves on another saved order. A profile that is gone is left out, a new one keeps its place.
    #[must_use]
    pub fn onto(&self, saved: Vec<usize>) -> Self {
        Self::again(saved, &self.steps)
    }

    fn again(saved: Vec<usize>, steps: &[Step]) -> Self {
        let mut draft = Self::new(saved);
        for step in steps {
            if let Some(to) = step.place_in(&draft.now) {
                draft.put(step.key, to);
            }
        }
        draft
    }

    /// The moves as session storage keeps them: ids and nothing else. `version` is that of the saved order.
    pub fn write(&self, version: Option<&str>, id: impl Fn(usize) -> String) -> String {
        let id = |key: Option<usize>| key.map(&id);
        let steps = self
            .steps
            .iter()
            .map(|step| json!({"id": id(Some(step.key)), "to": step.to, "after": id(step.after), "before": id(step.before)}));
        json!({"version": version, "steps": steps.collect::<Vec<_>>()}).to_string()
    }

    /// The moves that `text` holds, made again on `saved`; and whether the saved order is the one that they were made on.
    pub fn read(text: &str, saved: Vec<usize>, version: Option<&str>, key: impl Fn(&str) -> Option<usize>) -> (Self, bool) {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let key = |value: &Value| value.as_str().map(|id| key(id).unwrap_or(GONE));
        let step = |value: &Value| {
            let to = value["to"].as_u64().and_then(|to| usize::try_from(to).ok())?;
            Some(Step { key: key(&value["id"])?, to, after: key(&value["after"]), before: key(&value["before"]) })
        };
        let mut steps = Vec::new();
        for value in value["steps"].as_array().into_iter().flatten() {
            steps.extend(step(value));
        }
        (Self::again(saved, &steps), value["version"].as_str() == version)
    }
}

impl Step {
    /// Where the step puts its profile in `list`; `None` when it is not there.
    fn place_in(&self, list: &[usize]) -> Option<usize> {
        let from = place(list, self.key)?;
        let end = list.len() - 1;
        // As the list is without the profile itself.
        let stands = |key: usize| place(list, key).filter(|at| *at != from).map(|at| if at > from { at - 1 } else { at });
        let (Some(after), Some(before)) = (self.after, self.before) else {
            return Some(if self.after.is_none() { 0 } else { end });
        };
        Some(stands(after).map(|at| at + 1).or_else(|| stands(before)).unwrap_or_else(|| self.to.min(end)))
    }
}

/// What is different between two saved orders, of which either may hold profiles that the other has not.
pub fn changes(before: &[usize], after: &[usize]) -> Vec<Change> {
    let both = |list: &[usize], other: &[usize]| -> Vec<usize> { list.iter().copied().filter(|key| other.contains(key)).collect() };
    let moves = minimal_moves(&both(before, after), &both(after, before));
    let mut changes: Vec<Change> =
        moves.iter().map(|step| Change::Moved { key: step.id, from: number(before, step.id), to: number(after, step.id) }).collect();
    changes.extend(after.iter().filter(|key| !before.contains(key)).map(|key| Change::Added(*key)));
    changes.extend(before.iter().filter(|key| !after.contains(key)).map(|key| Change::Removed(*key)));
    changes
}

fn place(list: &[usize], key: usize) -> Option<usize> {
    list.iter().position(|other| *other == key)
}

/// The place as it is shown: from 1.
fn number(list: &[usize], key: usize) -> usize {
    place(list, key).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(moves: &[(usize, usize)]) -> DraftOrder {
        let mut draft = DraftOrder::new(vec![0, 1, 2, 3, 4]);
        for (key, to) in moves {
            assert!(draft.put(*key, *to), "{key} stands at {to} already");
        }
        draft
    }

    #[test]
    fn a_move_makes_a_draft_and_moving_back_unmakes_it() {
        let mut draft = draft(&[(3, 1)]);
        assert_eq!(draft.now(), [0, 3, 1, 2, 4]);
        assert!(draft.is_dirty());
        draft.put(3, 3);
        assert!(!draft.is_dirty());
        assert_eq!(draft.changes(), []);
    }

    #[test]
    fn a_place_behind_the_end_is_the_end_and_its_own_place_is_no_move() {
        let mut draft = draft(&[(0, 99)]);
        assert_eq!(draft.now(), [1, 2, 3, 4, 0]);
        assert!(!draft.put(0, 4));
        assert!(!draft.put(7, 0), "a profile that is not in the list");
    }

    #[test]
    fn the_moved_profile_is_the_one_that_the_person_moved() {
        assert_eq!(draft(&[(1, 0)]).changes(), [Change::Moved { key: 1, from: 2, to: 1 }]);
        assert_eq!(draft(&[(0, 1)]).changes(), [Change::Moved { key: 0, from: 1, to: 2 }]);
    }

    #[test]
    fn many_moves_count_as_few_when_fewer_lead_there() {
        assert_eq!(draft(&[(1, 0), (2, 1), (3, 2), (4, 3)]).moved(), [0]);
        assert_eq!(draft(&[(4, 0), (4, 2)]).moved(), [4]);
    }

    #[test]
    fn each_move_is_taken_back_on_its_own() {
        let mut draft = draft(&[(4, 0), (2, 0)]);
        assert_eq!(draft.undo(), Some(2));
        assert_eq!(draft.now(), [4, 0, 1, 2, 3]);
        assert_eq!(draft.undo(), Some(4));
        assert!(!draft.is_dirty());
        assert_eq!(draft.undo(), None);
    }

    #[test]
    fn moves_are_made_again_beside_the_same_neighbors() {
        // Behind 0, whatever else moved.
        assert_eq!(draft(&[(4, 1)]).onto(vec![3, 2, 1, 0, 4]).now(), [3, 2, 1, 0, 4]);
        assert_eq!(draft(&[(4, 1)]).onto(vec![3, 0, 1, 2, 4]).now(), [3, 0, 4, 1, 2]);
        // Without 0: before 1.
        assert_eq!(draft(&[(4, 1)]).onto(vec![2, 1, 3, 4]).now(), [2, 4, 1, 3]);
        // Without both: the same place.
        assert_eq!(draft(&[(4, 1)]).onto(vec![2, 3, 4]).now(), [2, 4, 3]);
    }

    #[test]
    fn top_and_bottom_stay_top_and_bottom() {
        assert_eq!(draft(&[(3, 0)]).onto(vec![9, 0, 1, 2, 3, 4]).now(), [3, 9, 0, 1, 2, 4]);
        assert_eq!(draft(&[(1, 4)]).onto(vec![0, 1, 2, 3, 4, 9]).now(), [0, 2, 3, 4, 9, 1]);
    }

    #[test]
    fn a_profile_that_is_gone_is_left_out_and_a_new_one_keeps_its_place() {
        let again = draft(&[(3, 1), (1, 4)]).onto(vec![0, 9, 1, 2, 4]);
        assert_eq!(again.now(), [0, 9, 2, 4, 1]);
        assert_eq!(again.saved(), [0, 9, 1, 2, 4]);
        assert_eq!(again.changes(), [Change::Moved { key: 1, from: 3, to: 5 }]);
    }

    #[test]
    fn what_others_changed_is_told_apart() {
        assert_eq!(changes(&[0, 1, 2, 3], &[3, 0, 9, 2]), [Change::Moved { key: 3, from: 4, to: 1 }, Change::Added(9), Change::Removed(1)]);
        assert_eq!(changes(&[0, 1], &[0, 1]), []);
    }

    const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

    fn kept(draft: &DraftOrder) -> String {
        draft.write(Some("\"order-1\""), |key| IDS[key].to_owned())
    }

    fn found(id: &str) -> Option<usize> {
        IDS.iter().position(|other| *other == id)
    }

    #[test]
    fn a_draft_is_read_back_as_it_was() {
        let before = draft(&[(3, 1), (0, 4), (2, 0)]);
        let (after, same) = DraftOrder::read(&kept(&before), vec![0, 1, 2, 3, 4], Some("\"order-1\""), found);
        assert_eq!(after, before);
        assert!(same);
    }

    #[test]
    fn a_draft_of_an_older_order_is_made_again_and_says_so() {
        let text = kept(&draft(&[(3, 1)]));
        let (after, same) = DraftOrder::read(&text, vec![5, 0, 1, 2, 3, 4], Some("\"order-2\""), found);
        assert_eq!(after.now(), [5, 0, 3, 1, 2, 4]);
        assert!(!same);
        // Both neighbors are gone: not the top, which would be another wish.
        let (after, _) = DraftOrder::read(&text, vec![2, 4, 3], None, |id| found(id).filter(|key| *key > 1));
        assert_eq!(after.now(), [2, 3, 4]);
    }

    #[test]
    fn what_is_no_draft_reads_as_none() {
        for garbled in ["", "7", "{\"steps\":7}", "{\"steps\":[7,{\"id\":\"a\"},{\"to\":1}]}"] {
            assert!(!DraftOrder::read(garbled, vec![0, 1], None, found).0.is_dirty(), "{garbled}");
        }
    }
}
