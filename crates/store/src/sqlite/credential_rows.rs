//! Credentials and administrators as rows.

use std::collections::HashMap;

use enrollment::graph::words::WireWord as _;
use enrollment::guid::Guid;
use sqlx::{FromRow, SqliteConnection};
use time::OffsetDateTime;

use super::pictures::Versions;
use super::values::{corrupt, guid, hex, micros, moment, optional_guid};
use crate::credential::{Administrator, Credential, CredentialKind, NewCredential, Scope, SecretHash};
use crate::error::StoreError;

#[derive(FromRow)]
pub(super) struct CredentialRow {
    id: String,
    kind: String,
    holder: String,
    administrator_id: Option<String>,
    scope: String,
    created_at: i64,
    expires_at: i64,
    last_used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl CredentialRow {
    pub(super) fn read(self) -> Result<Credential, StoreError> {
        Ok(Credential {
            id: guid(&self.id)?,
            kind: CredentialKind::stored(&self.kind)?,
            holder: self.holder,
            administrator: optional_guid(self.administrator_id.as_deref())?,
            scope: scope(&self.scope)?,
            created: moment(self.created_at)?,
            expires: moment(self.expires_at)?,
            last_used: self.last_used_at.map(moment).transpose()?,
            revoked: self.revoked_at.map(moment).transpose()?,
        })
    }
}

/// A credential together with the versions that the database has, which saves asking for them in every request.
#[derive(FromRow)]
pub(super) struct CredentialAndVersions {
    #[sqlx(flatten)]
    pub credential: CredentialRow,
    #[sqlx(flatten)]
    pub versions: Versions,
}

#[derive(FromRow)]
pub(super) struct AdministratorRow {
    id: String,
    name: String,
    scope: String,
    password_hash: String,
    created_at: i64,
}

impl AdministratorRow {
    pub(super) fn read(self) -> Result<Administrator, StoreError> {
        Ok(Administrator {
            id: guid(&self.id)?,
            name: self.name,
            scope: scope(&self.scope)?,
            password_hash: self.password_hash,
            created: moment(self.created_at)?,
        })
    }
}

fn scope(text: &str) -> Result<Scope, StoreError> {
    Scope::from_wire(text).ok_or_else(|| corrupt("scope", text))
}

/// The session or token with this secret, if it counts at `now`. What a session may do is what its administrator may do at
/// this moment, whatever that was when it began.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    hash: &SecretHash,
    now: i64,
) -> Result<Option<CredentialAndVersions>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT id, kind, holder, administrator_id, \
         COALESCE((SELECT scope FROM administrators WHERE administrators.id = administrator_id), scope) AS scope, \
         created_at, expires_at, last_used_at, revoked_at, \
         (SELECT value FROM versions WHERE name = 'profiles') AS profiles, \
         (SELECT value FROM versions WHERE name = 'directory') AS directory \
         FROM credentials WHERE hash = $1 AND expires_at > $2 AND revoked_at IS NULL AND kind IN ('session', 'token')",
    )
    .bind(hex(hash))
    .bind(now)
    .fetch_optional(connection)
    .await?)
}

/// The invitation with this secret, if it counts at `now`.
pub(super) async fn find_invitation(
    connection: &mut SqliteConnection,
    hash: &SecretHash,
    now: i64,
) -> Result<Option<Credential>, StoreError> {
    let row: Option<CredentialRow> = sqlx::query_as(
        "SELECT id, kind, holder, administrator_id, scope, created_at, expires_at, last_used_at, revoked_at FROM credentials \
         WHERE hash = $1 AND expires_at > $2 AND revoked_at IS NULL AND kind = 'invitation'",
    )
    .bind(hex(hash))
    .bind(now)
    .fetch_optional(connection)
    .await?;
    row.map(CredentialRow::read).transpose()
}

pub(super) async fn by_id(connection: &mut SqliteConnection, id: &Guid) -> Result<Option<Credential>, StoreError> {
    let row: Option<CredentialRow> = sqlx::query_as(
        "SELECT id, kind, holder, administrator_id, scope, created_at, expires_at, last_used_at, revoked_at FROM credentials WHERE id = $1",
    )
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    row.map(CredentialRow::read).transpose()
}

pub(super) async fn insert(connection: &mut SqliteConnection, new: &NewCredential, now: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO credentials (id, hash, kind, holder, administrator_id, scope, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id.to_string())
    .bind(hex(&new.hash))
    .bind(new.kind.as_str())
    .bind(&new.holder)
    .bind(new.administrator.as_ref().map(ToString::to_string))
    .bind(new.scope.wire())
    .bind(now)
    .bind(micros(new.expires))
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a credential. `false`: it did not count any more.
pub(super) async fn revoke(connection: &mut SqliteConnection, id: &Guid, now: i64) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE credentials SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL AND expires_at > $1")
        .bind(now)
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Every administrator, by name.
pub(super) async fn administrators(connection: &mut SqliteConnection) -> Result<Vec<Administrator>, StoreError> {
    let rows: Vec<AdministratorRow> =
        sqlx::query_as("SELECT id, name, scope, password_hash, created_at FROM administrators ORDER BY name_key")
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(AdministratorRow::read).collect()
}

/// The administrator with this key of a name.
pub(super) async fn administrator_by_name_key(connection: &mut SqliteConnection, key: &str) -> Result<Option<Administrator>, StoreError> {
    let row: Option<AdministratorRow> =
        sqlx::query_as("SELECT id, name, scope, password_hash, created_at FROM administrators WHERE name_key = $1")
            .bind(key)
            .fetch_optional(connection)
            .await?;
    row.map(AdministratorRow::read).transpose()
}

/// When each administrator signed in last: a sign-in is logged in the name of who signs in.
pub(super) async fn last_sign_ins(connection: &mut SqliteConnection) -> Result<HashMap<Guid, OffsetDateTime>, StoreError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT author_id, MAX(at) FROM change_log WHERE object_kind = 'session' AND action = 'signIn' GROUP BY author_id")
            .fetch_all(connection)
            .await?;
    let known = rows.into_iter().filter_map(|(id, at)| Guid::parse(&id).ok().map(|id| (id, at)));
    known.map(|(id, at)| Ok((id, moment(at)?))).collect()
}
