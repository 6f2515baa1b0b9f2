//! Order: the complete list of ids, first is highest. Moving one, checking a new list, and the fewest single moves between two.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::error::{Code, Errors, FieldError};

/// The list with the item at `from` taken out and put in at `to`; places beyond the end mean the end.
pub fn moved<T: Clone>(list: &[T], from: usize, to: usize) -> Vec<T> {
    let mut list = list.to_vec();
    if from < list.len() {
        let item = list.remove(from);
        list.insert(to.min(list.len()), item);
    }
    list
}

/// Checks that `requested` holds every id of `current` once and no other. Mistakes point to `/profileIds`.
pub fn check_complete<T: Ord + Display>(current: &[T], requested: &[T]) -> Result<(), Errors> {
    let have: BTreeSet<&T> = current.iter().collect();
    let mut seen = BTreeSet::new();
    let repeated: Vec<&T> = requested.iter().filter(|id| !seen.insert(*id)).collect();
    let extra: Vec<&T> = requested.iter().filter(|id| !have.contains(id)).collect();
    let missing: Vec<&T> = current.iter().filter(|id| !seen.contains(id)).collect();
    let mut errors = Errors::default();
    for (code, ids) in [(Code::OrderMissing, missing), (Code::OrderUnknown, extra), (Code::OrderDuplicate, repeated)] {
        if !ids.is_empty() {
            let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            errors.push(FieldError::new(code, "/profileIds").with("ids", ids));
        }
    }
    errors.or(())
}

/// The place in `current` of each id of `requested`, which may leave some out. An id that is not there, or that was named
/// before, is a mistake where it stands. Mistakes point to `/profileIds`.
pub fn places<T: Ord + Display>(current: &[T], requested: &[T]) -> Result<Vec<usize>, Errors> {
    let known: BTreeMap<&T, usize> = current.iter().enumerate().map(|(place, id)| (id, place)).collect();
    let mut seen = BTreeSet::new();
    let mut errors = Errors::default();
    let places = requested.iter().enumerate().filter_map(|(index, id)| {
        let place = known.get(id).copied();
        let mistake = if place.is_none() { Some(Code::OrderUnknown) } else { (!seen.insert(id)).then_some(Code::OrderDuplicate) };
        if let Some(code) = mistake {
            errors.push(FieldError::new(code, format!("/profileIds/{index}")).with("ids", id));
        }
        place
    });
    let places = places.collect();
    errors.or(places)
}

/// One step of `setPriority`: take `id` out and put it in at `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move<T> {
    /// What is moved.
    pub id: T,
    /// The absolute place that it takes, 0 first.
    pub to: usize,
}

/// The fewest moves that lead from one order to another of the same ids, for servers without an atomic reorder.
/// What stays is a longest increasing subsequence; everything else moves once, from the first place to the last.
pub fn minimal_moves<T: Clone + Ord>(from: &[T], to: &[T]) -> Vec<Move<T>> {
    let target: BTreeMap<&T, usize> = to.iter().enumerate().map(|(place, id)| (id, place)).collect();
    let places: Vec<usize> = from.iter().filter_map(|id| target.get(id).copied()).collect();
    let staying: BTreeSet<usize> = longest_increasing(&places).into_iter().collect();
    let mut now = from.to_vec();
    let mut moves = Vec::new();
    for (place, id) in to.iter().enumerate() {
        if staying.contains(&place) {
            continue;
        }
        let Some(at) = now.iter().position(|other| other == id) else { continue };
        now.remove(at);
        // Behind the one that precedes it in the new order, which already stands right relative to all that is settled.
        let after = if place == 0 { 0 } else { now.iter().position(|other| *other == to[place - 1]).map_or(0, |before| before + 1) };
        now.insert(after, id.clone());
        moves.push(Move { id: id.clone(), to: after });
    }
    moves
}

/// The values of a longest strictly increasing subsequence, by patience sorting: O(n log n).
fn longest_increasing(values: &[usize]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let pile = tails.partition_point(|tail| values[*tail] < *value);
        previous.push(pile.checked_sub(1).map(|before| tails[before]));
        if pile == tails.len() {
            tails.push(index);
        } else {
            tails[pile] = index;
        }
    }
    let mut at = tails.last().copied();
    let mut picked = Vec::with_capacity(tails.len());
    while let Some(index) = at {
        picked.push(values[index]);
        at = previous[index];
    }
    picked
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(list: &[u32], moves: &[Move<u32>]) -> Vec<u32> {
        moves.iter().fold(list.to_vec(), |list, step| {
            let from = list.iter().position(|id| *id == step.id).expect("moves name what is there");
            moved(&list, from, step.to)
        })
    }

    fn permutation() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        (1_u32..9).prop_flat_map(|n| {
            let list: Vec<u32> = (0..n).collect();
            (Just(list.clone()), Just(list).prop_shuffle())
        })
    }

    /// The fewest moves, found by trying: breadth first over all orders.
    fn fewest(from: &[u32], to: &[u32]) -> usize {
        let mut level = BTreeSet::from([from.to_vec()]);
        for depth in 0.. {
            if level.contains(to) {
                return depth;
            }
            level =
                level.iter().flat_map(|list| (0..list.len()).flat_map(move |a| (0..list.len()).map(move |b| moved(list, a, b)))).collect();
        }
        unreachable!("every permutation is reached")
    }

    proptest! {
        #[test]
        fn moving_is_a_permutation_that_keeps_the_rest_in_order(n in 1_usize..40, from in 0_usize..40, to in 0_usize..60) {
            let from = from % n;
            let list: Vec<usize> = (0..n).collect();
            let after = moved(&list, from, to);
            prop_assert_eq!(after[to.min(n - 1)], from);
            let rest: Vec<usize> = after.into_iter().filter(|id| *id != from).collect();
            prop_assert_eq!(rest, (0..n).filter(|id| *id != from).collect::<Vec<_>>());
        }

        #[test]
        fn the_moves_lead_to_the_new_order((from, to) in permutation()) {
            prop_assert_eq!(apply(&from, &minimal_moves(&from, &to)), to);
        }

        #[test]
        fn there_is_no_shorter_way((from, to) in permutation().prop_filter("small enough to try all", |(list, _)| list.len() < 6)) {
            prop_assert_eq!(minimal_moves(&from, &to).len(), fewest(&from, &to));
        }

        #[test]
        fn a_complete_order_is_accepted_in_any_order((from, to) in permutation()) {
            prop_assert!(check_complete(&from, &to).is_ok());
        }
    }

    #[test]
    fn what_is_missing_unknown_or_twice_is_named() {
        let errors = check_complete(&["a", "b"], &["b", "b", "c"]).expect_err("refused");
        let told: Vec<_> = errors.0.iter().map(|error| (error.code, error.parameter("ids"))).collect();
        assert_eq!(told, [(Code::OrderMissing, "a"), (Code::OrderUnknown, "c"), (Code::OrderDuplicate, "b")]);
    }

    #[test]
    fn ids_are_found_where_they_stand_and_mistakes_are_told_there() {
        assert_eq!(places(&["a", "b", "c"], &["c", "a"]), Ok(vec![2, 0]));
        let errors = places(&["a", "b"], &["b", "x", "b"]).expect_err("refused");
        let told: Vec<_> = errors.0.iter().map(|error| (error.code, error.pointer.as_str(), error.parameter("ids"))).collect();
        assert_eq!(told, [(Code::OrderUnknown, "/profileIds/1", "x"), (Code::OrderDuplicate, "/profileIds/2", "b")]);
    }
}
