//! Organization, people, groups and restrictions, as much of them as the app shows. The app never writes them back.

use serde_json::Value;

use super::NotAnEntity;
use crate::directory::Counts;
use crate::group_kind::GroupKind;

/// The organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// Its name, as device users see it.
    pub display_name: String,
}

impl Organization {
    /// Reads one organization.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        Ok(Self { id: id(value)?, display_name: text(value, "displayName") })
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
}

impl User {
    /// Reads one person.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        Ok(Self { id: id(value)?, display_name: text(value, "displayName"), user_principal_name: text(value, "userPrincipalName") })
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
            description: value["description"].as_str().filter(|text| !text.is_empty()).map(str::to_owned),
            is_microsoft_365,
            membership_rule,
            kind: told.unwrap_or(derived),
            counts,
        })
    }
}

/// An enrollment restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
}

impl Restriction {
    /// Reads one restriction.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        Ok(Self { id: id(value)?, display_name: text(value, "displayName") })
    }
}

fn id(value: &Value) -> Result<String, NotAnEntity> {
    value["id"].as_str().map(str::to_owned).ok_or(NotAnEntity)
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
