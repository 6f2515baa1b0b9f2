//! Whom a draft of a profile would reach, before it is saved: counted with the very function that enrolling uses.

use enrollment::assignment;
use enrollment::directory::Directory;
use enrollment::effect::{Change, Ranked, effect};
use enrollment::error::{Code, FieldError};
use enrollment::graph::sent::{self, ReachQuestion};
use enrollment::graph::written;
use enrollment::guid::Guid;
use enrollment::restriction::Restriction;
use pomona_store::ProfileSet;
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::reply::Reply;
use crate::graph::{Call, body, organization};

/// `POST /pomona/reach`
pub async fn preview(call: &Call<'_>) -> ApiResult<Reply> {
    let question = sent::reach_question(&body::parse(&call.body)?)?;
    let (set, directory) = (call.app.store.snapshot(), call.app.store.directory());
    let restrictions = call.app.store.restrictions();
    assignment::check(&question.assignments, |id| directory.known_group(id)).map_err(|errors| errors.under("/assignments"))?;
    if let Some(id) = question.profile_id.as_ref().filter(|id| set.place(id).is_none()) {
        return Err(FieldError::new(Code::NotFound, "/profileId").with("id", id).into());
    }
    let account = organization::account(call);
    // A hundred thousand people take a while, and other requests should not wait for them.
    let answer = tokio::task::spawn_blocking(move || answer(&question, &set, &directory, &restrictions, &account));
    Ok(Reply::json(answer.await.map_err(|_| ApiError::new(Code::Internal))?))
}

/// The question put to [`effect`], and its answer in the form of the wire.
fn answer(question: &ReachQuestion, set: &ProfileSet, directory: &Directory, restrictions: &[Restriction], account: &Guid) -> Value {
    // A draft has no id yet; all zeros is no profile's.
    let draft_id = Guid::from_bytes([0; 16]);
    let before: Vec<Ranked<'_>> =
        set.profiles.iter().map(|profile| Ranked { id: &profile.id, assignments: &profile.assignments }).collect();
    let replaced = question.profile_id.as_ref().and_then(|id| before.iter().position(|profile| profile.id == id));
    let mut after = before.clone();
    if let Some(place) = replaced {
        after.remove(place);
    }
    let place = question.priority.map(|place| place as usize).or(replaced).unwrap_or(after.len()).min(after.len());
    let subject = question.profile_id.as_ref().unwrap_or(&draft_id);
    after.insert(place, Ranked { id: subject, assignments: &question.assignments });
    let enrollment_type = question.enrollment_type.as_ref();
    let effect = effect(directory, &Change { before: &before, after: &after, subject, enrollment_type, restrictions });

    let name = |id: &Guid| set.find(id).map(|(_, profile)| profile.name.as_str().to_owned());
    let moves = effect.moves.iter().map(|(from, count)| {
        json!({"profileId": from.as_ref().map(Guid::to_string), "displayName": from.as_ref().and_then(name), "count": count})
    });
    let overridden = effect.overridden.iter().map(|at| &restrictions[*at]);
    let overridden = overridden.map(|one| json!({"id": written::restriction_id(one, account), "displayName": one.display_name}));
    json!({
        "reached": effect.reached,
        "applies": effect.applies,
        "moves": moves.collect::<Vec<_>>(),
        "staysWithHigher": effect.stay_with_higher,
        "unknown": effect.unknown,
        "overriddenRestrictions": overridden.collect::<Vec<_>>(),
    })
}
