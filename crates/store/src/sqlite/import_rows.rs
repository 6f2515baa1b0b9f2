//! A plan for the directory as statements: what goes, what changes, what comes, and nothing about what stays.

use enrollment::directory::Member;
use enrollment::directory_import::Plan;
use enrollment::guid::Guid;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::directory_rows::{PARAMETERS, insert_members, member_kind, put_groups, put_people};
use crate::error::StoreError;

/// Does what the plan says.
pub(super) async fn write(connection: &mut SqliteConnection, plan: &Plan) -> Result<(), StoreError> {
    remove_members(connection, &plan.members.removed).await?;
    // Devices can be in a group that goes or becomes dynamic, and no table names them.
    let dynamic = plan.groups.changed.iter().map(|(_, after)| after).filter(|after| after.membership_rule.is_some());
    let emptied: Vec<&Guid> = plan.groups.removed.iter().chain(dynamic).map(|group| &group.id).collect();
    remove(connection, "DELETE FROM group_members WHERE group_id IN (", &emptied).await?;
    let groups: Vec<&Guid> = plan.groups.removed.iter().map(|group| &group.id).collect();
    remove(connection, "DELETE FROM groups WHERE id IN (", &groups).await?;
    let people: Vec<&Guid> = plan.people.removed.iter().map(|person| &person.id).collect();
    remove(connection, "DELETE FROM people WHERE id IN (", &people).await?;
    if !people.is_empty() {
        let sql = "UPDATE devices SET owner_id = NULL WHERE owner_id IS NOT NULL AND NOT EXISTS \
                   (SELECT 1 FROM people WHERE people.id = devices.owner_id)";
        sqlx::query(sql).execute(&mut *connection).await?;
    }

    // The position of those who are there already stays, so any will do for them.
    put_people(connection, 0, plan.people.changed.iter().map(|(_, after)| after)).await?;
    put_groups(connection, 0, plan.groups.changed.iter().map(|(_, after)| after)).await?;
    let next: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(position), -1) + 1 FROM people").fetch_one(&mut *connection).await?;
    put_people(connection, next, &plan.people.added).await?;
    let next: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(position), -1) + 1 FROM groups").fetch_one(&mut *connection).await?;
    put_groups(connection, next, &plan.groups.added).await?;
    insert_members(connection, &plan.members.added).await
}

/// Runs a statement that ends in an open list of ids.
async fn remove(connection: &mut SqliteConnection, sql: &str, ids: &[&Guid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(PARAMETERS) {
        let mut query = QueryBuilder::<Sqlite>::new(sql);
        let mut list = query.separated(", ");
        for id in chunk {
            list.push_bind(id.to_string());
        }
        query.push(")").build().execute(&mut *connection).await?;
    }
    Ok(())
}

async fn remove_members(connection: &mut SqliteConnection, members: &[Member]) -> Result<(), StoreError> {
    for chunk in members.chunks(PARAMETERS / 3) {
        let mut query = QueryBuilder::<Sqlite>::new("DELETE FROM group_members WHERE (group_id, member_kind, member_id) IN (");
        query.push_values(chunk, |mut row, member| {
            row.push_bind(member.group.to_string()).push_bind(member_kind(member.kind)).push_bind(member.id.to_string());
        });
        query.push(")").build().execute(&mut *connection).await?;
    }
    Ok(())
}
