//! One of many, where radio buttons would take too much room.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::field::FieldWords;
use crate::dom::id::Id;
use crate::markup::view;

/// One of the many.
#[derive(Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// What it stands for.
    pub value: String,
    /// What it says.
    pub label: String,
    /// The heading that it stands under with those beside it; empty for none.
    pub heading: &'static str,
}

/// A labelled `<select>`.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: TextProp,
    /// The value of the chosen option.
    value: RwSignal<String>,
    /// The options.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
) -> impl IntoView {
    let id = Id::unique("select");
    let words = FieldWords { id, label, hint: None, error: Signal::stored(None), optional: false };
    let control = view! {
        <select id=id.to_string() class="field" on:change=move |event| value.set(event_target_value(&event))>
            {move || options.with(|options| under_headings(options, value))}
        </select>
    };
    words.around(control.into_any())
}

fn under_headings(options: &[SelectOption], value: RwSignal<String>) -> Vec<AnyView> {
    let of_one_heading = options.chunk_by(|one, other| one.heading == other.heading);
    let group = |some: &[SelectOption]| {
        let rows = some.iter().map(|one| option(one, value)).collect_view();
        match some.first().map_or("", |first| first.heading) {
            "" => rows.into_any(),
            heading => view! { <optgroup label=heading>{rows}</optgroup> }.into_any(),
        }
    };
    of_one_heading.map(group).collect()
}

fn option(option: &SelectOption, chosen: RwSignal<String>) -> AnyView {
    let SelectOption { value, label, .. } = option.clone();
    let mine = value.clone();
    view! { <option value=value prop:selected=move || chosen.with(|chosen| *chosen == mine)>{label}</option> }.into_any()
}
