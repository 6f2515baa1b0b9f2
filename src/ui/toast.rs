//! Short news about something that just worked, with a way to take it back where there is one. Never the only record
//! of an error, and never the only way to do something.

use std::rc::Rc;
use std::time::Duration;

use leptos::ev::{self, FocusEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::{Button, Icon, IconButton, Tone, Weight};
use crate::dom::focus;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;

/// How long a toast stays without being pointed at or focused.
const STAYS: Duration = Duration::from_secs(8);

/// One piece of news.
#[derive(Clone, PartialEq, Eq)]
pub struct Toast {
    /// What the color means.
    pub tone: Tone,
    /// What happened.
    pub sentence: String,
}

/// A toast with the button that it offers.
#[derive(Clone)]
struct Shown {
    toast: Toast,
    action: Option<Action>,
}

/// What a button of a toast says and does.
#[derive(Clone)]
struct Action {
    label: &'static str,
    work: Rc<dyn Fn()>,
}

/// The toast of this portal: the newest takes the place of the one before. Get it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<Shown>, LocalStorage>);

impl Toasts {
    /// Provides the toast for everything below; mount [`ToastRegion`] once beside it.
    pub fn provide() -> Self {
        let toasts = Self(RwSignal::new_local(None));
        provide_context(toasts);
        toasts
    }

    /// Shows `toast` for a while.
    pub fn show(self, toast: Toast) {
        self.0.try_set(Some(Shown { toast, action: None }));
    }

    /// Shows `toast` for a while, with a button that does `work`: "Undo". A toast outlives the screen that shows it, so
    /// `work` must not depend on signals of that screen.
    pub fn offer(self, toast: Toast, label: &'static str, work: impl Fn() + 'static) {
        self.0.try_set(Some(Shown { toast, action: Some(Action { label, work: Rc::new(work) }) }));
    }

    /// Takes the toast away: it was for somebody else.
    pub fn clear(self) {
        self.hide();
    }

    fn hide(self) {
        self.0.try_set(None);
    }
}

/// The toast of this portal.
///
/// # Panics
/// When the view is mounted outside a portal, where nobody would see it.
pub fn use_toasts() -> Toasts {
    expect_context()
}

/// The landmark that toasts appear in. Pointing at one or focusing it keeps it; F6 goes there and back.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let region = NodeRef::<html::Section>::new();
    let (hovered, focused) = (RwSignal::new(false), RwSignal::new(false));
    let came_from = StoredValue::new_local(None::<HtmlElement>);
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        let leaves = toasts.0.with(Option::is_some) && !hovered.get() && !focused.get();
        timer.set_value(leaves.then(|| Timer::after(STAYS, move || toasts.hide())));
    });
    let go_back = move || {
        if let Some(element) = came_from.try_get_value().flatten().filter(|element| element.is_connected()) {
            focus::focus_in_place(&element);
        }
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        let Some(region) = region.try_get_untracked().flatten().filter(|_| event.key() == "F6") else { return };
        if focused.get_untracked() {
            go_back();
        } else if let Ok(Some(button)) = region.query_selector("button") {
            focus::focus_in_place(button.unchecked_ref());
        } else {
            return;
        }
        event.prevent_default();
    });
    on_cleanup(move || {
        keys.remove();
        timer.dispose();
    });
    let hide = move || {
        if focused.get_untracked() {
            go_back();
        }
        // The elements that are about to go say neither that the pointer left nor that the focus did.
        hovered.set(false);
        focused.set(false);
        toasts.hide();
    };
    let enter = move |event: FocusEvent| {
        if !focused.get_untracked() {
            came_from.set_value(event.related_target().and_then(|from| from.dyn_into().ok()));
            focused.set(true);
        }
    };
    let leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        focused.set(region.get_untracked().is_some_and(|region| region.contains(to.as_ref())));
    };
    let news = move |Shown { toast: Toast { tone, sentence }, action }: Shown| {
        let action = action.map(|Action { label, work }| {
            let work = StoredValue::new_local(work);
            let press = move |()| {
                let work = work.get_value();
                hide();
                work();
            };
            view! { <Button label=label weight=Weight::Bare on_press=press/> }
        });
        view! {
            <div class=tone.note_class()>
                {tone.icon().view()}
                <div>{sentence}</div>
                {action}
                <IconButton name=t::ui::dismiss() icon=Icon::Cross on_press=move |()| hide()/>
            </div>
        }
    };
    view! {
        <section
            class="toasts"
            aria-label=t::ui::notifications()
            aria-keyshortcuts="F6"
            on:mouseenter=move |_| hovered.set(true)
            on:mouseleave=move |_| hovered.set(false)
            on:focusin=enter
            on:focusout=leave
            node_ref=region
        >
            <div role="status">{move || toasts.0.get().map(news)}</div>
        </section>
    }
    .into_any()
}
