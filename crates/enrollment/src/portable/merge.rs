//! One order out of two: ours, and that of what is imported.

use std::collections::BTreeSet;

/// What is imported stands in its own order, in the places that ours of it had; what is new stands right behind what precedes
/// it in the import, or before what follows it, or else at the end. All others keep their order.
pub(super) fn merged<T: Clone + Ord>(current: &[T], imported: &[T]) -> Vec<T> {
    let ours: BTreeSet<&T> = current.iter().collect();
    let theirs: BTreeSet<&T> = imported.iter().collect();
    let mut matched = imported.iter().filter(|id| ours.contains(id));
    let mut result: Vec<T> =
        current.iter().map(|id| if theirs.contains(id) { matched.next().unwrap_or(id) } else { id }).cloned().collect();
    for (index, id) in imported.iter().enumerate().filter(|(_, id)| !ours.contains(id)) {
        let place = |wanted: &T| result.iter().position(|other| other == wanted);
        let behind = index.checked_sub(1).and_then(|before| place(&imported[before])).map(|place| place + 1);
        let before = || imported[index + 1..].iter().find_map(place);
        let place = behind.or_else(before).unwrap_or(result.len());
        result.insert(place, id.clone());
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_new_stands_beside_its_neighbors_and_what_is_not_named_stays() {
        assert_eq!(merged(&["a", "x", "b", "c"], &["c", "new", "a", "b"]), ["c", "new", "x", "a", "b"]);
        assert_eq!(merged(&["a", "x"], &["new", "a"]), ["new", "a", "x"]);
        assert_eq!(merged(&["x"], &["one", "two"]), ["x", "one", "two"]);
        assert_eq!(merged(&[], &["one", "two"]), ["one", "two"]);
    }

    proptest! {
        #[test]
        fn both_orders_are_kept(current in prop::sample::subsequence((0..12).collect::<Vec<u8>>(), 0..12).prop_shuffle(), imported in prop::sample::subsequence((0..12).collect::<Vec<u8>>(), 0..12).prop_shuffle()) {
            let result = merged(&current, &imported);
            let all: BTreeSet<u8> = current.iter().chain(&imported).copied().collect();
            prop_assert_eq!((result.len(), result.iter().copied().collect::<BTreeSet<_>>()), (all.len(), all));
            let only = |wanted: &dyn Fn(&u8) -> bool| result.iter().copied().filter(|id| wanted(id)).collect::<Vec<_>>();
            prop_assert_eq!(only(&|id| imported.contains(id)), imported.clone());
            let others: Vec<u8> = current.iter().copied().filter(|id| !imported.contains(id)).collect();
            prop_assert_eq!(only(&|id| !imported.contains(id)), others);
            prop_assert_eq!(merged(&result, &imported), result, "importing again moves nothing");
        }
    }
}
