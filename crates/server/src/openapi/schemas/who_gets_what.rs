//! The shapes of who gets what and of its reverse: for the description only, as in the rest of these schemas.

use utoipa::ToSchema;

use super::overview::NamedObject;
use super::profiles::{EnrollmentProfile, EnrollmentType, OwnerType, OwnerTypeEnrollmentType};

/// A person, a device, answers, and perhaps an order or a profile that is not saved yet.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct WhoGetsWhatQuestion {
    /// The id or the user principal name of a person.
    pub user_id: String,
    /// The device.
    pub device: EnrollingDevice,
    /// What the device user answered; only user choice asks.
    pub answers: Option<Answers>,
    /// An order that is not saved; a profile that is left out would be deleted.
    pub profile_ids: Option<Vec<String>>,
    /// A profile that is not saved: with `id` it stands for that one, and what is absent stays; else it is put in at its
    /// `priority`, or at the end.
    pub profile: Option<EnrollmentProfile>,
}

/// A table of people to ask about.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct WhoGetsWhatTable {
    /// CSV with the column `userPrincipalName` (an id will do) and, where a row is to differ from `device` and `answers`,
    /// `platform`, `osVersion`, `isNew`, `whoOwns`, `howMuch`. Other columns are passed over.
    pub people: String,
    /// The device where a row does not tell.
    pub device: Option<EnrollingDevice>,
    /// The answers where a row does not tell.
    pub answers: Option<Answers>,
    /// An order that is not saved.
    pub profile_ids: Option<Vec<String>>,
    /// A profile that is not saved.
    pub profile: Option<EnrollmentProfile>,
}

/// A device that would enroll.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EnrollingDevice {
    /// Its system.
    pub platform: EnrollingPlatform,
    /// One to three numbers, such as `18.1`.
    pub os_version: String,
    /// Whether it enrolls for the first time; true when absent.
    pub is_new: Option<bool>,
}

/// The system of a device.
#[derive(ToSchema)]
pub enum EnrollingPlatform {
    /// iPhone.
    #[schema(rename = "iOS")]
    Ios,
    /// iPad.
    #[schema(rename = "iPadOS")]
    IpadOs,
}

/// What the device user answered. `null` is not answered.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Answers {
    /// Who owns the device.
    pub who_owns: Option<OwnerType>,
    /// How much should be secured: `workData` or `entireDevice`.
    pub how_much: Option<String>,
}

/// Who gets what. It tells what enrolling would do, and says nothing about whether anybody enrolled.
#[derive(ToSchema)]
pub struct WhoGetsWhat {
    /// Whom it is about.
    pub person: NamedPerson,
    /// The device, as it was understood.
    pub device: EnrollingDevice,
    /// The answers, as they were understood.
    pub answers: Answers,
    /// With the order as it is.
    pub live: Explanation,
    /// With what is not saved yet; `null` when nothing was sent.
    pub draft: Option<Explanation>,
}

/// A person.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NamedPerson {
    /// Their id.
    pub id: String,
    /// Their name.
    pub display_name: String,
    /// What they sign in with.
    pub user_principal_name: String,
}

/// Which profile applies, and why.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Explanation {
    /// One for each profile, in order of priority.
    pub reasons: Vec<ProfileStanding>,
    /// Whether it can be told what applies.
    pub is_certain: bool,
    /// What applies: one where it is certain, else all between which it cannot be told, the highest first.
    pub results: Vec<EnrollmentResult>,
}

/// Why a profile applies to the person or does not.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProfileStanding {
    /// The profile.
    pub profile: TypedProfile,
    /// `applies`, `appliesUnless` (one of `unless` does, of which it cannot be told), `unknown` (it cannot be told whether it
    /// reaches the person), `outranked` (by `outrankedBy`), `excluded` or `notAssigned`.
    pub reason: String,
    /// The profile that comes before it.
    pub outranked_by: Option<PlacedProfile>,
    /// The profiles above of which it cannot be told.
    pub unless: Vec<PlacedProfile>,
    /// The assignment that the reason rests on; `null` where none names the person.
    pub because: Option<ReasonAssignment>,
    /// Whom the profile is assigned to.
    pub assigned_to: Vec<NamedAssignment>,
}

/// A profile and its place. One that is not saved yet has no id, and perhaps no name.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct PlacedProfile {
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub display_name: Option<String>,
    /// Its place; 0 is the highest.
    pub priority: u32,
}

/// A profile, its place and its type.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct TypedProfile {
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub display_name: Option<String>,
    /// Its place; 0 is the highest.
    pub priority: u32,
    /// As in a profile.
    pub default_enrollment_type: EnrollmentType,
    /// As in a profile.
    pub available_enrollment_type_options: Vec<OwnerTypeEnrollmentType>,
}

/// Whom an assignment names.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NamedAssignment {
    /// `allUsers`, `group` or `excludedGroup`.
    pub target: String,
    /// The group.
    pub group_id: Option<String>,
    /// Its name; `null` when it is not in the directory.
    pub group_display_name: Option<String>,
    /// Whether it has a filter, which is kept and never evaluated.
    pub has_filter: bool,
}

/// An assignment, with the way through nested groups.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ReasonAssignment {
    /// `allUsers`, `group` or `excludedGroup`.
    pub target: String,
    /// The group.
    pub group_id: Option<String>,
    /// Its name; `null` when it is not in the directory.
    pub group_display_name: Option<String>,
    /// Whether it has a filter, which is kept and never evaluated.
    pub has_filter: bool,
    /// The names of the groups between, on a shortest way, the outermost first; empty for a direct member.
    pub through: Vec<String>,
    /// Why it is not certain: `filter` or `membership`.
    pub doubt: Option<String>,
}

/// What enrolling with a profile would do.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EnrollmentResult {
    /// The profile; `null` is the built-in behavior, device enrollment with Company Portal, personal.
    pub profile: Option<PlacedProfile>,
    /// The question that is not answered yet: `whoOwns` or `howMuch`.
    pub question: Option<String>,
    /// The outcome, or those of every branch that is still possible.
    pub outcomes: Vec<EnrollmentOutcome>,
}

/// What enrolling would do.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EnrollmentOutcome {
    /// `ownWorkData`, `ownEntireDevice` or `companyOwns`; `null` where nobody is asked.
    pub branch: Option<String>,
    /// `yes`, `no`, or `unknown` where it depends on a restriction that cannot be evaluated.
    pub enrolls: String,
    /// Who owns the device then.
    pub owner_type: OwnerType,
    /// How it enrolls, after a fallback.
    pub enrollment_type: EnrollmentType,
    /// The oldest version on which a device enrolls this way; `null`: none is stated.
    pub os_minimum: Option<String>,
    /// What this stands in for, because the system is older than that needs.
    pub fallback: Option<EnrollmentFallback>,
    /// `workData` or `wholeDevice`.
    pub manages: String,
    /// `workData`, `personalDevice` or `companyDevice`.
    pub sees: String,
    /// What is erased when management is removed: `workVolume` (with its keys) or `installed` (what the organization put there).
    pub erases: String,
    /// Why it does not enroll: every reason that holds.
    pub refusals: Vec<EnrollmentRefusal>,
    /// The restrictions that would apply; several where it cannot be told which of them binds the person.
    pub restrictions: Vec<AppliedRestriction>,
}

/// A type that this one stands in for.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EnrollmentFallback {
    /// What the profile says.
    pub from: EnrollmentType,
    /// The oldest version for that.
    pub os_minimum: String,
}

/// Why a device does not enroll.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EnrollmentRefusal {
    /// `belowFloor`, `retired` (the type is only for devices that enrolled with it before), or the rule of a restriction:
    /// `platformBlocked`, `personalBlocked`, `osMinimum`, `osMaximum`.
    pub reason: String,
    /// The version that it is about.
    pub os_version: Option<String>,
    /// The restriction.
    pub restriction: Option<NamedObject>,
}

/// A restriction that would apply.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct AppliedRestriction {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Whether it binds the person for certain.
    pub is_certain: bool,
    /// `overridden` (user enrollment passes over it), `allows`, `refuses` or `unknown`.
    pub verdict: String,
    /// The rules by which it stops the device, or would if it were not overridden.
    pub stops: Vec<RestrictionStop>,
}

/// A rule that stops the device.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct RestrictionStop {
    /// `platformBlocked`, `personalBlocked`, `osMinimum` or `osMaximum`.
    pub reason: String,
    /// The bound, as written.
    pub os_version: Option<String>,
    /// False when the bound cannot be read.
    pub is_certain: bool,
}

/// The profiles that name a group.
#[derive(ToSchema)]
pub struct GroupProfiles {
    /// In order of priority.
    pub value: Vec<GroupProfile>,
}

/// A profile that names a group, or a group that it is in.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct GroupProfile {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Its place; 0 is the highest.
    pub priority: u32,
    /// The assignments that do; `through` are the groups between the assigned one and this one.
    pub assignments: Vec<ReasonAssignment>,
}

/// The people whom a profile reaches.
#[derive(ToSchema)]
pub struct ReachedPeople {
    /// The next page.
    #[schema(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
    /// In the order of the directory.
    pub value: Vec<ReachedPerson>,
}

/// A person whom a profile reaches.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ReachedPerson {
    /// Their id.
    pub id: String,
    /// Their name.
    pub display_name: String,
    /// What they sign in with.
    pub user_principal_name: String,
    /// As in who gets what: `applies`, `appliesUnless`, `unknown` or `outranked`.
    pub reason: String,
    /// The profile that comes before it.
    pub outranked_by: Option<PlacedProfile>,
    /// The profiles above of which it cannot be told.
    pub unless: Vec<PlacedProfile>,
}
