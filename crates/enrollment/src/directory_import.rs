//! Tables of people, groups and memberships, and what a directory needs to be as they say: a plan, or every mistake with
//! its line. Nothing is changed here. The same tables and the same directory give the same plan, but for the ids of what is new.

mod changes;
mod columns;
mod groups;
mod members;
mod mistakes;
mod people;
mod reconcile;
mod table;

use time::OffsetDateTime;

pub use changes::{Action, Change, FieldChange, RemovedAssignedGroup};
pub use table::{Row, Table, TableKind};

use crate::directory::{Directory, Group, Member, Person};
use crate::error::Errors;
use crate::guid::Guid;
use mistakes::Mistakes;

/// What is to be imported. A table that is not given leaves its part of the directory as it is.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Known by `userPrincipalName`.
    pub people: Option<Table>,
    /// Known by `displayName`.
    pub groups: Option<Table>,
    /// Direct members of assigned groups: people and groups.
    pub members: Option<Table>,
    /// Whether a table that is given is complete: what it does not name is removed.
    pub remove_missing: bool,
}

/// What has to be done. Devices are never touched, and neither is their membership in a group that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// To people.
    pub people: Difference<Person>,
    /// To groups.
    pub groups: Difference<Group>,
    /// To memberships of people and groups. Those that end with a person or group, or because a group becomes dynamic, are among
    /// the removed ones.
    pub members: Difference<Member>,
}

/// What has to be done to one part of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<T> {
    /// In the order of the table.
    pub added: Vec<T>,
    /// As they are, and as they become.
    pub changed: Vec<(T, T)>,
    /// In the order of the directory.
    pub removed: Vec<T>,
    /// How many stay as they are.
    pub unchanged: usize,
}

impl<T> Difference<T> {
    const fn nothing(unchanged: usize) -> Self {
        Self { added: Vec::new(), changed: Vec::new(), removed: Vec::new(), unchanged }
    }

    const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

impl Plan {
    /// Whether the directory is already as the tables say.
    pub const fn is_empty(&self) -> bool {
        self.people.is_empty() && self.groups.is_empty() && self.members.is_empty()
    }
}

/// Compares tables with a directory. `now` is when groups that are new are created. Mistakes point to the row and column of
/// their table, and name the line of the file.
pub fn plan(directory: &Directory, tables: &Tables, now: OffsetDateTime, mut new_id: impl FnMut() -> Guid) -> Result<Plan, Errors> {
    let mut mistakes = Mistakes::default();
    let remove = tables.remove_missing;
    let people = people::reconciled(directory.people(), tables.people.as_ref(), remove, &mut mistakes, &mut new_id);
    let groups = groups::reconciled(directory.groups(), tables.groups.as_ref(), remove, &mut mistakes, now, &mut new_id);
    let table = match &tables.members {
        Some(table) => members::Columns::of(table, &mut mistakes).map(|columns| Some((table, columns))),
        None => Some(None),
    };
    // With a table that cannot be read at all, every name in another one would be unknown.
    let (Some(people), Some(groups), Some(table)) = (people, groups, table) else { return Err(mistakes.into_errors()) };
    let members = members::difference(directory, &people, &groups, table, remove, &mut mistakes);
    mistakes.or(Plan { people: people.into_difference(), groups: groups.into_difference(), members })
}

#[cfg(test)]
mod tests;
