//! Settings: the organization, who may use the portal, tokens for programs, one's own password.

mod page;

pub use page::SettingsPage;
