//! The audit log: who changed what, when, and what it was before. What an event is in words (`telling`) and field by field
//! (`fields`) is plain Rust, and so is what is asked for (`filter`); the rest are views.

pub mod fields;
mod page;
pub mod telling;

pub use page::AuditLog;
