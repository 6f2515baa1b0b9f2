//! What a change would do to people, before it is saved: whom one profile reaches, and from where they come to it.
//! Exact: every person of the directory is evaluated before and after.

use std::collections::{BTreeMap, BTreeSet};

use crate::assignment::Assignment;
use crate::directory::Directory;
use crate::enrollment_type::EnrollmentType;
use crate::evaluate::{Groups, Reach, Winner, evaluate, reach};
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
pub fn effect(directory: &Directory, change: &Change<'_>) -> Effect {
    let Change { before, after, subject, enrollment_type, restrictions } = *change;
    let mut effect = Effect::default();
    let mut moves: BTreeMap<Option<&Guid>, usize> = BTreeMap::new();
    let Some(place) = after.iter().position(|profile| profile.id == subject) else { return effect };
    for at in 0..directory.people().len() {
        let Ok(at) = u32::try_from(at) else { break };
        let groups = directory.person(at);
        match reach(after[place].assignments, &groups) {
            Reach::Reached(_) => effect.reached += 1,
            Reach::Unknown(_) => {
                effect.unknown += 1;
                continue;
            }
            Reach::NotAssigned | Reach::Excluded(_) => continue,
        }
        match evaluate(after.iter().map(|profile| profile.assignments), &groups) {
            Winner::Profile(winner) if winner == place => {
                effect.applies += 1;
                effect.overridden.extend(enrollment_type.and_then(|kind| overridden(restrictions, kind, &groups)));
            }
            Winner::Unknown(_) => {
                effect.unknown += 1;
                continue;
            }
            Winner::Profile(_) | Winner::BuiltIn => {
                effect.stay_with_higher += 1;
                continue;
            }
        }
        match evaluate(before.iter().map(|profile| profile.assignments), &groups) {
            Winner::Profile(winner) if before[winner].id != subject => *moves.entry(Some(before[winner].id)).or_default() += 1,
            Winner::BuiltIn => *moves.entry(None).or_default() += 1,
            Winner::Profile(_) | Winner::Unknown(_) => {}
        }
    }
    effect.moves = moves.into_iter().map(|(from, count)| (from.cloned(), count)).collect();
    effect.moves.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    effect
}

/// The place of the restriction that binds a person, when a profile of this type passes over it.
fn overridden(restrictions: &[Restriction], enrollment_type: &EnrollmentType, groups: &impl Groups) -> Option<usize> {
    let binding = restriction::effective(restrictions, groups)?;
    let place = restrictions.iter().position(|other| other.id == binding.id)?;
    restriction::is_overridden(binding, enrollment_type).then_some(place)
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::directory::{Group, Member, MemberKind, Person};

    fn id(kind: u8, number: u8) -> Guid {
        let mut bytes = [kind; 16];
        bytes[15] = number;
        Guid::from_bytes(bytes)
    }

    /// Ten people; group 0 holds the first six, group 1 the last six.
    fn directory() -> Directory {
        let person = |number| Person {
            id: id(1, number),
            display_name: String::new(),
            user_principal_name: String::new(),
            mail: None,
            given_name: None,
            surname: None,
            department: None,
            job_title: None,
            company_name: None,
            city: None,
            country: None,
            employee_id: None,
            user_type: String::new(),
            account_enabled: true,
        };
        let group = |number| Group {
            id: id(2, number),
            display_name: String::new(),
            description: None,
            mail: None,
            mail_nickname: String::new(),
            is_microsoft_365: false,
            mail_enabled: false,
            security_enabled: true,
            membership_rule: None,
            created: OffsetDateTime::UNIX_EPOCH,
        };
        let member = |group, number| Member { group: id(2, group), kind: MemberKind::Person, id: id(1, number) };
        let members: Vec<_> = (0..6).map(|number| member(0, number)).chain((4..10).map(|number| member(1, number))).collect();
        Directory::new((0..10).map(person).collect(), (0..2).map(group).collect(), vec![], &members)
    }

    fn restriction(priority: u32, personal_blocked: bool, assignments: &[Assignment]) -> Restriction {
        Restriction {
            id: id(8, u8::try_from(priority).expect("small")),
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
        let first = [Assignment::group(id(2, 0))];
        let new = [Assignment::group(id(2, 1))];
        let everybody = [Assignment::all_users()];
        let (high, subject, low) = (id(9, 0), id(9, 1), id(9, 2));
        let before = [Ranked { id: &high, assignments: &first }, Ranked { id: &low, assignments: &everybody }];
        let after = [before[0], Ranked { id: &subject, assignments: &new }, before[1]];
        let restrictions = [restriction(0, false, &[]), restriction(1, true, &[Assignment::group(id(2, 1))])];
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
        let new = [Assignment::group(id(2, 0))];
        let subject = id(9, 1);
        let after = [Ranked { id: &subject, assignments: &new }];
        let change = Change { before: &[], after: &after, subject: &subject, enrollment_type: None, restrictions: &[] };
        assert_eq!(effect(&directory(), &change).moves, vec![(None, 6)]);
    }

    #[test]
    fn a_profile_for_no_one_has_no_effect() {
        let subject = id(9, 1);
        let after = [Ranked { id: &subject, assignments: &[] }];
        let change = Change { before: &[], after: &after, subject: &subject, enrollment_type: None, restrictions: &[] };
        assert_eq!(effect(&directory(), &change), Effect::default());
    }
}
