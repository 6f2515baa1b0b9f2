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
    let panel = NodeRef::<html::Div>::new();
    let toggle = move |_| {
        if let (Some(button), Some(panel)) = (button.get_untracked(), panel.get_untracked()) {
            open.set(panel.matches(":popover-open").unwrap_or_default());
            if open.get_untracked() {
                place(&panel, &button);
                focus_item(&panel, |_, _| Some(0));
            }
        }
    };
    let hide = move || {
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
        if let Some(button) = button.get_untracked() {
            focus::focus_in_place(&button);
        }
    };
    let keydown = move |event: KeyboardEvent| {
        let Some(panel) = panel.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => focus_item(&panel, |at, count| Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => focus_item(&panel, |at, count| Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            "Home" => focus_item(&panel, |_, _| Some(0)),
            "End" => focus_item(&panel, |_, count| Some(count - 1)),
            "Tab" => {
                hide();
                return;
            }
            _ => return,
        }
        event.prevent_default();
    };
    let label = name.clone();
    let title = name.clone();
    let rows = items.into_iter().map(|item| row(item, hide)).collect_view();
    view! {
        <button
            type="button"
            class="btn bare icon-only"
            aria-label=move || name.get()
            title=move || title.get()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            popovertarget=id.to_string()
            node_ref=button
        >
            {icon.view()}
        </button>
        <div
            id=id.to_string()
            class="pop menu"
            popover="auto"
            role="menu"
            aria-label=move || label.get()
            on:toggle=toggle
            on:keydown=keydown
            node_ref=panel
        >
            {rows}
        </div>
    }
    .into_any()
}

fn row(item: MenuItem, hide: impl Fn() + Copy + 'static) -> AnyView {
    let MenuItem { label, icon, work } = item;
    match work {
        MenuWork::Do(work) => view! {
            <button type="button" class="menu-item" role="menuitem" tabindex="-1" on:click=move |_| { hide(); work.run(()) }>
                {icon.view()} <span>{label}</span>
            </button>
        }
        .into_any(),
        MenuWork::Go(href) => view! {
            <a class="menu-item" role="menuitem" tabindex="-1" href=href on:click=move |_| hide()>
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

/// Moves the focus to the item that `choose` names, given the focused one and how many there are.
fn focus_item(panel: &HtmlElement, choose: impl Fn(Option<u32>, u32) -> Option<u32>) {
    let Ok(items) = panel.query_selector_all(".menu-item") else { return };
    let focused = focus::active(panel);
    let at = (0..items.length()).find(|index| items.get(*index).as_ref() == focused.as_ref().map(AsRef::as_ref));
    let target = (items.length() > 0).then(|| choose(at, items.length())).flatten();
    if let Some(item) = target.and_then(|index| items.get(index)).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        focus::focus_in_place(&item);
    }
}

/// Puts the panel beside its button: below where there is room, else above; its end at the button's end.
fn place(panel: &HtmlElement, button: &HtmlElement) {
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
fn pixels(length: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen is far below 2^31")]
    let whole = length as i32;
    format!("{whole}px")
}
