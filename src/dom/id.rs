//! Ids for `aria-*`, `for` and error links: unique for as long as the page lives, however many portals it holds.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// The id of one element. Copy it into every attribute that refers to the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    part: &'static str,
    number: u32,
}

impl Id {
    /// A new id; `part` only makes it readable in the inspector.
    pub fn unique(part: &'static str) -> Self {
        Self { part, number: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// The id of a piece that belongs to this element, such as its hint: `id.piece("hint")`.
    pub fn piece(self, piece: &str) -> String {
        format!("{self}-{piece}")
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pomona-{}-{}", self.part, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn two_ids_with_the_same_part_differ() {
        assert_ne!(Id::unique("name").to_string(), Id::unique("name").to_string());
    }

    #[test]
    fn a_piece_is_named_after_its_element() {
        let id = Id::unique("name");
        assert_eq!(id.piece("hint"), format!("{id}-hint"));
    }
}
