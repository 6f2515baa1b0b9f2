//! Small directories for tests: people and groups by number, nested groups, and rules that cannot be evaluated for some.

use proptest::prelude::*;
use time::OffsetDateTime;

use super::{Directory, Group, Member, MemberKind, Person};
use crate::assignment::{Assignment, Filter, FilterMode, Target};
use crate::guid::Guid;

/// What a group holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holds {
    /// People.
    pub people: Vec<u8>,
    /// Groups.
    pub groups: Vec<u8>,
    /// People of whom its rule cannot tell. Where there are any, it holds nobody else.
    pub maybe: Vec<u8>,
}

impl Holds {
    /// These people.
    pub fn people(people: &[u8]) -> Self {
        Self { people: people.to_vec(), ..Self::default() }
    }

    /// Perhaps these people.
    pub fn maybe(people: &[u8]) -> Self {
        Self { maybe: people.to_vec(), ..Self::default() }
    }

    fn rule(&self) -> Option<String> {
        let names: Vec<String> = self.maybe.iter().map(|number| format!("user.displayName -eq \"Person {number}\"")).collect();
        (!names.is_empty()).then(|| format!("user.extensionAttribute1 -eq \"1\" and ({})", names.join(" or ")))
    }
}

/// The id of a person.
pub(crate) fn person(number: u8) -> Guid {
    Guid::from_bytes([1, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// The id of a group.
pub(crate) fn group(number: u8) -> Guid {
    Guid::from_bytes([2, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// So many people, numbered from 0, in these groups, numbered from 0.
pub(crate) fn directory(people: u8, groups: &[Holds]) -> Directory {
    let member = |group: &Guid, kind, id| Member { group: group.clone(), kind, id };
    let mut members = Vec::new();
    for (number, holds) in (0..).zip(groups) {
        let id = group(number);
        members.extend(holds.people.iter().map(|inside| member(&id, MemberKind::Person, person(*inside))));
        members.extend(holds.groups.iter().map(|inside| member(&id, MemberKind::Group, group(*inside))));
    }
    let groups = (0..).zip(groups).map(|(number, holds)| group_record(number, holds)).collect();
    Directory::new((0..people).map(person_record).collect(), groups, vec![], &members)
}

fn person_record(number: u8) -> Person {
    Person::member(person(number), format!("Person {number}"), "")
}

fn group_record(number: u8, holds: &Holds) -> Group {
    Group { membership_rule: holds.rule(), ..Group::security(group(number), "", OffsetDateTime::UNIX_EPOCH) }
}

/// Any `count` groups of `people` people, nested and uncertain ones among them.
pub(crate) fn groups(people: u8, count: u8) -> impl Strategy<Value = Vec<Holds>> {
    let assigned = (prop::collection::vec(0..people, 0..4), prop::collection::vec(0..count, 0..3)).prop_map(|(people, groups)| Holds {
        people,
        groups,
        maybe: Vec::new(),
    });
    let uncertain = prop::collection::vec(0..people, 1..3).prop_map(|maybe| Holds { maybe, ..Holds::default() });
    prop::collection::vec(prop_oneof![3 => assigned, 1 => uncertain], usize::from(count))
}

/// The assignments of any profile to groups with numbers below `count`, exclusions and filters among them.
pub(crate) fn assignments(count: u8) -> impl Strategy<Value = Vec<Assignment>> {
    let target = prop_oneof![
        1 => Just(Assignment::all_users().target),
        3 => (0..count).prop_map(|number| Target::Group(group(number))),
        1 => (0..count).prop_map(|number| Target::ExcludedGroup(group(number))),
    ];
    let filter = prop_oneof![6 => Just(None), 1 => Just(Some(Filter { id: "f".to_owned(), mode: FilterMode::Include }))];
    prop::collection::vec((target, filter).prop_map(|(target, filter)| Assignment { target, filter }), 0..4)
}
