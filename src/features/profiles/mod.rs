//! Enrollment profiles: the list in its order, and the page of one profile, where each section is changed on its own.
//! What is shown of them is plain Rust (`shown_type`, `audience`, `place`, `name_use`; for the list `draft_order`, `filter`,
//! `export`); `load` asks the server, `save` and `save_order` tell it; `rows` and `ordering` hold the list on screen; the
//! rest are views.

mod assign;
pub mod audience;
mod conflict;
mod delete;
mod draft_bar;
pub mod draft_order;
mod edit;
mod export;
pub mod filter;
mod finding;
pub mod list;
pub mod load;
pub mod name_use;
pub mod news;
mod order_dialogs;
pub mod order_words;
mod ordering;
pub mod page;
pub mod place;
mod removal;
mod rename;
mod rows;
mod save;
mod save_order;
pub mod section;
mod selection;
pub mod shown_type;
mod table;
pub mod type_words;
pub mod words;

pub use list::ProfileList;
pub use page::ProfilePage;
