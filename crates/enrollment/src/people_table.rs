//! A table of people to ask about: who gets what, row by row. A row may tell its own device and answers; what it leaves
//! empty is as for all. Columns that are not asked for are passed over, so that any list of people will do.

use crate::answers::Answers;
use crate::device::{EnrollingDevice, OsVersion};
use crate::directory_import::{Row, Table};
use crate::error::{Code, Errors, FieldError};
use crate::graph::words::WireWord;

/// What holds where a row does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Otherwise {
    /// The device; `None`: every row has to tell its platform and version.
    pub device: Option<EnrollingDevice>,
    /// The answers.
    pub answers: Answers,
}

/// Where the columns of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    user: usize,
    others: [Option<usize>; 5],
}

/// The columns beside the person.
const PLATFORM: usize = 0;
const OS_VERSION: usize = 1;
const IS_NEW: usize = 2;
const WHO_OWNS: usize = 3;
const HOW_MUCH: usize = 4;
const NAMES: [&str; 5] = ["platform", "osVersion", "isNew", "whoOwns", "howMuch"];
const USER: &str = "userPrincipalName";

/// The question of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The user principal name or the id of a person.
    pub user: &'a str,
    /// The device.
    pub device: EnrollingDevice,
    /// The answers.
    pub answers: Answers,
}

impl Columns {
    /// Finds the columns. Mistakes point to `/people`.
    pub fn of(table: &Table) -> Result<Self, Errors> {
        let mistake = |code, line: usize| FieldError::new(code, "/people").with("line", line);
        let header = table.header().ok_or_else(|| mistake(Code::CsvEmpty, 1))?;
        let mut errors = Errors::default();
        let mut find = |name: &str| {
            let mut found = (0..header.width()).filter(|at| header.cell(*at).eq_ignore_ascii_case(name));
            let at = found.next();
            if found.next().is_some() {
                errors.push(mistake(Code::ColumnDuplicate, header.line()).with("column", name));
            }
            at
        };
        let user = find(USER);
        let others = NAMES.map(&mut find);
        if user.is_none() {
            errors.push(mistake(Code::ColumnMissing, header.line()).with("column", USER));
        }
        errors.or(Self { user: user.unwrap_or_default(), others })
    }

    /// The person that a row names.
    pub fn user<'a>(&self, row: &Row<'a>) -> &'a str {
        row.cell(self.user)
    }

    /// The question of a row, or its first mistake, which points to a column.
    pub fn question<'a>(&self, row: &Row<'a>, otherwise: &Otherwise) -> Result<Asked<'a>, FieldError> {
        let user = self.user(row);
        if user.is_empty() {
            return Err(required(row, USER));
        }
        let cell = |column: usize| self.others[column].map_or("", |at| row.cell(at));
        let platform = word(row, PLATFORM, cell(PLATFORM))?.or(otherwise.device.map(|device| device.platform));
        let version = match cell(OS_VERSION) {
            "" => otherwise.device.map(|device| device.version),
            text => Some(OsVersion::parse(text).map_err(|_| wrong(Code::OsVersionSyntax, row, NAMES[OS_VERSION], text))?),
        };
        let is_new = match cell(IS_NEW) {
            "" => otherwise.device.is_none_or(|device| device.is_new),
            text => truth(text).ok_or_else(|| wrong(Code::NotABoolean, row, NAMES[IS_NEW], text))?,
        };
        let device = EnrollingDevice {
            platform: platform.ok_or_else(|| required(row, NAMES[PLATFORM]))?,
            version: version.ok_or_else(|| required(row, NAMES[OS_VERSION]))?,
            is_new,
        };
        let who_owns = word(row, WHO_OWNS, cell(WHO_OWNS))?.or(otherwise.answers.who_owns);
        let how_much = word(row, HOW_MUCH, cell(HOW_MUCH))?.or(otherwise.answers.how_much);
        Ok(Asked { user, device, answers: Answers { who_owns, how_much } })
    }
}

fn word<T: WireWord>(row: &Row<'_>, column: usize, text: &str) -> Result<Option<T>, FieldError> {
    let found = T::ALL.iter().copied().find(|word| word.wire().eq_ignore_ascii_case(text));
    if found.is_some() || text.is_empty() {
        return Ok(found);
    }
    let allowed = T::ALL.iter().map(WireWord::wire).collect::<Vec<_>>().join(", ");
    Err(wrong(Code::UnknownValue, row, NAMES[column], text).with("allowed", allowed))
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

fn wrong(code: Code, row: &Row<'_>, column: &str, value: &str) -> FieldError {
    FieldError::new(code, format!("/{column}")).with("line", row.line()).with("column", column).with("value", value)
}

fn required(row: &Row<'_>, column: &str) -> FieldError {
    wrong(Code::ValueRequired, row, column, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Extent;
    use crate::device::Platform;
    use crate::enrollment_type::Ownership;

    fn table(rows: &[&str]) -> Table {
        let mut table = Table::default();
        for (line, row) in (1..).zip(rows) {
            table.push(line, row.split(','));
        }
        table
    }

    const PHONE: EnrollingDevice = EnrollingDevice { platform: Platform::Ios, version: OsVersion::new(18, 1), is_new: true };

    #[test]
    fn a_row_tells_its_own_device_and_answers_and_leaves_the_rest_as_for_all() {
        let table = table(&["Name,osversion,USERPRINCIPALNAME,isNew,howMuch", "Grace,17.5,grace,no,WORKDATA", "Ada,,ada,,"]);
        let columns = Columns::of(&table).expect("fine");
        let answers = Answers { who_owns: Some(Ownership::Personal), how_much: None };
        let otherwise = Otherwise { device: Some(PHONE), answers };
        let asked: Vec<_> = table.rows().map(|row| columns.question(&row, &otherwise).expect("fine")).collect();
        let old = EnrollingDevice { version: OsVersion::new(17, 5), is_new: false, ..PHONE };
        let grace = Asked { user: "grace", device: old, answers: Answers { how_much: Some(Extent::WorkData), ..answers } };
        assert_eq!(asked, [grace, Asked { user: "ada", device: PHONE, answers }]);
    }

    #[test]
    fn a_mistake_in_a_row_is_told_with_its_line_and_column() {
        let table = table(&[
            "userPrincipalName,platform,osVersion,isNew,whoOwns",
            "grace,android,18,,",
            "grace,iOS,new,,",
            "grace,iOS,18,perhaps,",
            "grace,iOS,18,,me",
            "grace,iOS,,,",
            ",iOS,18,,",
        ]);
        let columns = Columns::of(&table).expect("fine");
        let told: Vec<_> = table
            .rows()
            .map(|row| columns.question(&row, &Otherwise::default()).expect_err("refused"))
            .map(|mistake| (mistake.code, mistake.parameter("line").to_owned(), mistake.parameter("column").to_owned()))
            .collect();
        let expected = [
            (Code::UnknownValue, "2", "platform"),
            (Code::OsVersionSyntax, "3", "osVersion"),
            (Code::NotABoolean, "4", "isNew"),
            (Code::UnknownValue, "5", "whoOwns"),
            (Code::ValueRequired, "6", "osVersion"),
            (Code::ValueRequired, "7", "userPrincipalName"),
        ];
        assert_eq!(told, expected.map(|(code, line, column)| (code, line.to_owned(), column.to_owned())));
    }

    #[test]
    fn a_table_without_people_or_with_a_column_twice_is_refused() {
        let code = |rows: &[&str]| Columns::of(&table(rows)).expect_err("refused").0[0].code;
        assert_eq!(code(&[]), Code::CsvEmpty);
        assert_eq!(code(&["name,mail"]), Code::ColumnMissing);
        assert_eq!(code(&["userPrincipalName,platform,Platform"]), Code::ColumnDuplicate);
    }
}
