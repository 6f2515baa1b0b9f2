//! The shapes of the lint: for the description only, as in the rest of these schemas.

use utoipa::ToSchema;

use super::overview::NamedObject;
use super::who_gets_what::PlacedProfile;

/// What is probably not meant.
#[derive(ToSchema)]
pub struct Findings {
    /// How many there are of each severity, without those that are suppressed.
    pub counts: FindingCounts,
    /// By rule, then by profile.
    pub value: Vec<Finding>,
}

/// How many findings there are.
#[derive(ToSchema)]
pub struct FindingCounts {
    /// What does not work.
    pub error: u32,
    /// What probably does something else than was meant.
    pub warning: u32,
    /// What is worth knowing.
    pub hint: u32,
}

/// Something that is probably not meant.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Finding {
    /// Names it for suppressions, however often it is found; `null` while its profile does not exist.
    pub key: Option<String>,
    /// `group_missing`, `all_users_above`, `never_applies`, `no_assignment`, `reaches_no_one`, `group_empty`, `group_mixed`,
    /// `filter_not_evaluated`, `retired_type`, `restriction_overridden`, `name_in_rule`, `people_without_profile`,
    /// `all_users_with_groups`, `group_inside_group` or `branches_alike`.
    pub rule: String,
    /// `error`, `warning` or `hint`.
    pub severity: String,
    /// The profile; `null`: the order as a whole.
    pub profile: Option<PlacedProfile>,
    /// Where in the profile, as a JSON pointer.
    pub pointer: String,
    /// Other profiles that it is about, such as the one above.
    pub others: Vec<PlacedProfile>,
    /// The groups that it is about; of `group_inside_group` the inner one, then the outer one.
    pub groups: Vec<FindingGroup>,
    /// The restriction that it is about.
    pub restriction: Option<NamedObject>,
    /// How many people it is about, where people were counted.
    pub people: Option<u64>,
    /// What one press may do about it.
    pub fix: Option<FindingFix>,
    /// Whether it is not found in the order as it is.
    pub is_new: bool,
    /// Why it is suppressed, if it is.
    pub suppressed: Option<Suppression>,
}

/// A group.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct FindingGroup {
    /// Its id.
    pub id: String,
    /// Its name; `null` when it is not in the directory.
    pub display_name: Option<String>,
}

/// What one press may do.
#[derive(ToSchema)]
pub struct FindingFix {
    /// `removeAssignments` (people stay reached without them) or `move`.
    pub kind: String,
    /// The place to move the profile to.
    pub priority: Option<u32>,
    /// The assignments to remove.
    pub assignments: Vec<FindingAssignment>,
}

/// An assignment to remove.
#[derive(ToSchema)]
pub struct FindingAssignment {
    /// Its id; `null` while the profile does not exist.
    pub id: Option<String>,
    /// Its place among the assignments of the profile.
    pub index: u32,
}

/// A finding to suppress.
#[derive(ToSchema)]
pub struct NewSuppression {
    /// The key of the finding.
    pub key: String,
    /// Why: 1 to 500 characters.
    pub reason: String,
}

/// A finding that is suppressed.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Suppression {
    /// Its id.
    pub id: String,
    /// The key of the finding.
    pub key: String,
    /// Why.
    pub reason: String,
    /// By whom.
    pub suppressed_by: String,
    /// When.
    #[schema(format = DateTime)]
    pub suppressed_date_time: String,
}

/// Findings that are suppressed.
#[derive(ToSchema)]
pub struct SuppressionList {
    /// Newest first.
    pub value: Vec<Suppression>,
}
