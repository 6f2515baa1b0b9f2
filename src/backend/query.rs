//! Reading: a question that is asked again whenever its key changes, and whose last answer stays visible meanwhile.
//!
//! Leptos' own resources neither cancel nor overlap, so a slow answer would hold up the next keystroke. Here a new
//! key drops the running request, which aborts it.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::connection::use_connection;
use super::error::ApiError;
use crate::dom::timer::sleep;

/// An answer that may still be on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remote<T> {
    /// Nothing was asked.
    Idle,
    /// The answer is on its way; the last one, if there was one.
    Loading(Option<T>),
    /// The answer.
    Ready(T),
    /// There is no answer; the last one, if there was one.
    Failed(Option<T>, ApiError),
}

impl<T> Remote<T> {
    /// The answer, or the last one while a new one is missing.
    pub const fn latest(&self) -> Option<&T> {
        match self {
            Self::Loading(Some(value)) | Self::Ready(value) | Self::Failed(Some(value), _) => Some(value),
            Self::Idle | Self::Loading(None) | Self::Failed(None, _) => None,
        }
    }

    /// Why there is no answer.
    pub const fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Failed(_, error) => Some(error),
            _ => None,
        }
    }

    /// Whether an answer is on its way.
    pub const fn is_loading(&self) -> bool {
        matches!(self, Self::Loading(_))
    }

    fn into_latest(self) -> Option<T> {
        match self {
            Self::Loading(value) | Self::Failed(value, _) => value,
            Self::Ready(value) => Some(value),
            Self::Idle => None,
        }
    }
}

/// A running question.
pub struct Query<T: Send + Sync + 'static> {
    /// What is known at the moment.
    pub state: RwSignal<Remote<T>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// Asks again, keeping what is known until the answer is there.
    pub fn refresh(self) {
        self.again.try_update(|again| *again = again.wrapping_add(1));
    }
}

/// Asks `fetch` for the answer to `key` now and whenever the key changes. `None` asks nothing.
pub fn use_query<K, T, F>(key: impl Fn() -> Option<K> + 'static, fetch: impl Fn(K) -> F + 'static) -> Query<T>
where
    K: PartialEq + Clone + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    use_debounced_query(Duration::ZERO, key, fetch)
}

/// [`use_query`] that waits until the key stands still for `pause`: for questions that follow typing.
pub fn use_debounced_query<K, T, F>(pause: Duration, key: impl Fn() -> Option<K> + 'static, fetch: impl Fn(K) -> F + 'static) -> Query<T>
where
    K: PartialEq + Clone + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let state = RwSignal::new(Remote::Idle);
    let again = RwSignal::new(0);
    let fetch = Rc::new(fetch);
    // A question that did not reach the server is asked again as soon as the server is back.
    let unreached = Rc::new(Cell::new(false));
    ask_when_back(Rc::clone(&unreached), again);
    let mut last: Option<(Option<K>, u32)> = None;
    let next = move || {
        let now = (key(), again.get());
        if last.as_ref() == Some(&now) {
            return Next::Same;
        }
        // Only a new key waits for more typing; asking again is asked for on purpose.
        let at_once = last.as_ref().is_some_and(|(_, before)| *before != now.1);
        let asked = now.0.clone();
        last = Some(now);
        let Some(key) = asked else {
            put(state, &mut |_| Remote::Idle);
            return Next::Nothing;
        };
        put(state, &mut |before| Remote::Loading(before.into_latest()));
        let (fetch, unreached) = (Rc::clone(&fetch), Rc::clone(&unreached));
        let question = async move {
            let answer = fetch(key).await;
            unreached.set(matches!(answer, Err(ApiError::Offline)));
            let mut answer = Some(answer);
            put(state, &mut |before: Remote<T>| match answer.take() {
                Some(Ok(value)) => Remote::Ready(value),
                Some(Err(error)) => Remote::Failed(before.into_latest(), error),
                None => before,
            });
        };
        Next::Ask { question: Box::pin(question), at_once }
    };
    follow(pause, Box::new(next));
    Query { state, again }
}

/// Asks again when the server can be reached again, while `unreached` says that it could not. Not generic, so that it is
/// in the wasm file once.
fn ask_when_back(unreached: Rc<Cell<bool>>, again: RwSignal<u32>) {
    let Some(connection) = use_connection() else { return };
    Effect::new(move |before: Option<u32>| {
        let returns = connection.returns();
        if before.is_some_and(|before| before != returns) && unreached.take() {
            again.update(|again| *again = again.wrapping_add(1));
        }
        returns
    });
}

/// Replaces what is known, while somebody still looks at it. One function for every change keeps the wasm file small.
fn put<T: Send + Sync + 'static>(state: RwSignal<Remote<T>>, change: &mut dyn FnMut(Remote<T>) -> Remote<T>) {
    state.try_update(|state| *state = change(std::mem::replace(state, Remote::Idle)));
}

/// What a change of the key leads to.
enum Next {
    /// The question that is running is still the right one.
    Same,
    /// Nothing is asked anymore.
    Nothing,
    /// A new question, whose future writes its own answer.
    Ask { question: LocalBoxFuture<'static, ()>, at_once: bool },
}

/// Runs the newest question and aborts the one before. Not generic, so that it is in the wasm file once.
fn follow(pause: Duration, mut next: Box<dyn FnMut() -> Next>) {
    let running = StoredValue::new_local(None::<AbortHandle>);
    let stop = move || {
        running.try_update_value(|running| {
            if let Some(running) = running.take() {
                running.abort();
            }
        });
    };
    Effect::new(move |_: Option<()>| {
        let (question, at_once) = match next() {
            Next::Same => return,
            Next::Nothing => return stop(),
            Next::Ask { question, at_once } => (question, at_once),
        };
        stop();
        let (task, handle) = abortable(async move {
            if !at_once && !pause.is_zero() {
                sleep(pause).await;
            }
            question.await;
        });
        running.set_value(Some(handle));
        spawn_local(async move {
            // An aborted question has no answer, which is the point of aborting it.
            let _ = task.await;
        });
    });
    on_cleanup(stop);
}
