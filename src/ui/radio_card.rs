//! One choice of several, each with room to say what follows from it.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::field::error_line;
use super::{Tag, Tone};
use crate::dom::id::Id;
use crate::markup::view;

/// A `<fieldset>` around [`RadioCard`]s that share `group`. The arrow keys move as in every radio group.
#[component]
pub fn RadioCards(
    /// The question.
    #[prop(into)]
    legend: TextProp,
    /// The group that its cards name too; also the target of error links.
    group: Id,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The cards.
    children: Children,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let described_by = move || {
        let mut ids = Vec::new();
        if error.with(Option::is_some) {
            ids.push(group.piece("error"));
        }
        if has_hint {
            ids.push(group.piece("hint"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    view! {
        <fieldset
            class="picks"
            class:wrong=move || error.with(Option::is_some)
            id=group.to_string()
            tabindex="-1"
            aria-describedby=described_by
        >
            <legend>{move || legend.get()}</legend>
            {hint.map(|hint| view! { <p class="soft" id=group.piece("hint")>{move || hint.get()}</p> })}
            {error_line(group, error)}
            <div class="picks-list">{children()}</div>
        </fieldset>
    }
    .into_any()
}

/// One answer. What stands inside the card shows while the answer is chosen.
#[component]
pub fn RadioCard(
    /// The group of the [`RadioCards`] around it.
    group: Id,
    /// The answer.
    #[prop(into)]
    label: TextProp,
    /// Whether it is chosen.
    #[prop(into)]
    chosen: Signal<bool>,
    /// Called when the person chooses it.
    #[prop(into)]
    on_choose: Callback<()>,
    /// What follows from it.
    #[prop(optional, into)]
    description: Option<TextProp>,
    /// A word beside the answer, with its tone.
    #[prop(optional_no_strip)]
    tag: Option<(Tone, &'static str)>,
    /// What this answer asks further.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let id = Id::unique("radio");
    let mut described = Vec::new();
    if tag.is_some() {
        described.push(id.piece("tag"));
    }
    if description.is_some() {
        described.push(id.piece("hint"));
    }
    view! {
        <div class="pick" class:on=move || chosen.get()>
            <div class="pick-head">
                <input
                    type="radio"
                    id=id.to_string()
                    name=group.to_string()
                    aria-describedby=(!described.is_empty()).then(|| described.join(" "))
                    prop:checked=move || chosen.get()
                    on:change=move |_| on_choose.run(())
                />
                <label for=id.to_string()>{move || label.get()}</label>
                {tag.map(|(tone, text)| view! { <Tag tone=tone id=id.piece("tag")>{text}</Tag> })}
                {description.map(|text| view! { <p id=id.piece("hint")>{move || text.get()}</p> })}
            </div>
            {children
                .map(|children| {
                    move || chosen.get().then(|| view! { <div class="pick-more">{children()}</div> })
                })}
        </div>
    }
    .into_any()
}
