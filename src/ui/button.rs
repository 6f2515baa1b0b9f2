//! Buttons, and links that look like them.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Icon;
use crate::dom::id::Id;
use crate::markup::view;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing this screen is for.
    Main,
    /// Everything else.
    #[default]
    Plain,
    /// Beside other content, without a border.
    Bare,
    /// Takes something away for good.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "btn main",
            Self::Plain => "btn",
            Self::Bare => "btn bare",
            Self::Danger => "btn danger",
        }
    }
}

/// A `<button>` that cannot be pressed twice while it works, and says why when it cannot be pressed at all.
///
/// It is never `disabled`: keyboard and screen reader must reach it to learn the reason.
#[component]
pub fn Button(
    /// What it does, as a verb.
    #[prop(into)]
    label: TextProp,
    /// How much it asks to be pressed.
    #[prop(optional)]
    weight: Weight,
    /// The thing that it does it to, for whoever does not see what stands around it.
    #[prop(optional_no_strip, into)]
    about: Option<String>,
    /// A picture before the words.
    #[prop(optional, into)]
    icon: MaybeProp<Icon>,
    /// Its work is running: it shows so and ignores further presses.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be pressed now; shown to everybody, beside the button.
    #[prop(optional, into)]
    unavailable: Signal<Option<String>>,
    /// It submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// The dialog around it opens with the focus here.
    #[prop(optional)]
    autofocus: bool,
    /// What happens on a press. A submit button may leave it out.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The element, for focus.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    let why = Id::unique("why");
    let blocked = move || busy.get() || unavailable.with(Option::is_some);
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() || unavailable.with_untracked(Option::is_some) {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=weight.class()
            class:busy=move || busy.get()
            aria-disabled=move || blocked().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=move || unavailable.with(Option::is_some).then(|| why.to_string())
            autofocus=autofocus
            on:click=press
            node_ref=node_ref
        >
            {move || icon.get().map(Icon::view)}
            <span>{move || label.get()} {about.map(|about| view! { <span class="unseen">" " {about}</span> })}</span>
        </button>
        {move || unavailable.get().map(|reason| view! { <span class="why" id=why.to_string()>{reason}</span> })}
    }
    .into_any()
}

/// A button that shows only a picture; its name is what assistive technology and the tooltip say.
#[component]
pub fn IconButton(
    /// What it does, with the name of the thing it does it to.
    #[prop(into)]
    name: TextProp,
    /// The picture.
    icon: Icon,
    /// What happens on a press.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether it is switched on, for buttons that switch.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// The id of what it controls.
    #[prop(optional, into)]
    controls: Option<String>,
    /// The element, for focus.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    let title = name.clone();
    view! {
        <button
            type="button"
            class="btn bare icon-only"
            aria-label=move || name.get()
            title=move || title.get()
            aria-pressed=pressed.map(|pressed| move || if pressed.get() { "true" } else { "false" })
            aria-controls=controls
            on:click=move |_| on_press.run(())
            node_ref=node_ref
        >
            {icon.view()}
        </button>
    }
    .into_any()
}

/// A link that looks like a button: it goes somewhere, so it is an `<a>`.
#[component]
pub fn LinkButton(
    /// Where it goes, in words.
    #[prop(into)]
    label: TextProp,
    /// Where it goes.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks to be followed.
    #[prop(optional)]
    weight: Weight,
    /// A picture before the words.
    #[prop(optional)]
    icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <a class=weight.class() href=move || href.get()>
            {icon.map(Icon::view)}
            <span>{move || label.get()}</span>
        </a>
    }
    .into_any()
}
