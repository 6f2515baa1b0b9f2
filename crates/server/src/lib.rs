//! Pomona's server: the Graph contract, sign-in, and the web app, on one store. `main` only reads the command line.

pub mod app;
mod assets;
mod caller;
pub mod cli;
mod csv_rows;
mod csv_tables;
mod error;
mod graph;
mod health;
mod listen;
mod logs;
mod message;
pub mod openapi;
mod outgoing;
mod request;
mod security_headers;
mod serve;
mod session;
pub mod settings;
pub mod world;
