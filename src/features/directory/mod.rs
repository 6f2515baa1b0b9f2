//! The directory: people and groups, who is in what through which group, and taking them in from CSV.

mod assigned;
mod group;
mod import;
mod page;
mod page_of_one;
mod paged;
mod person;
mod rows;
mod search;
mod searched_text;
mod words;

pub use page::DirectoryPage;
