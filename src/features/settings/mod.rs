//! Settings: the organization, who may use the portal, tokens for programs, one's own password.

mod access_list;
mod account;
mod create_token;
mod form;
mod invite;
mod organization;
mod page;
mod said_once;
mod words;

pub use page::SettingsPage;
