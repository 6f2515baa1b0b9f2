//! Brings a database to the schema of this program: numbered files, each applied once, all in one transaction.

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};

use super::values::column;
use super::{chain, dialect};
use crate::error::{OpenError, StoreError};

/// The migrations in order; the number of each is its place, from 1.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_beginning.sql"),
    include_str!("../../migrations/0002_hash_chain.sql"),
    include_str!("../../migrations/0003_lint_suppressions.sql"),
];
/// The migration whose second half computes, which SQL cannot.
pub(super) const HASH_CHAIN: i64 = 2;

/// The newest schema that this program knows.
pub(super) fn known() -> i64 {
    column(MIGRATIONS.len())
}

/// Applies what is missing, or leaves the database as it was.
pub(super) async fn run(connection: &mut SqliteConnection, folder: &Path) -> Result<(), OpenError> {
    let mut transaction = connection.begin_with(dialect::BEGIN_WRITE).await.map_err(StoreError::from)?;
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY)")
        .execute(&mut *transaction)
        .await
        .map_err(StoreError::from)?;
    let found: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM schema_versions")
        .fetch_one(&mut *transaction)
        .await
        .map_err(StoreError::from)?;
    let known = known();
    if found > known {
        return Err(OpenError::Newer { folder: folder.display().to_string(), found, known });
    }
    for (version, sql) in (1..).zip(MIGRATIONS).filter(|(version, _)| *version > found) {
        let failed = |error: sqlx::Error| OpenError::Migration { to: version, reason: error.to_string() };
        sqlx::raw_sql(*sql).execute(&mut *transaction).await.map_err(failed)?;
        if version == HASH_CHAIN {
            chain::chain_old_rows(&mut transaction).await.map_err(failed)?;
        }
        sqlx::query("INSERT INTO schema_versions (version) VALUES ($1)").bind(version).execute(&mut *transaction).await.map_err(failed)?;
        tracing::info!(version, "the database was migrated");
    }
    sqlx::raw_sql(dialect::TRIGGERS).execute(&mut *transaction).await.map_err(StoreError::from)?;
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(())
}
