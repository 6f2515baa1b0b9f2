//! The table of groups. Known by `displayName`; their id stays, and so does what no column says.

use time::OffsetDateTime;

use super::columns::{Cells, Column, Header};
use super::mistakes::Mistakes;
use super::reconcile::{Known, Reconciled};
use super::table::{Table, TableKind};
use crate::directory::Group;
use crate::error::Code;
use crate::guid::Guid;
use crate::membership_rule::Rule;

const SECURITY: &str = "security";
const MICROSOFT_365: &str = "microsoft365";
/// The most characters of Graph's `mailNickname`.
const LONGEST_NICKNAME: usize = 64;

impl Known for Group {
    const KIND: TableKind = TableKind::Groups;

    fn known_by(&self) -> &str {
        &self.display_name
    }
}

/// The word for the kind of a group.
pub(super) const fn kind(group: &Group) -> &'static str {
    if group.is_microsoft_365 { MICROSOFT_365 } else { SECURITY }
}

struct Columns {
    display_name: Column,
    description: Option<Column>,
    kind: Option<Column>,
    membership_rule: Option<Column>,
}

impl Columns {
    fn of(table: &Table, mistakes: &mut Mistakes) -> Option<Self> {
        let mut header = Header::of(TableKind::Groups, table, mistakes)?;
        let display_name = header.required("displayName");
        let (description, kind) = (header.optional("description"), header.optional("kind"));
        let membership_rule = header.optional("membershipRule");
        header.finish().then_some(())?;
        Some(Self { display_name: display_name?, description, kind, membership_rule })
    }
}

/// Every group as it will be. `None`: the table has no columns that could be read.
pub(super) fn reconciled<'a>(
    present: &'a [Group],
    table: Option<&Table>,
    remove_missing: bool,
    mistakes: &mut Mistakes,
    now: OffsetDateTime,
    new_id: &mut impl FnMut() -> Guid,
) -> Option<Reconciled<'a, Group>> {
    let mut groups = Reconciled::of(present);
    if let Some(table) = table {
        let columns = Columns::of(table, mistakes)?;
        groups.take_in(table, columns.display_name, remove_missing, mistakes, |cells, present| {
            read(cells, &columns, present.cloned().unwrap_or_else(|| Group::security(new_id(), "", now)))
        });
    }
    Some(groups)
}

fn read(cells: &mut Cells<'_, '_>, columns: &Columns, mut group: Group) -> Option<Group> {
    if let Some(name) = cells.required(columns.display_name) {
        group.display_name = name;
    }
    if group.mail_nickname.is_empty() {
        group.mail_nickname = nickname(&group.display_name);
    }
    if let Some(column) = columns.description {
        group.description = cells.lines(column);
    }
    if let Some(column) = columns.kind.filter(|column| !cells.raw(*column).is_empty()) {
        let word = cells.raw(column);
        if !word.eq_ignore_ascii_case(kind(&group)) {
            group.is_microsoft_365 = word.eq_ignore_ascii_case(MICROSOFT_365);
            group.mail_enabled = group.is_microsoft_365;
            group.security_enabled = !group.is_microsoft_365;
            if !word.eq_ignore_ascii_case(kind(&group)) {
                let allowed = format!("{SECURITY}, {MICROSOFT_365}");
                cells.mistake_with(column, Code::UnknownValue, |mistake| mistake.with("allowed", allowed));
            }
        }
    }
    if let Some(column) = columns.membership_rule {
        group.membership_rule = rule(cells, column, group.membership_rule.take());
    }
    cells.is_fine().then_some(group)
}

/// The rule of a cell. One that is there already is not read again, whatever it says.
fn rule(cells: &mut Cells<'_, '_>, column: Column, present: Option<String>) -> Option<String> {
    let text = cells.raw(column);
    if present.as_deref().is_some_and(|present| present.trim() == text) {
        return present;
    }
    if text.is_empty() {
        return None;
    }
    if let Err(errors) = Rule::parse(text) {
        for error in errors.0 {
            cells.mistake_with(column, error.code, |mistake| {
                error.parameters.iter().fold(mistake, |all, (name, value)| all.with(name, value))
            });
        }
    }
    Some(text.to_owned())
}

/// The letters and digits of a name that a mail address can hold.
fn nickname(name: &str) -> String {
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut nickname = words.join("-").to_ascii_lowercase();
    nickname.truncate(LONGEST_NICKNAME);
    if nickname.is_empty() { "group".to_owned() } else { nickname }
}
