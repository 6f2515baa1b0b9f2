//! What the store promises, kept by its `SQLite` implementation.

mod backups;
mod chain;
mod change_log;
mod credentials;
mod directory_import;
mod fixture;
mod history;
mod idempotency;
mod killed;
mod order;
mod plain_sql;
mod processes;
mod profiles;
mod sample;
mod speed;
mod suppressions;
