//! The frame around what somebody sees who is not signed in.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::i18n::t;
use crate::markup::view;
use crate::ui::Mark;

/// A card in the middle of the page, under the name of the product.
#[component]
pub fn Arrival(
    /// The heading.
    #[prop(into)]
    title: TextProp,
    /// What this is for, in a sentence.
    #[prop(into)]
    lead: TextProp,
    /// What stands on the card.
    children: Children,
) -> impl IntoView {
    view! {
        <main class="arrival">
            <div class="arrival-card">
                <p class="brand"><Mark/> {t::shell::product()}</p>
                <h1 tabindex="-1" data-heading="">{move || title.get()}</h1>
                <p class="lead">{move || lead.get()}</p>
                {children()}
            </div>
            <p class="arrival-foot">{t::session::what_pomona_is()}</p>
        </main>
    }
    .into_any()
}
