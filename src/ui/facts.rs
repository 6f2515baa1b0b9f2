//! Terms and their values.

use crate::markup::view;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A `<dl>` of [`Fact`]s: terms on one side, values on the other, one above the other where it is narrow.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One term and its value.
#[component]
pub fn Fact(
    /// The term.
    #[prop(into)]
    term: TextProp,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{move || term.get()}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}
