//! The overview: what needs attention, and what happened lately.

mod page;

pub use page::Overview;
