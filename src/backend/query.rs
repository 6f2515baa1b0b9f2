//! Reading: a question that is asked again whenever its key changes, and whose last answer stays visible meanwhile.
//!
//! Leptos' own resources neither cancel nor overlap, so a slow answer would hold up the next keystroke. Here a new
//! key drops the running request, which aborts it.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

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
    let running = StoredValue::new_local(None::<AbortHandle>);
    let stop = move || {
        running.try_update_value(|running| {
            if let Some(running) = running.take() {
                running.abort();
            }
        });
    };
    let fetch = Rc::new(fetch);
    Effect::new(move |last: Option<(Option<K>, u32)>| {
        let now = (key(), again.get());
        if last.as_ref() == Some(&now) {
            return now;
        }
        stop();
        let Some(key) = now.0.clone() else {
            state.set(Remote::Idle);
            return now;
        };
        // Only a new key waits for more typing; asking again is asked for on purpose.
        let pause = if last.is_some_and(|(_, before)| before != now.1) { Duration::ZERO } else { pause };
        state.update(|state| {
            let latest = std::mem::replace(state, Remote::Idle).into_latest();
            *state = Remote::Loading(latest);
        });
        let fetch = Rc::clone(&fetch);
        let (task, handle) = abortable(async move {
            if !pause.is_zero() {
                sleep(pause).await;
            }
            let answer = fetch(key).await;
            state.try_update(|state| {
                let latest = std::mem::replace(state, Remote::Idle).into_latest();
                *state = match answer {
                    Ok(value) => Remote::Ready(value),
                    Err(error) => Remote::Failed(latest, error),
                };
            });
        });
        running.set_value(Some(handle));
        spawn_local(async move {
            // An aborted question has no answer, which is the point of aborting it.
            let _ = task.await;
        });
        now
    });
    on_cleanup(stop);
    Query { state, again }
}
