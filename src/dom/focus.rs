//! Focus and look-ups that work inside a shadow root, where `document` sees only the host element.

use wasm_bindgen::JsCast;
use web_sys::{Document, DocumentFragment, Element, FocusOptions, HtmlElement, Node, ShadowRoot};

/// Focuses `element` and scrolls it into view.
pub fn focus(element: &HtmlElement) {
    // An element that was removed meanwhile cannot take focus; there is nothing to do about it.
    let _ = element.focus();
}

/// Focuses `element` and leaves the scroll position alone.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// The element with this id in the same tree (document or shadow root) as `neighbor`.
pub fn by_id(neighbor: &Node, id: &str) -> Option<HtmlElement> {
    let tree = neighbor.get_root_node();
    let found = if let Some(document) = tree.dyn_ref::<Document>() {
        document.get_element_by_id(id)
    } else {
        tree.dyn_ref::<DocumentFragment>()?.get_element_by_id(id)
    };
    found?.dyn_into().ok()
}

/// The first element inside `place` that matches a CSS selector.
pub fn first(place: &Element, selector: &str) -> Option<HtmlElement> {
    place.query_selector(selector).ok()??.dyn_into().ok()
}

/// The focused element of the tree that `neighbor` is in.
pub fn active(neighbor: &Node) -> Option<Element> {
    let tree = neighbor.get_root_node();
    match tree.dyn_ref::<ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => tree.dyn_ref::<Document>()?.active_element(),
    }
}

/// Whether nothing in the whole page has the focus: what had it may have gone.
pub fn is_nowhere() -> bool {
    let document = leptos::prelude::document();
    document.active_element().is_none_or(|element| document.body().is_some_and(|body| element == *body))
}
