//! Create profile: four steps that share one draft; and the parts of it that change a profile that exists. What is filled
//! in and what follows from it is plain Rust (`draft`, `existing`, `changes`, `stored`, `step`, `order`, `effect`);
//! `state` holds it while it is on screen, for a new profile or for one that exists; the rest are views.

mod assignments;
mod basics;
pub mod changes;
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
pub mod words;

pub use assignments::Assignments;
pub use basics::{Basics, DynamicGroup};
pub use duplicate::{Duplicate, use_duplicate};
pub use effect_card::EffectCard;
pub use existing::{NotKnown, not_known};
pub use frame::CreateProfile;
pub use picker::GroupPicker;
pub use preview::Preview;
pub use settings::Settings;
pub use state::{Before, Wizard};
