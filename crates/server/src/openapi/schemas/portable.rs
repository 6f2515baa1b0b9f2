//! The shapes of what moves profiles from one place to another. For their description only.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use super::history::{FieldChange, MovedProfile, NamedProfile};
use super::profiles::EnrollmentProfile;

/// Profiles as one document.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProfilesDocument {
    /// `pomona.enrollmentProfiles`.
    pub format: String,
    /// 1.
    pub format_version: u64,
    /// Where it comes from; not looked at when it is imported.
    pub organization: Option<NamedProfile>,
    /// All profiles with their assignments, the highest first. Their order counts, `priority` does not.
    pub profiles: Vec<EnrollmentProfile>,
    /// The groups that they are assigned to, by name, so that they can be found where their ids are others.
    pub groups: Vec<NamedProfile>,
}

/// A document to import, with what was decided about it.
#[derive(ToSchema)]
pub struct ProfilesImport {
    /// The document.
    pub document: ProfilesDocument,
    /// What to do with a profile that is here already, by its id in the document: `skip`, `overwrite` or `copy`. `overwrite` when
    /// nothing is said.
    pub decisions: Option<BTreeMap<String, String>>,
    /// Which group of ours is meant, by the id in the document; null leaves its assignments out.
    #[schema(value_type = Option<Object>)]
    pub groups: Option<BTreeMap<String, Option<String>>>,
}

/// What an import would do or did.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ImportPlan {
    /// For `If-Match`.
    pub plan_version: String,
    /// The new version; null in a plan, and when nothing changed.
    pub version: Option<u64>,
    /// Whether anything would change.
    pub changes: bool,
    /// Each profile of the document, in its order.
    pub items: Vec<ImportItem>,
    /// The fewest moves of profiles that are here already.
    pub moves: Vec<MovedProfile>,
    /// Groups that have another id here, or were chosen.
    pub groups: Vec<MappedGroup>,
    /// Groups of which nobody can tell which of ours is meant. While there is one, nothing can be imported.
    pub unmapped_groups: Vec<UnmappedGroup>,
}

/// What becomes of a profile of the document.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ImportItem {
    /// Its id in the document.
    pub id: String,
    /// Its name in the document.
    pub display_name: String,
    /// `create`, `overwrite`, `copy`, `skip` or `unchanged`.
    pub action: String,
    /// Ours, and `by` what it was recognized: `id` or `name`.
    #[schema(rename = "match", value_type = Option<Object>)]
    pub matched: Option<serde_json::Value>,
    /// The profile that it becomes here.
    pub result: Option<NamedProfile>,
    /// What changes.
    pub changes: Vec<FieldChange>,
}

/// A group that was taken for one of ours.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct MappedGroup {
    /// Its id in the document.
    pub id: String,
    /// Its name in the document.
    pub display_name: Option<String>,
    /// Ours; null when its assignments are left out.
    pub to: Option<NamedProfile>,
    /// `name` or `choice`.
    pub by: String,
}

/// A group of which nobody can tell which of ours is meant.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct UnmappedGroup {
    /// Its id in the document.
    pub id: String,
    /// Its name in the document.
    pub display_name: Option<String>,
    /// `missing`, or `ambiguous` when several of ours have its name.
    pub reason: String,
    /// The names of the profiles that are assigned to it.
    pub profiles: Vec<String>,
}
