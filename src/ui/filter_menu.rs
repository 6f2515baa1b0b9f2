//! A button that opens a list of things to tick: one part of what a list is narrowed down to.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::HtmlElement;

use super::menu::place;
use super::{Checkbox, Icon};
use crate::dom::id::Id;
use crate::markup::view;

/// One thing to tick.
#[derive(Clone, PartialEq, Eq)]
pub struct FilterOption {
    /// What the thing is known by.
    pub key: String,
    /// Its name.
    pub label: String,
}

/// The button and its list, in the top layer. Escape and a press outside close it.
#[component]
pub fn FilterMenu(
    /// What is ticked here: "Type".
    name: &'static str,
    /// What the button says: the name and what is chosen.
    #[prop(into)]
    label: TextProp,
    /// What can be ticked.
    options: Signal<Vec<FilterOption>>,
    /// The keys of what is ticked.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let id = Id::unique("filter");
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let toggle = move |_| {
        if let (Some(button), Some(panel)) = (button.get_untracked(), panel.get_untracked()) {
            place(&panel, &HtmlElement::from(button));
        }
    };
    let tick = move |key: String, on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != key);
            if on {
                chosen.push(key);
            }
        });
    };
    let option = move |FilterOption { key, label }: FilterOption| {
        let (mine, ticked) = (key.clone(), key);
        let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&mine)));
        view! { <Checkbox label=label checked=checked on_change=move |on| tick(ticked.clone(), on)/> }
    };
    view! {
        <button type="button" class="btn filter" class:on=move || !chosen.with(Vec::is_empty) popovertarget=id.to_string() node_ref=button>
            {move || label.get()}
            {Icon::ChevronDown.view()}
        </button>
        <div id=id.to_string() class="pop menu ticks" popover="auto" role="group" aria-label=name on:toggle=toggle node_ref=panel>
            {move || options.get().into_iter().map(option).collect_view()}
        </div>
    }
    .into_any()
}
