//! Search or jump to: every screen, action, profile, person and group behind one key. What fits best is plain Rust
//! (`matching`); the rest is its view.

pub mod matching;
mod view;

pub use view::Palette;
