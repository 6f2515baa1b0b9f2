//! Tables of the directory, and what importing them would do.

use utoipa::ToSchema;

/// Tables of the directory as CSV: a header row, UTF-8, commas, RFC 4180 quotes. What is not given stays as it is.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct DirectoryTables {
    /// `userPrincipalName` and `displayName`, and optionally `mail`, `givenName`, `surname`, `department`, `jobTitle`,
    /// `companyName`, `city`, `country`, `employeeId`, `userType`, `accountEnabled`. Known by `userPrincipalName`, whatever the case.
    pub people: Option<String>,
    /// `displayName`, and optionally `description`, `kind` (`security` or `microsoft365`), `membershipRule`. Known by
    /// `displayName`, whatever the case.
    pub groups: Option<String>,
    /// `group` by its name, and `member`: the `userPrincipalName` of a person, or the name of a group.
    pub members: Option<String>,
    /// Whether people, groups and memberships that a given table does not name are removed. Devices stay.
    pub remove_missing: Option<bool>,
}

/// What an import would do, or did.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct DirectoryPlan {
    /// Of the directory, for `If-Match`: as it was looked at, and after an import as it is now.
    pub version: String,
    /// How many people.
    pub people: DirectoryCounts,
    /// How many groups.
    pub groups: DirectoryCounts,
    /// How many memberships of people and groups.
    pub members: DirectoryCounts,
    /// At most 200, of each part what is removed first.
    pub changes: Vec<DirectoryChange>,
    /// How many more there are.
    pub more_changes: u64,
    /// What deserves a second look.
    pub warnings: Vec<DirectoryWarning>,
}

/// How many of a part of the directory.
#[derive(ToSchema)]
pub struct DirectoryCounts {
    /// Come.
    pub added: u64,
    /// Are there and change.
    pub changed: u64,
    /// Go.
    pub removed: u64,
    /// Stay as they are.
    pub unchanged: u64,
}

/// One change to the directory.
#[derive(ToSchema)]
pub struct DirectoryChange {
    /// `people`, `groups` or `members`.
    pub table: String,
    /// `added`, `changed` or `removed`.
    pub action: String,
    /// The name of the person, of the group, or of the member.
    pub name: String,
    /// What it is known by in its table; of a membership, the member.
    pub key: String,
    /// Only of a membership: the name of the group.
    pub group: Option<String>,
    /// What differs; empty when it is added or removed.
    pub fields: Vec<DirectoryField>,
}

/// A value that differs.
#[derive(ToSchema)]
pub struct DirectoryField {
    /// Of the column.
    pub name: String,
    /// What it is.
    pub before: Option<String>,
    /// What it becomes.
    pub after: Option<String>,
}

/// What deserves a second look.
#[derive(ToSchema)]
pub struct DirectoryWarning {
    /// `assigned_group_removed`: profiles are assigned to a group that goes.
    pub code: String,
    /// The name of the group.
    pub group: String,
    /// The names of the profiles.
    pub profiles: Vec<String>,
}
