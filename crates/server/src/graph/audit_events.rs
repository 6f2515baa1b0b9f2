//! The audit log (GRAPH.md 9): the change log in Graph's shape, newest first. Read only.
//! Filters reach into actor and resource; as much of a filter as the log has an index for is asked of the log itself.

use enrollment::error::Code;
use enrollment::guid::Guid;
use pomona_store::{Action, ChangeFilter, ObjectKind};
use serde_json::json;

use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::audit_event::{CATEGORIES, COLLECTION, Event, activity, category, in_the_log};
use crate::graph::list::{Plan, Selection, entity_plan};
use crate::graph::reply::Reply;

/// How many rows are read from the log at a time.
const CHUNK: u32 = 500;

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
            ObjectKind::LintSuppression => &[Action::Create, Action::Change, Action::Delete],
        };
        actions.iter().map(|action| (*action, *kind))
    })
}

fn texts(call: &Call<'_>, value: &[String]) -> ApiResult<Reply> {
    crate::graph::query::Query::parse(call.query)?.allow(&[])?;
    Ok(Reply::json(json!({"@odata.context": call.metadata("Collection(Edm.String)"), "value": value})))
}
