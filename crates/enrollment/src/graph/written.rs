//! What our server answers and our app sends: domain values in Graph's form. Annotations that depend on the request
//! (`@odata.context`, next links) are added by the server.

mod directory_plan;
pub mod explanation;
pub mod finding;
pub mod import_plan;
pub mod versions;

use serde_json::{Map, Value, json};

pub use directory_plan::{directory_plan, imported};

use super::date_time::write_date_time;
use super::words::{PLATFORM, TargetType, WireWord};
use crate::assignment::{ALL_USERS_GROUP, AllUsers, Assignment, Target};
use crate::directory::{Counts, Device, Group, Person};
use crate::enrollment_type::{EnrollmentType, Pair};
use crate::group_kind::GroupKind;
use crate::guid::Guid;
use crate::profile::{NewProfile, Profile, ProfileChange};
use crate::restriction::Restriction;

/// A profile without its assignments. `priority` is its place, 0 first.
pub fn profile(profile: &Profile, priority: usize) -> Value {
    json!({
        "id": profile.id.to_string(),
        "displayName": profile.name.as_str(),
        "description": profile.description.as_str(),
        "priority": priority,
        "platform": PLATFORM,
        "defaultEnrollmentType": profile.enrollment_type.default_method().wire(),
        "availableEnrollmentTypeOptions": pairs(&profile.enrollment_type.pairs()),
        "createdDateTime": write_date_time(profile.created),
        "lastModifiedDateTime": write_date_time(profile.modified),
    })
}

/// A profile as a client creates it, all at once.
pub fn new_profile(profile: &NewProfile) -> Value {
    let mut object = json!({
        "displayName": profile.name.as_str(),
        "description": profile.description.as_str(),
        "platform": PLATFORM,
        "assignments": targets(&profile.assignments),
    });
    add_type(&mut object, &profile.enrollment_type);
    if let Some(priority) = profile.priority {
        object["priority"] = json!(priority);
    }
    object
}

/// The body that changes what `change` names. The place is not among it: it has an action of its own.
pub fn profile_change(change: &ProfileChange) -> Value {
    let mut object = json!({});
    if let Some(name) = &change.name {
        object["displayName"] = json!(name.as_str());
    }
    if let Some(description) = &change.description {
        object["description"] = json!(description.as_str());
    }
    if let Some(enrollment_type) = &change.enrollment_type {
        add_type(&mut object, enrollment_type);
    }
    if let Some(assignments) = &change.assignments {
        object["assignments"] = targets(assignments);
    }
    object
}

fn targets(assignments: &[Assignment]) -> Value {
    assignments.iter().map(|assignment| json!({"target": target(assignment)})).collect()
}

/// Puts the two properties of an enrollment type into an object.
pub fn add_type(object: &mut Value, enrollment_type: &EnrollmentType) {
    object["defaultEnrollmentType"] = json!(enrollment_type.default_method().wire());
    object["availableEnrollmentTypeOptions"] = pairs(&enrollment_type.pairs());
}

fn pairs(pairs: &[Pair]) -> Value {
    pairs.iter().map(|(ownership, method)| json!({"ownerType": ownership.wire(), "enrollmentType": method.wire()})).collect()
}

/// The id of an assignment (GRAPH.md 3).
pub fn assignment_id(profile: &Guid, target: &Target) -> String {
    format!("{profile}_{}", target.key())
}

/// An assignment of a profile.
pub fn assignment(profile: &Guid, assignment: &Assignment) -> Value {
    json!({"id": assignment_id(profile, &assignment.target), "target": target(assignment)})
}

/// The target of an assignment, with its filter.
pub fn target(assignment: &Assignment) -> Value {
    let (kind, group) = match &assignment.target {
        Target::AllUsers(AllUsers::Licensed) => (TargetType::AllUsers, None),
        Target::AllUsers(AllUsers::VirtualGroup) => (TargetType::Group, Some(&ALL_USERS_GROUP)),
        Target::Group(group) => (TargetType::Group, Some(group)),
        Target::ExcludedGroup(group) => (TargetType::ExcludedGroup, Some(group)),
    };
    let mut object = Map::new();
    object.insert("@odata.type".to_owned(), json!(kind.odata_type()));
    if let Some(group) = group {
        object.insert("groupId".to_owned(), json!(group.to_string()));
    }
    let filter = assignment.filter.as_ref();
    object.insert("deviceAndAppManagementAssignmentFilterId".to_owned(), json!(filter.map(|filter| &filter.id)));
    object.insert("deviceAndAppManagementAssignmentFilterType".to_owned(), json!(filter.map_or("none", |filter| filter.mode.wire())));
    Value::Object(object)
}

/// A person.
pub fn user(person: &Person) -> Value {
    json!({
        "id": person.id.to_string(),
        "displayName": person.display_name,
        "userPrincipalName": person.user_principal_name,
        "mail": person.mail,
        "givenName": person.given_name,
        "surname": person.surname,
        "department": person.department,
        "jobTitle": person.job_title,
        "companyName": person.company_name,
        "city": person.city,
        "country": person.country,
        "employeeId": person.employee_id,
        "userType": person.user_type,
        "accountEnabled": person.account_enabled,
    })
}

/// A group (GRAPH.md 8.2).
pub fn group(group: &Group) -> Value {
    let unified = group.is_microsoft_365.then_some("Unified");
    let dynamic = group.membership_rule.is_some().then_some("DynamicMembership");
    json!({
        "id": group.id.to_string(),
        "displayName": group.display_name,
        "description": group.description,
        "groupTypes": unified.into_iter().chain(dynamic).collect::<Vec<_>>(),
        "mail": group.mail,
        "mailEnabled": group.mail_enabled,
        "mailNickname": group.mail_nickname,
        "securityEnabled": group.security_enabled,
        "membershipRule": group.membership_rule,
        "membershipRuleProcessingState": group.membership_rule.as_ref().map(|_| "On"),
        "createdDateTime": write_date_time(group.created),
    })
}

/// Adds what Graph cannot say about a group: what it holds and how many.
pub fn add_group_counts(object: &mut Value, kind: GroupKind, counts: Counts) {
    object["@pomona.kind"] = json!(kind.as_str());
    object["@pomona.userCount"] = json!(counts.people);
    object["@pomona.deviceCount"] = json!(counts.devices);
    object["@pomona.groupCount"] = json!(counts.groups);
}

/// A device of the directory (GRAPH.md 8.3).
pub fn device(device: &Device) -> Value {
    json!({
        "id": device.id.to_string(),
        "deviceId": device.id.to_string(),
        "displayName": device.display_name,
        "operatingSystem": device.operating_system,
        "operatingSystemVersion": device.operating_system_version,
        "deviceOwnership": device.device_ownership,
        "enrollmentProfileName": device.enrollment_profile_name,
        "manufacturer": "Apple",
        "model": device.model,
        "isManaged": device.is_managed,
    })
}

/// An enrollment restriction (GRAPH.md 6): the default in its plural form, any other as a restriction of one platform.
pub fn restriction(restriction: &Restriction, account: &Guid, created: &str) -> Value {
    let rule = json!({
        "platformBlocked": restriction.platform_blocked,
        "personalDeviceEnrollmentBlocked": restriction.personal_blocked,
        "osMinimumVersion": restriction.os_minimum,
        "osMaximumVersion": restriction.os_maximum,
        "blockedManufacturers": [],
        "blockedSkus": [],
    });
    let mut object = json!({
        "displayName": restriction.display_name,
        "description": restriction.description,
        "priority": restriction.priority,
        "createdDateTime": if restriction.is_default() { "0001-01-01T00:00:00Z" } else { created },
        "lastModifiedDateTime": if restriction.is_default() { "0001-01-01T00:00:00Z" } else { created },
        "version": 1,
        "roleScopeTagIds": ["0"],
    });
    object["id"] = json!(restriction_id(restriction, account));
    if restriction.is_default() {
        object["@odata.type"] = json!("#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration");
        object["deviceEnrollmentConfigurationType"] = json!("platformRestrictions");
        object["iosRestriction"] = rule;
    } else {
        object["@odata.type"] = json!("#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration");
        object["deviceEnrollmentConfigurationType"] = json!("singlePlatformRestriction");
        object["platformType"] = json!("ios");
        object["platformRestriction"] = rule;
    }
    object
}

/// The id of an enrollment restriction; `account` is the organization's id.
pub fn restriction_id(restriction: &Restriction, account: &Guid) -> String {
    if restriction.is_default() {
        format!("{account}_DefaultPlatformRestrictions")
    } else {
        format!("{}_SinglePlatformRestriction", restriction.id)
    }
}
