//! The directory: people and groups, who is in what through which group, and taking them in from CSV.

mod page;

pub use page::DirectoryPage;
