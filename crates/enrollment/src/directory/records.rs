//! The plain records of a directory, with the properties that dynamic rules may ask for.

use time::OffsetDateTime;

use crate::guid::Guid;
use crate::membership_rule::{Property, Rule, Subject};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Given by the source.
    pub id: Guid,
    /// As shown.
    pub display_name: String,
    /// The name they sign in with, unique.
    pub user_principal_name: String,
    /// Mail address.
    pub mail: Option<String>,
    /// First name.
    pub given_name: Option<String>,
    /// Family name.
    pub surname: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Company, where it differs from the organization.
    pub company_name: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Number in the personnel system.
    pub employee_id: Option<String>,
    /// `Member` or `Guest`.
    pub user_type: String,
    /// Whether they may sign in.
    pub account_enabled: bool,
}

impl Person {
    /// The properties that a dynamic rule can ask for.
    pub const PROPERTIES: [&str; 11] = [
        "displayName",
        "userPrincipalName",
        "mail",
        "department",
        "jobTitle",
        "companyName",
        "city",
        "country",
        "employeeId",
        "userType",
        "accountEnabled",
    ];

    /// A member who may sign in, and of whom nothing else is known.
    pub fn member(id: Guid, display_name: impl Into<String>, user_principal_name: impl Into<String>) -> Self {
        Self {
            id,
            display_name: display_name.into(),
            user_principal_name: user_principal_name.into(),
            mail: None,
            given_name: None,
            surname: None,
            department: None,
            job_title: None,
            company_name: None,
            city: None,
            country: None,
            employee_id: None,
            user_type: "Member".to_owned(),
            account_enabled: true,
        }
    }

    /// The value of a property in a dynamic rule, by its name after `user.` (CONTRACT.md, "Dynamic groups").
    pub fn property(&self, name: &str) -> Property<'_> {
        Property::Text(match name {
            "displayName" => Some(&self.display_name),
            "userPrincipalName" => Some(&self.user_principal_name),
            "mail" => self.mail.as_deref(),
            "department" => self.department.as_deref(),
            "jobTitle" => self.job_title.as_deref(),
            "companyName" => self.company_name.as_deref(),
            "city" => self.city.as_deref(),
            "country" => self.country.as_deref(),
            "employeeId" => self.employee_id.as_deref(),
            "userType" => Some(&self.user_type),
            "accountEnabled" => return Property::Truth(self.account_enabled),
            _ => return Property::NotHeld,
        })
    }
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Given by the source.
    pub id: Guid,
    /// As shown.
    pub display_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Mail address, where it has one.
    pub mail: Option<String>,
    /// The part of the mail address before the at sign; required by Graph even without mail.
    pub mail_nickname: String,
    /// A Microsoft 365 group (`groupTypes` holds `Unified`); it holds people only.
    pub is_microsoft_365: bool,
    /// Whether it receives mail.
    pub mail_enabled: bool,
    /// Whether it grants access.
    pub security_enabled: bool,
    /// The rule of a dynamic group.
    pub membership_rule: Option<String>,
    /// When it was created, UTC.
    pub created: OffsetDateTime,
}

impl Group {
    /// A security group to which members are assigned, and of which nothing else is known.
    pub fn security(id: Guid, display_name: impl Into<String>, created: OffsetDateTime) -> Self {
        Self {
            id,
            display_name: display_name.into(),
            description: None,
            mail: None,
            mail_nickname: String::new(),
            is_microsoft_365: false,
            mail_enabled: false,
            security_enabled: true,
            membership_rule: None,
            created,
        }
    }
}

/// A device that is known to the organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Given by the source.
    pub id: Guid,
    /// As shown.
    pub display_name: String,
    /// `iOS` or `iPadOS`.
    pub operating_system: String,
    /// Such as `18.1`.
    pub operating_system_version: String,
    /// `Personal`, `Company` or `Unknown`.
    pub device_ownership: String,
    /// The name of the profile that it enrolled with.
    pub enrollment_profile_name: Option<String>,
    /// Such as `iPhone 15`.
    pub model: Option<String>,
    /// Whose it is.
    pub owner: Option<Guid>,
    /// Whether it is managed now.
    pub is_managed: bool,
}

impl Device {
    /// The properties that a dynamic rule can ask for.
    pub const PROPERTIES: [&str; 12] = [
        "displayName",
        "operatingSystem",
        "deviceOSType",
        "operatingSystemVersion",
        "deviceOSVersion",
        "deviceOwnership",
        "enrollmentProfileName",
        "model",
        "deviceModel",
        "manufacturer",
        "deviceManufacturer",
        "isManaged",
    ];

    /// The value of a property in a dynamic rule, by its name after `device.` (GRAPH.md 8.3).
    pub fn property(&self, name: &str) -> Property<'_> {
        Property::Text(match name {
            "displayName" => Some(&self.display_name),
            "operatingSystem" | "deviceOSType" => Some(&self.operating_system),
            "operatingSystemVersion" | "deviceOSVersion" => Some(&self.operating_system_version),
            "deviceOwnership" => Some(&self.device_ownership),
            "enrollmentProfileName" => self.enrollment_profile_name.as_deref(),
            "model" | "deviceModel" => self.model.as_deref(),
            "manufacturer" | "deviceManufacturer" => Some("Apple"),
            "isManaged" => return Property::Truth(self.is_managed),
            _ => return Property::NotHeld,
        })
    }
}

/// What of `rule` cannot be evaluated here: the properties that the directory does not hold, each once, as written; `None` for
/// something that is no comparison, such as direct reports.
pub fn not_held(rule: &Rule) -> Vec<Option<&str>> {
    let held: &[&str] = if rule.subject() == Some(Subject::Device) { &Device::PROPERTIES } else { &Person::PROPERTIES };
    let mut found = Vec::new();
    for property in rule.properties() {
        if property.is_none_or(|name| !held.contains(&name)) && !found.contains(&property) {
            found.push(property);
        }
    }
    found
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberKind {
    /// A person.
    Person,
    /// A device.
    Device,
    /// A nested group.
    Group,
}

/// One direct membership in an assigned group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The group.
    pub group: Guid,
    /// What the member is.
    pub kind: MemberKind,
    /// The member.
    pub id: Guid,
}
