//! The mark of the product: an apple with a tick.

use crate::markup::view;
use leptos::prelude::*;

/// The mark, as large as the line of text that it stands in. Decoration: the name stands beside it.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path
                class="mark-fruit"
                d="M16 10c-2-2.2-10-2.4-10 6.6C6 23 10.4 28 13 28c1.2 0 1.8-.7 3-.7s1.8.7 3 .7c2.6 0 7-5 7-11.4C26 7.6 18 7.8 16 10z"
            ></path>
            <path class="mark-fruit" d="M16.2 9c0-3.4 2-5.6 5.3-6-.1 3.4-2 5.6-5.3 6z"></path>
            <path class="mark-tick" d="M11.5 18.5l3.2 3.2 6-6.4"></path>
        </svg>
    }
    .into_any()
}
