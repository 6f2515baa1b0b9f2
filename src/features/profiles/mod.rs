//! Enrollment profiles: the list in its order, and the page of one profile. What is shown of them is plain Rust
//! (`shown_type`, `audience`, `place`, `name_use`); `load` asks the server; the rest are views.

pub mod audience;
pub mod list;
pub mod load;
pub mod name_use;
pub mod page;
pub mod place;
pub mod section;
pub mod shown_type;
mod table;
pub mod type_words;
pub mod words;

pub use list::ProfileList;
pub use page::ProfilePage;
