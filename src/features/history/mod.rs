//! History: the versions of one profile, or of all and their order. What is asked for (`asked`) is plain Rust and part of the
//! address; the words for what happened are those of the audit log.

pub mod asked;
mod compare;
mod difference;
mod log;
mod page;
mod restore;
mod restoring;
mod rows;
mod version;

pub use page::HistoryPage;
