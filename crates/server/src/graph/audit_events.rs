//! The audit log (GRAPH.md 9): the change log in Graph's shape, newest first. Read only.

use enrollment::error::Code;
use enrollment::graph::write_date_time;
use enrollment::guid::Guid;
use pomona_store::{Action, AuthorKind, Change, ChangeFilter, ObjectKind};
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::list::{self, Collection, Plan, entity_plan};
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, Scalar};

const COLLECTION: Collection = Collection {
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
    expandable: &[],
    page: 100,
    largest_page: 1_000,
    is_directory: false,
};
/// How many rows are read from the log at a time.
const CHUNK: u32 = 500;
const CATEGORIES: [&str; 3] = ["Enrollment", "Organization", "Access"];

const fn category(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Profile | ObjectKind::Order => CATEGORIES[0],
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
        Action::SignIn | Action::SignInFailed => "SignIn",
        Action::SignOut => "SignOut",
        Action::Revoke => "Revoke",
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

fn activity(action: Action, kind: ObjectKind) -> String {
    format!("{} {}", verb(action), resource_type(kind))
}

struct Event(Change);

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
            _ => Scalar::Null,
        }
    }
}

const fn result(action: Action) -> &'static str {
    if matches!(action, Action::SignInFailed) { "Failure" } else { "Success" }
}

fn document(change: &Change) -> Value {
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
        "actor": actor(change),
        "resources": [{
            "displayName": change.object_name,
            "auditResourceType": resource_type(change.object_kind),
            "resourceId": change.object_id,
            "modifiedProperties": modified_properties(change.before.as_ref(), change.after.as_ref()),
        }],
    })
}

fn actor(change: &Change) -> Value {
    let author = &change.author;
    let kind = match author.kind {
        AuthorKind::Session => "ItPro",
        AuthorKind::Token => "Application",
        AuthorKind::Cli | AuthorKind::System => "System",
    };
    let is_person = author.kind == AuthorKind::Session;
    json!({
        "type": kind,
        "auditActorType": kind,
        "userPermissions": [],
        "applicationId": null,
        "applicationDisplayName": author.client,
        "userPrincipalName": is_person.then_some(&author.name),
        "servicePrincipalName": (!is_person).then_some(&author.name),
        "ipAddress": null,
        "userId": is_person.then_some(&author.id),
    })
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

/// `GET /deviceManagement/auditEvents`. Newest first, which needs only as much of the log as fills the page; any other
/// order, or a count, reads all of it.
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let plan = Plan::of(call, &COLLECTION)?;
    let is_newest_first = matches!(plan.order(), [] | [("activityDateTime", true)]);
    if !is_newest_first || plan.counts() {
        let events = read_while(call, None, |_| true).await?;
        return Ok(Reply::json(plan.page(call, &COLLECTION, events.into_iter(), |event| document(&event.0))));
    }
    let (size, skipped) = (plan.page_size(&COLLECTION), if plan.token().is_some() { 0 } else { plan.skipped() });
    let mut found = 0;
    let events = read_while(call, plan.token(), |event| {
        found += usize::from(plan.lets_through(event));
        found <= size + skipped
    });
    let mut events: Vec<Event> = events.await?.into_iter().filter(|event| plan.lets_through(event)).collect();
    events.drain(..skipped.min(events.len()));
    let has_more = events.len() > size;
    events.truncate(size);
    let next = events.last().filter(|_| has_more).map(|event| event.0.sequence);
    let value = events.iter().map(|event| plan.select(document(&event.0))).collect();
    Ok(Reply::json(plan.document(call, &COLLECTION, value, None, next)))
}

/// The log from the newest row, or from before `token`, up to and with the first row at which `go_on` says no.
async fn read_while(call: &Call<'_>, token: Option<u64>, mut go_on: impl FnMut(&Event) -> bool) -> ApiResult<Vec<Event>> {
    let mut events = Vec::new();
    let mut before = token;
    loop {
        let filter = ChangeFilter { before, limit: Some(CHUNK), ..ChangeFilter::default() };
        let rows = call.app.store.changes(&filter).await?;
        let is_last = rows.len() < CHUNK as usize;
        before = rows.last().map(|row| row.sequence);
        for row in rows {
            let event = Event(row);
            let goes_on = go_on(&event);
            events.push(event);
            if !goes_on {
                return Ok(events);
            }
        }
        if is_last {
            return Ok(events);
        }
    }
}

/// `GET /deviceManagement/auditEvents/$count`
pub async fn count(call: &Call<'_>) -> ApiResult<Reply> {
    let events = read_while(call, None, |_| true).await?;
    list::count(call, &COLLECTION, events.into_iter())
}

/// `GET /deviceManagement/auditEvents/{id}`
pub async fn read(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let plan = entity_plan(call, &COLLECTION)?;
    let events = read_while(call, None, |event| event.0.id != *id).await?;
    let event = events.last().filter(|event| event.0.id == *id).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(Reply::entity(call, &plan.metadata_name(COLLECTION.name), plan.select(document(&event.0))))
}

/// `GET /deviceManagement/auditEvents/getAuditCategories()`
pub fn categories(call: &Call<'_>) -> ApiResult<Reply> {
    texts(call, &CATEGORIES.map(str::to_owned))
}

/// `GET /deviceManagement/auditEvents/getAuditActivityTypes(category='...')`
pub fn activity_types(call: &Call<'_>, wanted: &str) -> ApiResult<Reply> {
    let mut types: Vec<String> =
        pairs().filter(|(_, kind)| category(*kind).eq_ignore_ascii_case(wanted)).map(|(action, kind)| activity(action, kind)).collect();
    types.sort_unstable();
    types.dedup();
    texts(call, &types)
}

/// What can be done to what.
fn pairs() -> impl Iterator<Item = (Action, ObjectKind)> {
    ObjectKind::ALL.iter().flat_map(|kind| {
        let actions: &[Action] = match kind {
            ObjectKind::Profile => &[Action::Create, Action::Change, Action::Delete, Action::Assign, Action::Unassign],
            ObjectKind::Order => &[Action::Reorder],
            ObjectKind::Organization => &[Action::Create, Action::Change],
            ObjectKind::Directory => &[Action::Load],
            ObjectKind::Administrator => &[Action::Create, Action::Delete, Action::SignInFailed],
            ObjectKind::Session => &[Action::SignIn, Action::SignOut, Action::Revoke],
            ObjectKind::Token | ObjectKind::Invitation => &[Action::Create, Action::Revoke],
        };
        actions.iter().map(|action| (*action, *kind))
    })
}

fn texts(call: &Call<'_>, value: &[String]) -> ApiResult<Reply> {
    crate::graph::query::Query::parse(call.query)?.allow(&[])?;
    Ok(Reply::json(json!({"@odata.context": call.metadata("Collection(Edm.String)"), "value": value})))
}
