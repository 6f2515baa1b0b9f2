//! Who would move from which profile to which if the order were another, before it is saved.

use enrollment::directory::Directory;
use enrollment::error::Code;
use enrollment::graph::sent;
use enrollment::moves::moves;
use enrollment::order;
use pomona_store::ProfileSet;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::reply::Reply;
use crate::graph::{Call, body, profiles};

/// `POST /pomona/effect`: the ids in the order in which they would stand; a profile that is left out would be deleted.
pub async fn preview(call: &Call<'_>) -> ApiResult<Reply> {
    let ids = sent::profile_ids(&body::parse(&call.body)?)?;
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let after = order::places(&set.ids(), &ids)?;
    // A hundred thousand people take a while, and other requests should not wait for them.
    let answer = tokio::task::spawn_blocking(move || answer(&set, &directory, &after));
    Ok(Reply::json(answer.await.map_err(|_| ApiError::new(Code::Internal))?))
}

fn answer(set: &ProfileSet, directory: &Directory, after: &[usize]) -> Value {
    let assignments: Vec<_> = set.profiles.iter().map(|profile| profile.assignments.as_slice()).collect();
    let found = moves(directory, &assignments, after);
    let named = |place: Option<usize>| place.map(|place| profiles::named(&set.profiles[place]));
    let moves = found.moves.iter().map(|one| json!({"from": named(one.from), "to": named(one.to), "count": one.people}));
    json!({
        "people": found.people,
        "changed": found.changed,
        "unknown": found.unknown,
        "moves": moves.collect::<Vec<_>>(),
    })
}
