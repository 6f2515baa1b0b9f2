//! Who gets what: which profile applies to a person, why each of the others does not, and what enrolling then does.
//! Built on the very functions that enrolling uses; what cannot be told stays unknown.

use crate::answers::Answers;
use crate::assignment::Assignment;
use crate::contenders::Contenders;
use crate::device::EnrollingDevice;
use crate::directory::{Directory, GroupIndexes};
use crate::enrollment_type::{EnrollmentType, Ownership};
use crate::evaluate::{Groups, Reach, deciding_of, reach};
use crate::guid::Guid;
use crate::outcome::{Outcome, outcome};
use crate::restriction::{Binding, Restriction, binding};
use crate::user_choice::{Branch, Question, Step};

/// What a person gets whom no profile reaches: device enrollment with Company Portal, personal.
pub const BUILT_IN: EnrollmentType = EnrollmentType::DeviceWithCompanyPortal(Ownership::Personal);

/// The groups of a person, with the way to each.
pub trait GroupWays: Groups {
    /// The groups between `group` and the person, who is or may be in it: the outermost first, none where they are in it
    /// directly.
    fn way(&self, group: &Guid) -> Vec<Guid>;
}

/// A profile of an order, as far as the question goes.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Whom it is assigned to.
    pub assignments: &'a [Assignment],
    /// How devices enroll with it.
    pub enrollment_type: &'a EnrollmentType,
}

/// What is asked beside the person.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The device.
    pub device: EnrollingDevice,
    /// What the device user answered.
    pub answers: Answers,
    /// Every restriction of the organization.
    pub restrictions: &'a [Restriction],
}

/// Where a profile stands for a person. Profiles are places in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is the one that applies.
    Applies,
    /// It applies unless one of these does, of which it cannot be told.
    AppliesUnless(Vec<usize>),
    /// It cannot be told whether it reaches the person; if it does, it may be the one that applies.
    Unknown,
    /// This profile applies, or one above it.
    Outranked(usize),
    /// An assignment keeps the person out.
    Excluded,
    /// No assignment names the person.
    NotAssigned,
}

/// Why something cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The assignment has a filter, which is not evaluated.
    Filter,
    /// It cannot be told whether the person is in the group.
    Membership,
}

/// The assignment that a reason rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Its place among the assignments of the profile.
    pub assignment: usize,
    /// The groups between its group and the person, the outermost first.
    pub through: Vec<Guid>,
    /// Why it is not certain.
    pub doubt: Option<Doubt>,
}

/// Why a profile applies to a person or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Where it stands.
    pub standing: Standing,
    /// By which assignment; `None`: none names the person.
    pub because: Option<Because>,
}

/// What enrolling with a profile does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending<'a> {
    /// The question that is still to be answered.
    pub open: Option<Question>,
    /// The outcome, or those of every branch that is still possible. Only user choice has branches.
    pub outcomes: Vec<(Option<Branch>, Outcome<'a>)>,
}

/// A profile that applies, or may, and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible<'a> {
    /// Its place in the order; `None` is the built-in behavior.
    pub place: Option<usize>,
    /// What enrolling does.
    pub ending: Ending<'a>,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation<'a> {
    /// One for each profile, in order.
    pub reasons: Vec<Reason>,
    /// What applies: one where it is certain, else all between which it cannot be told, the highest first.
    pub possible: Vec<Possible<'a>>,
}

/// Which of `profiles`, the highest first, applies to a person, and why.
pub fn explain<'a>(profiles: &[Candidate<'_>], person: &impl GroupWays, circumstances: &Circumstances<'a>) -> Explanation<'a> {
    let reaches: Vec<Reach> = profiles.iter().map(|profile| reach(profile.assignments, person)).collect();
    let deciding: Vec<(usize, bool)> = deciding_of(reaches.iter().copied()).collect();
    let reasons = reaches.iter().enumerate().map(|(place, reach)| Reason {
        standing: standing(place, *reach, &deciding),
        because: because(profiles[place].assignments, *reach, person),
    });
    let reasons = reasons.collect();
    let bindings = binding(circumstances.restrictions, person);
    Explanation { reasons, possible: possible(&deciding, |place| profiles[place].enrollment_type, circumstances, &bindings) }
}

/// What applies, or may, where it is decided between these places ([`crate::evaluate::deciding`]).
pub fn possible<'a, 'p>(
    deciding: &[(usize, bool)],
    enrollment_type: impl Fn(usize) -> &'p EnrollmentType,
    circumstances: &Circumstances<'_>,
    bindings: &[Binding<'a>],
) -> Vec<Possible<'a>> {
    let places = deciding.iter().map(|(place, _)| Some(*place));
    let built_in = (!deciding.last().is_some_and(|(_, is_certain)| *is_certain)).then_some(None);
    let possible = places.chain(built_in).map(|place| {
        let enrollment_type = place.map_or(&BUILT_IN, &enrollment_type);
        Possible { place, ending: ending(enrollment_type, circumstances, bindings) }
    });
    possible.collect()
}

/// Where the profile at a place stands for somebody.
pub fn standing_at(place: usize, contenders: &Contenders<'_>, person: &impl GroupIndexes) -> Standing {
    standing(place, reach(contenders.assignments(place), person), &contenders.deciding(person))
}

fn standing(place: usize, reach: Reach, deciding: &[(usize, bool)]) -> Standing {
    match reach {
        Reach::NotAssigned => Standing::NotAssigned,
        Reach::Excluded(_) => Standing::Excluded,
        Reach::Reached(_) | Reach::Unknown(_) => match deciding {
            [.., (winner, true)] if *winner < place => Standing::Outranked(*winner),
            [(winner, true)] if *winner == place => Standing::Applies,
            [above @ .., (winner, true)] if *winner == place => Standing::AppliesUnless(above.iter().map(|(place, _)| *place).collect()),
            _ => Standing::Unknown,
        },
    }
}

fn because(assignments: &[Assignment], reach: Reach, person: &impl GroupWays) -> Option<Because> {
    let (index, is_certain) = match reach {
        Reach::Reached(index) | Reach::Excluded(index) => (index, true),
        Reach::Unknown(index) => (index, false),
        Reach::NotAssigned => return None,
    };
    let assignment = &assignments[index];
    let through = assignment.target.group().map(|group| person.way(group)).unwrap_or_default();
    let doubt = if assignment.filter.is_some() { Doubt::Filter } else { Doubt::Membership };
    Some(Because { assignment: index, through, doubt: (!is_certain).then_some(doubt) })
}

/// Everybody whom a profile with these assignments reaches or may reach, as indexes in ascending order.
pub fn reached_by(directory: &Directory, assignments: &[Assignment]) -> Vec<u32> {
    let named = assignments.iter().filter_map(|assignment| assignment.target.group());
    let mut reached = Vec::new();
    for people in directory.alike(named) {
        if matches!(reach(assignments, &people), Reach::Reached(_) | Reach::Unknown(_)) {
            reached.extend(people.members());
        }
    }
    reached.sort_unstable();
    reached
}

/// What enrolling with a profile of this type does.
pub fn ending<'a>(enrollment_type: &EnrollmentType, circumstances: &Circumstances<'_>, bindings: &[Binding<'a>]) -> Ending<'a> {
    let on_device = |pair| outcome(pair, &circumstances.device, bindings);
    let EnrollmentType::UserChoice(choice) = enrollment_type else {
        let pairs = enrollment_type.pairs().into_iter();
        return Ending { open: None, outcomes: pairs.map(|pair| (None, on_device(pair))).collect() };
    };
    let step = circumstances.answers.lead_to(choice);
    let open = if let Step::Ask(question) = step { Some(question) } else { None };
    let branches = choice.open_branches(step).into_iter();
    let outcomes = branches.filter_map(|branch| Some((Some(branch), on_device(choice.outcome(branch)?))));
    Ending { open, outcomes: outcomes.collect() }
}

#[cfg(test)]
mod tests;
