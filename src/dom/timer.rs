//! Waiting: a delay that is forgotten when it is dropped, and one to await.

use std::time::Duration;

use futures::channel::oneshot;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{set_timeout, set_timeout_with_handle};

/// A call that is still to come; dropping it cancels the call.
#[derive(Debug)]
#[must_use = "dropping the timer cancels its call"]
pub struct Timer(Option<TimeoutHandle>);

impl Timer {
    /// Calls `call` once, after `delay`.
    pub fn after(delay: Duration, call: impl FnOnce() + 'static) -> Self {
        Self(set_timeout_with_handle(call, delay).ok())
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.clear();
        }
    }
}

/// Resolves after `delay`.
pub async fn sleep(delay: Duration) {
    let (done, wait) = oneshot::channel();
    set_timeout(
        move || {
            let _ = done.send(());
        },
        delay,
    );
    let _ = wait.await;
}
