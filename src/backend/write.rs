//! Writing: one request at a time, never repeated by a second press, never aborted by leaving the screen.

use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::error::ApiError;

/// A request that changes something. `Copy`, so that every handler can hold it.
pub struct Write<I: 'static> {
    /// Whether the request is running.
    pub busy: RwSignal<bool>,
    /// Why the last one failed; cleared when the next one starts.
    pub error: RwSignal<Option<ApiError>>,
    start: StoredValue<Rc<dyn Fn(I)>, LocalStorage>,
}

impl<I> Clone for Write<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Write<I> {}

impl<I> Write<I> {
    /// Sends `input`, unless the last request is still running.
    pub fn run(self, input: I) {
        if let Some(start) = self.start.try_get_value() {
            start(input);
        }
    }
}

/// Prepares a request: `send` makes it, `done` is called with its answer while the screen is still there.
pub fn use_write<I, O, F>(send: impl Fn(I) -> F + 'static, done: impl Fn(O) + 'static) -> Write<I>
where
    I: 'static,
    O: 'static,
    F: Future<Output = Result<O, ApiError>> + 'static,
{
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None);
    let done = Rc::new(done);
    let start: Rc<dyn Fn(I)> = Rc::new(move |input| {
        if busy.get_untracked() {
            return;
        }
        let request = send(input);
        let done = Rc::clone(&done);
        carry_out(busy, error, async move { request.await.map(|value| Box::new(move || done(value)) as Box<dyn FnOnce()>) }.boxed_local());
    });
    Write { busy, error, start: StoredValue::new_local(start) }
}

/// Waits for the answer and passes it on while the screen is there. Not generic, so that it is in the wasm file once.
fn carry_out(
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    request: LocalBoxFuture<'static, Result<Box<dyn FnOnce()>, ApiError>>,
) {
    busy.set(true);
    error.set(None);
    spawn_local(async move {
        let answer = request.await;
        let screen_is_gone = busy.try_set(false).is_some();
        match answer {
            Ok(done) if !screen_is_gone => done(),
            Ok(_) | Err(ApiError::Cancelled) => {}
            Err(reason) => {
                error.try_set(Some(reason));
            }
        }
    });
}
