//! What a draft would mean for people.

use utoipa::ToSchema;

use super::overview::NamedObject;
use super::profiles::{Assignment, EnrollmentType, OwnerTypeEnrollmentType};

/// A draft whose effect is asked for. The properties of a profile may come along.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Draft {
    /// Whom it would be assigned to.
    pub assignments: Vec<Assignment>,
    /// The place that it would take; absent: that of the profile that it replaces, else the end.
    pub priority: Option<i32>,
    /// The profile that it would replace.
    pub profile_id: Option<String>,
    /// Its type, for the restrictions that it would override.
    pub default_enrollment_type: Option<EnrollmentType>,
    /// Its pairs, for the same.
    pub available_enrollment_type_options: Option<Vec<OwnerTypeEnrollmentType>>,
}

/// What saving a draft would do, in people.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Effect {
    /// In its assignments.
    pub reached: u64,
    /// To whom it would apply, because no higher profile reaches them.
    pub applies: u64,
    /// From where those would come to whom another profile applies now.
    pub moves: Vec<Move>,
    /// In its assignments, but a higher profile applies to them.
    pub stays_with_higher: u64,
    /// Of whom it cannot be told.
    pub unknown: u64,
    /// Enrollment restrictions that would stop binding somebody.
    pub overridden_restrictions: Vec<NamedObject>,
}

/// People who would come from one profile.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Move {
    /// `null`: no profile applies to them now.
    pub profile_id: Option<String>,
    /// Its name.
    pub display_name: Option<String>,
    /// How many.
    pub count: u64,
}
