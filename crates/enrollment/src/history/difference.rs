//! What differs between two moments: of one profile field by field, of the whole order profile by profile.

use std::collections::BTreeMap;

use super::{Past, Placed};
use crate::assignment::{AllUsers, Assignment, Target};
use crate::enrollment_type::EnrollmentType;
use crate::guid::Guid;
use crate::order::minimal_moves;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<'a> {
    /// The name.
    Name(&'a str),
    /// The description.
    Description(&'a str),
    /// The enrollment type with its branches.
    Type(&'a EnrollmentType),
    /// The place in the order, 0 first.
    Place(usize),
    /// One assignment; each that differs is a difference of its own.
    Assignment(&'a Assignment),
}

/// A field before and after; at least one of them is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference<'a> {
    /// `None`: there was no profile, or no such assignment.
    pub before: Option<Field<'a>>,
    /// `None`: there is none any more.
    pub after: Option<Field<'a>>,
}

/// What became of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It is another.
    Changed,
}

/// A profile that differs, by more than its place among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileDifference<'a> {
    /// The profile as it is after, or else as it was.
    pub profile: &'a Past,
    /// What became of it.
    pub fate: Fate,
    /// What differs. The place is told only of what was added or removed; of the others, [`SetDifference::moves`] tells.
    pub fields: Vec<FieldDifference<'a>>,
}

/// A profile that was taken out of the order and put in elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<'a> {
    /// The profile.
    pub profile: &'a Past,
    /// Where it stood.
    pub from: usize,
    /// Where it stands.
    pub to: usize,
}

/// What differs between two whole orders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetDifference<'a> {
    /// First those that are there after, in their order, then those that are not any more.
    pub profiles: Vec<ProfileDifference<'a>>,
    /// The fewest moves, among the profiles of both, that lead from one order to the other.
    pub moves: Vec<Moved<'a>>,
}

impl SetDifference<'_> {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty() && self.moves.is_empty()
    }
}

/// What differs between a profile and itself at another moment.
pub fn of_profile<'a>(before: Option<&'a Placed>, after: Option<&'a Placed>) -> Vec<FieldDifference<'a>> {
    let mut fields = of_content(before.map(|placed| &placed.past), after.map(|placed| &placed.past));
    push(&mut fields, before.map(|placed| Field::Place(placed.place)), after.map(|placed| Field::Place(placed.place)));
    fields
}

/// What differs between two whole orders.
pub fn of_sets<'a>(before: &'a [Past], after: &'a [Past]) -> SetDifference<'a> {
    let index = |set: &'a [Past]| -> BTreeMap<&'a Guid, (usize, &'a Past)> {
        set.iter().enumerate().map(|(place, profile)| (&profile.id, (place, profile))).collect()
    };
    let (was, is) = (index(before), index(after));
    let mut profiles = Vec::new();
    for (place, profile) in after.iter().enumerate() {
        let old = was.get(&profile.id).map(|(_, old)| *old);
        let mut fields = of_content(old, Some(profile));
        if old.is_none() {
            push(&mut fields, None, Some(Field::Place(place)));
        }
        if !fields.is_empty() {
            let fate = if old.is_none() { Fate::Added } else { Fate::Changed };
            profiles.push(ProfileDifference { profile, fate, fields });
        }
    }
    for (place, profile) in before.iter().enumerate().filter(|(_, profile)| !is.contains_key(&profile.id)) {
        let mut fields = of_content(Some(profile), None);
        push(&mut fields, Some(Field::Place(place)), None);
        profiles.push(ProfileDifference { profile, fate: Fate::Removed, fields });
    }
    let common = |set: &'a [Past], other: &BTreeMap<&Guid, (usize, &Past)>| -> Vec<&'a Guid> {
        set.iter().map(|profile| &profile.id).filter(|id| other.contains_key(*id)).collect()
    };
    let steps = minimal_moves(&common(before, &is), &common(after, &was));
    let moves = steps.iter().filter_map(|step| {
        let ((from, _), (to, profile)) = (was.get(step.id)?, is.get(step.id)?);
        Some(Moved { profile, from: *from, to: *to })
    });
    SetDifference { moves: moves.collect(), profiles }
}

/// Whether two profiles say the same, the spelling of "all users" included, because it is echoed.
pub fn says_the_same(one: &Past, other: &Past) -> bool {
    let same_content = one.name == other.name && one.description == other.description && one.enrollment_type == other.enrollment_type;
    let pairs = || one.assignments.iter().zip(&other.assignments);
    same_content && one.assignments.len() == other.assignments.len() && pairs().all(|(one, other)| is_same(one, other))
}

fn of_content<'a>(before: Option<&'a Past>, after: Option<&'a Past>) -> Vec<FieldDifference<'a>> {
    let mut fields = Vec::new();
    push(&mut fields, before.map(|past| Field::Name(past.name.as_str())), after.map(|past| Field::Name(past.name.as_str())));
    let description = |past: &'a Past| Field::Description(past.description.as_str());
    push(&mut fields, before.map(description), after.map(description));
    push(&mut fields, before.map(|past| Field::Type(&past.enrollment_type)), after.map(|past| Field::Type(&past.enrollment_type)));
    let (old, new) = (before.map_or(&[][..], |past| &past.assignments), after.map_or(&[][..], |past| &past.assignments));
    let of_target = |list: &'a [Assignment], wanted: &Assignment| list.iter().find(|one| one.target == wanted.target);
    for assignment in old {
        match of_target(new, assignment) {
            Some(same) if is_same(assignment, same) => {}
            found => fields.push(FieldDifference { before: Some(Field::Assignment(assignment)), after: found.map(Field::Assignment) }),
        }
    }
    for assignment in new.iter().filter(|assignment| of_target(old, assignment).is_none()) {
        fields.push(FieldDifference { before: None, after: Some(Field::Assignment(assignment)) });
    }
    fields
}

fn push<'a>(fields: &mut Vec<FieldDifference<'a>>, before: Option<Field<'a>>, after: Option<Field<'a>>) {
    if before != after {
        fields.push(FieldDifference { before, after });
    }
}

fn is_same(one: &Assignment, other: &Assignment) -> bool {
    let is_virtual_group = |target: &Target| matches!(target, Target::AllUsers(AllUsers::VirtualGroup));
    one == other && is_virtual_group(&one.target) == is_virtual_group(&other.target)
}
