//! Notices what was changed on the server, so that what is counted elsewhere on the page can be counted again.

use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use super::graph::PROFILES;
use super::transport::{Method, NetError, Request, Response, Transport};

/// How often profiles were changed from here. Get it with [`use_changes`].
#[derive(Clone, Copy)]
pub struct Changes(RwSignal<u32>);

impl Changes {
    /// Provides the count to everything below.
    pub fn provide() -> Self {
        let changes = Self(RwSignal::new(0));
        provide_context(changes);
        changes
    }

    /// The count, tracked.
    pub fn get(self) -> u32 {
        self.0.get()
    }
}

/// How often profiles were changed from here.
///
/// # Panics
/// When the view is mounted outside a portal.
pub fn use_changes() -> Changes {
    expect_context()
}

/// [`Transport`] that notices writes to profiles, whoever makes them.
pub struct NoticeChanges {
    inner: Rc<dyn Transport>,
    changes: Changes,
}

impl NoticeChanges {
    /// Wraps `inner` and tells `changes`.
    pub fn new(inner: Rc<dyn Transport>, changes: Changes) -> Self {
        Self { inner, changes }
    }
}

impl Transport for NoticeChanges {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>> {
        let is_write = request.method != Method::Get && (request.path.contains(PROFILES) || request.path.ends_with("/restore"));
        let answer = self.inner.send(request);
        if !is_write {
            return answer;
        }
        let changes = self.changes;
        async move {
            let answer = answer.await;
            if answer.as_ref().is_ok_and(|answer| (200..300).contains(&answer.status)) {
                changes.0.try_update(|count| *count = count.wrapping_add(1));
            }
            answer
        }
        .boxed_local()
    }
}
