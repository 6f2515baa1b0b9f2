//! People or groups of the directory beside the rows of a table, matched by the text that each is known by, whatever its case.

use std::collections::HashMap;

use super::Difference;
use super::columns::{Cells, Column};
use super::mistakes::Mistakes;
use super::table::{Table, TableKind};
use crate::error::Code;
use crate::text::{clean, fold_case};

/// What a table names.
pub(super) trait Known: Clone + PartialEq {
    const KIND: TableKind;

    /// The text that it is known by.
    fn known_by(&self) -> &str;
}

/// What becomes of one that is there.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Stays,
    /// Its place among the changed ones.
    Changes(usize),
    Goes,
}

/// What a name means after the import.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found {
    /// One: its place among those that are there, and behind them among those that are added.
    One(usize),
    /// Several that are there; nobody can tell which is meant.
    Several,
    /// One whose row, on this line, has a mistake that is told already.
    Mistaken(usize),
}

/// The directory's own, as they will be.
pub(super) struct Reconciled<'a, T> {
    present: &'a [T],
    fates: Vec<Fate>,
    found: HashMap<String, Found>,
    difference: Difference<T>,
}

impl<'a, T: Known> Reconciled<'a, T> {
    /// As they are.
    pub(super) fn of(present: &'a [T]) -> Self {
        let mut found = HashMap::with_capacity(present.len());
        for (at, one) in present.iter().enumerate() {
            found.entry(key(one.known_by())).and_modify(|found| *found = Found::Several).or_insert(Found::One(at));
        }
        Self { present, fates: vec![Fate::Stays; present.len()], found, difference: Difference::nothing(present.len()) }
    }

    /// Takes in the rows of a table. `read` makes of a row what it describes, beginning with what is there already.
    pub(super) fn take_in(
        &mut self,
        table: &Table,
        known_by: Column,
        remove_missing: bool,
        mistakes: &mut Mistakes,
        mut read: impl FnMut(&mut Cells<'_, '_>, Option<&T>) -> Option<T>,
    ) {
        let width = table.header().map_or(0, |header| header.width());
        let mut line_of_present = vec![0; self.present.len()];
        let mut line_of_added = Vec::new();
        for row in table.rows().enumerate() {
            let mut cells = Cells::of(T::KIND, row, width, mistakes);
            let name = key(cells.raw(known_by));
            let found = self.found.get(&name).copied();
            let first = match found {
                Some(Found::One(at)) => line_of_present.get(at).or_else(|| line_of_added.get(at - self.present.len())).copied(),
                Some(Found::Mistaken(line)) => Some(line),
                _ => None,
            };
            if let Some(first) = first.filter(|first| *first > 0) {
                cells.mistake_with(known_by, Code::DuplicateRow, |mistake| mistake.with("firstLine", first));
                continue;
            }
            let present = match found {
                Some(Found::Several) => {
                    cells.mistake(known_by, Code::NameAmbiguous);
                    continue;
                }
                Some(Found::One(at)) => Some(at),
                _ => None,
            };
            if let Some(at) = present {
                line_of_present[at] = cells.line();
            }
            let after = if cells.is_fine() { read(&mut cells, present.map(|at| &self.present[at])) } else { None };
            match (after, present) {
                (Some(after), Some(at)) => self.change(at, after),
                (Some(after), None) => {
                    self.found.insert(name, Found::One(self.present.len() + self.difference.added.len()));
                    self.difference.added.push(after);
                    line_of_added.push(cells.line());
                }
                (None, None) if !name.is_empty() => {
                    self.found.insert(name, Found::Mistaken(cells.line()));
                }
                (None, _) => {}
            }
        }
        if remove_missing {
            for at in (0..self.present.len()).filter(|at| line_of_present[*at] == 0) {
                self.remove(at);
            }
        }
    }

    fn change(&mut self, at: usize, after: T) {
        if after != self.present[at] {
            self.fates[at] = Fate::Changes(self.difference.changed.len());
            self.difference.changed.push((self.present[at].clone(), after));
            self.difference.unchanged -= 1;
        }
    }

    fn remove(&mut self, at: usize) {
        self.fates[at] = Fate::Goes;
        self.found.remove(&key(self.present[at].known_by()));
        self.difference.removed.push(self.present[at].clone());
        self.difference.unchanged -= 1;
    }

    /// How many are there before the import. Those that are added have the places behind.
    pub(super) const fn present(&self) -> usize {
        self.present.len()
    }

    /// What a name means after the import.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        self.found.get(&key(name)).copied()
    }

    /// One as it will be; `None` when it goes.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        match self.fates.get(at) {
            Some(Fate::Stays) => Some(&self.present[at]),
            Some(Fate::Changes(place)) => Some(&self.difference.changed[*place].1),
            Some(Fate::Goes) => None,
            None => self.difference.added.get(at - self.present.len()),
        }
    }

    pub(super) fn into_difference(self) -> Difference<T> {
        self.difference
    }
}

fn key(text: &str) -> String {
    fold_case(&clean(text))
}
