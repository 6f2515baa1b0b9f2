//! Profiles, assignments and the order as rows.

use std::collections::HashMap;
use std::sync::Arc;

use enrollment::assignment::Assignment;
use enrollment::graph::words::WireWord as _;
use enrollment::guid::Guid;
use enrollment::profile::Profile;
use enrollment::text::{Description, ProfileName};
use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection};

use super::values::{AssignmentRow, column, corrupt, count, guid, micros, moment, read_type, target_type, write_type};
use crate::change_log::ObjectKind;
use crate::error::{ChangedBy, StoreError};
use crate::profile::ProfileSet;

/// How many rows go into one statement, well below the fewest parameters that any `SQLite` allows (999).
const CHUNK: usize = 400;

#[derive(FromRow)]
struct ProfileRow {
    id: String,
    place: i64,
    name: String,
    description: String,
    enrollment_type: String,
    created_at: i64,
    modified_at: i64,
    version: i64,
}

/// Reads all profiles in order.
pub(super) async fn read(connection: &mut SqliteConnection) -> Result<ProfileSet, StoreError> {
    let mut assignments: HashMap<String, Vec<Assignment>> = HashMap::new();
    let rows: Vec<AssignmentRow> = sqlx::query_as(
        "SELECT profile_id AS owner, target_type, group_id, filter_id, filter_mode FROM assignments ORDER BY profile_id, position",
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let assignment = row.read()?;
        assignments.entry(row.owner).or_default().push(assignment);
    }
    let rows: Vec<ProfileRow> = sqlx::query_as(
        "SELECT id, place, name, description, enrollment_type, created_at, modified_at, version FROM profiles \
         JOIN profile_order ON profile_order.profile_id = profiles.id ORDER BY place",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut profiles = Vec::with_capacity(rows.len());
    for (place, row) in (0..).zip(rows) {
        if row.place != place {
            return Err(corrupt("place without a gap", row.place));
        }
        profiles.push(Arc::new(Profile {
            assignments: assignments.remove(&row.id).unwrap_or_default(),
            id: guid(&row.id)?,
            name: ProfileName::parse(&row.name).map_err(|_| corrupt("profile name", &row.name))?,
            description: Description::parse(&row.description).map_err(|_| corrupt("description", &row.description))?,
            enrollment_type: read_type(&row.enrollment_type)?,
            created: moment(row.created_at)?,
            modified: moment(row.modified_at)?,
            version: count(row.version)?,
        }));
    }
    let (version, changed_by, changed_at): (i64, String, i64) =
        sqlx::query_as("SELECT value, changed_by, changed_at FROM versions WHERE name = 'order'").fetch_one(&mut *connection).await?;
    Ok(ProfileSet { profiles, order_version: count(version)?, order_changed_by: changed_by, order_changed: moment(changed_at)? })
}

/// The profile other than `id` that has this name, whatever the case.
pub(super) async fn holder_of_name(
    connection: &mut SqliteConnection,
    name: &ProfileName,
    id: &Guid,
) -> Result<Option<(Guid, String)>, StoreError> {
    let row: Option<(String, String)> = sqlx::query_as("SELECT id, name FROM profiles WHERE name_key = $1 AND id <> $2")
        .bind(name.key())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|(id, name)| Ok((guid(&id)?, name))).transpose()
}

/// Who changed a profile last, other than its place.
pub(super) async fn modified_by(connection: &mut SqliteConnection, id: &Guid) -> Result<Option<(String, i64, i64)>, StoreError> {
    Ok(sqlx::query_as("SELECT modified_by, modified_at, version FROM profiles WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?)
}

/// Who changed any profile or the order last.
pub(super) async fn profiles_changed(connection: &mut SqliteConnection) -> Result<ChangedBy, StoreError> {
    let (who, at, version): (String, i64, i64) =
        sqlx::query_as("SELECT changed_by, changed_at, value FROM versions WHERE name = 'profiles'").fetch_one(connection).await?;
    Ok(ChangedBy { who, at: moment(at)?, current_version: count(version)? })
}

/// The version that a profile gets when it is made under an id that may have been in use before: later than any that it had, so
/// that nobody's old version fits. Each of them left a row in the change log.
pub(super) async fn next_version(connection: &mut SqliteConnection, id: &Guid) -> Result<u64, StoreError> {
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM change_log WHERE object_kind = $1 AND object_id = $2")
        .bind(ObjectKind::Profile.as_str())
        .bind(id.to_string())
        .fetch_one(connection)
        .await?;
    Ok(count(rows)? + 1)
}

/// Lets other profiles take the names of these, which are about to get others or to be deleted.
pub(super) async fn give_up_names(connection: &mut SqliteConnection, ids: &[Guid]) -> Result<(), StoreError> {
    for id in ids {
        // No name holds a control character, so this is nobody's.
        sqlx::query("UPDATE profiles SET name_key = $1 WHERE id = $2")
            .bind(format!("\u{1}{id}"))
            .bind(id.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

pub(super) async fn insert(connection: &mut SqliteConnection, profile: &Profile, by: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO profiles (name, name_key, description, enrollment_type, modified_at, modified_by, version, id, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(profile.name.as_str())
    .bind(profile.name.key())
    .bind(profile.description.as_str())
    .bind(write_type(&profile.enrollment_type))
    .bind(micros(profile.modified))
    .bind(by)
    .bind(column(profile.version))
    .bind(profile.id.to_string())
    .bind(micros(profile.created))
    .execute(&mut *connection)
    .await?;
    insert_assignments(connection, profile).await
}

/// Writes everything but the assignments.
pub(super) async fn update(connection: &mut SqliteConnection, profile: &Profile, by: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE profiles SET name = $1, name_key = $2, description = $3, enrollment_type = $4, modified_at = $5, modified_by = $6, \
         version = $7 WHERE id = $8",
    )
    .bind(profile.name.as_str())
    .bind(profile.name.key())
    .bind(profile.description.as_str())
    .bind(write_type(&profile.enrollment_type))
    .bind(micros(profile.modified))
    .bind(by)
    .bind(column(profile.version))
    .bind(profile.id.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the whole set of assignments anew.
pub(super) async fn replace_assignments(connection: &mut SqliteConnection, profile: &Profile) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM assignments WHERE profile_id = $1").bind(profile.id.to_string()).execute(&mut *connection).await?;
    insert_assignments(connection, profile).await
}

async fn insert_assignments(connection: &mut SqliteConnection, profile: &Profile) -> Result<(), StoreError> {
    let rows: Vec<(i64, &Assignment)> = (0..).zip(&profile.assignments).collect();
    for chunk in rows.chunks(CHUNK / 4) {
        QueryBuilder::<Sqlite>::new(
            "INSERT INTO assignments (profile_id, position, target_key, target_type, group_id, filter_id, filter_mode) ",
        )
        .push_values(chunk, |mut row, (position, assignment)| {
            row.push_bind(profile.id.to_string())
                .push_bind(*position)
                .push_bind(assignment.target.key())
                .push_bind(target_type(&assignment.target))
                .push_bind(assignment.target.group().map(ToString::to_string))
                .push_bind(assignment.filter.as_ref().map(|filter| filter.id.clone()))
                .push_bind(assignment.filter.as_ref().map(|filter| filter.mode.wire()));
        })
        .build()
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Deletes a profile with its assignments, after its place was taken from it.
pub(super) async fn delete(connection: &mut SqliteConnection, id: &Guid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM profiles WHERE id = $1").bind(id.to_string()).execute(connection).await?;
    Ok(())
}

/// Turns one order into another by writing the places that differ: always dense, whatever changed.
pub(super) async fn replace_order(connection: &mut SqliteConnection, old: &[Guid], new: &[Guid]) -> Result<(), StoreError> {
    let first = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let same_at_end = if old.len() == new.len() {
        old[first..].iter().rev().zip(new[first..].iter().rev()).take_while(|(one, other)| one == other).count()
    } else {
        0
    };
    sqlx::query("DELETE FROM profile_order WHERE place >= $1 AND place < $2")
        .bind(column(first))
        .bind(column(old.len() - same_at_end))
        .execute(&mut *connection)
        .await?;
    let rows: Vec<(usize, &Guid)> = new.iter().enumerate().take(new.len() - same_at_end).skip(first).collect();
    for chunk in rows.chunks(CHUNK) {
        QueryBuilder::<Sqlite>::new("INSERT INTO profile_order (place, profile_id) ")
            .push_values(chunk, |mut row, (place, id)| {
                row.push_bind(column(*place)).push_bind(id.to_string());
            })
            .build()
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
