//! The shapes of what saving would do: for the description only, as in the rest of these schemas.

use utoipa::ToSchema;

use super::profiles::{EnrollmentProfile, EnrollmentType, OwnerTypeEnrollmentType};
use super::who_gets_what::NamedPerson;

/// What would be saved. One of both is needed.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Unsaved {
    /// The order as it would be; a profile that is left out would be deleted.
    pub profile_ids: Option<Vec<String>>,
    /// A profile: with `id` a changed one, of which what is absent stays; else a new one, put in at its `priority` or at the end.
    pub profile: Option<EnrollmentProfile>,
}

/// What saving would do, in people.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OrderEffect {
    /// Everybody in the directory.
    pub people: u64,
    /// To whom another profile would apply, or none where one does now.
    pub changed: u64,
    /// Of whom it cannot be told whether anything would change.
    pub unknown: u64,
    /// To whom a profile applies now and none would; they are among those who move.
    pub left_without: u64,
    /// From where to where those move who change, most first.
    pub moves: Vec<OrderMove>,
    /// To whom the same profile would apply with another type, most first.
    pub type_changed: Vec<TypeChange>,
}

/// People who would move from one profile to another. `null` is no profile: the built-in behavior.
#[derive(ToSchema)]
pub struct OrderMove {
    /// What applies to them now.
    pub from: Option<NamedProfile>,
    /// What would apply.
    pub to: Option<NamedProfile>,
    /// How many.
    pub count: u64,
}

/// A profile. One that is new has no id, and perhaps no name.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NamedProfile {
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub display_name: Option<String>,
}

/// People whose profile stays and gets another type.
#[derive(ToSchema)]
pub struct TypeChange {
    /// The profile.
    pub profile: NamedProfile,
    /// Its type as it is.
    pub before: ProfileType,
    /// Its type as it would be.
    pub after: ProfileType,
    /// How many.
    pub count: u64,
}

/// The type of a profile.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProfileType {
    /// As in a profile.
    pub default_enrollment_type: EnrollmentType,
    /// As in a profile.
    pub available_enrollment_type_options: Vec<OwnerTypeEnrollmentType>,
}

/// What would be saved, and which number of its effect is asked about.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EffectPeopleQuestion {
    /// As in the effect.
    pub profile_ids: Option<Vec<String>>,
    /// As in the effect.
    pub profile: Option<EnrollmentProfile>,
    /// `moves` (with `from` and `to`), `typeChanged` (with `from`), `leftWithout` or `unknown`.
    pub change: String,
    /// The id of what applies now; `null` is none.
    pub from: Option<String>,
    /// The id of what would apply, or `new` for the one that is new; `null` is none.
    pub to: Option<String>,
    /// 1 to 999; 100 when absent.
    #[schema(rename = "$top")]
    pub top: Option<u32>,
    /// The `skipToken` of the page before.
    #[schema(rename = "$skiptoken")]
    pub skiptoken: Option<String>,
}

/// The people behind a number, page by page.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EffectPeople {
    /// How many they are in all.
    pub count: u64,
    /// Where the next page begins; `null` on the last.
    pub skip_token: Option<String>,
    /// In the order of the directory.
    pub value: Vec<NamedPerson>,
}
