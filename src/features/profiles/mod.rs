//! Enrollment profiles: the list in its order, and the page of one profile, where each section is changed on its own.
//! What is shown of them is plain Rust (`shown_type`, `audience`, `place`, `name_use`); `load` asks the server, `save`
//! tells it; the rest are views.

pub mod audience;
mod conflict;
mod edit;
pub mod list;
pub mod load;
pub mod name_use;
pub mod page;
pub mod place;
mod removal;
mod rename;
mod save;
pub mod section;
pub mod shown_type;
mod table;
pub mod type_words;
pub mod words;

pub use list::ProfileList;
pub use page::ProfilePage;
