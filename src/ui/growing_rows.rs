//! Rows that come page by page, below those that are there.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Button, Note, Tone};
use crate::dom::focus;
use crate::markup::view;

/// The rows of `pages` pages, each as `rows` makes it from the number of its page. A page that comes later leaves those above
/// alone.
pub fn growing_rows(pages: Signal<usize>, rows: Callback<usize, AnyView>) -> AnyView {
    from_page(pages, rows, 0)
}

fn from_page(pages: Signal<usize>, rows: Callback<usize, AnyView>, at: usize) -> AnyView {
    let is_there = Memo::new(move |_| pages.get() > at);
    let view = move || {
        is_there.get().then(|| {
            let rows_here = untrack(|| rows.run(at));
            view! { {rows_here} {from_page(pages, rows, at + 1)} }.into_any()
        })
    };
    view.into_any()
}

/// What stands below the rows while there are more of them.
pub fn more_rows(
    has_more: Signal<bool>,
    label: &'static str,
    busy: RwSignal<bool>,
    failed: Signal<Option<String>>,
    aside: ViewFn,
    on_press: Callback<()>,
) -> AnyView {
    let failed = move || failed.get().map(|sentence| view! { <Note tone=Tone::Bad live=true>{sentence}</Note> });
    let has_more = Memo::new(move |_| has_more.get());
    let view = move || {
        has_more.get().then(|| {
            view! {
                <div class="rows-foot">
                    <Button label=label busy=busy on_press=on_press/>
                    {aside.run()}
                    {failed}
                </div>
            }
        })
    };
    view.into_any()
}

/// Moves the focus to what matches `selector` in the row with this number: the first new row comes right after where the person
/// was.
pub fn focus_row(place: NodeRef<html::Div>, selector: &str, at: usize) {
    let Some(Ok(found)) = place.try_get_untracked().flatten().map(|place| place.query_selector_all(selector)) else { return };
    if let Some(row) = u32::try_from(at).ok().and_then(|at| found.get(at)?.dyn_into().ok()) {
        focus::focus(&row);
    }
}
