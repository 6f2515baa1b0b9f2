//! A profile's place in the order, and its neighbors there.

use enrollment::graph::received::Profile;

/// Where a profile stands among all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its place, 1 first.
    pub number: u64,
    /// How many profiles there are.
    pub count: u64,
    /// The name of the profile before it, which decides first.
    pub after: Option<String>,
    /// The name of the profile behind it.
    pub before: Option<String>,
}

impl Place {
    /// The place of the profile `id` in `order`, the list as the server sent it, first profile first.
    pub fn of(id: &str, order: &[Profile]) -> Option<Self> {
        let at = order.iter().position(|profile| profile.id == id)?;
        let name = |at: usize| order.get(at).map(|profile| profile.display_name.clone().unwrap_or_default());
        Some(Self { number: at as u64 + 1, count: order.len() as u64, after: at.checked_sub(1).and_then(name), before: name(at + 1) })
    }
}

/// `profiles` in their order. Our server sends them so; Graph promises nothing.
pub fn in_order(profiles: Vec<Profile>) -> Vec<Profile> {
    let place = |profile: &Profile| profile.priority.unwrap_or(i64::MAX);
    let mut ordered: Vec<Profile> = Vec::with_capacity(profiles.len());
    // Each goes where it belongs, which is mostly the end; a sort of this type would be two kilobytes of wasm.
    for profile in profiles {
        let at = ordered.partition_point(|other| place(other) <= place(&profile));
        ordered.insert(at, profile);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn profile(id: &str, priority: Option<i64>) -> Profile {
        Profile::read(&json!({"id": id, "displayName": format!("Name of {id}"), "priority": priority})).expect("a profile")
    }

    fn order() -> Vec<Profile> {
        in_order(vec![profile("c", Some(2)), profile("a", Some(0)), profile("b", Some(1))])
    }

    fn place(id: &str) -> (u64, Option<String>, Option<String>) {
        let place = Place::of(id, &order()).expect("in the order");
        (place.number, place.after, place.before)
    }

    #[test]
    fn a_profile_stands_between_its_neighbors() {
        assert_eq!(place("b"), (2, Some("Name of a".to_owned()), Some("Name of c".to_owned())));
    }

    #[test]
    fn the_first_and_the_last_have_one_neighbor() {
        assert_eq!(place("a"), (1, None, Some("Name of b".to_owned())));
        assert_eq!(place("c"), (3, Some("Name of b".to_owned()), None));
    }

    #[test]
    fn a_profile_that_is_not_in_the_list_has_no_place() {
        assert_eq!(Place::of("x", &order()), None);
    }

    #[test]
    fn a_profile_without_a_place_comes_last() {
        let ids: Vec<_> = in_order(vec![profile("none", None), profile("a", Some(0))]).into_iter().map(|profile| profile.id).collect();
        assert_eq!(ids, ["a", "none"]);
    }
}
