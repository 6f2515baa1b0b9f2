//! What a screen shows when it has nothing to show yet, nothing at all, or could not.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Button, Icon};
use crate::i18n::t;
use crate::markup::view;

/// Bars in the place of content that is on its way. They appear after a quarter of a second, so that fast answers
/// do not flicker, and assistive technology hears one word instead of them.
#[component]
pub fn Skeleton(
    /// How many bars.
    #[prop(default = 3)]
    rows: usize,
) -> impl IntoView {
    let bars = (0..rows).map(|_| view! { <span class="bar-skeleton"></span> }).collect_view();
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="unseen">{t::ui::loading()}</span>
            <div aria-hidden="true">{bars}</div>
        </div>
    }
    .into_any()
}

/// Why there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyKind {
    /// Nothing was made yet: offer to make the first.
    Nothing,
    /// Nothing matches what was asked for: offer to clear it.
    NoMatch,
    /// The person may not see it: say who to ask.
    NotPermitted,
}

/// Says why there is nothing, and what to do about it.
#[component]
pub fn EmptyState(
    /// Why there is nothing.
    kind: EmptyKind,
    /// The same in a few words.
    #[prop(into)]
    title: TextProp,
    /// What follows, or what to do, in a sentence.
    #[prop(into)]
    text: TextProp,
    /// The button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = match kind {
        EmptyKind::Nothing => Icon::Plus,
        EmptyKind::NoMatch => Icon::Search,
        EmptyKind::NotPermitted => Icon::Lock,
    };
    view! {
        <div class="empty">
            <span class="empty-icon">{icon.view()}</span>
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children.map(|children| view! { <div class="do">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// Says that something could not be loaded, with a way to try again and what the operator needs to find out why.
#[component]
pub fn ErrorState(
    /// What happened and what to do, in a sentence.
    #[prop(into)]
    sentence: TextProp,
    /// The id under which the server's log knows the request.
    #[prop(optional_no_strip)]
    request_id: Option<String>,
    /// Tries again.
    #[prop(optional_no_strip)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="empty bad" role="alert">
            <span class="empty-icon">{Icon::Warning.view()}</span>
            <p>{move || sentence.get()}</p>
            {request_id.map(|id| view! { <p class="soft small">{t::ui::request_id(&id)}</p> })}
            {on_retry
                .map(|on_retry| {
                    view! {
                        <div class="do">
                            <Button label=t::ui::try_again() icon=Icon::Retry on_press=on_retry/>
                        </div>
                    }
                })}
        </div>
    }
    .into_any()
}
