//! Organization, people, groups, devices and restrictions as rows.

use std::collections::HashMap;
use std::sync::Arc;

use enrollment::assignment::Assignment;
use enrollment::directory::{Device, Directory, Group, Member, MemberKind, Person};
use enrollment::graph::words::WireWord as _;
use enrollment::restriction::Restriction;
use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection};

use super::pictures::DirectoryPicture;
use super::values::{AssignmentRow, column, corrupt, guid, micros, moment, optional_guid, target_type};
use crate::directory::{DirectoryRecords, Organization};
use crate::error::StoreError;

/// How many parameters go into one statement, below the fewest that any `SQLite` allows (999).
pub(super) const PARAMETERS: usize = 900;

#[derive(FromRow)]
struct PersonRow {
    id: String,
    display_name: String,
    user_principal_name: String,
    mail: Option<String>,
    given_name: Option<String>,
    surname: Option<String>,
    department: Option<String>,
    job_title: Option<String>,
    company_name: Option<String>,
    city: Option<String>,
    country: Option<String>,
    employee_id: Option<String>,
    user_type: String,
    account_enabled: bool,
}

#[derive(FromRow)]
struct GroupRow {
    id: String,
    display_name: String,
    description: Option<String>,
    mail: Option<String>,
    mail_nickname: String,
    is_microsoft_365: bool,
    mail_enabled: bool,
    security_enabled: bool,
    membership_rule: Option<String>,
    created_at: i64,
}

#[derive(FromRow)]
struct DeviceRow {
    id: String,
    display_name: String,
    operating_system: String,
    operating_system_version: String,
    device_ownership: String,
    enrollment_profile_name: Option<String>,
    model: Option<String>,
    owner_id: Option<String>,
    is_managed: bool,
}

#[derive(FromRow)]
struct RestrictionRow {
    id: String,
    display_name: String,
    description: String,
    priority: i64,
    platform_blocked: bool,
    personal_blocked: bool,
    os_minimum: Option<String>,
    os_maximum: Option<String>,
}

/// Reads the whole directory.
pub(super) async fn read(connection: &mut SqliteConnection) -> Result<DirectoryPicture, StoreError> {
    let people: Vec<PersonRow> = sqlx::query_as(
        "SELECT id, display_name, user_principal_name, mail, given_name, surname, department, job_title, company_name, city, country, \
         employee_id, user_type, account_enabled FROM people ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let groups: Vec<GroupRow> = sqlx::query_as(
        "SELECT id, display_name, description, mail, mail_nickname, is_microsoft_365, mail_enabled, security_enabled, membership_rule, \
         created_at FROM groups ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let devices: Vec<DeviceRow> = sqlx::query_as(
        "SELECT id, display_name, operating_system, operating_system_version, device_ownership, enrollment_profile_name, model, \
         owner_id, is_managed FROM devices ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let members: Vec<(String, String, String)> =
        sqlx::query_as("SELECT group_id, member_kind, member_id FROM group_members").fetch_all(&mut *connection).await?;
    // A hundred thousand people and their rules take a while, and other tasks should not wait for them.
    let built = tokio::task::spawn_blocking(move || {
        Ok::<_, StoreError>(Directory::new(
            people.into_iter().map(person).collect::<Result<_, _>>()?,
            groups.into_iter().map(group).collect::<Result<_, _>>()?,
            devices.into_iter().map(device).collect::<Result<_, _>>()?,
            &members.iter().map(member).collect::<Result<Vec<_>, _>>()?,
        ))
    });
    let directory = built.await.map_err(|error| StoreError::Unavailable(error.to_string()))??;
    let restrictions = Arc::new(read_restrictions(connection).await?);
    let organization = read_organization(connection).await?.map(Arc::new);
    Ok(DirectoryPicture { directory: Arc::new(directory), organization, restrictions })
}

fn person(row: PersonRow) -> Result<Person, StoreError> {
    Ok(Person {
        id: guid(&row.id)?,
        display_name: row.display_name,
        user_principal_name: row.user_principal_name,
        mail: row.mail,
        given_name: row.given_name,
        surname: row.surname,
        department: row.department,
        job_title: row.job_title,
        company_name: row.company_name,
        city: row.city,
        country: row.country,
        employee_id: row.employee_id,
        user_type: row.user_type,
        account_enabled: row.account_enabled,
    })
}

fn group(row: GroupRow) -> Result<Group, StoreError> {
    Ok(Group {
        id: guid(&row.id)?,
        display_name: row.display_name,
        description: row.description,
        mail: row.mail,
        mail_nickname: row.mail_nickname,
        is_microsoft_365: row.is_microsoft_365,
        mail_enabled: row.mail_enabled,
        security_enabled: row.security_enabled,
        membership_rule: row.membership_rule,
        created: moment(row.created_at)?,
    })
}

fn device(row: DeviceRow) -> Result<Device, StoreError> {
    Ok(Device {
        id: guid(&row.id)?,
        display_name: row.display_name,
        operating_system: row.operating_system,
        operating_system_version: row.operating_system_version,
        device_ownership: row.device_ownership,
        enrollment_profile_name: row.enrollment_profile_name,
        model: row.model,
        owner: optional_guid(row.owner_id.as_deref())?,
        is_managed: row.is_managed,
    })
}

fn member((group, kind, id): &(String, String, String)) -> Result<Member, StoreError> {
    let kind = match kind.as_str() {
        "person" => MemberKind::Person,
        "device" => MemberKind::Device,
        "group" => MemberKind::Group,
        other => return Err(corrupt("kind of member", other)),
    };
    Ok(Member { group: guid(group)?, kind, id: guid(id)? })
}

pub(super) const fn member_kind(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Person => "person",
        MemberKind::Device => "device",
        MemberKind::Group => "group",
    }
}

async fn read_restrictions(connection: &mut SqliteConnection) -> Result<Vec<Restriction>, StoreError> {
    let rows: Vec<AssignmentRow> = sqlx::query_as(
        "SELECT restriction_id AS owner, target_type, group_id, filter_id, filter_mode FROM restriction_assignments \
         ORDER BY restriction_id, position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut assignments: HashMap<String, Vec<Assignment>> = HashMap::new();
    for row in rows {
        let assignment = row.read()?;
        assignments.entry(row.owner).or_default().push(assignment);
    }
    let rows: Vec<RestrictionRow> = sqlx::query_as(
        "SELECT id, display_name, description, priority, platform_blocked, personal_blocked, os_minimum, os_maximum FROM restrictions \
         ORDER BY priority",
    )
    .fetch_all(&mut *connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Restriction {
                assignments: assignments.remove(&row.id).unwrap_or_default(),
                id: guid(&row.id)?,
                display_name: row.display_name,
                description: row.description,
                priority: u32::try_from(row.priority).map_err(|_| corrupt("priority", row.priority))?,
                platform_blocked: row.platform_blocked,
                personal_blocked: row.personal_blocked,
                os_minimum: row.os_minimum,
                os_maximum: row.os_maximum,
            })
        })
        .collect()
}

async fn read_organization(connection: &mut SqliteConnection) -> Result<Option<Organization>, StoreError> {
    let row: Option<(String, String, String, String)> =
        sqlx::query_as("SELECT id, display_name, verified_domains, mdm_authority FROM organization").fetch_optional(connection).await?;
    row.map(|(id, display_name, domains, mdm_authority)| {
        let verified_domains = serde_json::from_str(&domains).map_err(|_| corrupt("list of domains", &domains))?;
        Ok(Organization { id: guid(&id)?, display_name, verified_domains, mdm_authority })
    })
    .transpose()
}

pub(super) async fn replace_organization(connection: &mut SqliteConnection, organization: &Organization) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM organization").execute(&mut *connection).await?;
    sqlx::query("INSERT INTO organization (id, display_name, verified_domains, mdm_authority) VALUES ($1, $2, $3, $4)")
        .bind(organization.id.to_string())
        .bind(&organization.display_name)
        .bind(serde_json::json!(organization.verified_domains).to_string())
        .bind(&organization.mdm_authority)
        .execute(connection)
        .await?;
    Ok(())
}

/// Replaces everything but the organization.
pub(super) async fn replace(connection: &mut SqliteConnection, records: &DirectoryRecords) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM restriction_assignments",
        "DELETE FROM restrictions",
        "DELETE FROM group_members",
        "DELETE FROM devices",
        "DELETE FROM groups",
        "DELETE FROM people",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    put_people(connection, 0, &records.people).await?;
    put_groups(connection, 0, &records.groups).await?;
    insert_devices(connection, &records.devices).await?;
    insert_members(connection, &records.members).await?;
    insert_restrictions(connection, &records.restrictions).await
}

/// Adds people at the positions from `first`. Those who are there already are replaced where they stand.
pub(super) async fn put_people(
    connection: &mut SqliteConnection,
    first: i64,
    people: impl IntoIterator<Item = &Person>,
) -> Result<(), StoreError> {
    let rows: Vec<(i64, &Person)> = (first..).zip(people).collect();
    for chunk in rows.chunks(PARAMETERS / 15) {
        QueryBuilder::<Sqlite>::new(
            "INSERT INTO people (id, position, display_name, user_principal_name, mail, given_name, surname, department, job_title, \
             company_name, city, country, employee_id, user_type, account_enabled) ",
        )
        .push_values(chunk, |mut row, (position, person)| {
            row.push_bind(person.id.to_string())
                .push_bind(*position)
                .push_bind(person.display_name.clone())
                .push_bind(person.user_principal_name.clone())
                .push_bind(person.mail.clone())
                .push_bind(person.given_name.clone())
                .push_bind(person.surname.clone())
                .push_bind(person.department.clone())
                .push_bind(person.job_title.clone())
                .push_bind(person.company_name.clone())
                .push_bind(person.city.clone())
                .push_bind(person.country.clone())
                .push_bind(person.employee_id.clone())
                .push_bind(person.user_type.clone())
                .push_bind(person.account_enabled);
        })
        .push(
            " ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, user_principal_name = excluded.user_principal_name, \
             mail = excluded.mail, given_name = excluded.given_name, surname = excluded.surname, department = excluded.department, \
             job_title = excluded.job_title, company_name = excluded.company_name, city = excluded.city, country = excluded.country, \
             employee_id = excluded.employee_id, user_type = excluded.user_type, account_enabled = excluded.account_enabled",
        )
        .build()
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Adds groups at the positions from `first`. Those that are there already are replaced where they stand.
pub(super) async fn put_groups(
    connection: &mut SqliteConnection,
    first: i64,
    groups: impl IntoIterator<Item = &Group>,
) -> Result<(), StoreError> {
    let rows: Vec<(i64, &Group)> = (first..).zip(groups).collect();
    for chunk in rows.chunks(PARAMETERS / 11) {
        QueryBuilder::<Sqlite>::new(
            "INSERT INTO groups (id, position, display_name, description, mail, mail_nickname, is_microsoft_365, mail_enabled, \
             security_enabled, membership_rule, created_at) ",
        )
        .push_values(chunk, |mut row, (position, group)| {
            row.push_bind(group.id.to_string())
                .push_bind(*position)
                .push_bind(group.display_name.clone())
                .push_bind(group.description.clone())
                .push_bind(group.mail.clone())
                .push_bind(group.mail_nickname.clone())
                .push_bind(group.is_microsoft_365)
                .push_bind(group.mail_enabled)
                .push_bind(group.security_enabled)
                .push_bind(group.membership_rule.clone())
                .push_bind(micros(group.created));
        })
        .push(
            " ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, description = excluded.description, \
             mail = excluded.mail, mail_nickname = excluded.mail_nickname, is_microsoft_365 = excluded.is_microsoft_365, \
             mail_enabled = excluded.mail_enabled, security_enabled = excluded.security_enabled, \
             membership_rule = excluded.membership_rule",
        )
        .build()
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn insert_devices(connection: &mut SqliteConnection, devices: &[Device]) -> Result<(), StoreError> {
    let rows: Vec<(usize, &Device)> = devices.iter().enumerate().collect();
    for chunk in rows.chunks(PARAMETERS / 10) {
        QueryBuilder::<Sqlite>::new(
            "INSERT INTO devices (id, position, display_name, operating_system, operating_system_version, device_ownership, \
             enrollment_profile_name, model, owner_id, is_managed) ",
        )
        .push_values(chunk, |mut row, (position, device)| {
            row.push_bind(device.id.to_string())
                .push_bind(column(*position))
                .push_bind(device.display_name.clone())
                .push_bind(device.operating_system.clone())
                .push_bind(device.operating_system_version.clone())
                .push_bind(device.device_ownership.clone())
                .push_bind(device.enrollment_profile_name.clone())
                .push_bind(device.model.clone())
                .push_bind(device.owner.as_ref().map(ToString::to_string))
                .push_bind(device.is_managed);
        })
        .build()
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(super) async fn insert_members(connection: &mut SqliteConnection, members: &[Member]) -> Result<(), StoreError> {
    // In the order of the index, which is several times as fast when there are many.
    let mut rows: Vec<&Member> = members.iter().collect();
    rows.sort_unstable_by_key(|member| (&member.group, member_kind(member.kind), &member.id));
    for chunk in rows.chunks(PARAMETERS / 3) {
        QueryBuilder::<Sqlite>::new("INSERT INTO group_members (group_id, member_kind, member_id) ")
            .push_values(chunk, |mut row, member| {
                row.push_bind(member.group.to_string()).push_bind(member_kind(member.kind)).push_bind(member.id.to_string());
            })
            .build()
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn insert_restrictions(connection: &mut SqliteConnection, restrictions: &[Restriction]) -> Result<(), StoreError> {
    for restriction in restrictions {
        sqlx::query(
            "INSERT INTO restrictions (id, display_name, description, priority, platform_blocked, personal_blocked, os_minimum, \
             os_maximum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(restriction.id.to_string())
        .bind(&restriction.display_name)
        .bind(&restriction.description)
        .bind(i64::from(restriction.priority))
        .bind(restriction.platform_blocked)
        .bind(restriction.personal_blocked)
        .bind(restriction.os_minimum.as_deref())
        .bind(restriction.os_maximum.as_deref())
        .execute(&mut *connection)
        .await?;
        for (position, assignment) in restriction.assignments.iter().enumerate() {
            sqlx::query(
                "INSERT INTO restriction_assignments (restriction_id, position, target_key, target_type, group_id, filter_id, filter_mode) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(restriction.id.to_string())
            .bind(column(position))
            .bind(assignment.target.key())
            .bind(target_type(&assignment.target))
            .bind(assignment.target.group().map(ToString::to_string))
            .bind(assignment.filter.as_ref().map(|filter| filter.id.as_str()))
            .bind(assignment.filter.as_ref().map(|filter| filter.mode.wire()))
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
}
