//! Who gets what: which profile applies to a person on a device, why the others do not, and what enrolling would do. The
//! question (`question`) and the sentences (`telling`) are plain Rust; the rest are views.

mod asked;
mod chain;
mod form;
mod page;
mod person_picker;
pub mod question;
mod result;
pub mod telling;

pub use page::WhoGetsWhat;
pub use person_picker::{PersonPicker, PickedPerson};
