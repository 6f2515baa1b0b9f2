//! Short news about something that just worked. Never the only record of an error.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconButton, Tone};
use crate::dom::timer::Timer;
use crate::i18n::t;

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

#[derive(Clone)]
struct Shown {
    number: u32,
    toast: Toast,
}

/// The toasts of this portal. Get them with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Shown>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Provides the toasts for everything below; mount [`ToastRegion`] once beside it.
    pub fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    /// Shows `toast` for a while.
    pub fn show(self, toast: Toast) {
        let number = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        });
        if let Some(number) = number {
            self.shown.try_update(|shown| shown.push(Shown { number, toast }));
        }
    }

    fn hide(self, number: u32) {
        self.shown.try_update(|shown| shown.retain(|other| other.number != number));
    }
}

/// The toasts of this portal.
///
/// # Panics
/// When the view is mounted outside a portal, where nobody would see them.
pub fn use_toasts() -> Toasts {
    expect_context()
}

/// The landmark that toasts appear in. Pointing at one or focusing it keeps all of them.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let held = RwSignal::new(false);
    let item = move |shown: Shown| {
        let number = shown.number;
        let timer = StoredValue::new_local(None::<Timer>);
        Effect::new(move |_| {
            let timer_now = (!held.get()).then(|| Timer::after(STAYS, move || toasts.hide(number)));
            timer.set_value(timer_now);
        });
        on_cleanup(move || timer.dispose());
        view! {
            <li class=shown.toast.tone.note_class()>
                {shown.toast.tone.icon().view()}
                <div>{shown.toast.sentence}</div>
                <IconButton name=t::ui::dismiss() icon=Icon::Cross on_press=move |()| toasts.hide(number)/>
            </li>
        }
    };
    view! {
        <section
            class="toasts"
            aria-label=t::ui::notifications()
            on:mouseenter=move |_| held.set(true)
            on:mouseleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            <div role="status" aria-relevant="additions">
                <ol>
                    <For each=move || toasts.shown.get() key=|shown| shown.number children=item/>
                </ol>
            </div>
        </section>
    }
    .into_any()
}
