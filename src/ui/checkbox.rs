//! One thing that is on or off.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::field::error_line;
use crate::dom::id::Id;
use crate::markup::view;

/// A labelled `<input type="checkbox">`. When it cannot be changed, it stays reachable and says why.
#[component]
pub fn Checkbox(
    /// What is true when it is checked.
    #[prop(into)]
    label: TextProp,
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the state that the person asks for.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What follows from it.
    #[prop(optional, into)]
    description: Option<TextProp>,
    /// The id of the input, for the error summary.
    #[prop(optional, into)]
    id: Option<Id>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Why it cannot be changed now.
    #[prop(optional, into)]
    unavailable: Signal<Option<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| Id::unique("check"));
    let has_description = description.is_some();
    let described_by = move || {
        let mut ids = Vec::new();
        if error.with(Option::is_some) {
            ids.push(id.piece("error"));
        }
        if has_description {
            ids.push(id.piece("hint"));
        }
        if unavailable.with(Option::is_some) {
            ids.push(id.piece("why"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if unavailable.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    };
    view! {
        <div class="check" class:wrong=move || error.with(Option::is_some)>
            <input
                type="checkbox"
                id=id.to_string()
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-disabled=move || unavailable.with(Option::is_some).then_some("true")
                prop:checked=move || checked.get()
                on:click=click
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <div>
                <label for=id.to_string()>{move || label.get()}</label>
                {description.map(|text| view! { <p class="soft" id=id.piece("hint")>{move || text.get()}</p> })}
                {move || unavailable.get().map(|reason| view! { <p class="why" id=id.piece("why")>{reason}</p> })}
                {error_line(id, error)}
            </div>
        </div>
    }
    .into_any()
}
