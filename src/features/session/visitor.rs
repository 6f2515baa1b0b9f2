//! Who looks at the portal, until when, and how the portal learns that their session is over.

use std::rc::Rc;

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::backend::session::{Role, SignedIn};
use crate::backend::{ApiError, NetError, Request, Response, Transport};
use crate::dom::storage::Shelf;
use crate::paths::Paths;

/// Who looks at the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// The server has not said yet.
    Unknown,
    /// The server did not say.
    Unanswered(ApiError),
    /// Nobody is signed in.
    SignedOut,
    /// An administrator. Their session may be over by now: see [`Who::over`].
    SignedIn(SignedIn),
}

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

/// The visitor of this portal. Get it with [`use_who`].
#[derive(Clone, Copy)]
pub struct Who {
    visitor: RwSignal<Visitor>,
    over: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<bool>>, LocalStorage>,
    clock: StoredValue<Option<Clock>>,
    paths: Paths,
}

/// What is known about the end of the session, in milliseconds of the browser's clock.
#[derive(Clone, Copy)]
struct Clock {
    heard: f64,
    ends: Option<f64>,
}

impl Who {
    /// Provides the visitor to everything below.
    pub fn provide(paths: Paths) -> Self {
        let who = Self {
            visitor: RwSignal::new(Visitor::Unknown),
            over: RwSignal::new(false),
            waiting: StoredValue::new_local(Vec::new()),
            clock: StoredValue::new(None),
            paths,
        };
        provide_context(who);
        who
    }

    /// The visitor, tracked.
    pub fn get(self) -> Visitor {
        self.visitor.get()
    }

    /// The administrator who is signed in, tracked.
    pub fn signed_in(self) -> Option<SignedIn> {
        match self.visitor.get() {
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
        let now = js_sys::Date::now();
        let clock = match &visitor {
            Visitor::SignedIn(person) => Some(Clock { heard: now, ends: person.lasts.map(|lasts| now + f64::from(lasts) * 1000.0) }),
            _ => None,
        };
        self.clock.try_update_value(|known| *known = clock);
        self.visitor.try_set(visitor);
    }

    /// Nobody is signed in anymore, and whoever comes next in this tab finds nothing of what was typed.
    pub fn signed_out(self) {
        Shelf::Session.remove_all(&self.paths.kept_in_tab());
        self.set(Visitor::SignedOut);
    }

    /// Notes what is different about whoever is signed in. What stands around every screen stays.
    pub fn change(self, change: impl FnOnce(&mut SignedIn)) {
        self.visitor.try_update(|visitor| {
            if let Visitor::SignedIn(person) = visitor {
                change(person);
            }
        });
    }

    /// Whether the session of whoever is signed in ended. The screen stays, and asks to sign in again; setting it to false
    /// is to go on without.
    pub const fn over(self) -> RwSignal<bool> {
        self.over
    }

    /// Goes on after somebody signed in again, and tells whether it is the same person: then what waited is asked again.
    /// Somebody else finds screens that are made anew, and nothing of what was typed.
    pub fn signed_in_again(self, person: SignedIn) -> bool {
        let is_same = untrack(|| self.signed_in()).is_some_and(|before| before.name == person.name);
        if !is_same {
            Shelf::Session.remove_all(&self.paths.kept_in_tab());
        }
        self.set(Visitor::SignedIn(person));
        self.resolve(is_same);
        self.over.set(false);
        is_same
    }

    /// Nobody signs in again: what waited is refused.
    pub fn give_up(self) {
        self.resolve(false);
    }

    fn resolve(self, go_on: bool) {
        for waiting in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever does not wait anymore needs no answer.
            let _ = waiting.send(go_on);
        }
    }

    /// When the server answered last, and when the session ends at the latest; nothing while it is not counted.
    pub fn with_clock<T>(self, read: impl FnOnce(f64, Option<f64>) -> T) -> Option<T> {
        let clock = self.clock.try_get_value().flatten()?;
        Some(read(clock.heard, clock.ends))
    }

    /// Does not look at the clock again before the server was heard of.
    pub fn stop_counting(self) {
        self.clock.try_update_value(|clock| *clock = None);
    }

    /// The server answered to whoever is signed in.
    fn heard(self) {
        self.clock.try_update_value(|clock| {
            if let Some(clock) = clock {
                clock.heard = js_sys::Date::now();
            }
        });
    }

    /// The session is over: resolves when somebody signed in again, to whether what waits may be asked again.
    fn wait_for_sign_in(self) -> Option<oneshot::Receiver<bool>> {
        if !matches!(self.visitor.try_get_untracked(), Some(Visitor::SignedIn(_))) {
            return None;
        }
        let (resolve, wait) = oneshot::channel();
        self.waiting.try_update_value(|waiting| waiting.push(resolve));
        self.over.try_set(true);
        Some(wait)
    }
}

/// The visitor of this portal.
///
/// # Panics
/// When the view is mounted outside a portal and outside a test stage.
pub fn use_who() -> Who {
    expect_context()
}

/// [`Transport`] that notices answers for which somebody would have to be signed in, wherever they were asked. They wait
/// until somebody is, and are asked again then: the server did nothing before.
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
        let (inner, who) = (Rc::clone(&self.inner), self.who);
        async move {
            loop {
                let answer = inner.send(request.clone()).await?;
                if answer.status != 401 {
                    who.heard();
                    return Ok(answer);
                }
                // A wrong password is refused with the same status.
                let is_over = ApiError::of(&answer) == ApiError::SignedOut;
                let wait = is_over.then(|| who.wait_for_sign_in()).flatten();
                let Some(wait) = wait else { return Ok(answer) };
                if wait.await != Ok(true) {
                    return Ok(answer);
                }
            }
        }
        .boxed_local()
    }
}
