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

/// The toast of this portal: the newest takes the place of the one before. Get it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<Toast>>);

impl Toasts {
    /// Provides the toast for everything below; mount [`ToastRegion`] once beside it.
    pub fn provide() -> Self {
        let toasts = Self(RwSignal::new(None));
        provide_context(toasts);
        toasts
    }

    /// Shows `toast` for a while.
    pub fn show(self, toast: Toast) {
        self.0.try_set(Some(toast));
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

/// The landmark that toasts appear in. Pointing at one or focusing it keeps it.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let held = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        let leaves = toasts.0.with(Option::is_some) && !held.get();
        timer.set_value(leaves.then(|| Timer::after(STAYS, move || toasts.hide())));
    });
    on_cleanup(move || timer.dispose());
    let hide = move |()| {
        held.set(false);
        toasts.hide();
    };
    let news = move |Toast { tone, sentence }: Toast| {
        view! {
            <div class=tone.note_class()>
                {tone.icon().view()}
                <div>{sentence}</div>
                <IconButton name=t::ui::dismiss() icon=Icon::Cross on_press=hide/>
            </div>
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
            <div role="status">{move || toasts.0.get().map(news)}</div>
        </section>
    }
    .into_any()
}
