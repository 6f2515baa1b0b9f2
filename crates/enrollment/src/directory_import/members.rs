//! The table of memberships: `group,member`, where a member is a person by `userPrincipalName`, or else a group by its name.

use std::collections::HashMap;

use super::Difference;
use super::columns::{Cells, Column, Header};
use super::mistakes::Mistakes;
use super::reconcile::{Found, Reconciled};
use super::table::{Table, TableKind};
use crate::directory::{Directory, Group, Member, MemberKind, Person};
use crate::error::Code;

pub(super) struct Columns {
    group: Column,
    member: Column,
}

impl Columns {
    pub(super) fn of(table: &Table, mistakes: &mut Mistakes) -> Option<Self> {
        let mut header = Header::of(TableKind::Members, table, mistakes)?;
        let (group, member) = (header.required("group"), header.required("member"));
        header.finish().then_some(())?;
        Some(Self { group: group?, member: member? })
    }
}

/// A membership by the places of group and member ([`Found::One`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    group: usize,
    kind: MemberKind,
    member: usize,
}

/// The directory as it is and as it will be.
struct Both<'a> {
    directory: &'a Directory,
    people: &'a Reconciled<'a, Person>,
    groups: &'a Reconciled<'a, Group>,
}

/// What has to be done to the memberships of people and groups.
pub(super) fn difference(
    directory: &Directory,
    people: &Reconciled<'_, Person>,
    groups: &Reconciled<'_, Group>,
    table: Option<(&Table, Columns)>,
    remove_missing: bool,
    mistakes: &mut Mistakes,
) -> Difference<Member> {
    let both = Both { directory, people, groups };
    let removes = remove_missing && table.is_some();
    let mut named: HashMap<Place, usize> = HashMap::new();
    let mut difference = Difference::nothing(0);
    if let Some((table, columns)) = table {
        let width = table.header().map_or(0, |header| header.width());
        for row in table.rows().enumerate() {
            let mut cells = Cells::of(TableKind::Members, row, width, mistakes);
            let Some(place) = both.read(&mut cells, &columns) else { continue };
            if let Some(first) = named.get(&place) {
                cells.mistake_with(columns.member, Code::DuplicateRow, |mistake| mistake.with("firstLine", first));
                continue;
            }
            named.insert(place, cells.line());
            if !both.is_there(place) {
                difference.added.extend(both.member(place));
            }
        }
    }
    for place in both.all() {
        match both.member(place).filter(|_| !removes || named.contains_key(&place)) {
            Some(_) => difference.unchanged += 1,
            None => difference.removed.push(both.old_member(place)),
        }
    }
    difference
}

impl Both<'_> {
    fn read(&self, cells: &mut Cells<'_, '_>, columns: &Columns) -> Option<Place> {
        if !cells.is_fine() {
            return None;
        }
        let group = self.group(cells, columns.group);
        let member = self.find_member(cells, columns.member);
        let (group, (kind, member)) = (group?, member?);
        let place = Place { group, kind, member };
        let record = self.groups.get(group)?;
        if record.membership_rule.is_some() {
            cells.mistake(columns.group, Code::DynamicGroupMember);
        } else if kind == MemberKind::Group && !self.is_there(place) {
            if group == member {
                cells.mistake(columns.member, Code::MemberOfItself);
            } else if record.is_microsoft_365 {
                cells.mistake(columns.member, Code::GroupHoldsPeopleOnly);
            }
        }
        cells.is_fine().then_some(place)
    }

    fn group(&self, cells: &mut Cells<'_, '_>, column: Column) -> Option<usize> {
        let text = cells.raw(column);
        match self.groups.find(text) {
            Some(Found::One(at)) => return Some(at),
            Some(Found::Several) => cells.mistake(column, Code::NameAmbiguous),
            Some(Found::Mistaken(_)) => {}
            None if text.is_empty() => cells.mistake(column, Code::ValueRequired),
            None => cells.mistake(column, Code::UnknownGroup),
        }
        None
    }

    fn find_member(&self, cells: &mut Cells<'_, '_>, column: Column) -> Option<(MemberKind, usize)> {
        let text = cells.raw(column);
        let person = self.people.find(text).map(|found| (MemberKind::Person, found));
        match person.or_else(|| self.groups.find(text).map(|found| (MemberKind::Group, found))) {
            Some((kind, Found::One(at))) => return Some((kind, at)),
            Some((_, Found::Several)) => cells.mistake(column, Code::NameAmbiguous),
            Some((_, Found::Mistaken(_))) => {}
            None if text.is_empty() => cells.mistake(column, Code::ValueRequired),
            None => cells.mistake(column, Code::UnknownMember),
        }
        None
    }

    /// Whether a membership is stored now. What a dynamic group holds is not stored.
    fn is_there(&self, place: Place) -> bool {
        let Ok(group) = u32::try_from(place.group) else { return false };
        let is_assigned = self.directory.groups().get(place.group).is_some_and(|group| group.membership_rule.is_none());
        let holds = |members: &[u32]| u32::try_from(place.member).is_ok_and(|member| members.binary_search(&member).is_ok());
        is_assigned && {
            let (people, _, groups) = self.directory.direct_members(group);
            match place.kind {
                MemberKind::Person => place.member < self.people.present() && holds(people),
                MemberKind::Group => place.member < self.groups.present() && holds(groups),
                MemberKind::Device => false,
            }
        }
    }

    /// Every membership of people and groups that is stored now.
    fn all(&self) -> impl Iterator<Item = Place> {
        let assigned = (0_u32..).zip(self.directory.groups()).filter(|(_, group)| group.membership_rule.is_none());
        assigned.flat_map(|(at, _)| {
            let (people, _, groups) = self.directory.direct_members(at);
            let places = move |kind, members: &'_ [u32]| -> Vec<Place> {
                members.iter().map(|member| Place { group: at as usize, kind, member: *member as usize }).collect()
            };
            places(MemberKind::Person, people).into_iter().chain(places(MemberKind::Group, groups))
        })
    }

    /// A membership as it will be; `None` when it cannot be any more.
    fn member(&self, place: Place) -> Option<Member> {
        let group = self.groups.get(place.group).filter(|group| group.membership_rule.is_none())?;
        let id = match place.kind {
            MemberKind::Person => &self.people.get(place.member)?.id,
            MemberKind::Group => &self.groups.get(place.member)?.id,
            MemberKind::Device => return None,
        };
        Some(Member { group: group.id.clone(), kind: place.kind, id: id.clone() })
    }

    /// A membership as it is.
    fn old_member(&self, place: Place) -> Member {
        let id = match place.kind {
            MemberKind::Person => &self.directory.people()[place.member].id,
            MemberKind::Group => &self.directory.groups()[place.member].id,
            MemberKind::Device => &self.directory.devices()[place.member].id,
        };
        Member { group: self.directory.groups()[place.group].id.clone(), kind: place.kind, id: id.clone() }
    }
}
