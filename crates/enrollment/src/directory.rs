//! People, groups and devices of an organization, held so that "who is in what, through which group" is answered fast.
//! Built once from plain records; nested groups may form cycles; dynamic groups are evaluated from their rules.

mod alike;
mod records;
#[cfg(test)]
pub(crate) mod sketch;
mod ways;

use std::collections::HashSet;

pub use alike::Alike;
pub use records::{Device, Group, Member, MemberKind, Person, not_held};
pub use ways::{PersonWays, WaysDown, WaysUp};

use crate::assignment::KnownGroup;
use crate::evaluate::{Groups, Membership};
use crate::group_kind::GroupKind;
use crate::guid::{Guid, GuidMap};
use crate::membership_rule::{Answer, Rule, Subject};

/// An immutable picture of the directory. Indexes are positions in [`Directory::people`] and its siblings.
#[derive(Debug, Default)]
pub struct Directory {
    people: Vec<Person>,
    groups: Vec<Group>,
    devices: Vec<Device>,
    person_at: GuidMap<u32>,
    group_at: GuidMap<u32>,
    device_at: GuidMap<u32>,
    inside: Vec<Inside>,
    person_groups: Vec<Vec<u32>>,
    person_maybe: Vec<Vec<u32>>,
    device_groups: Vec<Vec<u32>>,
    group_groups: Vec<Vec<u32>>,
}

/// What is directly in a group.
#[derive(Debug, Default)]
struct Inside {
    people: Vec<u32>,
    devices: Vec<u32>,
    groups: Vec<u32>,
    /// Whether the rule could not be evaluated for somebody.
    uncertain: bool,
}

/// How many are in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People, through nested groups too, each once.
    pub people: usize,
    /// Devices, through nested groups too, each once.
    pub devices: usize,
    /// Groups directly inside.
    pub groups: usize,
}

/// The members of a group through nested groups, as indexes in ascending order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TransitiveMembers {
    /// People.
    pub people: Vec<u32>,
    /// Devices.
    pub devices: Vec<u32>,
    /// Groups, without the one that was asked about.
    pub groups: Vec<u32>,
}

impl Directory {
    /// Builds the picture. Members that name somebody who is not there are left out, and so are members of dynamic groups.
    pub fn new(people: Vec<Person>, groups: Vec<Group>, devices: Vec<Device>, members: &[Member]) -> Self {
        let person_at = index(people.iter().map(|person| &person.id));
        let group_at = index(groups.iter().map(|group| &group.id));
        let device_at = index(devices.iter().map(|device| &device.id));
        let mut inside: Vec<Inside> = groups.iter().map(|_| Inside::default()).collect();
        for member in members {
            let Some(&group) = group_at.get(&member.group) else { continue };
            if groups[group as usize].membership_rule.is_some() {
                continue;
            }
            let inside = &mut inside[group as usize];
            match member.kind {
                MemberKind::Person => inside.people.extend(person_at.get(&member.id)),
                MemberKind::Device => inside.devices.extend(device_at.get(&member.id)),
                MemberKind::Group => inside.groups.extend(group_at.get(&member.id)),
            }
        }
        let mut directory = Self {
            person_groups: vec![Vec::new(); people.len()],
            person_maybe: vec![Vec::new(); people.len()],
            device_groups: vec![Vec::new(); devices.len()],
            group_groups: vec![Vec::new(); groups.len()],
            people,
            groups,
            devices,
            person_at,
            group_at,
            device_at,
            inside,
        };
        directory.evaluate_rules();
        directory.link_upwards();
        directory
    }

    fn evaluate_rules(&mut self) {
        for (at, group) in self.groups.iter().enumerate() {
            let Some(text) = &group.membership_rule else { continue };
            let inside = &mut self.inside[at];
            let Ok(rule) = Rule::parse(text) else {
                inside.uncertain = true;
                for maybe in &mut self.person_maybe {
                    maybe.push(position(at));
                }
                continue;
            };
            if rule.subject() == Some(Subject::Device) {
                for (device_at, device) in self.devices.iter().enumerate() {
                    match rule.evaluate(|name| device.property(name)) {
                        Answer::Yes => inside.devices.push(position(device_at)),
                        Answer::Unknown => inside.uncertain = true,
                        Answer::No => {}
                    }
                }
            } else {
                for (person_at, person) in self.people.iter().enumerate() {
                    match rule.evaluate(|name| person.property(name)) {
                        Answer::Yes => inside.people.push(position(person_at)),
                        Answer::Unknown => {
                            inside.uncertain = true;
                            self.person_maybe[person_at].push(position(at));
                        }
                        Answer::No => {}
                    }
                }
            }
        }
    }

    fn link_upwards(&mut self) {
        for (at, inside) in self.inside.iter_mut().enumerate() {
            for list in [&mut inside.people, &mut inside.devices, &mut inside.groups] {
                list.sort_unstable();
                list.dedup();
            }
            let at = position(at);
            inside.people.iter().for_each(|person| self.person_groups[*person as usize].push(at));
            inside.devices.iter().for_each(|device| self.device_groups[*device as usize].push(at));
            inside.groups.iter().for_each(|group| self.group_groups[*group as usize].push(at));
        }
    }

    /// Everybody, in the order of the records.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Every group, in the order of the records.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Every device, in the order of the records.
    pub fn devices(&self) -> &[Device] {
        &self.devices
    }

    /// The index of a person.
    pub fn person_index(&self, id: &Guid) -> Option<u32> {
        self.person_at.get(id).copied()
    }

    /// The index of a group.
    pub fn group_index(&self, id: &Guid) -> Option<u32> {
        self.group_at.get(id).copied()
    }

    /// The index of a device.
    pub fn device_index(&self, id: &Guid) -> Option<u32> {
        self.device_at.get(id).copied()
    }

    /// What is directly in a group: people, devices, groups, as indexes.
    pub fn direct_members(&self, group: u32) -> (&[u32], &[u32], &[u32]) {
        let inside = &self.inside[group as usize];
        (&inside.people, &inside.devices, &inside.groups)
    }

    /// The groups that a person is directly in.
    pub fn groups_of_person(&self, person: u32) -> &[u32] {
        &self.person_groups[person as usize]
    }

    /// The groups that a device is directly in.
    pub fn groups_of_device(&self, device: u32) -> &[u32] {
        &self.device_groups[device as usize]
    }

    /// The groups that a group is directly in.
    pub fn groups_of_group(&self, group: u32) -> &[u32] {
        &self.group_groups[group as usize]
    }

    /// Everybody and everything in a group, through nested groups too.
    pub fn transitive_members(&self, group: u32) -> TransitiveMembers {
        let mut seen = HashSet::from([group]);
        let mut open = vec![group];
        let mut members = TransitiveMembers::default();
        while let Some(at) = open.pop() {
            let inside = &self.inside[at as usize];
            members.people.extend(&inside.people);
            members.devices.extend(&inside.devices);
            for nested in &inside.groups {
                if seen.insert(*nested) {
                    members.groups.push(*nested);
                    open.push(*nested);
                }
            }
        }
        for list in [&mut members.people, &mut members.devices, &mut members.groups] {
            list.sort_unstable();
            list.dedup();
        }
        members
    }

    /// The groups above these groups, themselves included, ascending.
    pub fn transitive_groups(&self, direct: &[u32]) -> Vec<u32> {
        let mut seen: HashSet<u32> = direct.iter().copied().collect();
        let mut open = direct.to_vec();
        while let Some(at) = open.pop() {
            open.extend(self.group_groups[at as usize].iter().filter(|above| seen.insert(**above)));
        }
        let mut found: Vec<u32> = seen.into_iter().collect();
        found.sort_unstable();
        found
    }

    /// Whether a group is in another one, through nested groups too. A group is not in itself, unless by a circle.
    pub fn is_inside(&self, inner: &Guid, outer: &Guid) -> bool {
        let (Some(inner), Some(outer)) = (self.group_index(inner), self.group_index(outer)) else { return false };
        self.transitive_groups(self.groups_of_group(inner)).binary_search(&outer).is_ok()
    }

    /// The groups of a person, ready for [`crate::evaluate::evaluate`].
    pub fn person(&self, person: u32) -> PersonGroups<'_> {
        let certain = self.transitive_groups(&self.person_groups[person as usize]);
        let maybe = &self.person_maybe[person as usize];
        let possible = if maybe.is_empty() { Vec::new() } else { self.transitive_groups(maybe) };
        PersonGroups { directory: self, certain, possible }
    }

    /// Whether somebody is in a group, who certainly is in some and possibly in others; both ascending.
    fn membership(&self, group: &Guid, certain: &[u32], possible: &[u32]) -> Membership {
        match self.group_index(group) {
            Some(at) if certain.binary_search(&at).is_ok() => Membership::Member,
            Some(at) if possible.binary_search(&at).is_ok() => Membership::Unknown,
            _ => Membership::NotMember,
        }
    }

    /// How many are in a group.
    pub fn counts(&self, group: u32) -> Counts {
        let members = self.transitive_members(group);
        Counts { people: members.people.len(), devices: members.devices.len(), groups: self.inside[group as usize].groups.len() }
    }

    /// What a group holds. A rule that can be read tells by itself; else the members tell.
    pub fn kind(&self, group: u32) -> GroupKind {
        let record = &self.groups[group as usize];
        if let Some(rule) = &record.membership_rule {
            return GroupKind::of_rule(rule);
        }
        if record.is_microsoft_365 {
            return if self.counts(group).people == 0 { GroupKind::Empty } else { GroupKind::People };
        }
        let members = self.transitive_members(group);
        let devices = members.devices.len() + members.groups.iter().filter(|nested| self.is_rule_about_devices(**nested)).count();
        match GroupKind::of_members(members.people.len(), devices) {
            GroupKind::Empty if members.groups.iter().any(|nested| self.inside[*nested as usize].uncertain) => GroupKind::Unknown,
            kind => kind,
        }
    }

    fn is_rule_about_devices(&self, group: u32) -> bool {
        self.groups[group as usize].membership_rule.as_deref().is_some_and(|rule| GroupKind::of_rule(rule) == GroupKind::Devices)
    }

    /// A group as the check of assignments sees it.
    pub fn known_group(&self, id: &Guid) -> Option<KnownGroup> {
        let at = self.group_index(id)?;
        Some(KnownGroup { display_name: self.groups[at as usize].display_name.clone(), kind: self.kind(at) })
    }
}

/// People, by the groups that they are in or may be in, as indexes.
pub trait GroupIndexes: Groups {
    /// These groups, each once.
    fn group_indexes(&self) -> impl Iterator<Item = u32>;
}

/// The groups of one person, through nested groups too.
#[derive(Debug)]
pub struct PersonGroups<'a> {
    directory: &'a Directory,
    certain: Vec<u32>,
    possible: Vec<u32>,
}

impl Groups for PersonGroups<'_> {
    fn membership(&self, group: &Guid) -> Membership {
        self.directory.membership(group, &self.certain, &self.possible)
    }
}

impl GroupIndexes for PersonGroups<'_> {
    fn group_indexes(&self) -> impl Iterator<Item = u32> {
        let only_possible = self.possible.iter().filter(|group| self.certain.binary_search(group).is_err());
        self.certain.iter().chain(only_possible).copied()
    }
}

fn index<'a>(ids: impl Iterator<Item = &'a Guid>) -> GuidMap<u32> {
    ids.enumerate().map(|(at, id)| (id.clone(), position(at))).collect()
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("an organization has fewer than four billion people, groups or devices")
}

#[cfg(test)]
mod tests;
