//! An enrollment profile, its assignments and its place; and a list of anything.

use utoipa::ToSchema;

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
