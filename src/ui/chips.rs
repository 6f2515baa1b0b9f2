//! What was picked, each with a button that takes it out again.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::{Icon, IconButton};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;

/// One thing that was picked.
#[derive(Clone, PartialEq, Eq)]
pub struct ChipItem {
    /// What the thing is known by.
    pub key: String,
    /// Its name; also part of the name of its remove button.
    pub label: String,
    /// A word beside the name, such as a size.
    pub detail: Option<String>,
    /// Its kind.
    pub icon: Icon,
}

/// A list of picked things. After a removal the focus goes to the neighbor's button, or to `after_last`.
#[component]
pub fn Chips(
    /// What the things are.
    #[prop(into)]
    name: TextProp,
    /// The things.
    #[prop(into)]
    items: Signal<Vec<ChipItem>>,
    /// Called with the key of the thing to take out.
    #[prop(into)]
    on_remove: Callback<String>,
    /// Where the focus goes when the last one is gone, usually the picker's input.
    after_last: Id,
) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let remove = move |key: String| {
        let at = items.with_untracked(|items| items.iter().position(|item| item.key == key));
        on_remove.run(key);
        request_animation_frame(move || {
            if let (Some(list), Some(at)) = (list.try_get_untracked().flatten(), at) {
                focus_after_removal(&list, at, after_last);
            }
        });
    };
    view! {
        <ul class="chips" aria-label=move || name.get() node_ref=list>
            {move || items.get().into_iter().map(|item| chip(item, Callback::new(remove))).collect_view()}
        </ul>
    }
    .into_any()
}

fn chip(item: ChipItem, remove: Callback<String>) -> AnyView {
    let ChipItem { key, label, detail, icon } = item;
    let remove_name = t::ui::remove(&label);
    view! {
        <li class="chip">
            {icon.view()}
            <bdi>{label}</bdi>
            {detail.map(|detail| view! { <span class="chip-detail">{detail}</span> })}
            <IconButton name=remove_name icon=Icon::Cross on_press=move |()| remove.run(key.clone())/>
        </li>
    }
    .into_any()
}

fn focus_after_removal(list: &web_sys::HtmlUListElement, at: usize, after_last: Id) {
    let Ok(buttons) = list.query_selector_all("button") else { return };
    let left = buttons.length();
    let target = if left == 0 {
        focus::by_id(list, &after_last.to_string())
    } else {
        let next = u32::try_from(at).unwrap_or(u32::MAX).min(left - 1);
        buttons.get(next).and_then(|node| node.dyn_into().ok())
    };
    if let Some(target) = target {
        focus::focus(&target);
    }
}
