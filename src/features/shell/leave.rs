//! Asking before unsaved work is left: by a link, by Back and Forward of the browser, by closing the page, or by what a
//! screen itself is about to do. One dialog for all of it; a screen says what it guards with one call.

use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MouseEvent;

use super::links::link_of;
use crate::dom::first::hear_first;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::Address;
use crate::ui::ConfirmDialog;

/// How often the dialog looks whether there is still something to lose.
const LOOK: Duration = Duration::from_millis(100);

/// What is asked before something is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeaveQuestion {
    /// The question.
    pub title: &'static str,
    /// What is lost, or what stays.
    pub text: &'static str,
    /// The button that leaves.
    pub leave: &'static str,
}

/// What a screen guards.
struct Guard {
    question: LeaveQuestion,
    has_something_to_lose: Box<dyn Fn() -> bool>,
    /// Whether an address belongs to the same work, so that nothing is lost on the way there.
    stays: Box<dyn Fn(&Address) -> bool>,
    on_leave: Box<dyn Fn()>,
    /// The address of the screen as the router has it, with its query.
    here: Box<dyn Fn() -> String>,
}

/// Stands between the person and the way out of unsaved work. Get it with [`use_leaving`].
#[derive(Clone, Copy)]
pub struct Leaving {
    guard: StoredValue<Option<Rc<Guard>>, LocalStorage>,
    question: RwSignal<LeaveQuestion>,
    open: RwSignal<bool>,
    /// The question is about the guarded work of the screen on show, and not one that a screen asks for a reason of its own.
    is_about_work: StoredValue<bool>,
    go_on: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage>,
    /// The person was asked: the next click or step through the history is theirs to make.
    asked: StoredValue<bool>,
}

impl Leaving {
    /// Provides the guard to everything below; mount [`LeaveDialog`] once beside it. `base` is the path of the portal.
    pub fn provide(base: &str) -> Self {
        let leaving = Self {
            guard: StoredValue::new_local(None),
            question: RwSignal::new(LeaveQuestion::default()),
            open: RwSignal::new(false),
            is_about_work: StoredValue::new(false),
            go_on: StoredValue::new_local(None),
            asked: StoredValue::new(false),
        };
        provide_context(leaving);
        let base = StoredValue::new(base.to_owned());
        let address = move |path: &str| base.with_value(|base| path.strip_prefix(base.as_str()).map(Address::parse));
        hear_first("click", move |event| {
            let event: MouseEvent = event.unchecked_into();
            let Some(link) = link_of(&event).filter(|link| is_followed_here(&event, link)) else { return };
            // What leads out of the portal unloads the page, and the browser asks by itself.
            let Some(target) = address(&link.pathname()) else { return };
            if let Some(guard) = leaving.stands_before(Some(&target)) {
                event.prevent_default();
                event.stop_immediate_propagation();
                leaving.leave(&guard, move || link.click());
            }
        });
        hear_first("popstate", move |event| {
            let path = window().location().pathname().unwrap_or_default();
            let Some(guard) = leaving.stands_before(address(&path).as_ref()) else { return };
            // A step through the history cannot be refused, so the address is put back on top of it; the router, which
            // never heard of the step, still shows the screen.
            event.stop_immediate_propagation();
            if let Ok(history) = window().history()
                && history.push_state_with_url(&JsValue::NULL, "", Some(&(guard.here)())).is_ok()
            {
                leaving.leave(&guard, move || {
                    let _ = history.back();
                });
            }
        });
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if leaving.guarding().is_some() {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
        leaving
    }

    /// Whether the screen on show has something that would be lost.
    pub fn has_something_to_lose(self) -> bool {
        self.guarding().is_some()
    }

    /// Does `go_on`; first asks, when there is something to lose.
    pub fn before(self, go_on: impl FnOnce() + 'static) {
        match self.guarding() {
            Some(guard) => self.leave(&guard, go_on),
            None => go_on(),
        }
    }

    /// Asks `question`, and does `go_on` when the person wants to.
    pub fn ask(self, question: LeaveQuestion, go_on: impl FnOnce() + 'static) {
        self.question.set(question);
        self.is_about_work.set_value(false);
        self.go_on.set_value(Some(Box::new(go_on)));
        self.open.set(true);
    }

    fn leave(self, guard: &Rc<Guard>, go_on: impl FnOnce() + 'static) {
        let left = Rc::clone(guard);
        self.ask(guard.question, move || {
            (left.on_leave)();
            self.asked.set_value(true);
            go_on();
        });
        self.is_about_work.set_value(true);
    }

    /// Whether there is still a reason for the question that is being asked.
    fn must_ask(self) -> bool {
        !self.is_about_work.get_value() || self.has_something_to_lose()
    }

    /// The guard, while it has something to lose.
    fn guarding(self) -> Option<Rc<Guard>> {
        self.guard.try_get_value().flatten().filter(|guard| (guard.has_something_to_lose)())
    }

    /// The guard that stands before the way to `address`, unless the person was asked already.
    fn stands_before(self, address: Option<&Address>) -> Option<Rc<Guard>> {
        let stays = |guard: &Rc<Guard>| address.is_some_and(|address| (guard.stays)(address));
        let guard = self.guarding().filter(|guard| !stays(guard))?;
        let asked = self.asked.get_value();
        self.asked.set_value(false);
        (!asked).then_some(guard)
    }
}

/// What stands between the person and the way out of unsaved work.
///
/// # Panics
/// When the view is mounted outside a portal.
pub fn use_leaving() -> Leaving {
    expect_context()
}

/// Guards this screen for as long as it is there: while `has_something_to_lose`, every way to an address that does not
/// belong to the same work (`stays`) asks `question` first. `on_leave` is called when the person leaves all the same.
/// Where a screen goes by itself, with [`crate::paths::Go`], nothing is asked.
pub fn use_leave_guard(
    question: LeaveQuestion,
    has_something_to_lose: impl Fn() -> bool + 'static,
    stays: impl Fn(&Address) -> bool + 'static,
    on_leave: impl Fn() + 'static,
) {
    let leaving = use_leaving();
    let location = use_location();
    let here = move || {
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        if search.is_empty() { path } else { format!("{path}?{search}") }
    };
    let guard = Rc::new(Guard {
        question,
        has_something_to_lose: Box::new(has_something_to_lose),
        stays: Box::new(stays),
        on_leave: Box::new(on_leave),
        here: Box::new(here),
    });
    leaving.guard.set_value(Some(Rc::clone(&guard)));
    leaving.asked.set_value(false);
    let mine = StoredValue::new_local(guard);
    on_cleanup(move || {
        leaving.guard.try_update_value(|guard| {
            // The next screen may have come before this one went.
            if guard.as_ref().is_some_and(|guard| mine.with_value(|mine| Rc::ptr_eq(guard, mine))) {
                *guard = None;
            }
        });
    });
}

/// The dialog that asks.
#[component]
pub fn LeaveDialog() -> impl IntoView {
    let leaving = use_leaving();
    let question = leaving.question;
    let looking = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        if leaving.open.get() {
            look(leaving, looking);
        }
    });
    on_cleanup(move || looking.dispose());
    let go_on = move |()| {
        if let Some(go_on) = leaving.go_on.try_update_value(Option::take).flatten() {
            go_on();
        }
    };
    view! {
        <ConfirmDialog
            open=leaving.open
            title=move || question.get().title
            confirm=move || question.get().leave
            cancel=t::shell::stay()
            on_confirm=go_on
        >
            <p>{move || question.get().text}</p>
        </ConfirmDialog>
    }
    .into_any()
}

/// Takes the question back as soon as nothing can be lost any more: what was being saved is saved.
fn look(leaving: Leaving, looking: StoredValue<Option<Timer>, LocalStorage>) {
    let timer = Timer::after(LOOK, move || match leaving.open.try_get_untracked() {
        Some(true) if leaving.must_ask() => look(leaving, looking),
        Some(true) => leaving.open.set(false),
        _ => {}
    });
    looking.try_set_value(Some(timer));
}

/// Whether a press on a link leads there in this tab.
fn is_followed_here(event: &MouseEvent, link: &web_sys::HtmlAnchorElement) -> bool {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let elsewhere = !link.target().is_empty() || link.has_attribute("download") || link.href().is_empty();
    let same_origin = window().location().origin().is_ok_and(|origin| origin == link.origin());
    event.button() == 0 && !modified && !elsewhere && same_origin
}
