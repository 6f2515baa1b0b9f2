//! Organization, people, groups and restrictions, as much of them as the app shows. The app never writes them back.

use serde_json::Value;

use super::{Assignment, NotAnEntity};
use crate::assignment::Assignment as KnownAssignment;
use crate::directory::Counts;
use crate::group_kind::GroupKind;
use crate::guid::Guid;
use crate::restriction::Restriction as Rule;

/// The organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// Its name, as device users see it.
    pub display_name: String,
    /// Its domains, the default one first.
    pub domains: Vec<String>,
    /// Who manages its devices, in Graph's word; `None` when the server does not say.
    pub mdm_authority: Option<String>,
}

impl Organization {
    /// Reads one organization.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        let mut domains = Vec::new();
        for domain in value["verifiedDomains"].as_array().into_iter().flatten() {
            let at = if domain["isDefault"] == true { 0 } else { domains.len() };
            domains.insert(at, text(domain, "name"));
        }
        Ok(Self {
            id: id(value)?,
            display_name: text(value, "displayName"),
            domains,
            mdm_authority: filled(value, "mobileDeviceManagementAuthority"),
        })
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: String,
    /// Their name.
    pub display_name: String,
    /// The name they sign in with.
    pub user_principal_name: String,
    /// Their mail address.
    pub mail: Option<String>,
    /// Their department.
    pub department: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// Their company, where it differs from the organization.
    pub company_name: Option<String>,
    /// Their city.
    pub city: Option<String>,
    /// Their country.
    pub country: Option<String>,
    /// Their number in the personnel system.
    pub employee_id: Option<String>,
    /// `Member` or `Guest`.
    pub user_type: Option<String>,
    /// Whether they may sign in; `None` when the server does not say.
    pub account_enabled: Option<bool>,
    /// The way from the group that was asked about, where our server says it: the groups between, the outermost first.
    pub through: Option<Vec<String>>,
}

impl User {
    /// Reads one person.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        Ok(Self {
            id: id(value)?,
            display_name: text(value, "displayName"),
            user_principal_name: text(value, "userPrincipalName"),
            mail: filled(value, "mail"),
            department: filled(value, "department"),
            job_title: filled(value, "jobTitle"),
            company_name: filled(value, "companyName"),
            city: filled(value, "city"),
            country: filled(value, "country"),
            employee_id: filled(value, "employeeId"),
            user_type: filled(value, "userType"),
            account_enabled: value["accountEnabled"].as_bool(),
            through: through(value),
        })
    }
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// A Microsoft 365 group.
    pub is_microsoft_365: bool,
    /// The rule of a dynamic group.
    pub membership_rule: Option<String>,
    /// What it holds. Without our server's annotation the rule or the Microsoft 365 type tells; else it is unknown.
    pub kind: GroupKind,
    /// How many are in it, where the server says so.
    pub counts: Option<Counts>,
    /// The way to whom or what was asked about, where our server says it: the groups between, the outermost first.
    pub through: Option<Vec<String>>,
}

impl Group {
    /// Reads one group.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        let is_microsoft_365 = value["groupTypes"].as_array().is_some_and(|types| types.iter().any(|kind| kind == "Unified"));
        let membership_rule = value["membershipRule"].as_str().map(str::to_owned);
        let told = value["@pomona.kind"].as_str().and_then(|told| GroupKind::ALL.into_iter().find(|kind| kind.as_str() == told));
        let derived = match &membership_rule {
            Some(rule) => GroupKind::of_rule(rule),
            None if is_microsoft_365 => GroupKind::People,
            None => GroupKind::Unknown,
        };
        let count = |name: &str| value[name].as_u64().and_then(|count| usize::try_from(count).ok());
        let counts = count("@pomona.userCount").map(|people| Counts {
            people,
            devices: count("@pomona.deviceCount").unwrap_or_default(),
            groups: count("@pomona.groupCount").unwrap_or_default(),
        });
        Ok(Self {
            id: id(value)?,
            display_name: text(value, "displayName"),
            description: filled(value, "description"),
            is_microsoft_365,
            membership_rule,
            kind: told.unwrap_or(derived),
            counts,
            through: through(value),
        })
    }
}

/// An enrollment restriction.
#[derive(Debug, Clone, PartialEq)]
pub struct Restriction {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// What it says about iOS and iPadOS; `None` when it is about something else.
    pub rule: Option<Rule>,
    /// To whom it applies; `None` when the answer does not say.
    pub assignments: Option<Vec<Assignment>>,
}

impl Restriction {
    /// Reads one restriction.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        let id = id(value)?;
        let assignments: Option<Vec<Assignment>> =
            value["assignments"].as_array().and_then(|all| all.iter().map(Assignment::read).collect());
        let known = assignments.iter().flatten().filter_map(Assignment::known).collect();
        Ok(Self { display_name: text(value, "displayName"), rule: rule(value, &id, known), id, assignments })
    }
}

/// The rule of the default stands under the platform's name, that of any other beside it (GRAPH.md 6).
fn rule(value: &Value, id: &str, assignments: Vec<KnownAssignment>) -> Option<Rule> {
    let rule = match value["platformType"].as_str() {
        None => &value["iosRestriction"],
        Some("ios" | "allPlatforms") => &value["platformRestriction"],
        Some(_) => return None,
    };
    let version = |name: &str| rule[name].as_str().filter(|version| !version.is_empty()).map(str::to_owned);
    rule.is_object().then(|| Rule {
        // The app never compares it, so a server may write another form.
        id: Guid::parse(id.split('_').next().unwrap_or_default()).unwrap_or(Guid::from_bytes([0; 16])),
        display_name: text(value, "displayName"),
        description: text(value, "description"),
        priority: value["priority"].as_u64().and_then(|priority| priority.try_into().ok()).unwrap_or_default(),
        platform_blocked: rule["platformBlocked"] == true,
        personal_blocked: rule["personalDeviceEnrollmentBlocked"] == true,
        os_minimum: version("osMinimumVersion"),
        os_maximum: version("osMaximumVersion"),
        assignments,
    })
}

fn id(value: &Value) -> Result<String, NotAnEntity> {
    value["id"].as_str().map(str::to_owned).ok_or(NotAnEntity)
}

fn filled(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Graph has no such annotation; ours says how a membership through other groups comes about.
fn through(value: &Value) -> Option<Vec<String>> {
    Some(value["@pomona.through"].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rule_of(value: &Value) -> Option<Rule> {
        Restriction::read(value).expect("a restriction").rule
    }

    #[test]
    fn the_rule_of_a_restriction_is_read_from_both_of_graphs_forms() {
        let blocked =
            json!({"platformBlocked": true, "personalDeviceEnrollmentBlocked": false, "osMinimumVersion": "", "osMaximumVersion": null});
        let default = rule_of(&json!({"id": "x_DefaultPlatformRestrictions", "priority": 0, "iosRestriction": blocked})).expect("a rule");
        assert!(default.is_default() && default.platform_blocked && !default.personal_blocked);
        assert_eq!((&default.os_minimum, &default.os_maximum), (&None, &None));
        let bounded = json!({"personalDeviceEnrollmentBlocked": true, "osMinimumVersion": "17.0"});
        let target = json!([{"id": "a", "target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]);
        let custom = json!({"id": "x", "priority": 2, "platformType": "ios", "platformRestriction": bounded, "assignments": target});
        let custom = rule_of(&custom).expect("a rule");
        assert!(!custom.is_default() && custom.personal_blocked);
        assert_eq!((custom.os_minimum.as_deref(), custom.assignments.len()), (Some("17.0"), 1));
    }

    #[test]
    fn a_restriction_about_something_else_has_no_rule() {
        assert_eq!(rule_of(&json!({"id": "1", "platformType": "windows", "platformRestriction": {"platformBlocked": true}})), None);
        assert_eq!(rule_of(&json!({"id": "1", "deviceEnrollmentConfigurationType": "limit"})), None);
    }
}
