//! One line of text, and a password that can be shown.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::field::{FieldWords, SEARCH_MAX};
use super::text_area::count_line;
use super::{Icon, IconButton};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::dom::press::when_released;
use crate::i18n::t;
use crate::markup::view;

/// What the line holds, which decides keyboards and what browsers offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// Text that is looked for.
    Search,
    /// A whole number. Not the browser's own field, which changes its value when somebody only scrolls.
    Number,
    /// A day, as `2026-11-24`.
    Day,
}

/// A labelled `<input>`. What is typed may be too long or wrong: the error says so, nothing is cut off but what is looked for.
#[component]
pub fn TextInput(
    /// What is asked for.
    #[prop(into)]
    label: TextProp,
    /// What is typed.
    value: RwSignal<String>,
    /// The id of the input, for the error summary.
    #[prop(optional, into)]
    id: Option<Id>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may stay empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// What the line holds.
    #[prop(optional)]
    kind: InputKind,
    /// The most characters (Unicode scalar values) that are allowed; what is left is counted.
    #[prop(optional, into)]
    max: Option<usize>,
    /// The HTML `autocomplete` token.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether the browser checks spelling; names of things rarely profit.
    #[prop(optional)]
    spellcheck: bool,
    /// It narrows down what the screen is about: the key `/` leads to it.
    #[prop(optional)]
    filter: bool,
    /// What may be meant; anything else can be typed too.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
    /// Called when the person leaves the field.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// The element, for focus.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| Id::unique("input"));
    let words = FieldWords { id, label, hint, error, optional };
    let control = view! {
        <input
            id=id.to_string()
            class="field"
            type=match kind {
                InputKind::Text | InputKind::Number => "text",
                InputKind::Search => "search",
                InputKind::Day => "date",
            }
            inputmode=(kind == InputKind::Number).then_some("numeric")
            autocomplete=autocomplete
            maxlength=(kind == InputKind::Search).then_some(SEARCH_MAX)
            spellcheck=if spellcheck { "true" } else { "false" }
            data-filter=filter.then_some("")
            list=suggestions.map(|_| id.piece("list"))
            aria-required=(!optional && !matches!(kind, InputKind::Search | InputKind::Day)).then_some("true")
            aria-invalid=words.invalid()
            aria-describedby=words.described_by(max.map(|_| id.piece("count")))
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| leave(on_leave)
            node_ref=node_ref
        />
        {max.map(|max| count_line(id, value, max))}
        {suggestions.map(|suggestions| {
            let options = move || suggestions.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view();
            view! { <datalist id=id.piece("list")>{options}</datalist> }
        })}
    };
    words.around(control.into_any())
}

/// A labelled password field with a button that shows what was typed. Pasting and password managers work.
#[component]
pub fn PasswordInput(
    /// What is asked for.
    #[prop(into)]
    label: TextProp,
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The dialog around it opens with the focus here.
    #[prop(optional)]
    autofocus: bool,
    /// The id of the input, for the error summary.
    #[prop(optional, into)]
    id: Option<Id>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Called when the person leaves the field.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| Id::unique("password"));
    let shown = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let words = FieldWords { id, label, hint, error, optional: false };
    let toggle = move |()| {
        shown.update(|shown| *shown = !*shown);
        if let Some(input) = input.get_untracked() {
            focus::focus_in_place(&input);
        }
    };
    let control = view! {
        <div class="field-row">
            <input
                id=id.to_string()
                class="field"
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="off"
                autofocus=autofocus
                spellcheck="false"
                aria-required="true"
                aria-invalid=words.invalid()
                aria-describedby=words.described_by(None)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| leave(on_leave)
                node_ref=input
            />
            {move || {
                let (name, icon) =
                    if shown.get() { (t::ui::hide_password(), Icon::EyeOff) } else { (t::ui::show_password(), Icon::Eye) };
                view! { <IconButton name=name icon=icon controls=id.to_string() on_press=toggle/> }
            }}
        </div>
    };
    words.around(control.into_any())
}

pub(super) fn leave(on_leave: Option<Callback<()>>) {
    if let Some(on_leave) = on_leave {
        // What is said about the field moves the page; and a field that is taken away while it has the focus says `blur`
        // when its callbacks are gone already.
        when_released(move || {
            let _ = on_leave.try_run(());
        });
    }
}
