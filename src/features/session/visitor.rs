//! Who looks at the portal, and how the portal learns that they are signed out.

use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::backend::session::{Role, SignedIn};
use crate::backend::{ApiError, NetError, Request, Response, Transport};

/// Who looks at the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// The server has not said yet.
    Unknown,
    /// The server did not say.
    Unanswered(ApiError),
    /// Nobody is signed in.
    SignedOut {
        /// Somebody was, until the session ended by itself.
        session_ended: bool,
    },
    /// An administrator.
    SignedIn(SignedIn),
}

/// The visitor of this portal. Get it with [`use_who`].
#[derive(Clone, Copy)]
pub struct Who(RwSignal<Visitor>);

impl Visitor {
    /// Whether somebody else, or nobody, would see other screens. A new role or name of the organization changes the screens
    /// that say it, and takes none away.
    pub fn is_somebody_else(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::SignedIn(now), Self::SignedIn(before)) => now.name != before.name,
            (now, before) => now != before,
        }
    }
}

impl Who {
    /// Provides the visitor to everything below.
    pub fn provide() -> Self {
        let who = Self(RwSignal::new(Visitor::Unknown));
        provide_context(who);
        who
    }

    /// The visitor, tracked.
    pub fn get(self) -> Visitor {
        self.0.get()
    }

    /// The administrator who is signed in, tracked.
    pub fn signed_in(self) -> Option<SignedIn> {
        match self.0.get() {
            Visitor::SignedIn(person) => Some(person),
            _ => None,
        }
    }

    /// Whether the administrator may change things, tracked.
    pub fn may_write(self) -> bool {
        self.signed_in().is_some_and(|person| person.role == Role::Administrator)
    }

    /// Says who the visitor is now.
    pub fn set(self, visitor: Visitor) {
        self.0.try_set(visitor);
    }

    /// Notes what is different about whoever is signed in. What stands around every screen stays.
    pub fn change(self, change: impl FnOnce(&mut SignedIn)) {
        self.0.try_update(|visitor| {
            if let Visitor::SignedIn(person) = visitor {
                change(person);
            }
        });
    }

    fn session_ended(self) {
        if let Some(Visitor::SignedIn(_)) = self.0.try_get_untracked() {
            self.set(Visitor::SignedOut { session_ended: true });
        }
    }
}

/// The visitor of this portal.
///
/// # Panics
/// When the view is mounted outside a portal and outside a test stage.
pub fn use_who() -> Who {
    expect_context()
}

/// [`Transport`] that notices answers for which somebody would have to be signed in, wherever they were asked.
/// The address stays, so signing in again leads back to the same screen.
pub struct NoticeSignOut {
    inner: Rc<dyn Transport>,
    who: Who,
}

impl NoticeSignOut {
    /// Wraps `inner` and tells `who`.
    pub fn new(inner: Rc<dyn Transport>, who: Who) -> Self {
        Self { inner, who }
    }
}

impl Transport for NoticeSignOut {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, NetError>> {
        let who = self.who;
        let answer = self.inner.send(request);
        async move {
            let answer = answer.await;
            if answer.as_ref().is_ok_and(|answer| answer.status == 401) {
                who.session_ended();
            }
            answer
        }
        .boxed_local()
    }
}
