//! The frame of a screen: its heading, what it is for, and what can be done with the whole of it.

use crate::markup::view;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// The content of one screen, below the breadcrumb.
#[component]
pub fn Page(
    /// The header first, then the content.
    children: Children,
) -> impl IntoView {
    view! { <div class="page">{children()}</div> }.into_any()
}

/// The heading of a screen. Focus comes here after navigation.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: TextProp,
    /// What the screen is for, in a sentence or two.
    #[prop(optional, into)]
    lead: Option<ViewFn>,
    /// The element of the heading, for focus.
    #[prop(optional)]
    node_ref: NodeRef<html::H1>,
    /// What can be done with the whole: buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="head">
            <div>
                <h1 tabindex="-1" data-heading="" node_ref=node_ref>{move || title.get()}</h1>
                {lead.map(|lead| view! { <p class="lead">{lead.run()}</p> })}
            </div>
            {children.map(|children| view! { <div class="do">{children()}</div> })}
        </header>
    }
    .into_any()
}
