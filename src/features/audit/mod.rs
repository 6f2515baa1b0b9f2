//! The audit log: who changed what, when, and what it was before.

mod page;

pub use page::AuditLog;
