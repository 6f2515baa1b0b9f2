//! A plan told to people: what changes, by the names that they know, and what deserves a warning.

use std::collections::HashMap;

use super::groups::kind;
use super::people::OPTIONAL_TEXTS;
use super::table::TableKind;
use super::{Difference, Plan};
use crate::directory::{Directory, Group, Member, MemberKind, Person};
use crate::guid::Guid;
use crate::profile::Profile;

/// What happens to one person, group or membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is removed.
    Removed,
    /// It is changed.
    Changed,
    /// It is added.
    Added,
}

impl Action {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Added => "added",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// To what.
    pub table: TableKind,
    /// What happens to it.
    pub action: Action,
    /// The name of the person, of the group, or of the member.
    pub name: &'a str,
    /// What it is known by in its table; of a membership, the member.
    pub key: &'a str,
    /// Of a membership: the group.
    pub group: Option<&'a str>,
    /// What differs, when it is changed.
    pub fields: Vec<FieldChange<'a>>,
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange<'a> {
    /// The name of the column.
    pub name: &'static str,
    /// What it is.
    pub before: Option<&'a str>,
    /// What it becomes.
    pub after: Option<&'a str>,
}

/// A group that is removed although profiles are assigned to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedAssignedGroup<'a> {
    /// Its name.
    pub group: &'a str,
    /// The names of the profiles.
    pub profiles: Vec<&'a str>,
}

impl Plan {
    /// The first changes of each kind, at most so many in all, and how many more there are. What is removed comes first, because
    /// it cannot be told from what stays.
    pub fn changes<'a>(&'a self, directory: &'a Directory, most: usize) -> (Vec<Change<'a>>, usize) {
        let counts = [count(&self.people), count(&self.groups), count(&self.members)];
        let [people, groups, members] = shares(counts, most);
        let named = Names::of(self, directory);
        let mut changes: Vec<Change<'a>> = told(&self.people, people, person).collect();
        changes.extend(told(&self.groups, groups, group));
        changes.extend(told(&self.members, members, |_, member| named.membership(member)));
        let more = counts.iter().sum::<usize>() - changes.len();
        (changes, more)
    }

    /// The groups that are removed although one of these profiles is assigned to them.
    pub fn removed_assigned_groups<'a>(&'a self, profiles: &[&'a Profile]) -> Vec<RemovedAssignedGroup<'a>> {
        let is_assigned =
            |profile: &Profile, group: &Guid| profile.assignments.iter().any(|assignment| assignment.target.group() == Some(group));
        let of_group = |group: &'a Group| {
            let profiles = profiles.iter().filter(|profile| is_assigned(profile, &group.id)).map(|profile| profile.name.as_str());
            RemovedAssignedGroup { group: &group.display_name, profiles: profiles.collect() }
        };
        self.groups.removed.iter().map(of_group).filter(|warning| !warning.profiles.is_empty()).collect()
    }
}

const fn count<T>(difference: &Difference<T>) -> usize {
    difference.added.len() + difference.changed.len() + difference.removed.len()
}

/// How many of each are told: each gets a third, and what one does not need goes to the others.
fn shares(counts: [usize; 3], most: usize) -> [usize; 3] {
    let mut shares = counts.map(|count| count.min(most / 3));
    let mut left = most - shares.iter().sum::<usize>();
    for (share, count) in shares.iter_mut().zip(counts) {
        let more = (count - *share).min(left);
        *share += more;
        left -= more;
    }
    shares
}

/// The first so many of a difference: removed, changed, added. `tell` gets what was and what will be.
fn told<'a, T>(
    difference: &'a Difference<T>,
    most: usize,
    tell: impl Fn(Option<&'a T>, &'a T) -> Change<'a>,
) -> impl Iterator<Item = Change<'a>> {
    let removed = difference.removed.iter().map(|one| (Action::Removed, None, one));
    let changed = difference.changed.iter().map(|(before, after)| (Action::Changed, Some(before), after));
    let added = difference.added.iter().map(|one| (Action::Added, None, one));
    removed.chain(changed).chain(added).take(most).map(move |(action, before, one)| Change { action, ..tell(before, one) })
}

fn person<'a>(before: Option<&'a Person>, after: &'a Person) -> Change<'a> {
    let fields = before.map_or_else(Vec::new, |before| differing(person_fields(before), person_fields(after)));
    Change {
        table: TableKind::People,
        action: Action::Changed,
        name: &after.display_name,
        key: &after.user_principal_name,
        group: None,
        fields,
    }
}

fn group<'a>(before: Option<&'a Group>, after: &'a Group) -> Change<'a> {
    let fields = before.map_or_else(Vec::new, |before| differing(group_fields(before), group_fields(after)));
    let name = after.display_name.as_str();
    Change { table: TableKind::Groups, action: Action::Changed, name, key: name, group: None, fields }
}

type Field<'a> = (&'static str, Option<&'a str>);

fn person_fields(person: &Person) -> Vec<Field<'_>> {
    let mut fields = vec![("userPrincipalName", Some(person.user_principal_name.as_str())), ("displayName", Some(&person.display_name))];
    fields.extend(OPTIONAL_TEXTS.iter().map(|text| (text.name, (text.get)(person).as_deref())));
    fields.push(("userType", Some(&person.user_type)));
    fields.push(("accountEnabled", Some(if person.account_enabled { "true" } else { "false" })));
    fields
}

fn group_fields(group: &Group) -> Vec<Field<'_>> {
    vec![
        ("displayName", Some(&group.display_name)),
        ("description", group.description.as_deref()),
        ("kind", Some(kind(group))),
        ("membershipRule", group.membership_rule.as_deref()),
    ]
}

fn differing<'a>(before: Vec<Field<'a>>, after: Vec<Field<'a>>) -> Vec<FieldChange<'a>> {
    let pairs = before.into_iter().zip(after).filter(|(before, after)| before.1 != after.1);
    pairs.map(|((name, before), (_, after))| FieldChange { name, before, after }).collect()
}

/// The names of people and groups, those that are added too.
struct Names<'a> {
    directory: &'a Directory,
    people: HashMap<&'a Guid, &'a Person>,
    groups: HashMap<&'a Guid, &'a Group>,
}

impl<'a> Names<'a> {
    fn of(plan: &'a Plan, directory: &'a Directory) -> Self {
        let people = plan.people.added.iter().map(|person| (&person.id, person)).collect();
        let groups = plan.groups.added.iter().map(|group| (&group.id, group)).collect();
        Self { directory, people, groups }
    }

    fn membership(&self, member: &Member) -> Change<'a> {
        let (name, key) = match member.kind {
            MemberKind::Person => self.person(&member.id).map(|person| (person.display_name.as_str(), person.user_principal_name.as_str())),
            MemberKind::Group | MemberKind::Device => {
                self.group(&member.id).map(|group| (group.display_name.as_str(), group.display_name.as_str()))
            }
        }
        .unwrap_or_default();
        let group = self.group(&member.group).map(|group| group.display_name.as_str());
        Change { table: TableKind::Members, action: Action::Changed, name, key, group, fields: Vec::new() }
    }

    fn person(&self, id: &Guid) -> Option<&'a Person> {
        let present = self.directory.person_index(id).map(|at| &self.directory.people()[at as usize]);
        present.or_else(|| self.people.get(id).copied())
    }

    fn group(&self, id: &Guid) -> Option<&'a Group> {
        let present = self.directory.group_index(id).map(|at| &self.directory.groups()[at as usize]);
        present.or_else(|| self.groups.get(id).copied())
    }
}
