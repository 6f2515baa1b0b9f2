//! The profiles that name a group, or a group that it is in: what a change to the group's members would touch.

use enrollment::error::Code;
use enrollment::graph::written::explanation::{self, Names};
use enrollment::guid::Guid;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::{Call, organization, unsaved};

/// `GET /pomona/groups/{id}/profiles`. A group that is gone is told where a profile still names it.
pub fn list(call: &Call<'_>, group: &Guid) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let account = organization::account(call);
    let names = Names { directory: &directory, account: &account };
    let at = directory.group_index(group);
    let above = at.map(|at| directory.groups_of_group(at)).unwrap_or_default();
    let (ways, containing) = (directory.ways_up(above), directory.transitive_groups(above));
    // The way from an assigned group down to this one; `None`: this group is not in it.
    let way = |assigned: &Guid| -> Option<Vec<Guid>> {
        if assigned == group {
            return Some(Vec::new());
        }
        let assigned = directory.group_index(assigned).filter(|assigned| containing.binary_search(assigned).is_ok())?;
        Some(ways.from_group(assigned).into_iter().map(|at| directory.groups()[at as usize].id.clone()).collect())
    };
    let live = unsaved::live(&set);
    let mut value = Vec::new();
    for (place, profile) in live.iter().enumerate() {
        let found = profile.assignments.iter().filter_map(|assignment| {
            let through = way(assignment.target.group()?)?;
            Some(explanation::assigned(assignment, &through, &names))
        });
        let found: Vec<Value> = found.collect();
        if !found.is_empty() {
            let mut document = explanation::placed_profile(&live, Some(place));
            document["assignments"] = json!(found);
            value.push(document);
        }
    }
    if at.is_none() && value.is_empty() {
        return Err(ApiError::new(Code::NotFound));
    }
    Ok(Reply::json(json!({"value": value})))
}
