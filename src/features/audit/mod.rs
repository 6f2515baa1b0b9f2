//! The audit log: who changed what, when, and what it was before. What an event is in words (`telling`) and field by field
//! (`fields`) is plain Rust, and so is what is asked for (`filter`); the rest are views.

mod asked;
mod chain;
mod days;
pub mod details;
pub mod fields;
pub mod filter;
mod filters;
mod log;
pub mod opening_row;
mod page;
mod rows;
pub mod telling;

pub use page::AuditLog;
