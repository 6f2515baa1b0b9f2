//! The one place for what only `SQLite` understands: how a connection is opened, how a write begins, and the triggers
//! that keep the change log from being rewritten. Every other statement is SQL that `PostgreSQL` accepts as well.

use std::path::Path;
use std::time::Duration;

use sqlx::SqliteConnection;
use sqlx::error::ErrorKind;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::error::StoreError;

/// The name of the file in the data folder.
pub(super) const FILE: &str = "pomona.sqlite";

/// Takes the write lock at once, so that a transaction never finds out at its end that somebody else was faster.
pub(super) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// Run after the migrations, at every start.
pub(super) const TRIGGERS: &str = "
CREATE TRIGGER IF NOT EXISTS change_log_is_not_changed BEFORE UPDATE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS change_log_is_not_shortened BEFORE DELETE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
";

/// How the writer connects. With `FULL`, a commit is on the disk before it is acknowledged.
pub(super) fn writer(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join(FILE))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
}

/// How readers connect: they see the last commit and can change nothing.
pub(super) fn reader(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join(FILE))
        .create_if_missing(false)
        .busy_timeout(Duration::from_secs(5))
        .pragma("query_only", "ON")
}

/// How a database is opened that is only copied or checked.
pub(super) fn other(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(file).create_if_missing(false).busy_timeout(Duration::from_secs(5))
}

/// Writes everything that is committed at this moment into a file that is empty or not there.
pub(super) async fn copy_into(connection: &mut SqliteConnection, output: &Path) -> Result<(), StoreError> {
    let output = output.to_str().ok_or_else(|| StoreError::Unavailable(format!("{} is no plain name", output.display())))?;
    sqlx::query("VACUUM INTO $1").bind(output).execute(connection).await?;
    Ok(())
}

/// What is wrong with the structure of a database; `None`: nothing.
pub(super) async fn damage(connection: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(connection).await?;
    Ok((found != "ok").then_some(found))
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let is_broken = match &error {
            sqlx::Error::Database(inner) => !matches!(inner.kind(), ErrorKind::Other),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::RowNotFound | sqlx::Error::ColumnNotFound(_) => true,
            _ => false,
        };
        if is_broken { Self::Corrupt(error.to_string()) } else { Self::Unavailable(error.to_string()) }
    }
}
