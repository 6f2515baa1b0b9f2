//! Which profile reaches a person: the first in order. The same function answers the screens, the server and enrollment.

use crate::assignment::{Assignment, Target};
use crate::guid::Guid;

/// Whether a person is in a group, through nested groups too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// In it.
    Member,
    /// Not in it.
    NotMember,
    /// It cannot be told, for example because a rule uses a property that the directory does not hold.
    Unknown,
}

/// The groups of one person.
pub trait Groups {
    /// Whether the person is in `group`.
    fn membership(&self, group: &Guid) -> Membership;
}

/// Whether one profile reaches a person, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It does, by the assignment at this index.
    Reached(usize),
    /// No assignment names the person.
    NotAssigned,
    /// The assignment at this index keeps the person out.
    Excluded(usize),
    /// It depends on the assignment at this index, which cannot be evaluated.
    Unknown(usize),
}

/// Whether a profile with these assignments reaches the person. An exclusion wins over everything that lets in.
pub fn reach(assignments: &[Assignment], groups: &impl Groups) -> Reach {
    let mut reached = None;
    let mut maybe_reached = None;
    let mut maybe_excluded = None;
    for (index, assignment) in assignments.iter().enumerate() {
        let membership = match &assignment.target {
            Target::AllUsers(_) => Membership::Member,
            Target::Group(group) | Target::ExcludedGroup(group) => groups.membership(group),
        };
        let (certain, possible) = match (membership, &assignment.filter) {
            (Membership::NotMember, _) => (false, false),
            (Membership::Member, None) => (true, true),
            (Membership::Member, Some(_)) | (Membership::Unknown, _) => (false, true),
        };
        let excludes = matches!(assignment.target, Target::ExcludedGroup(_));
        match (excludes, certain, possible) {
            (true, true, _) => return Reach::Excluded(index),
            (true, false, true) => _ = maybe_excluded.get_or_insert(index),
            (false, true, _) => _ = reached.get_or_insert(index),
            (false, false, true) => _ = maybe_reached.get_or_insert(index),
            (_, false, false) => {}
        }
    }
    match (reached, maybe_reached, maybe_excluded) {
        (Some(index), _, None) => Reach::Reached(index),
        (Some(_), _, Some(index)) | (None, Some(index), _) => Reach::Unknown(index),
        (None, None, _) => Reach::NotAssigned,
    }
}

/// Which profile applies to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Winner {
    /// The profile at this place in the order.
    Profile(usize),
    /// None reaches the person: device enrollment with Company Portal, personal, which is built in.
    BuiltIn,
    /// A profile at this place might, and it stands before any that certainly does.
    Unknown(usize),
}

/// The first profile in order that reaches the person.
pub fn evaluate<'a>(profiles: impl IntoIterator<Item = &'a [Assignment]>, groups: &impl Groups) -> Winner {
    match deciding(profiles, groups).next() {
        Some((place, true)) => Winner::Profile(place),
        Some((place, false)) => Winner::Unknown(place),
        None => Winner::BuiltIn,
    }
}

/// The places of the profiles between which it is decided: those that might reach the person (`false`), and as the last
/// the first that certainly does (`true`), where there is one. Nothing below it can apply.
pub fn deciding<'a>(profiles: impl IntoIterator<Item = &'a [Assignment]>, groups: &impl Groups) -> impl Iterator<Item = (usize, bool)> {
    deciding_of(profiles.into_iter().map(|assignments| reach(assignments, groups)))
}

/// The same, of profiles that were asked already whether they reach the person.
pub fn deciding_of(reaches: impl IntoIterator<Item = Reach>) -> impl Iterator<Item = (usize, bool)> {
    let mut is_settled = false;
    let reaching = reaches.into_iter().enumerate().filter_map(|(place, reach)| match reach {
        Reach::Reached(_) => Some((place, true)),
        Reach::Unknown(_) => Some((place, false)),
        Reach::NotAssigned | Reach::Excluded(_) => None,
    });
    reaching.take_while(move |(_, is_certain)| {
        let is_open = !is_settled;
        is_settled |= is_certain;
        is_open
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::assignment::{AllUsers, Filter, FilterMode};

    struct Known(BTreeMap<Guid, Membership>);

    impl Groups for Known {
        fn membership(&self, group: &Guid) -> Membership {
            self.0.get(group).copied().unwrap_or(Membership::NotMember)
        }
    }

    fn group(number: u8) -> Guid {
        Guid::from_bytes([number; 16])
    }

    fn assignment() -> impl Strategy<Value = Assignment> {
        let target = prop_oneof![
            Just(Target::AllUsers(AllUsers::Licensed)),
            (0_u8..5).prop_map(|number| Target::Group(group(number))),
            (0_u8..5).prop_map(|number| Target::ExcludedGroup(group(number))),
        ];
        let filter = prop_oneof![4 => Just(None), 1 => Just(Some(Filter { id: "f".to_owned(), mode: FilterMode::Include }))];
        (target, filter).prop_map(|(target, filter)| Assignment { target, filter })
    }

    /// Every way in which the unknowns may turn out, as a list of plain truth tables: one bit for each of five groups and
    /// one for each assignment's filter.
    fn possible_winners(profiles: &[Vec<Assignment>], known: &Known) -> Vec<Option<usize>> {
        let filters: usize = profiles.iter().flatten().filter(|assignment| assignment.filter.is_some()).count();
        let mut winners = Vec::new();
        for world in 0..1_u32 << (5 + filters) {
            let is_member = |number: u8| match known.membership(&group(number)) {
                Membership::Member => true,
                Membership::NotMember => false,
                Membership::Unknown => world >> number & 1 == 1,
            };
            let mut next_filter = 5;
            let mut winner = None;
            for (place, assignments) in profiles.iter().enumerate() {
                let (mut lets_in, mut keeps_out) = (false, false);
                for assignment in assignments {
                    let mut applies = match &assignment.target {
                        Target::AllUsers(_) => true,
                        Target::Group(id) | Target::ExcludedGroup(id) => is_member(id.as_bytes()[0]),
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
                if winner.is_none() && lets_in && !keeps_out {
                    winner = Some(place);
                }
            }
            winners.push(winner);
        }
        winners.sort_unstable();
        winners.dedup();
        winners
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn a_certain_answer_holds_however_the_unknowns_turn_out(
            profiles in prop::collection::vec(prop::collection::vec(assignment(), 0..4), 0..4)
                .prop_filter("few enough filters to try every world", |all| all.iter().flatten().filter(|a| a.filter.is_some()).count() < 5),
            memberships in prop::collection::vec(prop_oneof![Just(Membership::Member), Just(Membership::NotMember), Just(Membership::Unknown)], 5),
        ) {
            let known = Known(memberships.into_iter().zip(0..).map(|(membership, number)| (group(number), membership)).collect());
            let possible = possible_winners(&profiles, &known);
            match evaluate(profiles.iter().map(Vec::as_slice), &known) {
                Winner::Profile(place) => prop_assert_eq!(possible, vec![Some(place)]),
                Winner::BuiltIn => prop_assert_eq!(possible, vec![None]),
                Winner::Unknown(place) => prop_assert!(possible.iter().all(|winner| winner.is_none_or(|winner| winner >= place))),
            }
        }

        #[test]
        fn without_unknowns_the_answer_is_certain(
            profiles in prop::collection::vec(prop::collection::vec(assignment().prop_map(|a| Assignment { filter: None, ..a }), 0..4), 0..5),
            members in prop::collection::vec(any::<bool>(), 5),
        ) {
            let known = Known(members.into_iter().zip(0..).map(|(member, number)| (group(number), if member { Membership::Member } else { Membership::NotMember })).collect());
            let expected = possible_winners(&profiles, &known);
            let found = match evaluate(profiles.iter().map(Vec::as_slice), &known) {
                Winner::Profile(place) => Some(place),
                Winner::BuiltIn => None,
                Winner::Unknown(place) => return Err(TestCaseError::fail(format!("unknown at {place}"))),
            };
            prop_assert_eq!(expected, vec![found]);
        }
    }

    #[test]
    fn the_first_profile_in_order_wins() {
        let everybody = vec![Assignment::all_users()];
        let sales = vec![Assignment::group(group(1))];
        let known = Known(BTreeMap::from([(group(1), Membership::Member)]));
        assert_eq!(evaluate([sales.as_slice(), everybody.as_slice()], &known), Winner::Profile(0));
        assert_eq!(evaluate([everybody.as_slice(), sales.as_slice()], &known), Winner::Profile(0));
        assert_eq!(evaluate([], &known), Winner::BuiltIn);
    }
}
