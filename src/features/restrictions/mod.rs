//! Enrollment restrictions, to read.

mod page;

pub use page::Restrictions;
