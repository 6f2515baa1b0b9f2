//! What saving an order or a profile would do to people, before it is saved: who moves from which profile to which. With
//! progress for clients that read line by line.

use std::sync::Arc;
use std::time::{Duration, Instant};

use enrollment::directory::Directory;
use enrollment::draft::{Draft, Standing};
use enrollment::error::{Code, FieldError};
use enrollment::graph::sent;
use enrollment::graph::written::{self, explanation};
use enrollment::guid::Guid;
use enrollment::moves::{Moves, Progress, moves};
use serde_json::{Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::reply::Reply;
use crate::graph::{Call, body, unsaved};
use crate::outgoing::{Gone, Outgoing, outgoing};

/// JSON documents, one on each line.
const LINES: &str = "application/x-ndjson";
/// Whoever gets an answer sooner needs no progress.
const FIRST_PROGRESS: Duration = Duration::from_millis(300);
/// How long it is between one line of progress and the next.
const NEXT_PROGRESS: Duration = Duration::from_millis(100);

/// The order as it is and as it would be, for the people of the directory.
pub struct Orders {
    /// Everybody.
    pub directory: Arc<Directory>,
    /// As it is.
    pub live: Vec<Standing>,
    /// As it would be.
    pub draft: Vec<Standing>,
}

impl Orders {
    /// What a draft would make of the order.
    pub fn of(call: &Call<'_>, draft: &Draft) -> ApiResult<Self> {
        let directory = call.app.store.directory();
        let live = unsaved::live(&call.app.store.snapshot());
        let draft = unsaved::drafted(draft, &live, &directory)?;
        Ok(Self { draft: draft.unwrap_or_else(|| live.clone()), directory, live })
    }

    fn moves(&self, progress: Progress<'_>) -> Option<Moves> {
        moves(&self.directory, &self.live, &self.draft, progress)
    }

    fn document(&self, found: &Moves) -> Value {
        let live = |place: Option<usize>| named(&self.live, place);
        let draft = |place: Option<usize>| named(&self.draft, place);
        let moves = found.moves.iter().map(|one| json!({"from": live(one.from), "to": draft(one.to), "count": one.people}));
        let retyped = found.retyped.iter().map(|one| {
            let (mut before, mut after) = (json!({}), json!({}));
            written::add_type(&mut before, &self.live[one.before].enrollment_type);
            written::add_type(&mut after, &self.draft[one.after].enrollment_type);
            json!({"profile": live(Some(one.before)), "before": before, "after": after, "count": one.people})
        });
        json!({
            "people": found.people,
            "changed": found.changed,
            "unknown": found.unknown,
            "leftWithout": found.left_without(),
            "moves": moves.collect::<Vec<_>>(),
            "typeChanged": retyped.collect::<Vec<_>>(),
        })
    }
}

/// A profile by id and name; `null` is none.
fn named(order: &[Standing], place: Option<usize>) -> Value {
    let mut document = explanation::placed_profile(order, place);
    if let Some(document) = document.as_object_mut() {
        document.remove("priority");
    }
    document
}

/// `POST /pomona/effect`: an order, in which a profile that is left out would be deleted, or a profile that is new or changed.
pub async fn preview(call: &Call<'_>) -> ApiResult<Reply> {
    let orders = Orders::of(call, &sent::effect_question(&body::parse(&call.body)?)?)?;
    if call.accepts(LINES) {
        return Ok(Reply::streamed(LINES, outgoing(move |out| in_lines(&orders, &out, FIRST_PROGRESS))));
    }
    // A hundred thousand people take a while, and other requests should not wait for them.
    let answer = tokio::task::spawn_blocking(move || orders.moves(&mut |_| true).map(|found| orders.document(&found)));
    let answer = answer.await.map_err(|_| ApiError::new(Code::Internal))?;
    answer.map(Reply::json).ok_or_else(|| ApiError::new(Code::Internal))
}

/// How far it got while it takes long, then the answer as the last line.
fn in_lines(orders: &Orders, out: &Outgoing, first: Duration) -> Result<(), Gone> {
    let send = |document: &Value| out.send(format!("{document}\n"));
    let people = orders.directory.people().len();
    let mut next = Instant::now() + first;
    let mut progress = |done: usize| {
        if Instant::now() < next {
            return true;
        }
        next = Instant::now() + NEXT_PROGRESS;
        send(&json!({"progress": {"done": done, "people": people}})).is_ok()
    };
    let found = orders.moves(&mut progress).ok_or(Gone)?;
    send(&orders.document(&found))
}

/// A place that a client names by the id of a profile.
pub fn place_of(order: &[Standing], id: &Guid, pointer: &str) -> ApiResult<usize> {
    let place = order.iter().position(|profile| profile.id.as_ref() == Some(id));
    place.ok_or_else(|| FieldError::new(Code::UnknownProfile, pointer).with("id", id).into())
}

#[cfg(test)]
mod tests {
    use enrollment::directory::Person;
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn progress_comes_line_by_line_before_the_answer() {
        let person = Person::member(Guid::from_bytes([1; 16]), "Grace", "");
        let directory = Arc::new(Directory::new(vec![person], vec![], vec![], &[]));
        let orders = || Orders { directory: Arc::clone(&directory), live: Vec::new(), draft: Vec::new() };
        let lines = async |first| {
            let orders = orders();
            let body = outgoing(move |out| in_lines(&orders, &out, first)).collect().await.expect("a whole body").to_bytes();
            let text = String::from_utf8(body.to_vec()).expect("UTF-8");
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<Value>>()
        };
        let answer = orders().document(&orders().moves(&mut |_| true).expect("somebody waits"));
        assert_eq!(lines(Duration::ZERO).await, [json!({"progress": {"done": 1, "people": 1}}), answer.clone()]);
        assert_eq!(lines(FIRST_PROGRESS).await, [answer], "a quick answer comes alone");
    }
}
