//! Enrollment restrictions, to read. Which enrollment types pass over them is plain Rust (`passing`).

mod page;
pub mod passing;

pub use page::Restrictions;
