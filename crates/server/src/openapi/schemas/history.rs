//! The shapes of what looks back: the audit log's chain, versions, and what leads back to them. For their description only.

use utoipa::ToSchema;

use super::profiles::EnrollmentProfile;

/// Whether the audit log is as it was written.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct AuditVerification {
    /// Whether every row fits.
    pub verified: bool,
    /// How many rows there are.
    pub rows: u64,
    /// The first row that was changed, or that does not follow the one before it.
    pub first_broken: Option<BrokenRow>,
    /// The hash of the newest row, SHA-256 in hexadecimal, to keep in another place. Null in an empty log and in a broken one.
    pub head: Option<String>,
}

/// A row that does not fit.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct BrokenRow {
    /// Its place in the log, from 1.
    pub sequence: u64,
    /// Its id, as far as it can be read.
    pub id: String,
    /// When it says that it was written, where that can be read.
    #[schema(format = DateTime)]
    pub activity_date_time: Option<String>,
}

/// A page of versions.
#[derive(ToSchema)]
pub struct VersionList {
    /// The address of the next page, while there is one.
    #[schema(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
    /// Newest first.
    pub value: Vec<Version>,
}

/// One change to a profile, its assignments or the order.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Version {
    /// Its number: the place of its row in the audit log. Later versions have greater numbers.
    pub version: u64,
    /// The id of its entry in the audit log.
    #[schema(format = "uuid")]
    pub id: String,
    /// When.
    #[schema(format = DateTime)]
    pub changed_date_time: String,
    /// Who, as shown.
    pub changed_by: String,
    /// `portal`, `token`, `cli` or `server`.
    pub through: String,
    /// The program that they used, as it calls itself.
    pub program: String,
    /// The request; versions that were made together share it.
    pub request_id: String,
    /// `create`, `change`, `delete`, `assign`, `unassign` or `reorder`.
    pub activity: String,
    /// The profile, with its name at that moment; null when the version is about the whole order.
    pub profile: Option<NamedProfile>,
    /// The version that was restored, where that was done.
    pub restored_version: Option<u64>,
    /// Whether it came of an import.
    pub imported: bool,
    /// What changed, field by field.
    pub changes: Vec<FieldChange>,
    /// The order before and after, where the whole order was replaced.
    pub order: Option<OrderChange>,
    /// Only in the list of one profile: the profile as it was right after; null when it was deleted.
    pub state: Option<EnrollmentProfile>,
}

/// A version as in the list, and all profiles.
#[derive(ToSchema)]
pub struct WholeVersion {
    /// All profiles in order, with their assignments, as they were right after.
    pub profiles: Vec<EnrollmentProfile>,
}

/// A profile by id and name.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NamedProfile {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
}

/// A field before and after.
#[derive(ToSchema)]
pub struct FieldChange {
    /// `displayName`, `description`, `enrollmentType` (with both of its properties), `priority`, or `assignments`: each
    /// assignment that differs is a change of its own.
    pub field: String,
    /// What it was; null when there was none.
    #[schema(value_type = Option<Object>)]
    pub before: Option<serde_json::Value>,
    /// What it became; null when there is none any more.
    #[schema(value_type = Option<Object>)]
    pub after: Option<serde_json::Value>,
}

/// The whole order before and after.
#[derive(ToSchema)]
pub struct OrderChange {
    /// As it was.
    pub before: Vec<NamedProfile>,
    /// As it became.
    pub after: Vec<NamedProfile>,
}

/// What differs between two versions: of all profiles, or of one.
#[derive(ToSchema)]
pub struct Comparison {
    /// The version that it begins with.
    pub from: u64,
    /// The version that it ends with; null is now.
    pub to: Option<u64>,
    /// Of all: those that differ.
    pub profiles: Option<Vec<ChangedProfile>>,
    /// Of all: the fewest moves that lead from one order to the other.
    pub moves: Option<Vec<MovedProfile>>,
    /// Of one: which.
    pub profile: Option<NamedProfile>,
    /// Of one: what differs.
    pub changes: Option<Vec<FieldChange>>,
}

/// A profile that differs.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ChangedProfile {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// `added`, `removed` or `changed`.
    pub change: String,
    /// What differs.
    pub changes: Vec<FieldChange>,
}

/// A profile that stands elsewhere.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct MovedProfile {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Where it stood, 0 first.
    pub from: u64,
    /// Where it stands.
    pub to: u64,
}

/// Which version to restore.
#[derive(ToSchema)]
pub struct VersionChoice {
    /// Its number.
    pub version: u64,
}

/// What restoring one profile changes.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct RestoredProfile {
    /// The version that is restored.
    pub restored_version: u64,
    /// The new version; null in a plan, and when everything was so already.
    pub version: Option<u64>,
    /// The profile as it is or would be.
    pub profile: EnrollmentProfile,
    /// What changes.
    pub changes: Vec<FieldChange>,
    /// What comes back although it has no effect any more.
    pub warnings: Vec<RestoreWarning>,
}

/// What restoring all profiles changes.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct RestoredProfiles {
    /// For `If-Match`, in place of the order's version: it counts every change to profiles and directory.
    pub plan_version: String,
    /// The version that is restored.
    pub restored_version: u64,
    /// The new version; null in a plan, and when everything was so already.
    pub version: Option<u64>,
    /// The profiles that come, go or change.
    pub profiles: Vec<ChangedProfile>,
    /// The fewest moves.
    pub moves: Vec<MovedProfile>,
    /// What comes back although it has no effect any more.
    pub warnings: Vec<RestoreWarning>,
}

/// An assignment that comes back although its group is gone.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct RestoreWarning {
    /// `group_missing`.
    pub code: String,
    /// The group.
    pub group_id: String,
    /// The profile.
    pub profile: NamedProfile,
}
