//! The columns of a table by their names, and the cells of a row by their columns: each read once, each mistake with its place.

use super::mistakes::Mistakes;
use super::table::{Row, Table, TableKind};
use crate::error::{Code, FieldError};
use crate::text::clean;

/// The most characters of a text of one line.
const LONGEST_LINE: usize = 256;
/// The most characters of a text that may have several lines.
const LONGEST_TEXT: usize = 1_024;
/// As much of a wrong value is told.
const SHOWN: usize = 100;

/// A column that a table has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    at: usize,
    name: &'static str,
}

/// The names of the columns, asked for one by one.
pub(super) struct Header<'a, 'm> {
    kind: TableKind,
    row: Row<'a>,
    asked: Vec<&'static str>,
    mistakes: &'m mut Mistakes,
    is_fine: bool,
}

impl<'a, 'm> Header<'a, 'm> {
    /// `None`: there is no header.
    pub(super) fn of(kind: TableKind, table: &'a Table, mistakes: &'m mut Mistakes) -> Option<Self> {
        let Some(row) = table.header() else {
            mistakes.push(|| FieldError::new(Code::CsvEmpty, pointer(kind)).with("line", 1));
            return None;
        };
        Some(Self { kind, row, asked: Vec::new(), mistakes, is_fine: true })
    }

    /// A column that may be missing.
    pub(super) fn optional(&mut self, name: &'static str) -> Option<Column> {
        self.asked.push(name);
        let mut found = (0..self.row.width()).filter(|at| self.row.cell(*at).eq_ignore_ascii_case(name));
        let at = found.next()?;
        if found.next().is_some() {
            self.mistake(Code::ColumnDuplicate, name);
        }
        Some(Column { at, name })
    }

    /// A column that is needed.
    pub(super) fn required(&mut self, name: &'static str) -> Option<Column> {
        let column = self.optional(name);
        if column.is_none() {
            self.mistake(Code::ColumnMissing, name);
        }
        column
    }

    /// Whether all is fine: every column was asked for, and those that are needed are there.
    pub(super) fn finish(mut self) -> bool {
        for at in 0..self.row.width() {
            let name = self.row.cell(at);
            if !self.asked.iter().any(|asked| asked.eq_ignore_ascii_case(name)) {
                self.mistake(Code::ColumnUnknown, &shown(name));
            }
        }
        self.is_fine
    }

    fn mistake(&mut self, code: Code, name: &str) {
        self.is_fine = false;
        let (kind, line, allowed) = (self.kind, self.row.line(), self.asked.join(", "));
        self.mistakes.push(|| {
            let mistake = FieldError::new(code, pointer(kind)).with("line", line).with("column", name);
            if code == Code::ColumnUnknown { mistake.with("allowed", allowed) } else { mistake }
        });
    }
}

/// The cells of a row.
pub(super) struct Cells<'a, 'm> {
    kind: TableKind,
    /// Counts the rows below the header from 0.
    index: usize,
    row: Row<'a>,
    mistakes: &'m mut Mistakes,
    is_fine: bool,
}

impl<'a, 'm> Cells<'a, 'm> {
    /// `width`: how many columns the table has. A row that ends before or goes on after that is a mistake.
    pub(super) fn of(kind: TableKind, (index, row): (usize, Row<'a>), width: usize, mistakes: &'m mut Mistakes) -> Self {
        let is_fine = row.cells() >= width && row.width() <= width;
        if !is_fine {
            mistakes.push(|| {
                FieldError::new(Code::CsvRaggedRow, format!("{}/{index}", pointer(kind)))
                    .with("line", row.line())
                    .with("expected", width)
                    .with("actual", row.cells())
            });
        }
        Self { kind, index, row, mistakes, is_fine }
    }

    /// Whether no mistake was found so far.
    pub(super) const fn is_fine(&self) -> bool {
        self.is_fine
    }

    /// The line of the row.
    pub(super) const fn line(&self) -> usize {
        self.row.line()
    }

    /// The text of a cell as it stands there.
    pub(super) fn raw(&self, column: Column) -> &'a str {
        self.row.cell(column.at)
    }

    /// A text of one line; `None` when the cell is empty or wrong.
    pub(super) fn text(&mut self, column: Column) -> Option<String> {
        self.bounded(column, LONGEST_LINE, char::is_control)
    }

    /// A text that may have several lines.
    pub(super) fn lines(&mut self, column: Column) -> Option<String> {
        self.bounded(column, LONGEST_TEXT, |c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    }

    /// A text of one line that is needed.
    pub(super) fn required(&mut self, column: Column) -> Option<String> {
        if self.raw(column).is_empty() {
            self.mistake(column, Code::ValueRequired);
        }
        self.text(column)
    }

    fn bounded(&mut self, column: Column, max: usize, is_wrong: impl Fn(char) -> bool) -> Option<String> {
        let text = clean(self.raw(column));
        let actual = text.chars().count();
        if actual > max {
            self.mistake_with(column, Code::ValueTooLong, |mistake| mistake.with("max", max).with("actual", actual));
        }
        if text.chars().any(is_wrong) {
            self.mistake(column, Code::ControlCharacter);
        }
        (actual > 0).then_some(text)
    }

    pub(super) fn mistake(&mut self, column: Column, code: Code) {
        self.mistake_with(column, code, |mistake| mistake);
    }

    /// A mistake in this cell, with parameters of its own.
    pub(super) fn mistake_with(&mut self, column: Column, code: Code, more: impl FnOnce(FieldError) -> FieldError) {
        self.is_fine = false;
        let (kind, index, line, value) = (self.kind, self.index, self.line(), self.raw(column));
        self.mistakes.push(|| {
            let mistake = FieldError::new(code, format!("{}/{index}/{}", pointer(kind), column.name));
            more(mistake.with("line", line).with("column", column.name).with("value", shown(value)))
        });
    }
}

fn pointer(kind: TableKind) -> String {
    format!("/{}", kind.as_str())
}

/// The beginning of a text that may be very long.
fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
