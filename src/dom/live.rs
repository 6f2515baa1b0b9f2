//! The one polite live region of a portal: what a screen reader is told without moving focus.

use std::time::Duration;

use leptos::prelude::*;

/// How long a sentence stays in the region; it is read when it arrives, not while it stays.
const STAYS: Duration = Duration::from_secs(7);

/// Says sentences to assistive technology. Get it with [`use_announcer`].
#[derive(Clone, Copy)]
pub struct Announcer {
    spoken: RwSignal<Vec<(u32, String)>>,
    next: StoredValue<u32>,
}

impl Announcer {
    /// Provides the announcer for everything below; mount [`LiveRegion`] once beside it.
    pub fn provide() -> Self {
        let announcer = Self { spoken: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(announcer);
        announcer
    }

    /// Says `sentence` once; saying the same again is heard again.
    pub fn say(self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        let Some(number) = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        }) else {
            return;
        };
        self.spoken.try_update(|spoken| spoken.push((number, sentence)));
        set_timeout(
            move || {
                self.spoken.try_update(|spoken| spoken.retain(|(other, _)| *other != number));
            },
            STAYS,
        );
    }
}

/// The announcer of this portal.
///
/// # Panics
/// When the view is mounted outside a portal (and outside a test stage), where nobody would hear it.
pub fn use_announcer() -> Announcer {
    expect_context()
}

/// The region itself. It is in the page before anything is said, because regions that arrive together with
/// their text stay silent.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let announcer = use_announcer();
    view! {
        <div class="unseen" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions">
            <For each=move || announcer.spoken.get() key=|(number, _)| *number let((_, sentence))>
                <p>{sentence}</p>
            </For>
        </div>
    }
}
