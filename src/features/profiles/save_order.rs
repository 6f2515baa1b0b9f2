//! Saving an order so that nobody else's is overwritten unseen.

use enrollment::order::minimal_moves;

use super::load::{self, Listed};
use crate::backend::error::Refusal;
use crate::backend::{ApiError, Graph};

/// What became of an order that was to be saved.
pub enum Outcome {
    /// It is saved; the version of the order, where the server has one.
    Saved(Option<String>),
    /// Somebody changed the order since it was read: what the server says about it, and what there is now.
    Stale(Refusal, Listed),
}

/// Saves `wanted` in place of `former`, which was of `version`. Where the server has versions, in one request.
pub async fn save(graph: Graph, former: Vec<String>, wanted: Vec<String>, version: Option<String>) -> Result<Outcome, ApiError> {
    let Some(version) = version else { return one_by_one(graph, former, wanted).await };
    match graph.set_order(&wanted, &version).await {
        Ok(version) => Ok(Outcome::Saved(version)),
        Err(ApiError::Stale(refusal)) => {
            let list = load::list(graph).await?;
            // An answer that was lost on its way looks like somebody else's change.
            let is_ours = ids(&list) == wanted;
            Ok(if is_ours { Outcome::Saved(list.version) } else { Outcome::Stale(refusal, list) })
        }
        Err(error) => Err(error),
    }
}

/// Plain Graph moves one profile at a time and compares nothing, so it is looked at before and after.
async fn one_by_one(graph: Graph, former: Vec<String>, wanted: Vec<String>) -> Result<Outcome, ApiError> {
    let before = load::list(graph.clone()).await?;
    if ids(&before) != former {
        return Ok(Outcome::Stale(Refusal::default(), before));
    }
    let places = |ids: &[String]| -> Vec<usize> { ids.iter().filter_map(|id| former.iter().position(|other| other == id)).collect() };
    for step in minimal_moves(&places(&former), &places(&wanted)) {
        graph.set_priority(&former[step.id], step.to).await?;
    }
    let after = load::list(graph).await?;
    let is_ours = ids(&after) == wanted;
    Ok(if is_ours { Outcome::Saved(after.version) } else { Outcome::Stale(Refusal::default(), after) })
}

fn ids(list: &Listed) -> Vec<String> {
    list.profiles.iter().map(|profile| profile.id.clone()).collect()
}
