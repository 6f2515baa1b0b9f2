//! The assignments of a profile (GRAPH.md 3), added and removed one at a time.

use enrollment::assignment::Assignment;
use enrollment::error::{Code, FieldError};
use enrollment::graph::{item_etag, sent, written};
use enrollment::guid::Guid;
use http::StatusCode;
use http::header::LOCATION;
use serde_json::Value;

use crate::error::{ApiError, ApiResult, refused};
use crate::graph::list::{self, Collection, Plan, entity_plan};
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, Scalar};
use crate::graph::{Call, body, profiles};

const COLLECTION: Collection = Collection {
    name: "deviceManagement/appleUserInitiatedEnrollmentProfiles/assignments",
    properties: &["id", "target"],
    paths: &[],
    searched: &[],
    expandable: &[],
    page: 1_000,
    largest_page: 1_000,
    is_directory: false,
};

struct Listed<'a>(&'a Guid, &'a Assignment);

impl Filterable for Listed<'_> {
    fn property(&self, name: &str) -> Scalar<'_> {
        match name {
            "id" => Scalar::made(&written::assignment_id(self.0, &self.1.target)),
            _ => Scalar::Null,
        }
    }
}

fn collection_name(profile: &Guid) -> String {
    format!("{}('{profile}')/assignments", profiles::NAME)
}

/// `GET .../{id}/assignments`
pub fn list(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let plan = Plan::of(call, &COLLECTION)?;
    let profile = profiles::current(call, id)?;
    let items = profile.assignments.iter().map(|assignment| Listed(id, assignment));
    let mut list = plan.page(call, &COLLECTION, items, |item| written::assignment(item.0, item.1));
    list["@odata.context"] = Value::String(call.metadata(&plan.metadata_name(&collection_name(id))));
    Ok(Reply::json(list))
}

/// `GET .../{id}/assignments/$count`
pub fn count(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let profile = profiles::current(call, id)?;
    list::count(call, &COLLECTION, profile.assignments.iter().map(|assignment| Listed(id, assignment)))
}

/// `GET .../{id}/assignments/{assignment}`
pub fn read(call: &Call<'_>, id: &Guid, assignment: &str) -> ApiResult<Reply> {
    let plan = entity_plan(call, &COLLECTION)?;
    let profile = profiles::current(call, id)?;
    let key = target_key(id, assignment)?;
    let found = profile.assignments.iter().find(|assignment| assignment.target.key() == key);
    let found = found.ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(Reply::entity(call, &collection_name(id), plan.select(written::assignment(id, found))))
}

/// `POST .../{id}/assignments`. A target that is there already is answered as it is.
pub async fn add(call: &Call<'_>, id: &Guid) -> ApiResult<Reply> {
    let assignment = sent::assignment(&body::parse(&call.body)?)?;
    let expected = profiles::expected_version(call, id);
    let outcome = call.app.store.add_assignment(&call.caller.author, call.context.received, id, expected, assignment).await?;
    let added = outcome.map_err(|reason| refused(reason, item_etag))?;
    let location =
        format!("{}/{}/{id}/assignments/{}", call.context.graph_url(), profiles::NAME, written::assignment_id(id, &added.target));
    let reply = Reply::entity(call, &collection_name(id), written::assignment(id, &added));
    Ok(reply.with_status(StatusCode::CREATED).with_header(LOCATION, &location).minimal_if_preferred(call))
}

/// `PATCH .../{id}/assignments/{assignment}`: the filter can be changed, the target cannot.
pub async fn change(call: &Call<'_>, id: &Guid, assignment: &str) -> ApiResult<Reply> {
    let key = target_key(id, assignment)?;
    let changed = sent::assignment(&body::parse(&call.body)?)?;
    if changed.target.key() != key {
        return Err(FieldError::new(Code::UnknownValue, "/target").with("value", changed.target.key()).with("allowed", key).into());
    }
    let expected = profiles::expected_version(call, id);
    let author = &call.caller.author;
    let outcome = call.app.store.change_assignment(author, call.context.received, id, expected, &key, changed.filter).await?;
    let changed = outcome.map_err(|reason| refused(reason, item_etag))?;
    Ok(Reply::entity(call, &collection_name(id), written::assignment(id, &changed)).minimal_if_preferred(call))
}

/// `DELETE .../{id}/assignments/{assignment}`
pub async fn remove(call: &Call<'_>, id: &Guid, assignment: &str) -> ApiResult<Reply> {
    let key = target_key(id, assignment)?;
    let expected = profiles::expected_version(call, id);
    let outcome = call.app.store.remove_assignment(&call.caller.author, call.context.received, id, expected, &key).await?;
    outcome.map_err(|reason| refused(reason, item_etag))?;
    Ok(Reply::nothing())
}

/// The part of an assignment's id that names its target; the other part is the profile.
fn target_key(profile: &Guid, assignment: &str) -> ApiResult<String> {
    let assignment = assignment.to_ascii_lowercase();
    let key = assignment.strip_prefix(&profile.to_string()).and_then(|rest| rest.strip_prefix('_'));
    key.map(str::to_owned).ok_or_else(|| ApiError::new(Code::NotFound))
}
