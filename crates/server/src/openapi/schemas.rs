//! The shapes of the contract's JSON, for its description only: what is really read and written is in `enrollment::graph`.

pub mod administration;
pub mod batch;
pub mod directory_import;
pub mod effect;
pub mod error;
pub mod history;
pub mod lint;
pub mod overview;
pub mod portable;
pub mod profiles;
pub mod reach;
pub mod session;
pub mod who_gets_what;
