//! What is probably not meant: rules over one profile while it is written, and over a whole order. Each finding has a
//! place, what it is about, and a fix where one changes nothing that anybody could want to keep.

mod one_profile;
mod suppression;
mod whole_order;

pub use one_profile::{Fact, GroupFacts, one_profile};
pub use suppression::{Key, SuppressionReason};
pub use whole_order::{renamed, whole_order};

use crate::draft::Standing;
use crate::guid::Guid;
use crate::restriction::Restriction;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It does not work.
    Error,
    /// It probably does something else than was meant.
    Warning,
    /// It could be said more simply, or is worth knowing.
    Hint,
}

macro_rules! rules {
    ($($(#[$doc:meta])+ $variant:ident = $text:literal, $severity:ident;)+) => {
        /// A rule. Its text form is stable: clients branch on it, and suppressions name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])+ $variant,)+ }

        impl Rule {
            /// Every rule, in the order in which findings are told.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// How much it matters.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

rules! {
    /// An assigned group is not in the directory any more. Fix: remove the assignment.
    GroupMissing = "group_missing", Error;
    /// A profile for all users stands above this one for groups, which therefore never applies. Fix: move it above that one.
    AllUsersAbove = "all_users_above", Warning;
    /// A higher profile applies to everybody whom it reaches. People: those.
    NeverApplies = "never_applies", Warning;
    /// It has no assignment.
    NoAssignment = "no_assignment", Warning;
    /// It reaches nobody, though it is assigned and every group is there.
    ReachesNoOne = "reaches_no_one", Warning;
    /// An assigned group holds nobody.
    GroupEmpty = "group_empty", Warning;
    /// An assigned group holds devices too, which are not reached.
    GroupMixed = "group_mixed", Warning;
    /// An assignment has a filter, which is not evaluated here.
    FilterNotEvaluated = "filter_not_evaluated", Warning;
    /// It is of the retired type, which newly enrolled devices cannot use. People: to whom it applies.
    RetiredType = "retired_type", Warning;
    /// A restriction binds people to whom it applies, and it passes over that. People: those.
    RestrictionOverridden = "restriction_overridden", Warning;
    /// It gets another name, and the rule of a group asks for the old one.
    NameInRule = "name_in_rule", Warning;
    /// No profile applies to people. People: those.
    PeopleWithoutProfile = "people_without_profile", Hint;
    /// It is assigned to all users and to groups, which are among them. Fix: remove the groups.
    AllUsersWithGroups = "all_users_with_groups", Hint;
    /// An assigned group is in another assigned one. Fix: remove its assignment.
    GroupInsideGroup = "group_inside_group", Hint;
    /// Every branch of the user's choice secures the entire device: only who owns it is really asked.
    BranchesAlike = "branches_alike", Hint;
}

impl Rule {
    /// The rule with this text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.as_str() == text)
    }
}

/// What one press may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Take the assignments at these places out of the profile: it reaches the same people without them.
    RemoveAssignments(Vec<usize>),
    /// Move the profile to this place.
    MoveTo(usize),
}

/// Something that is probably not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// The profile, by its place in the order; `None`: the order as a whole.
    pub profile: Option<usize>,
    /// Where in the profile, as a JSON pointer into its form on the wire.
    pub pointer: String,
    /// The other profiles that it is about.
    pub others: Vec<usize>,
    /// The groups that it is about.
    pub groups: Vec<Guid>,
    /// The restriction that it is about, by its place among all.
    pub restriction: Option<usize>,
    /// How many people it is about, where people were counted.
    pub people: Option<usize>,
    /// What one press may do about it.
    pub fix: Option<Fix>,
}

impl Finding {
    fn new(rule: Rule, profile: Option<usize>, pointer: impl Into<String>) -> Self {
        let pointer = pointer.into();
        Self { rule, profile, pointer, others: Vec::new(), groups: Vec::new(), restriction: None, people: None, fix: None }
    }

    /// Names the finding however often it is found. `None`: the profile does not exist yet.
    pub fn key(&self, order: &[Standing], restrictions: &[Restriction]) -> Option<Key> {
        let profile = match self.profile {
            Some(place) => Some(order[place].id.as_ref()?),
            None => None,
        };
        let restriction = self.restriction.map(|place| &restrictions[place].id);
        // All groups of a profile together are no subject of their own: they may become more or fewer.
        let group = if self.rule == Rule::AllUsersWithGroups { None } else { self.groups.first() };
        Some(Key::new(self.rule, [profile, group, restriction].into_iter().flatten()))
    }
}

#[cfg(test)]
mod tests;
