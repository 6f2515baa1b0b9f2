//! A button that opens a list of things to do, in the top layer through `popover`.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Icon;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::markup::view;

/// What an item does.
#[derive(Clone)]
pub enum MenuWork {
    /// Does something here.
    Do(Callback<()>),
    /// Goes somewhere.
    Go(String),
    /// Is one of several settings; the signal tells whether it is the one in force.
    Choose(Callback<()>, Signal<bool>),
}

/// One item of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it does, in words.
    pub label: &'static str,
    /// A picture before the words.
    pub icon: Icon,
    /// What it does.
    pub work: MenuWork,
}

/// A menu button after the APG pattern: arrow keys move, Home and End jump, Escape and a press outside close.
#[component]
pub fn Menu(
    /// The name of the button and of the menu.
    #[prop(into)]
    name: TextProp,
    /// The picture on the button.
    icon: Icon,
    /// The items.
    items: Vec<MenuItem>,
) -> impl IntoView {
    let id = Id::unique("menu");
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let (label, title) = (name.clone(), name.clone());
    let anchor = move || button.get_untracked().map(HtmlElement::from);
    view! {
        <button
            type="button"
            class="btn bare icon-only"
            aria-label=move || label.get()
            title=move || title.get()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            popovertarget=id.to_string()
            node_ref=button
        >
            {icon.view()}
        </button>
        <MenuPanel id=id name=name anchor=Callback::new(move |()| anchor()) items=Signal::stored(items) open=open/>
    }
    .into_any()
}

/// The menu of a [`Menu`] without its button: one panel for every row of a list, whose buttons name it in `popovertarget`.
#[component]
pub fn MenuPanel(
    /// Its id, for `popovertarget`.
    id: Id,
    /// The name of the menu.
    #[prop(into)]
    name: TextProp,
    /// What it is about, where several things have the same menu: part of the name of every item.
    #[prop(optional, into)]
    about: Signal<Option<String>>,
    /// The button that opened it.
    anchor: Callback<(), Option<HtmlElement>>,
    /// The items.
    items: Signal<Vec<MenuItem>>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let toggle = move |_| {
        if let (Some(button), Some(panel)) = (anchor.run(()), panel.get_untracked()) {
            open.set(panel.matches(":popover-open").unwrap_or_default());
            if open.get_untracked() {
                place(&panel, &button);
                focus_one(&panel, ".menu-item", |_, _| Some(0));
            }
        }
    };
    let hide = move || {
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
        if let Some(button) = anchor.run(()) {
            focus::focus_in_place(&button);
        }
    };
    let keydown = move |event: KeyboardEvent| {
        let Some(panel) = panel.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => focus_one(&panel, ".menu-item", |at, count| Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => focus_one(&panel, ".menu-item", |at, count| Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            "Home" => focus_one(&panel, ".menu-item", |_, _| Some(0)),
            "End" => focus_one(&panel, ".menu-item", |_, count| Some(count - 1)),
            "Tab" => {
                hide();
                return;
            }
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let about = about.get();
        items.get().into_iter().map(|item| row(item, about.as_deref(), hide)).collect_view()
    };
    view! {
        <div
            id=id.to_string()
            class="pop menu"
            popover="auto"
            role="menu"
            aria-label=move || name.get()
            on:toggle=toggle
            on:keydown=keydown
            node_ref=panel
        >
            {rows}
        </div>
    }
    .into_any()
}

fn row(item: MenuItem, about: Option<&str>, hide: impl Fn() + Copy + 'static) -> AnyView {
    let MenuItem { label, icon, work } = item;
    // What is read has to begin with what is seen, so that it can be said to a computer that listens.
    let name = about.map(|about| [label, ": ", about].concat());
    match work {
        MenuWork::Do(work) => view! {
            <button
                type="button"
                class="menu-item"
                role="menuitem"
                tabindex="-1"
                aria-label=name
                on:click=move |_| { hide(); work.run(()) }
            >
                {icon.view()} <span>{label}</span>
            </button>
        }
        .into_any(),
        MenuWork::Go(href) => view! {
            <a class="menu-item" role="menuitem" tabindex="-1" aria-label=name href=href on:click=move |_| hide()>
                {icon.view()} <span>{label}</span>
            </a>
        }
        .into_any(),
        MenuWork::Choose(work, chosen) => view! {
            <button
                type="button"
                class="menu-item"
                role="menuitemradio"
                tabindex="-1"
                aria-checked=move || if chosen.get() { "true" } else { "false" }
                on:click=move |_| { hide(); work.run(()) }
            >
                {icon.view()} <span>{label}</span>
                {move || chosen.get().then(|| Icon::Check.view())}
            </button>
        }
        .into_any(),
    }
}

/// Moves the focus to the one of those that match `selector` which `choose` names, given the focused one and how many there are.
pub(super) fn focus_one(panel: &HtmlElement, selector: &str, choose: impl Fn(Option<u32>, u32) -> Option<u32>) {
    let Ok(items) = panel.query_selector_all(selector) else { return };
    let focused = focus::active(panel);
    let at = (0..items.length()).find(|index| items.get(*index).as_ref() == focused.as_ref().map(AsRef::as_ref));
    let target = (items.length() > 0).then(|| choose(at, items.length())).flatten();
    if let Some(item) = target.and_then(|index| items.get(index)).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        focus::focus_in_place(&item);
    }
}

/// Puts the panel beside its button: below where there is room, else above; its end at the button's end.
pub(super) fn place(panel: &HtmlElement, button: &HtmlElement) {
    let anchor = button.get_bounding_client_rect();
    let size = panel.get_bounding_client_rect();
    let length = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let (width, height) = (length(window().inner_width()), length(window().inner_height()));
    let below = anchor.bottom() + 4.0;
    let top = if below + size.height() <= height { below } else { (anchor.top() - 4.0 - size.height()).max(0.0) };
    let left = (anchor.right() - size.width()).clamp(4.0, (width - size.width() - 4.0).max(4.0));
    let style = panel.style();
    let _ = style.set_property("top", &pixels(top));
    let _ = style.set_property("left", &pixels(left));
}

/// Whole pixels: formatting fractions would bring tables of several kilobytes with it.
pub(super) fn pixels(length: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen is far below 2^31")]
    let whole = length as i32;
    format!("{whole}px")
}
