//! The table of people. Known by `userPrincipalName`; their id stays.

use super::columns::{Cells, Column, Header};
use super::mistakes::Mistakes;
use super::reconcile::{Known, Reconciled};
use super::table::{Table, TableKind};
use crate::directory::Person;
use crate::error::Code;
use crate::guid::Guid;

/// The kinds of people (Graph's `userType`).
const USER_TYPES: [&str; 2] = ["Member", "Guest"];

/// A text that a person may have or not.
pub(super) struct OptionalText {
    pub name: &'static str,
    pub get: fn(&Person) -> &Option<String>,
    set: SetText,
}

/// The place of a text in a person.
type SetText = fn(&mut Person) -> &mut Option<String>;

macro_rules! optional_texts {
    ($($name:literal $field:ident)+) => { [$(OptionalText { name: $name, get: |person| &person.$field, set: |person| &mut person.$field },)+] };
}

pub(super) const OPTIONAL_TEXTS: [OptionalText; 9] = optional_texts![
    "mail" mail
    "givenName" given_name
    "surname" surname
    "department" department
    "jobTitle" job_title
    "companyName" company_name
    "city" city
    "country" country
    "employeeId" employee_id
];

impl Known for Person {
    const KIND: TableKind = TableKind::People;

    fn known_by(&self) -> &str {
        &self.user_principal_name
    }
}

struct Columns {
    user_principal_name: Column,
    display_name: Column,
    texts: Vec<(Column, SetText)>,
    user_type: Option<Column>,
    account_enabled: Option<Column>,
}

impl Columns {
    fn of(table: &Table, mistakes: &mut Mistakes) -> Option<Self> {
        let mut header = Header::of(TableKind::People, table, mistakes)?;
        let (user_principal_name, display_name) = (header.required("userPrincipalName"), header.required("displayName"));
        let texts = OPTIONAL_TEXTS.iter().filter_map(|text| Some((header.optional(text.name)?, text.set))).collect();
        let (user_type, account_enabled) = (header.optional("userType"), header.optional("accountEnabled"));
        header.finish().then_some(())?;
        Some(Self { user_principal_name: user_principal_name?, display_name: display_name?, texts, user_type, account_enabled })
    }
}

/// Everybody as they will be. `None`: the table has no columns that could be read.
pub(super) fn reconciled<'a>(
    present: &'a [Person],
    table: Option<&Table>,
    remove_missing: bool,
    mistakes: &mut Mistakes,
    new_id: &mut impl FnMut() -> Guid,
) -> Option<Reconciled<'a, Person>> {
    let mut people = Reconciled::of(present);
    if let Some(table) = table {
        let columns = Columns::of(table, mistakes)?;
        people.take_in(table, columns.user_principal_name, remove_missing, mistakes, |cells, present| {
            read(cells, &columns, present.cloned().unwrap_or_else(|| Person::member(new_id(), "", "")))
        });
    }
    Some(people)
}

/// A person with what the row says of them. What cannot be empty stays where the cell is.
fn read(cells: &mut Cells<'_, '_>, columns: &Columns, mut person: Person) -> Option<Person> {
    if let Some(name) = cells.required(columns.user_principal_name)
        && name != person.user_principal_name
    {
        if !is_principal_name(&name) {
            cells.mistake(columns.user_principal_name, Code::PrincipalNameSyntax);
        }
        person.user_principal_name = name;
    }
    if let Some(name) = cells.required(columns.display_name) {
        person.display_name = name;
    }
    for (column, set) in &columns.texts {
        *set(&mut person) = cells.text(*column);
    }
    if let Some(column) = columns.user_type.filter(|column| !cells.raw(*column).is_empty()) {
        let word = cells.raw(column);
        match USER_TYPES.iter().find(|known| known.eq_ignore_ascii_case(word)) {
            Some(known) => (*known).clone_into(&mut person.user_type),
            None => cells.mistake_with(column, Code::UnknownValue, |mistake| mistake.with("allowed", USER_TYPES.join(", "))),
        }
    }
    if let Some(column) = columns.account_enabled.filter(|column| !cells.raw(*column).is_empty()) {
        match truth(cells.raw(column)) {
            Some(enabled) => person.account_enabled = enabled,
            None => cells.mistake(column, Code::NotABoolean),
        }
    }
    cells.is_fine().then_some(person)
}

/// Whether a text can be the name that somebody signs in with: `name@domain`, no spaces.
fn is_principal_name(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty() && !domain.contains('@'))
        && !text.contains(char::is_whitespace)
}

/// As spreadsheets and directories write it.
fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}
