//! What a change would do to people, before it is saved: whom one profile reaches, and from where they come to it.
//! Exact: every person of the directory is evaluated before and after.

use std::collections::{BTreeMap, BTreeSet};

use crate::assignment::Assignment;
use crate::contenders::Contenders;
use crate::directory::Directory;
use crate::enrollment_type::EnrollmentType;
use crate::evaluate::{Groups, Reach, Winner, reach};
use crate::guid::Guid;
use crate::restriction::{self, Restriction};

/// A profile in an order, as far as the effect needs it.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'a> {
    /// The profile. A profile that does not exist yet has an id of the caller's choice.
    pub id: &'a Guid,
    /// Whom it is assigned to.
    pub assignments: &'a [Assignment],
}

/// What one profile means for people once the change is made. Every number counts people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// Assigned to it, whatever else they are assigned to.
    pub reached: usize,
    /// It is the first that reaches them.
    pub applies: usize,
    /// Come to it from another profile, or from none (`None`), most first.
    pub moves: Vec<(Option<Guid>, usize)>,
    /// Reached, but a higher profile applies.
    pub stay_with_higher: usize,
    /// It cannot be told.
    pub unknown: usize,
    /// Restrictions that bind somebody to whom it applies and that it passes over, as places in [`Change::restrictions`].
    pub overridden: BTreeSet<usize>,
}

/// A change to the order or to one profile in it.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The order as it is.
    pub before: &'a [Ranked<'a>],
    /// The order as it would be.
    pub after: &'a [Ranked<'a>],
    /// The profile whose effect is asked for. It stands in `after`.
    pub subject: &'a Guid,
    /// Its type, where the restrictions that it overrides are asked for.
    pub enrollment_type: Option<&'a EnrollmentType>,
    /// Every restriction of the organization.
    pub restrictions: &'a [Restriction],
}

/// What the change means for the people of the directory.
pub fn effect<'a>(directory: &Directory, change: &Change<'a>) -> Effect {
    let Change { before, after, subject, enrollment_type, restrictions } = *change;
    let mut effect = Effect::default();
    let mut moves: BTreeMap<Option<&Guid>, usize> = BTreeMap::new();
    let Some(place) = after.iter().position(|profile| profile.id == subject) else { return effect };
    let assignments = before.iter().chain(after).flat_map(|profile| profile.assignments);
    let assignments = assignments.chain(restrictions.iter().flat_map(|restriction| &restriction.assignments));
    let contenders = |order: &[Ranked<'a>]| Contenders::new(directory, order.iter().map(|profile| profile.assignments));
    let (contenders_before, contenders_after) = (contenders(before), contenders(after));
    for people in directory.alike(assignments.filter_map(|assignment| assignment.target.group())) {
        let number = people.people();
        match reach(after[place].assignments, &people) {
            Reach::Reached(_) => effect.reached += number,
            Reach::Unknown(_) => {
                effect.unknown += number;
                continue;
            }
            Reach::NotAssigned | Reach::Excluded(_) => continue,
        }
        match contenders_after.winner(&people) {
            Winner::Profile(winner) if winner == place => {
                effect.applies += number;
                effect.overridden.extend(enrollment_type.and_then(|kind| overridden(restrictions, kind, &people)));
            }
            Winner::Unknown(_) => {
                effect.unknown += number;
                continue;
            }
            Winner::Profile(_) | Winner::BuiltIn => {
                effect.stay_with_higher += number;
                continue;
            }
        }
        match contenders_before.winner(&people) {
            Winner::Profile(winner) if before[winner].id != subject => *moves.entry(Some(before[winner].id)).or_default() += number,
            Winner::BuiltIn => *moves.entry(None).or_default() += number,
            Winner::Profile(_) | Winner::Unknown(_) => {}
        }
    }
    effect.moves = moves.into_iter().map(|(from, count)| (from.cloned(), count)).collect();
    effect.moves.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    effect
}

/// The place of the restriction that binds a person, when a profile of this type passes over it.
pub(crate) fn overridden(restrictions: &[Restriction], enrollment_type: &EnrollmentType, groups: &impl Groups) -> Option<usize> {
    let binding = restriction::effective(restrictions, groups)?;
    let place = restrictions.iter().position(|other| other.id == binding.id)?;
    restriction::is_overridden(binding, enrollment_type).then_some(place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::directory::sketch::{self, Holds, group};
    use crate::evaluate::evaluate;

    /// Ten people; group 0 holds the first six, group 1 the last six.
    fn directory() -> Directory {
        sketch::directory(10, &[Holds::people(&[0, 1, 2, 3, 4, 5]), Holds::people(&[4, 5, 6, 7, 8, 9])])
    }

    fn profile(number: u8) -> Guid {
        Guid::from_bytes([9, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    fn restriction(priority: u32, personal_blocked: bool, assignments: &[Assignment]) -> Restriction {
        Restriction {
            id: profile(u8::try_from(100 + priority).expect("small")),
            display_name: String::new(),
            description: String::new(),
            priority,
            platform_blocked: false,
            personal_blocked,
            os_minimum: None,
            os_maximum: None,
            assignments: assignments.to_vec(),
        }
    }

    #[test]
    fn a_new_profile_takes_people_from_below_and_leaves_those_above() {
        let first = [Assignment::group(group(0))];
        let new = [Assignment::group(group(1))];
        let everybody = [Assignment::all_users()];
        let (high, subject, low) = (profile(0), profile(1), profile(2));
        let before = [Ranked { id: &high, assignments: &first }, Ranked { id: &low, assignments: &everybody }];
        let after = [before[0], Ranked { id: &subject, assignments: &new }, before[1]];
        let restrictions = [restriction(0, false, &[]), restriction(1, true, &[Assignment::group(group(1))])];
        let user_enrollment = EnrollmentType::AccountDrivenUser;
        let change = Change {
            before: &before,
            after: &after,
            subject: &subject,
            enrollment_type: Some(&user_enrollment),
            restrictions: &restrictions,
        };
        let expected = Effect {
            reached: 6,
            applies: 4,
            moves: vec![(Some(low.clone()), 4)],
            stay_with_higher: 2,
            unknown: 0,
            overridden: BTreeSet::from([1]),
        };
        assert_eq!(effect(&directory(), &change), expected);
        let whole_device = EnrollmentType::WebDevice;
        let change = Change { enrollment_type: Some(&whole_device), ..change };
        assert!(effect(&directory(), &change).overridden.is_empty());
    }

    #[test]
    fn people_without_a_profile_come_from_none() {
        let new = [Assignment::group(group(0))];
        let subject = profile(1);
        let after = [Ranked { id: &subject, assignments: &new }];
        let change = Change { before: &[], after: &after, subject: &subject, enrollment_type: None, restrictions: &[] };
        assert_eq!(effect(&directory(), &change).moves, vec![(None, 6)]);
    }

    #[test]
    fn a_profile_for_no_one_has_no_effect() {
        let subject = profile(1);
        let after = [Ranked { id: &subject, assignments: &[] }];
        let change = Change { before: &[], after: &after, subject: &subject, enrollment_type: None, restrictions: &[] };
        assert_eq!(effect(&directory(), &change), Effect::default());
    }

    /// The same, one person after the other and one profile after the other.
    fn naive(directory: &Directory, change: &Change<'_>) -> Effect {
        let Change { before, after, subject, enrollment_type, restrictions } = *change;
        let place = after.iter().position(|profile| profile.id == subject).expect("it stands there");
        let mut effect = Effect::default();
        let mut moves: BTreeMap<Option<Guid>, usize> = BTreeMap::new();
        for at in 0..directory.people().len() {
            let groups = directory.person(u32::try_from(at).expect("few"));
            let winner = evaluate(after.iter().map(|profile| profile.assignments), &groups);
            match (reach(after[place].assignments, &groups), winner) {
                (Reach::NotAssigned | Reach::Excluded(_), _) => {}
                (Reach::Unknown(_), _) => effect.unknown += 1,
                (Reach::Reached(_), Winner::Unknown(_)) => {
                    effect.reached += 1;
                    effect.unknown += 1;
                }
                (Reach::Reached(_), Winner::Profile(winner)) if winner == place => {
                    effect.reached += 1;
                    effect.applies += 1;
                    effect.overridden.extend(enrollment_type.and_then(|kind| overridden(restrictions, kind, &groups)));
                    match evaluate(before.iter().map(|profile| profile.assignments), &groups) {
                        Winner::Profile(from) if before[from].id == subject => {}
                        Winner::Profile(from) => *moves.entry(Some(before[from].id.clone())).or_default() += 1,
                        Winner::BuiltIn => *moves.entry(None).or_default() += 1,
                        Winner::Unknown(_) => {}
                    }
                }
                (Reach::Reached(_), Winner::Profile(_) | Winner::BuiltIn) => {
                    effect.reached += 1;
                    effect.stay_with_higher += 1;
                }
            }
        }
        effect.moves = moves.into_iter().collect();
        effect.moves.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        effect
    }

    proptest! {
        #[test]
        fn everybody_is_counted_as_if_asked_alone(
            groups in sketch::groups(5, 6),
            profiles in prop::collection::vec(sketch::assignments(7), 1..6),
            binding in sketch::assignments(7),
            draft in sketch::assignments(7),
            place in any::<prop::sample::Index>(),
        ) {
            let directory = sketch::directory(5, &groups);
            let ids: Vec<Guid> = (0..6).map(profile).collect();
            let before: Vec<Ranked<'_>> = ids.iter().zip(&profiles).map(|(id, assignments)| Ranked { id, assignments }).collect();
            let mut after = before.clone();
            let place = place.index(after.len());
            after[place].assignments = &draft;
            let user_enrollment = EnrollmentType::AccountDrivenUser;
            let restrictions = [restriction(0, true, &[]), restriction(1, false, &binding)];
            let change = Change {
                before: &before,
                after: &after,
                subject: &ids[place],
                enrollment_type: Some(&user_enrollment),
                restrictions: &restrictions,
            };
            prop_assert_eq!(effect(&directory, &change), naive(&directory, &change));
        }
    }
}
