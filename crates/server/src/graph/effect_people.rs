//! The people behind one number of an effect.

use enrollment::error::{Code, FieldError};
use enrollment::graph::sent::{self, EffectNumber, End};
use enrollment::graph::written::explanation;
use enrollment::moves::{Change, people};
use serde_json::json;

use crate::error::{ApiError, ApiResult};
use crate::graph::effect::{Orders, place_of};
use crate::graph::reply::Reply;
use crate::graph::{Call, body};

/// `POST /pomona/effect/people`: the question of an effect, and which of its numbers.
pub async fn list(call: &Call<'_>) -> ApiResult<Reply> {
    let question = sent::effect_people(&body::parse(&call.body)?)?;
    let orders = Orders::of(call, &question.draft)?;
    let means = meaning(&orders, &question.change)?;
    // A hundred thousand people take a while, and other requests should not wait for them.
    let answer = tokio::task::spawn_blocking(move || {
        let found = people(&orders.directory, &orders.live, &orders.draft, means);
        let (begin, count) = (question.skip.min(found.len()), found.len());
        let end = begin.saturating_add(question.top).min(count);
        let value = found[begin..end].iter().map(|at| explanation::named_person(&orders.directory.people()[*at as usize]));
        json!({
            "count": count,
            "skipToken": (end < count).then(|| end.to_string()),
            "value": value.collect::<Vec<_>>(),
        })
    });
    Ok(Reply::json(answer.await.map_err(|_| ApiError::new(Code::Internal))?))
}

/// Whether a change is counted in this number.
fn meaning(orders: &Orders, number: &EffectNumber) -> ApiResult<impl Fn(Change) -> bool + use<>> {
    let number = number.clone();
    let (from, to) = match &number {
        EffectNumber::Moves { from, to } => {
            let from = from.as_ref().map(|id| place_of(&orders.live, id, "/from")).transpose()?;
            let to = match to {
                End::None => None,
                End::Profile(id) => Some(place_of(&orders.draft, id, "/to")?),
                End::New => {
                    let unknown = || FieldError::new(Code::UnknownProfile, "/to").with("id", "new");
                    Some(orders.draft.iter().position(|profile| profile.id.is_none()).ok_or_else(unknown)?)
                }
            };
            (from, to)
        }
        EffectNumber::TypeChanged(id) => (Some(place_of(&orders.live, id, "/from")?), None),
        EffectNumber::Unknown | EffectNumber::LeftWithout => (None, None),
    };
    Ok(move |change| match (&number, change) {
        (EffectNumber::Moves { .. }, Change::Moves(one, other)) => (one, other) == (from, to),
        (EffectNumber::TypeChanged(_), Change::Retyped(before, _)) => Some(before) == from,
        (EffectNumber::Unknown, Change::Unknown) | (EffectNumber::LeftWithout, Change::Moves(_, None)) => true,
        _ => false,
    })
}
