//! Create profile: four steps that share one draft. What is filled in and what follows from it is plain Rust
//! (`draft`, `stored`, `step`, `order`, `effect`); `state` holds it while it is on screen; the rest are views.

mod assignments;
mod basics;
mod create;
pub mod draft;
mod duplicate;
pub mod effect;
mod effect_card;
pub mod existing;
mod frame;
mod kept;
mod name_check;
pub mod order;
mod picker;
mod preview;
mod review;
mod settings;
mod state;
pub mod step;
pub mod stored;
mod type_facts;
mod words;

pub use duplicate::{Duplicate, use_duplicate};
pub use existing::{NotKnown, not_known};
pub use frame::CreateProfile;
