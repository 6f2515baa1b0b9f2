//! The polite live region of a portal: what a screen reader is told without moving focus. Each open dialog has one of its
//! own, because everything behind a dialog is silent.

use std::time::Duration;

use crate::markup::view;
use leptos::html;
use leptos::prelude::*;

/// How long a sentence stays in the region; it is read when it arrives, not while it stays.
const STAYS: Duration = Duration::from_secs(7);

/// Says sentences to assistive technology. Get it with [`use_announcer`].
#[derive(Clone, Copy)]
pub struct Announcer(NodeRef<html::Div>);

impl Announcer {
    /// Provides the announcer for everything below; mount [`LiveRegion`] once beside it.
    pub fn provide() -> Self {
        let announcer = Self::apart();
        provide_context(announcer);
        announcer
    }

    /// An announcer for a part of the page, which provides it to that part and mounts [`LiveRegion`] in it.
    pub fn apart() -> Self {
        Self(NodeRef::new())
    }

    /// Says `sentence` once; saying the same again is heard again.
    pub fn say(self, sentence: impl AsRef<str>) {
        self.append(sentence.as_ref());
    }

    /// A paragraph of its own for each sentence, put there by hand: nothing else in the app ever looks at it.
    fn append(self, sentence: &str) {
        let Some(region) = self.0.try_get_untracked().flatten() else { return };
        let Ok(paragraph) = document().create_element("p") else { return };
        paragraph.set_text_content(Some(sentence));
        if region.append_child(&paragraph).is_ok() {
            set_timeout(move || paragraph.remove(), STAYS);
        }
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
    view! {
        <div
            class="unseen"
            role="status"
            aria-live="polite"
            aria-atomic="false"
            aria-relevant="additions"
            node_ref=use_announcer().0
        ></div>
    }
}
