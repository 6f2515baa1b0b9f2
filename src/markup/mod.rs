//! What `view!` makes: a tree of elements, texts and reactive parts that Leptos shows as one of its views.
//!
//! Leptos' own elements are types that each attribute and child changes, so that every element is code of its own. These are
//! plain data behind one pointer: a fifth of the code for the same markup. Signals, effects, owners, components and the
//! router stay those of Leptos. `docs/ARCHITECTURE.md` has the figures.

mod attribute;
mod element;
mod into_markup;
mod node;
mod reactive;

pub use attribute::{AttributeValue, IntoAttribute};
pub use element::element;
pub use into_markup::IntoMarkup;
pub use node::Markup;
pub use pomona_view::view;
