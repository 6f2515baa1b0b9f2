//! Says that the server cannot be reached, for as long as that is so.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::backend::connection::{Connection, use_connection};
use crate::dom::focus;
use crate::dom::live::use_announcer;
use crate::dom::root::{AppRoot, use_app_root};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::Icon;

/// The banner. It stays in sight, and what has the focus moves out from under it.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let (announcer, root) = (use_announcer(), use_app_root().map(AppRoot::element));
    let connection = use_connection();
    let lost = Memo::new(move |_| connection.is_some_and(Connection::is_lost));
    Effect::new(move |before: Option<bool>| {
        let now = lost.get();
        if let (true, Some(root)) = (now, root.clone()) {
            request_animation_frame(move || keep_focus_in_sight(&root));
        } else if before == Some(true) {
            announcer.say(t::shell::online_again());
        }
        now
    });
    // The region is there before its text, because regions that arrive together with their text stay silent.
    view! {
        <div class="offline" role="status">
            {move || {
                lost.get().then(|| view! { <div class="note warn">{Icon::Warning.view()} <div>{t::shell::offline()}</div></div> }.into_any())
            }}
        </div>
    }
    .into_any()
}

fn keep_focus_in_sight(root: &HtmlElement) {
    let focused = focus::active(root).and_then(|focused| focused.dyn_into::<HtmlElement>().ok());
    if let Some(focused) = focused.filter(|focused| root.contains(Some(focused))) {
        // Where it is in sight already, with the distance that the style sheet keeps, nothing moves.
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        focused.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
