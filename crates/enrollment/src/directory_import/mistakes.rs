//! The mistakes of an import: the first hundred are kept, all are counted.

use crate::error::{Code, Errors, FieldError};

/// How many mistakes are told. Whoever repairs a table starts with the first ones anyway.
const KEPT: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Mistakes {
    kept: Vec<FieldError>,
    count: usize,
}

impl Mistakes {
    pub(super) fn push(&mut self, mistake: impl FnOnce() -> FieldError) {
        self.count += 1;
        if self.kept.len() < KEPT {
            self.kept.push(mistake());
        }
    }

    /// `Ok(value)` when there is none.
    pub(super) fn or<T>(self, value: T) -> Result<T, Errors> {
        if self.count == 0 { Ok(value) } else { Err(self.into_errors()) }
    }

    pub(super) fn into_errors(mut self) -> Errors {
        if self.count > self.kept.len() {
            self.kept.push(FieldError::new(Code::TooManyMistakes, "").with("count", self.count));
        }
        Errors(self.kept)
    }
}
