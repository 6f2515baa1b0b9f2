//! Create profile: four steps that share one draft. What is filled in and what follows from it is plain Rust
//! (`draft`, `stored`, `step`, `order`, `effect`); the screens only show it.

pub mod draft;
pub mod effect;
pub mod order;
pub mod step;
pub mod stored;
