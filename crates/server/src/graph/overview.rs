//! What the order means for everybody at a glance: who has a profile, which one applies to how many, and what deserves
//! attention.

use enrollment::attention::attention;
use enrollment::coverage::coverage;
use enrollment::directory::Directory;
use enrollment::error::Code;
use pomona_store::ProfileSet;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::query::Query;
use crate::graph::reply::Reply;
use crate::graph::{Call, profiles, unsaved};

/// `GET /pomona/overview`
pub async fn read(call: &Call<'_>) -> ApiResult<Reply> {
    Query::parse(call.query)?.allow(&[])?;
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    // A hundred thousand people take a while, and other requests should not wait for them.
    let answer = tokio::task::spawn_blocking(move || answer(&set, &directory));
    Ok(Reply::json(answer.await.map_err(|_| ApiError::new(Code::Internal))?))
}

fn answer(set: &ProfileSet, directory: &Directory) -> Value {
    let order = unsaved::live(set);
    let assignments: Vec<_> = order.iter().map(|profile| profile.assignments.as_slice()).collect();
    let coverage = coverage(directory, &assignments);
    let profiles = set.profiles.iter().zip(&coverage.profiles).map(|(profile, share)| {
        let mut document = profiles::named(profile);
        document["applies"] = json!(share.applies);
        document
    });
    let attention = attention(directory, &order, &coverage).into_iter().map(|one| {
        let profiles: Vec<Value> = one.profiles.iter().map(|place| profiles::named(&set.profiles[*place])).collect();
        json!({"code": one.concern.as_str(), "profiles": profiles, "people": one.people})
    });
    json!({
        "people": coverage.people,
        "reached": coverage.reached,
        "unreached": coverage.unreached,
        "unknown": coverage.unknown,
        "devices": directory.devices().len(),
        "profiles": profiles.collect::<Vec<_>>(),
        "attention": attention.collect::<Vec<_>>(),
    })
}
