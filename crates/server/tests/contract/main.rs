//! The contract over HTTP: the real server on a store of its own, asked as clients ask it. The tree of these files is the
//! tree of the addresses. The suite runs on the store that `harness::open_store` opens.

mod app;
mod command_line;
mod command_line_archive;
mod graph;
mod harness;
mod recorded;
mod recorded_archive;
mod recorded_history;
mod request;
mod session;
mod session_password;
