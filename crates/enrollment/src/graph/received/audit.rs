//! The audit log, as far as the app tells it (GRAPH.md 9). The app never writes it.

use serde_json::Value;

use super::NotAnEntity;
use crate::graph::words::WireWord;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Something came into being.
    Create,
    /// Something was changed.
    Change,
    /// Something was deleted.
    Delete,
    /// The order was changed.
    Reorder,
    /// An assignment was added, or its filter was changed.
    Assign,
    /// An assignment was removed.
    Unassign,
    /// People and groups were loaded.
    Load,
    /// People and groups were taken in from tables.
    Import,
    /// Somebody signed in, or tried to.
    SignIn,
    /// Somebody signed out.
    SignOut,
    /// A credential was ended.
    Revoke,
    /// Somebody chose another password, or tried to.
    ChangePassword,
}

impl WireWord for Verb {
    const ALL: &'static [Self] = &[
        Self::Create,
        Self::Change,
        Self::Delete,
        Self::Reorder,
        Self::Assign,
        Self::Unassign,
        Self::Load,
        Self::Import,
        Self::SignIn,
        Self::SignOut,
        Self::Revoke,
        Self::ChangePassword,
    ];
    fn wire(&self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Change => "Patch",
            Self::Delete => "Delete",
            Self::Reorder => "SetOrder",
            Self::Assign => "Assign",
            Self::Unassign => "Unassign",
            Self::Load => "Load",
            Self::Import => "Import",
            Self::SignIn => "SignIn",
            Self::SignOut => "SignOut",
            Self::Revoke => "Revoke",
            Self::ChangePassword => "ChangePassword",
        }
    }
}

/// To what kind of object it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// An enrollment profile.
    Profile,
    /// The order of the profiles.
    Order,
    /// The organization.
    Organization,
    /// People and groups.
    Directory,
    /// An administrator.
    Administrator,
    /// A session.
    Session,
    /// A token.
    Token,
    /// An invitation.
    Invitation,
}

impl WireWord for ObjectKind {
    const ALL: &'static [Self] = &[
        Self::Profile,
        Self::Order,
        Self::Organization,
        Self::Directory,
        Self::Administrator,
        Self::Session,
        Self::Token,
        Self::Invitation,
    ];
    fn wire(&self) -> &'static str {
        match self {
            Self::Profile => "AppleUserInitiatedEnrollmentProfile",
            Self::Order => "AppleUserInitiatedEnrollmentProfileOrder",
            Self::Organization => "Organization",
            Self::Directory => "Directory",
            Self::Administrator => "Administrator",
            Self::Session => "Session",
            Self::Token => "Token",
            Self::Invitation => "Invitation",
        }
    }
}

/// By which way somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// Signed in.
    Portal,
    /// With a token.
    Token,
    /// By a command on the server's machine.
    CommandLine,
    /// Nobody: the server did it by itself.
    Server,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The name of the person, the token or the program.
    pub name: String,
    /// By which way they came; `None` when this version does not know it.
    pub via: Option<Via>,
    /// The program that they used, as it calls itself; empty when it did not.
    pub program: String,
}

/// A property before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modified {
    /// The property, as it is written.
    pub name: String,
    /// What it was; JSON where it was no text.
    pub before: Option<String>,
    /// What it became.
    pub after: Option<String>,
}

/// One event of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its id.
    pub id: String,
    /// When, as written.
    pub at: String,
    /// Who.
    pub actor: Actor,
    /// What was done to what kind of object, as written.
    pub activity: String,
    /// What was done, where this version knows it.
    pub verb: Option<Verb>,
    /// To what kind of object, where this version knows it.
    pub kind: Option<ObjectKind>,
    /// It was not let through.
    pub refused: bool,
    /// The object; empty when there is none.
    pub object_id: String,
    /// Its name at that moment; empty when it has none.
    pub object_name: String,
    /// What changed.
    pub changes: Vec<Modified>,
    /// The id under which the server's log knows the request; empty when there was none.
    pub request_id: String,
}

impl AuditEvent {
    /// Reads one event.
    pub fn read(value: &Value) -> Result<Self, NotAnEntity> {
        let activity = text(&value["activityType"]);
        let resources = value["resources"].as_array().map_or(&[][..], Vec::as_slice);
        let object = resources.first().unwrap_or(&Value::Null);
        let properties = resources.iter().filter_map(|resource| resource["modifiedProperties"].as_array()).flatten();
        Ok(Self {
            id: value["id"].as_str().ok_or(NotAnEntity)?.to_owned(),
            at: text(&value["activityDateTime"]),
            actor: Actor::read(&value["actor"]),
            verb: activity.split(' ').next().and_then(Verb::from_wire),
            kind: ObjectKind::from_wire(&text(&object["auditResourceType"])),
            activity,
            refused: value["activityResult"] == "Failure",
            object_id: text(&object["resourceId"]),
            object_name: text(&object["displayName"]),
            // Intune adds the version of its API to what changed, which nobody changed.
            changes: properties.map(Modified::read).filter(|one| one.name != "DeviceManagementAPIVersion").collect(),
            request_id: text(&value["correlationId"]),
        })
    }

    /// The change of a property.
    pub fn change(&self, name: &str) -> Option<&Modified> {
        self.changes.iter().find(|change| change.name == name)
    }
}

impl Actor {
    fn read(value: &Value) -> Self {
        let program = text(&value["applicationDisplayName"]);
        let names = [text(&value["userPrincipalName"]), text(&value["servicePrincipalName"])];
        let via = match value["auditActorType"].as_str() {
            Some("ItPro") => Some(Via::Portal),
            Some("Application") => Some(Via::Token),
            Some("System") if program.is_empty() => Some(Via::Server),
            Some("System") => Some(Via::CommandLine),
            _ => None,
        };
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| program.clone());
        Self { name, via, program }
    }
}

impl Modified {
    fn read(value: &Value) -> Self {
        let some = |value: &Value| Some(text(value)).filter(|text| !text.is_empty());
        Self { name: text(&value["displayName"]), before: some(&value["oldValue"]), after: some(&value["newValue"]) }
    }
}

/// A text; Intune writes what is missing as a word.
fn text(value: &Value) -> String {
    value.as_str().filter(|text| *text != "<null>").unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn actor(actor: &Value) -> (String, Option<Via>) {
        let event = AuditEvent::read(&json!({"id": "1", "actor": actor})).expect("an event");
        (event.actor.name, event.actor.via)
    }

    #[test]
    fn an_event_says_who_did_what_to_what() {
        let event = AuditEvent::read(&json!({
            "id": "1", "activityDateTime": "2026-11-18T12:06:40Z", "activityType": "Patch AppleUserInitiatedEnrollmentProfile",
            "activityResult": "Success", "correlationId": "r",
            "actor": {"auditActorType": "ItPro", "userPrincipalName": "Ada", "applicationDisplayName": "a browser"},
            "resources": [{"displayName": "Board", "auditResourceType": "AppleUserInitiatedEnrollmentProfile", "resourceId": "p",
                "modifiedProperties": [{"displayName": "DisplayName", "oldValue": "Executives", "newValue": "Board"}]}],
        }))
        .expect("an event");
        assert_eq!((event.verb, event.kind, event.refused), (Some(Verb::Change), Some(ObjectKind::Profile), false));
        assert_eq!((event.object_id.as_str(), event.object_name.as_str()), ("p", "Board"));
        assert_eq!(event.actor, Actor { name: "Ada".to_owned(), via: Some(Via::Portal), program: "a browser".to_owned() });
        let name = event.change("DisplayName").expect("the name changed");
        assert_eq!((name.before.as_deref(), name.after.as_deref()), (Some("Executives"), Some("Board")));
    }

    #[test]
    fn whoever_acts_is_named_with_the_way_they_came() {
        let token = json!({"auditActorType": "Application", "servicePrincipalName": "backup", "userPrincipalName": null});
        assert_eq!(actor(&token), ("backup".to_owned(), Some(Via::Token)));
        let command =
            json!({"auditActorType": "System", "servicePrincipalName": "Command line", "applicationDisplayName": "pomona admin invite"});
        assert_eq!(actor(&command), ("Command line".to_owned(), Some(Via::CommandLine)));
        let server = json!({"auditActorType": "System", "servicePrincipalName": "Pomona", "applicationDisplayName": ""});
        assert_eq!(actor(&server), ("Pomona".to_owned(), Some(Via::Server)));
        let partner = json!({"auditActorType": "Partner", "userPrincipalName": "<null>", "applicationDisplayName": "A portal"});
        assert_eq!(actor(&partner), ("A portal".to_owned(), None));
    }

    #[test]
    fn an_activity_that_is_not_known_is_kept_as_written() {
        let event = AuditEvent::read(&json!({"id": "1", "activityType": "Wipe ManagedDevice", "resources": [
            {"auditResourceType": "ManagedDevice", "displayName": "<null>", "modifiedProperties": []},
            {"modifiedProperties": [
                {"displayName": "Target.GroupId", "oldValue": "<null>", "newValue": "g"},
                {"displayName": "DeviceManagementAPIVersion", "oldValue": null, "newValue": "5025-06-03"},
            ]},
        ]}));
        let event = event.expect("an event");
        assert_eq!((event.verb, event.kind, event.activity.as_str()), (None, None, "Wipe ManagedDevice"));
        assert_eq!(event.object_name, "");
        assert_eq!(event.changes, [Modified { name: "Target.GroupId".to_owned(), before: None, after: Some("g".to_owned()) }]);
    }

    #[test]
    fn an_event_without_anything_else_is_read() {
        let event = AuditEvent::read(&json!({"id": "1"})).expect("an event");
        assert_eq!((event.changes.len(), event.actor.via, event.at.as_str()), (0, None, ""));
        assert_eq!(AuditEvent::read(&json!({"activityType": "Create Token"})), Err(NotAnEntity));
    }
}
