//! Ways to look at one thing, each with an address of its own.

use crate::markup::view;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One way to look.
pub struct Look {
    /// What it is called.
    pub label: &'static str,
    /// Where it is.
    pub href: String,
    /// Whether it is the one on show.
    pub here: Signal<bool>,
}

/// A `<nav>` of links, the one on show marked with `aria-current`. Links and not tabs: each can be opened in another window.
#[component]
pub fn Looks(
    /// What the ways have in common.
    #[prop(into)]
    name: TextProp,
    /// The ways.
    looks: Vec<Look>,
) -> impl IntoView {
    let links = looks.into_iter().map(|Look { label, href, here }| {
        let current = move || here.get().then_some("page");
        view! { <a href=href aria-current=current>{label}</a> }
    });
    view! { <nav class="looks" aria-label=move || name.get()>{links.collect_view()}</nav> }.into_any()
}
