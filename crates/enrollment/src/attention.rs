//! What deserves an administrator's attention: profiles that do nothing, or not what they were made for, and people
//! without one. Each concern is told once, with everything that it is about.

use crate::coverage::{Coverage, Share};
use crate::directory::Directory;
use crate::draft::Standing;
use crate::evaluate::{Reach, reach};

/// Why something deserves attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concern {
    /// Profiles of the retired type, which new devices cannot enroll with. People: those to whom they apply.
    RetiredType,
    /// Profiles that reach nobody although everything that they name is there. People: none.
    ReachesNoOne,
    /// Profiles that name a group that is not in the directory any more. People: none, for nobody knows who they were.
    GroupMissing,
    /// People to whom no profile applies. Profiles: none.
    PeopleWithoutProfile,
    /// Profiles that reach people, but a higher profile applies to each of them. People: those whom they reach.
    NeverApplies,
}

impl Concern {
    /// Every concern, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::RetiredType, Self::ReachesNoOne, Self::GroupMissing, Self::PeopleWithoutProfile, Self::NeverApplies];

    /// The stable text, as clients branch on it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RetiredType => "retired_type",
            Self::ReachesNoOne => "reaches_no_one",
            Self::GroupMissing => "group_missing",
            Self::PeopleWithoutProfile => "people_without_profile",
            Self::NeverApplies => "never_applies",
        }
    }
}

/// One concern, with everything that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// Why.
    pub concern: Concern,
    /// The places of the profiles, ascending.
    pub profiles: Vec<usize>,
    /// How many people, each once.
    pub people: usize,
}

/// What deserves attention in an order, the highest profile first, whose coverage is known.
pub fn attention(directory: &Directory, profiles: &[Standing], coverage: &Coverage) -> Vec<Attention> {
    let found = concerned(directory, profiles, coverage).into_iter().map(|(concern, places)| {
        let people = match concern {
            Concern::RetiredType => places.iter().map(|place| coverage.profiles[*place].applies).sum(),
            Concern::PeopleWithoutProfile => coverage.unreached,
            Concern::NeverApplies => reached_by(directory, profiles, &places),
            Concern::ReachesNoOne | Concern::GroupMissing => 0,
        };
        Attention { concern, profiles: places, people }
    });
    found.filter(|one| !one.profiles.is_empty() || one.people > 0).collect()
}

/// Every concern with the places of the profiles that it is about, if any. The lint tells the same.
pub fn concerned(directory: &Directory, profiles: &[Standing], coverage: &Coverage) -> [(Concern, Vec<usize>); 5] {
    let places = |holds: &dyn Fn(&Standing, Share) -> bool| -> Vec<usize> {
        let both = profiles.iter().zip(&coverage.profiles).enumerate();
        both.filter(|(_, (profile, share))| holds(profile, **share)).map(|(place, _)| place).collect()
    };
    // Before there are people, a profile for a group or for all users is no mistake; one for nobody is.
    let reaches_no_one = |profile: &Standing, share: Share| {
        let nobody = share.reaches + share.may_reach == 0 && (coverage.people > 0 || profile.assignments.is_empty());
        nobody && !names_missing_group(directory, profile)
    };
    Concern::ALL.map(|concern| {
        let found = match concern {
            Concern::RetiredType => places(&|profile, _| profile.enrollment_type.kind().is_retired()),
            Concern::ReachesNoOne => places(&reaches_no_one),
            Concern::GroupMissing => places(&|profile, _| names_missing_group(directory, profile)),
            Concern::PeopleWithoutProfile => Vec::new(),
            Concern::NeverApplies => places(&|_, share| share.reaches > 0 && share.applies + share.may_apply == 0),
        };
        (concern, found)
    })
}

fn names_missing_group(directory: &Directory, profile: &Standing) -> bool {
    let mut named = profile.assignments.iter().filter_map(|assignment| assignment.target.group());
    named.any(|group| directory.group_index(group).is_none())
}

/// How many people at least one of the profiles at these places certainly reaches.
fn reached_by(directory: &Directory, profiles: &[Standing], places: &[usize]) -> usize {
    if places.is_empty() {
        return 0;
    }
    let profiles: Vec<_> = places.iter().map(|place| profiles[*place].assignments.as_slice()).collect();
    let named = profiles.iter().copied().flatten().filter_map(|assignment| assignment.target.group());
    let sets = directory.alike(named).into_iter();
    let reached = sets.filter(|people| profiles.iter().any(|one| matches!(reach(one, people), Reach::Reached(_))));
    reached.map(|people| people.people()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::{Assignment, Target};
    use crate::coverage::coverage;
    use crate::directory::sketch::{self, Holds, group};
    use crate::enrollment_type::EnrollmentType;

    fn profile(enrollment_type: EnrollmentType, assignments: Vec<Assignment>) -> Standing {
        Standing { id: None, name: None, enrollment_type, assignments }
    }

    fn for_groups(groups: &[u8]) -> Standing {
        profile(EnrollmentType::WebDevice, groups.iter().map(|number| Assignment::group(group(*number))).collect())
    }

    /// Ten people: group 0 holds six, group 1 two of them and two more, group 2 perhaps the last, group 3 nobody, group 4
    /// the last.
    fn found(profiles: &[Standing]) -> Vec<(&'static str, Vec<usize>, usize)> {
        let (first, second) = (Holds::people(&[0, 1, 2, 3, 4, 5]), Holds::people(&[4, 5, 6, 7]));
        let groups = [first, second, Holds::maybe(&[9]), Holds::default(), Holds::people(&[9])];
        told(&sketch::directory(10, &groups), profiles)
    }

    fn told(directory: &Directory, profiles: &[Standing]) -> Vec<(&'static str, Vec<usize>, usize)> {
        let assignments: Vec<&[Assignment]> = profiles.iter().map(|profile| profile.assignments.as_slice()).collect();
        let found = attention(directory, profiles, &coverage(directory, &assignments));
        found.into_iter().map(|one| (one.concern.as_str(), one.profiles, one.people)).collect()
    }

    fn everybody() -> Standing {
        profile(EnrollmentType::WebDevice, vec![Assignment::all_users()])
    }

    #[test]
    fn an_order_that_leaves_nobody_out_needs_no_attention() {
        assert_eq!(found(&[for_groups(&[0]), for_groups(&[1]), everybody()]), []);
    }

    #[test]
    fn people_whom_no_profile_reaches_are_counted_and_those_whom_one_may_reach_are_not() {
        assert_eq!(found(&[for_groups(&[0]), for_groups(&[2])]), [("people_without_profile", vec![], 3)]);
        assert_eq!(found(&[]), [("people_without_profile", vec![], 10)]);
    }

    #[test]
    fn the_retired_type_is_told_with_the_people_to_whom_it_applies() {
        let retired = |number| profile(EnrollmentType::UserWithCompanyPortal, vec![Assignment::group(group(number))]);
        assert_eq!(found(&[retired(0), retired(1), everybody()]), [("retired_type", vec![0, 1], 8)]);
    }

    #[test]
    fn a_profile_for_nobody_or_for_empty_groups_reaches_no_one() {
        let excluded = [Target::Group(group(1)), Target::ExcludedGroup(group(1))];
        let excluded = profile(EnrollmentType::WebDevice, excluded.map(|target| Assignment { target, filter: None }).to_vec());
        let order = [for_groups(&[]), for_groups(&[3]), excluded, for_groups(&[2]), everybody()];
        assert_eq!(found(&order), [("reaches_no_one", vec![0, 1, 2], 0)]);
    }

    #[test]
    fn a_group_that_is_gone_is_told_in_place_of_reaching_no_one() {
        let order = [for_groups(&[77]), for_groups(&[0, 77]), everybody()];
        assert_eq!(found(&order), [("group_missing", vec![0, 1], 0)]);
    }

    #[test]
    fn a_profile_below_one_that_takes_everybody_never_applies() {
        let order = [everybody(), for_groups(&[0]), for_groups(&[1]), for_groups(&[2])];
        assert_eq!(found(&order), [("never_applies", vec![1, 2], 8)], "each person counts once");
    }

    #[test]
    fn a_profile_that_may_apply_is_not_said_to_never_apply() {
        assert_eq!(found(&[for_groups(&[2]), for_groups(&[4]), everybody()]), []);
    }

    #[test]
    fn before_there_are_people_only_a_profile_for_nobody_is_told() {
        let order = [everybody(), for_groups(&[0]), for_groups(&[])];
        assert_eq!(told(&sketch::directory(0, &[Holds::default()]), &order), [("reaches_no_one", vec![2], 0)]);
    }

    #[test]
    fn every_concern_has_a_word_of_its_own() {
        let words: std::collections::BTreeSet<_> = Concern::ALL.iter().map(|concern| concern.as_str()).collect();
        assert_eq!(words.len(), Concern::ALL.len());
    }
}
