//! A row of the change log in the shape of Graph's audit events (GRAPH.md 9), and what a filter of those means for the log.

use enrollment::graph::write_date_time;
use enrollment::guid::Guid;
use enrollment::text::fold_case;
use pomona_store::{Action, Author, AuthorKind, Change, ChangeFilter, ObjectKind};
use serde_json::{Value, json};

use crate::graph::filter::Filter;
use crate::graph::list::Collection;
use crate::graph::scalar::{Filterable, Scalar};

const RESOURCE_NAME: &str = "resources:displayName";
const RESOURCE_TYPE: &str = "resources:auditResourceType";
const RESOURCE_ID: &str = "resources:resourceId";

/// The events as a collection.
pub const COLLECTION: Collection = Collection {
    name: "deviceManagement/auditEvents",
    properties: &[
        "id",
        "displayName",
        "componentName",
        "activity",
        "activityDateTime",
        "activityType",
        "activityOperationType",
        "activityResult",
        "correlationId",
        "category",
        "actor",
        "resources",
    ],
    paths: &[
        "actor/type",
        "actor/auditActorType",
        "actor/applicationDisplayName",
        "actor/userPrincipalName",
        "actor/servicePrincipalName",
        "actor/userId",
        RESOURCE_NAME,
        RESOURCE_TYPE,
        RESOURCE_ID,
    ],
    searched: &["actor/userPrincipalName", "actor/servicePrincipalName", RESOURCE_NAME, "activityType"],
    expandable: &[],
    page: 100,
    largest_page: 1_000,
    is_directory: false,
};
/// What events are about.
pub const CATEGORIES: [&str; 3] = ["Enrollment", "Organization", "Access"];

/// What an event about such an object belongs to.
pub const fn category(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Profile | ObjectKind::Order | ObjectKind::LintSuppression => CATEGORIES[0],
        ObjectKind::Organization | ObjectKind::Directory => CATEGORIES[1],
        ObjectKind::Administrator | ObjectKind::Session | ObjectKind::Token | ObjectKind::Invitation => CATEGORIES[2],
    }
}

const fn resource_type(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Profile => "AppleUserInitiatedEnrollmentProfile",
        ObjectKind::Order => "AppleUserInitiatedEnrollmentProfileOrder",
        ObjectKind::Organization => "Organization",
        ObjectKind::Directory => "Directory",
        ObjectKind::Administrator => "Administrator",
        ObjectKind::Session => "Session",
        ObjectKind::Token => "Token",
        ObjectKind::Invitation => "Invitation",
        ObjectKind::LintSuppression => "LintSuppression",
    }
}

const fn verb(action: Action) -> &'static str {
    match action {
        Action::Create => "Create",
        Action::Change => "Patch",
        Action::Delete => "Delete",
        Action::Reorder => "SetOrder",
        Action::Assign => "Assign",
        Action::Unassign => "Unassign",
        Action::Load => "Load",
        Action::Import => "Import",
        Action::SignIn | Action::SignInFailed => "SignIn",
        Action::SignOut => "SignOut",
        Action::Revoke => "Revoke",
        Action::ChangePassword | Action::ChangePasswordFailed => "ChangePassword",
    }
}

const fn operation(action: Action) -> &'static str {
    match action {
        Action::Create => "Create",
        Action::Change => "Patch",
        Action::Delete => "Delete",
        _ => "Action",
    }
}

/// What was done to what kind of object.
pub fn activity(action: Action, kind: ObjectKind) -> String {
    format!("{} {}", verb(action), resource_type(kind))
}

/// A row of the change log as an event of Graph.
pub struct Event(pub Change);

impl Filterable for Event {
    fn property(&self, name: &str) -> Scalar<'_> {
        let change = &self.0;
        match name {
            "id" => Scalar::made(&change.id),
            "displayName" | "activityType" => Scalar::made(&activity(change.action, change.object_kind)),
            "componentName" | "category" => Scalar::text(category(change.object_kind)),
            "activityDateTime" => Scalar::Moment(change.at),
            "activityOperationType" => Scalar::text(operation(change.action)),
            "activityResult" => Scalar::text(result(change.action)),
            "correlationId" => Scalar::text(&change.author.request_id),
            "actor/type" | "actor/auditActorType" => Scalar::text(actor_kind(change.author.kind)),
            "actor/applicationDisplayName" => Scalar::text(&change.author.client),
            "actor/userPrincipalName" => Scalar::optional(self.person().map(|author| author.name.as_str())),
            "actor/servicePrincipalName" => Scalar::optional(self.program().map(|author| author.name.as_str())),
            "actor/userId" => Scalar::optional(self.person().map(|author| author.id.as_str())),
            "resources" => Scalar::OneObject,
            RESOURCE_NAME => Scalar::text(&change.object_name),
            RESOURCE_TYPE => Scalar::text(resource_type(change.object_kind)),
            RESOURCE_ID => Scalar::text(&change.object_id),
            _ => Scalar::Null,
        }
    }
}

impl Event {
    /// Who did it, when that is a person.
    fn person(&self) -> Option<&Author> {
        Some(&self.0.author).filter(|author| author.kind == AuthorKind::Session)
    }

    /// Who did it, when that is a program.
    fn program(&self) -> Option<&Author> {
        Some(&self.0.author).filter(|author| author.kind != AuthorKind::Session)
    }

    /// The event in Graph's shape.
    pub fn document(&self) -> Value {
        let change = &self.0;
        let name = activity(change.action, change.object_kind);
        json!({
            "id": change.id.to_string(),
            "displayName": name,
            "componentName": category(change.object_kind),
            "activity": null,
            "activityDateTime": write_date_time(change.at),
            "activityType": name,
            "activityOperationType": operation(change.action),
            "activityResult": result(change.action),
            "correlationId": change.author.request_id,
            "category": category(change.object_kind),
            "actor": self.actor(),
            "resources": [{
                "displayName": change.object_name,
                "auditResourceType": resource_type(change.object_kind),
                "resourceId": change.object_id,
                "modifiedProperties": modified_properties(change.before.as_ref(), change.after.as_ref()),
            }],
        })
    }

    fn actor(&self) -> Value {
        let (kind, person) = (actor_kind(self.0.author.kind), self.person());
        json!({
            "type": kind,
            "auditActorType": kind,
            "userPermissions": [],
            "applicationId": null,
            "applicationDisplayName": self.0.author.client,
            "userPrincipalName": person.map(|author| &author.name),
            "servicePrincipalName": self.program().map(|author| &author.name),
            "ipAddress": null,
            "userId": person.map(|author| &author.id),
        })
    }
}

const fn actor_kind(kind: AuthorKind) -> &'static str {
    match kind {
        AuthorKind::Session => "ItPro",
        AuthorKind::Token => "Application",
        AuthorKind::Cli | AuthorKind::System => "System",
    }
}

const fn result(action: Action) -> &'static str {
    if matches!(action, Action::SignInFailed | Action::ChangePasswordFailed) { "Failure" } else { "Success" }
}

/// What differs between before and after, by the names of the properties.
fn modified_properties(before: Option<&Value>, after: Option<&Value>) -> Vec<Value> {
    let value = |of: Option<&Value>, name: &str| of.and_then(|object| object.get(name)).filter(|value| !value.is_null()).cloned();
    let mut names: Vec<&String> =
        [before, after].into_iter().flatten().filter_map(Value::as_object).flat_map(|object| object.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let differs = |name: &&String| !name.contains('@') && value(before, name) != value(after, name);
    let written = |value: Option<Value>| value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    names
        .into_iter()
        .filter(differs)
        .map(|name| json!({"displayName": capitalized(name), "oldValue": written(value(before, name)), "newValue": written(value(after, name))}))
        .collect()
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}

/// What the log itself can leave out for a condition. `None`: nothing can fulfill it.
pub fn in_the_log(condition: &Filter) -> Option<ChangeFilter> {
    let (from, until) = condition.span("activityDateTime");
    let is_wanted = |name: &str, word: &str| condition.pinned(name).is_none_or(|wanted| wanted.eq_ignore_ascii_case(word));
    let wanted = |kind: &ObjectKind| is_wanted("category", category(*kind)) && is_wanted(RESOURCE_TYPE, resource_type(*kind));
    let object_kinds: Vec<ObjectKind> = ObjectKind::ALL.iter().copied().filter(wanted).collect();
    let id = condition.pinned("id").map(Guid::parse);
    if object_kinds.is_empty() || matches!(id, Some(Err(_))) {
        return None;
    }
    Some(ChangeFilter {
        id: id.and_then(Result::ok),
        object_kinds: if object_kinds.len() == ObjectKind::ALL.len() { Vec::new() } else { object_kinds },
        object_id: condition.pinned(RESOURCE_ID).map(fold_case),
        from,
        until,
        ..ChangeFilter::default()
    })
}
