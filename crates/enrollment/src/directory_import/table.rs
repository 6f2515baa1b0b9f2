//! A table of texts as it stood in a file. All texts lie one behind the other, because there may be millions.

/// Which part of the directory a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// People.
    People,
    /// Groups.
    Groups,
    /// Who is directly in which group.
    Members,
}

impl TableKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::People, Self::Groups, Self::Members];

    /// Its name, with which pointers to its mistakes begin.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Groups => "groups",
            Self::Members => "members",
        }
    }

    /// The most rows that are taken at once, so that memory stays bounded whatever comes.
    pub const fn most_rows(self) -> usize {
        match self {
            Self::People => 500_000,
            Self::Groups => 100_000,
            Self::Members => 2_000_000,
        }
    }
}

/// Rows of cells. The first row names the columns. Rows without any text are no rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    text: String,
    /// Where each cell ends in `text`.
    cells: Vec<usize>,
    /// Where each row ends in `cells`, and its line.
    rows: Vec<(usize, usize)>,
}

impl Table {
    /// Adds a row that began on this line of the file, counted from 1.
    pub fn push<'a>(&mut self, line: usize, cells: impl Iterator<Item = &'a str>) {
        let (text, begin) = (self.text.len(), self.cells.len());
        for cell in cells {
            self.text.push_str(cell);
            self.cells.push(self.text.len());
        }
        if self.text[text..].trim().is_empty() {
            self.text.truncate(text);
            self.cells.truncate(begin);
        } else {
            self.rows.push((self.cells.len(), line));
        }
    }

    /// The row that names the columns.
    pub fn header(&self) -> Option<Row<'_>> {
        self.row(0)
    }

    /// How many rows there are below the header.
    pub fn row_count(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (1..self.rows.len()).filter_map(|at| self.row(at))
    }

    fn row(&self, at: usize) -> Option<Row<'_>> {
        let (end, line) = *self.rows.get(at)?;
        let begin = at.checked_sub(1).map_or(0, |before| self.rows[before].0);
        Some(Row { table: self, begin, end, line })
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    begin: usize,
    end: usize,
    line: usize,
}

impl<'a> Row<'a> {
    /// The line of the file on which it begins, counted from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// How many cells it has.
    pub const fn cells(&self) -> usize {
        self.end - self.begin
    }

    /// How many cells it has without empty ones at its end.
    pub fn width(&self) -> usize {
        (0..self.cells()).rev().find(|at| !self.cell(*at).is_empty()).map_or(0, |last| last + 1)
    }

    /// The text of a cell without spaces around it; nothing beyond the last one.
    pub fn cell(&self, at: usize) -> &'a str {
        let place = self.begin + at;
        if place >= self.end {
            return "";
        }
        let begin = place.checked_sub(1).map_or(0, |before| self.table.cells[before]);
        self.table.text[begin..self.table.cells[place]].trim()
    }
}
