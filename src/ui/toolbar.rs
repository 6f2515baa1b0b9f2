//! Buttons that belong together, walked with the arrow keys too.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::menu::focus_one;
use crate::markup::view;

/// A `toolbar` after the APG pattern: left and right, Home and End walk through its buttons.
#[component]
pub fn Toolbar(
    /// What the buttons are for.
    #[prop(into)]
    name: TextProp,
    /// The buttons, and what stands among them.
    children: Children,
) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    let keydown = move |event: KeyboardEvent| {
        let Some(bar) = bar.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowRight" => focus_one(&bar, "button", |at, count| Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowLeft" => focus_one(&bar, "button", |at, count| Some(at.map_or(0, |at| (at + count - 1) % count))),
            "Home" => focus_one(&bar, "button", |_, _| Some(0)),
            "End" => focus_one(&bar, "button", |_, count| Some(count - 1)),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="do toolbar" role="toolbar" aria-label=move || name.get() on:keydown=keydown node_ref=bar>
            {children()}
        </div>
    }
    .into_any()
}
