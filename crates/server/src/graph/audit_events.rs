//! The audit log (GRAPH.md 9): the change log in Graph's shape, newest first. Read only.
//! Filters reach into actor and resource; as much of a filter as the log has an index for is asked of the log itself.

use enrollment::error::Code;
use enrollment::graph::write_date_time;
use enrollment::guid::Guid;
use enrollment::text::fold_case;
use pomona_store::{Action, Author, AuthorKind, Change, ChangeFilter, ObjectKind};
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::filter::Filter;
use crate::graph::list::{Collection, Plan, Selection, entity_plan};
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, Scalar};

const RESOURCE_NAME: &str = "resources:displayName";
const RESOURCE_TYPE: &str = "resources:auditResourceType";
const RESOURCE_ID: &str = "resources:resourceId";

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

    fn document(&self) -> Value {
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

/// `GET /deviceManagement/auditEvents`. Newest first, which needs only as much of the log as fills the page; any other
/// order, or a count, reads all that the log itself cannot leave out.
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let plan = Plan::of(call, &COLLECTION)?;
    if !matches!(plan.order(), [] | [("activityDateTime", true)]) {
        let mut events = Vec::new();
        read_while(call, plan.selection(), None, |event| {
            events.push(event);
            true
        })
        .await?;
        return Ok(Reply::json(plan.page(call, &COLLECTION, events.into_iter(), Event::document)));
    }
    let (size, token) = (plan.page_size(&COLLECTION), plan.token());
    let skipped = if token.is_some() { 0 } else { plan.skipped() };
    let counts = plan.counts() && token.is_none();
    let mut events = Vec::new();
    let mut found = 0;
    read_while(call, plan.selection(), token, |event| {
        found += 1;
        // One more than the page, which tells whether there is another page.
        if found > skipped && events.len() <= size {
            events.push(event);
        }
        counts || events.len() <= size
    })
    .await?;
    let has_more = events.len() > size;
    events.truncate(size);
    let next = events.last().filter(|_| has_more).map(|event| event.0.sequence);
    let value = events.iter().map(|event| plan.select(event.document())).collect();
    Ok(Reply::json(plan.document(call, &COLLECTION, value, counts.then_some(found), next)))
}

/// Reads the log from its newest row, or from before `token`, and hands over what is asked for, until `take` has enough.
async fn read_while(call: &Call<'_>, selection: &Selection, token: Option<u64>, mut take: impl FnMut(Event) -> bool) -> ApiResult<()> {
    let Some(mut filter) = selection.filter().map_or_else(|| Some(ChangeFilter::default()), in_the_log) else { return Ok(()) };
    filter.limit = Some(CHUNK);
    filter.before = token;
    loop {
        let rows = call.app.store.changes(&filter).await?;
        let is_last = rows.len() < CHUNK as usize;
        filter.before = rows.last().map(|row| row.sequence);
        for event in rows.into_iter().map(Event) {
            if selection.lets_through(&event) && !take(event) {
                return Ok(());
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

/// What the log itself can leave out for a condition. `None`: nothing can fulfill it.
fn in_the_log(condition: &Filter) -> Option<ChangeFilter> {
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

/// `GET /deviceManagement/auditEvents/$count`
pub async fn count(call: &Call<'_>) -> ApiResult<Reply> {
    let selection = Selection::of_count(call, &COLLECTION)?;
    let mut found = 0;
    read_while(call, &selection, None, |_| {
        found += 1;
        true
    })
    .await?;
    Ok(Reply::count(found))
}

/// `GET /deviceManagement/auditEvents/{id}`
pub async fn read(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let plan = entity_plan(call, &COLLECTION)?;
    let filter = ChangeFilter { id: Some(id.clone()), ..ChangeFilter::default() };
    let row = call.app.store.changes(&filter).await?.pop().ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(Reply::entity(call, &plan.metadata_name(COLLECTION.name), plan.select(Event(row).document())))
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
            ObjectKind::Directory => &[Action::Load, Action::Import],
            ObjectKind::Administrator => &[Action::Create, Action::Change, Action::ChangePassword, Action::Delete, Action::SignInFailed],
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
