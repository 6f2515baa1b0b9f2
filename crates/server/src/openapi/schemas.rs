//! The shapes of the contract's JSON, for its description only: what is really read and written is in `enrollment::graph`.

mod effect;
mod lint;
mod who_gets_what;

use std::collections::BTreeMap;

use utoipa::ToSchema;

pub use effect::{EffectPeople, EffectPeopleQuestion, OrderEffect, Unsaved};
pub use lint::{Findings, NewSuppression, SuppressionList};
pub use who_gets_what::{GroupProfiles, ReachedPeople, WhoGetsWhat, WhoGetsWhatQuestion, WhoGetsWhatTable};

/// An enrollment profile. On create, `displayName` and `defaultEnrollmentType` are needed; on change, what is absent stays.
#[derive(ToSchema)]
#[schema(as = EnrollmentProfile)]
#[schema(rename_all = "camelCase")]
pub struct EnrollmentProfile {
    /// Given by the server; ignored when sent.
    #[schema(read_only, format = "uuid")]
    pub id: String,
    /// 1 to 200 characters, no control characters, unique whatever the case. Devices get it as `enrollmentProfileName`.
    pub display_name: String,
    /// 0 to 1,000 characters. Device users never see it.
    pub description: Option<String>,
    /// The place in the order; 0 is the highest. On create, the end when it is absent.
    pub priority: Option<i32>,
    /// Always `iOS`; cannot be changed.
    pub platform: Option<String>,
    /// The type of one of the pairs.
    pub default_enrollment_type: EnrollmentType,
    /// The pairs of ownership and type that a person can end up with. More than one: they are asked.
    pub available_enrollment_type_options: Vec<OwnerTypeEnrollmentType>,
    /// Given by the server; ignored when sent.
    #[schema(read_only, format = DateTime)]
    pub created_date_time: String,
    /// When anything but the place was last changed; ignored when sent.
    #[schema(read_only, format = DateTime)]
    pub last_modified_date_time: String,
    /// Only with `$expand=assignments`. On create they come along; on change they replace all there are.
    pub assignments: Option<Vec<Assignment>>,
    /// The version, for `If-Match`. It stays when only the place changes.
    #[schema(rename = "@odata.etag", read_only)]
    pub etag: String,
}

/// How a device enrolls.
#[derive(ToSchema)]
pub enum EnrollmentType {
    /// Device enrollment with Company Portal.
    #[schema(rename = "device")]
    Device,
    /// User enrollment with Company Portal; retired for new devices.
    #[schema(rename = "user")]
    User,
    /// Account driven user enrollment.
    #[schema(rename = "accountDrivenUserEnrollment")]
    AccountDrivenUserEnrollment,
    /// Web based device enrollment.
    #[schema(rename = "webDeviceEnrollment")]
    WebDeviceEnrollment,
}

/// Who owns a device.
#[derive(ToSchema)]
pub enum OwnerType {
    /// The organization.
    #[schema(rename = "company")]
    Company,
    /// The person who uses it.
    #[schema(rename = "personal")]
    Personal,
}

/// A pair of ownership and type.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OwnerTypeEnrollmentType {
    /// Who owns the device.
    pub owner_type: OwnerType,
    /// How it enrolls.
    pub enrollment_type: EnrollmentType,
}

/// An assignment of a profile.
#[derive(ToSchema)]
pub struct Assignment {
    /// The profile's id and the target's key, with `_` between them.
    #[schema(read_only)]
    pub id: String,
    /// Whom it names.
    pub target: AssignmentTarget,
}

/// Whom an assignment names.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct AssignmentTarget {
    /// `#microsoft.graph.allLicensedUsersAssignmentTarget`, `#microsoft.graph.groupAssignmentTarget` or
    /// `#microsoft.graph.exclusionGroupAssignmentTarget`; the `#` may be left out.
    #[schema(rename = "@odata.type")]
    pub odata_type: String,
    /// The group, where the type names one. Groups of devices are refused.
    #[schema(format = "uuid")]
    pub group_id: Option<String>,
    /// An assignment filter, kept and never evaluated.
    pub device_and_app_management_assignment_filter_id: Option<String>,
    /// `none`, `include` or `exclude`.
    pub device_and_app_management_assignment_filter_type: Option<String>,
}

/// A list of profiles.
#[derive(ToSchema)]
pub struct EnrollmentProfileList {
    /// Of the collection.
    #[schema(rename = "@odata.context")]
    pub context: String,
    /// Only with `$count=true`.
    #[schema(rename = "@odata.count")]
    pub count: Option<u64>,
    /// The address of the next page, while there is one.
    #[schema(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
    /// The version of the order, for `setOrder`.
    #[schema(rename = "@pomona.orderEtag")]
    pub order_etag: String,
    /// In order of priority, unless another order was asked for.
    pub value: Vec<EnrollmentProfile>,
}

/// A list of anything else.
#[derive(ToSchema)]
pub struct List {
    /// Of the collection.
    #[schema(rename = "@odata.context")]
    pub context: String,
    /// Only with `$count=true`.
    #[schema(rename = "@odata.count")]
    pub count: Option<u64>,
    /// The address of the next page, while there is one.
    #[schema(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
    /// The items of this page, as Microsoft Graph describes them.
    #[schema(value_type = Vec<Object>)]
    pub value: Vec<serde_json::Value>,
}

/// The place of a profile.
#[derive(ToSchema)]
pub struct Priority {
    /// 0 is the highest; beyond the end is the end.
    pub priority: i32,
}

/// The whole order.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Order {
    /// Every profile once, the highest first.
    pub profile_ids: Vec<String>,
}

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

/// What the order means for everybody, in people.
#[derive(ToSchema)]
pub struct Overview {
    /// Everybody in the directory.
    pub people: u64,
    /// To whom a profile applies.
    pub reached: u64,
    /// To whom none does: they get the built-in behavior.
    pub unreached: u64,
    /// Of whom it cannot be told which applies, if any.
    pub unknown: u64,
    /// How many devices the directory holds.
    pub devices: u64,
    /// Every profile, in order.
    pub profiles: Vec<ProfileShare>,
    /// Each concern once; empty when all is well.
    pub attention: Vec<Attention>,
}

/// A profile and to how many people it applies.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ProfileShare {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// To how many people it is the one that applies.
    pub applies: u64,
}

/// Something that deserves attention.
#[derive(ToSchema)]
pub struct Attention {
    /// `retired_type`: new devices cannot use it.
    /// `reaches_no_one`: nobody is in the assignments.
    /// `group_missing`: an assigned group is not in the directory any more.
    /// `people_without_profile`: no profile applies to them.
    /// `never_applies`: a higher profile applies to everybody whom it reaches.
    pub code: String,
    /// The profiles that it is about.
    pub profiles: Vec<NamedObject>,
    /// How many people it is about.
    pub people: u64,
}

/// Something with a name.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NamedObject {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
}

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

/// What this server can do beyond Graph.
#[derive(ToSchema)]
pub struct Features {
    /// Of the server.
    pub version: String,
    /// `order`: setOrder.
    /// `reach`: pomona/reach.
    /// `groupKinds`: `@pomona.kind` on groups.
    /// `throughGroups`: `@pomona.through` on transitive members and memberships.
    /// `effect`: pomona/effect.
    /// `overview`: pomona/overview.
    /// `administration`: pomona/administrators, invitations, tokens; a new name for the organization; a new password.
    /// `directoryImport`: pomona/directory.
    pub features: Vec<String>,
}

/// Who can sign in.
#[derive(ToSchema)]
pub struct AdministratorList {
    /// By name.
    pub value: Vec<Administrator>,
}

/// Somebody who can sign in.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Administrator {
    /// Given by the server.
    pub id: String,
    /// The name to sign in with.
    pub display_name: String,
    /// What they may do.
    pub role: RoleWord,
    /// When they accepted their invitation.
    #[schema(format = DateTime)]
    pub created_date_time: String,
    /// When they signed in last; `null`: never.
    #[schema(format = DateTime)]
    pub last_sign_in_date_time: Option<String>,
    /// Whether it is you who asks.
    pub is_you: bool,
}

/// What somebody who signs in may do.
#[derive(ToSchema)]
pub enum RoleWord {
    /// Read and change.
    #[schema(rename = "administrator")]
    Administrator,
    /// Read only.
    #[schema(rename = "reader")]
    Reader,
}

/// What somebody may do, or who is invited will.
#[derive(ToSchema)]
pub struct RoleChoice {
    /// One of the two.
    pub role: RoleWord,
}

/// Invitations that still count.
#[derive(ToSchema)]
pub struct SentInvitationList {
    /// Newest first.
    pub value: Vec<SentInvitation>,
}

/// An invitation that still counts.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SentInvitation {
    /// Given by the server.
    pub id: String,
    /// What who accepts it may do.
    pub role: RoleWord,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_date_time: String,
    /// Until when it can be used.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
    /// The whole address to send to somebody. Only in the answer that creates it.
    pub link: Option<String>,
}

/// API tokens that still count.
#[derive(ToSchema)]
pub struct TokenList {
    /// Newest first.
    pub value: Vec<Token>,
}

/// An API token that still counts.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Token {
    /// Given by the server.
    pub id: String,
    /// What it is for.
    pub display_name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// When it was made.
    #[schema(format = DateTime)]
    pub created_date_time: String,
    /// Until when it works.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
    /// When it was used last, to the minute; `null`: never.
    #[schema(format = DateTime)]
    pub last_used_date_time: Option<String>,
    /// What a program sends as `Authorization: Bearer`. Only in the answer that creates it.
    pub token: Option<String>,
}

/// What a token may do.
#[derive(ToSchema)]
pub enum TokenScope {
    /// Read only.
    #[schema(rename = "read")]
    Read,
    /// Read and change.
    #[schema(rename = "write")]
    Write,
}

/// An API token to create.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct NewToken {
    /// What it is for, such as the name of the script: 1 to 100 characters.
    pub display_name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// 1 to 3,650; 90 when it is absent.
    pub expires_in_days: Option<u16>,
}

/// The name of the organization.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OrganizationName {
    /// As device users read it: 1 to 256 characters, no control characters.
    pub display_name: String,
}

/// A new password.
#[derive(ToSchema)]
pub struct PasswordChange {
    /// The one so far.
    pub current: String,
    /// At least 12 characters.
    pub new: String,
}

/// Up to twenty requests.
#[derive(ToSchema)]
pub struct Batch {
    /// Each with an id of its own.
    pub requests: Vec<BatchRequest>,
}

/// One request of a batch.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct BatchRequest {
    /// Unique whatever the case.
    pub id: String,
    /// Such as `GET`.
    pub method: String,
    /// Relative to the root of the contract.
    pub url: String,
    /// `Content-Type` is needed with a body.
    pub headers: Option<BTreeMap<String, String>>,
    /// JSON.
    #[schema(value_type = Option<Object>)]
    pub body: Option<serde_json::Value>,
    /// Ids of requests that must succeed first.
    pub depends_on: Option<Vec<String>>,
}

/// The answers of a batch.
#[derive(ToSchema)]
pub struct BatchAnswers {
    /// In the order in which they were run.
    pub responses: Vec<BatchAnswer>,
}

/// The answer of one request of a batch.
#[derive(ToSchema)]
pub struct BatchAnswer {
    /// Of the request.
    pub id: String,
    /// As if it had come alone.
    pub status: u16,
    /// As if it had come alone.
    pub headers: BTreeMap<String, String>,
    /// As if it had come alone.
    #[schema(value_type = Option<Object>)]
    pub body: Option<serde_json::Value>,
}

/// A name and a password.
#[derive(ToSchema)]
pub struct SignIn {
    /// Of the administrator.
    pub name: String,
    /// Of the administrator.
    pub password: String,
}

/// An invitation.
#[derive(ToSchema)]
pub struct InvitationToken {
    /// What stands after `#` in the link.
    pub token: String,
}

/// A new administrator.
#[derive(ToSchema)]
pub struct NewAdministrator {
    /// What stands after `#` in the link.
    pub token: String,
    /// 1 to 100 characters, unique whatever the case.
    pub name: String,
    /// At least 12 characters.
    pub password: String,
}

/// Who is signed in.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Session {
    /// Of the administrator, or of the token.
    pub name: String,
    /// `administrator` or `reader`.
    pub role: String,
    /// The organization's name.
    pub organization: Option<String>,
    /// When it ends, however busy.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
}

/// What an invitation is for.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Invitation {
    /// The organization's name.
    pub organization: Option<String>,
    /// `administrator` or `reader`.
    pub role: String,
    /// Until when it can be used.
    #[schema(format = DateTime)]
    pub expires_date_time: String,
}

/// An error.
#[derive(ToSchema)]
pub struct ErrorAnswer {
    /// What went wrong.
    pub error: ErrorBody,
}

/// What went wrong.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ErrorBody {
    /// Graph's word, such as `BadRequest`.
    pub code: String,
    /// For developers, in English.
    pub message: String,
    /// One for each mistake.
    pub details: Vec<ErrorDetail>,
    /// When, and the ids to give to support.
    pub inner_error: InnerError,
}

/// One mistake.
#[derive(ToSchema)]
pub struct ErrorDetail {
    /// Stable: branch on this.
    #[schema(value_type = String)]
    pub code: String,
    /// A JSON pointer into what was sent.
    pub target: String,
    /// For developers, in English.
    pub message: String,
    /// The values that a sentence about it names.
    #[schema(rename = "@pomona.parameters")]
    pub parameters: BTreeMap<String, String>,
}

/// When, and the ids to give to support.
#[derive(ToSchema)]
pub struct InnerError {
    /// UTC, without a zone.
    pub date: String,
    /// Ours.
    #[schema(rename = "request-id")]
    pub request_id: String,
    /// The client's, or ours again.
    #[schema(rename = "client-request-id")]
    pub client_request_id: String,
}
