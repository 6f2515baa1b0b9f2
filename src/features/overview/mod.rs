//! The overview: how far the order reaches, what needs attention, and what happened lately. What is known at a glance is
//! plain Rust (`glance`); the rest are views.

mod ask;
mod attention;
mod first_steps;
pub mod glance;
mod page;
mod recent;

pub use page::Overview;
