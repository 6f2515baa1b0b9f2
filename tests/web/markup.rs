//! What `view!` makes of markup: elements that stay while they only change, and handlers that end with their element.

use leptos::html;
use leptos::prelude::*;
use pomona_portal::markup::{IntoMarkup, Markup, element};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::Stage;

/// A field as `view!` would make it.
fn field(name: &'static str, value: String) -> Markup {
    element("input", &[("class", "field"), ("type", "text")]).attribute("aria-label", name).attribute("data-value", value)
}

#[wasm_bindgen_test]
pub async fn an_element_stays_while_only_its_values_change() {
    let value = RwSignal::new("one".to_owned());
    let stage = Stage::show(move || (move || field("Name", value.get())).into_markup());
    let input = stage.role("textbox", "Name").await;
    input.focus().expect("focused");
    value.set("two".to_owned());
    stage.until(|| input.get_attribute("data-value").as_deref() == Some("two"), "the new value").await;
    assert!(stage.is_focused(&input), "it is the same element, and still has the focus");
}

#[wasm_bindgen_test]
pub async fn what_is_not_wanted_any_more_goes_when_an_element_is_made_anew() {
    let refused = RwSignal::new(true);
    let option = move || {
        let refused = refused.get();
        element("p", &[("class", "option")])
            .class("off", refused)
            .style("--mark", move || refused.then_some("1"))
            .attribute("title", move || refused.then_some("no"))
            .child(if refused { "refused" } else { "allowed" })
    };
    let stage = Stage::show(move || option.into_markup());
    stage.text("refused").await;
    let shown = stage.all("p").remove(0);
    assert_eq!((shown.class_name().as_str(), shown.title().as_str()), ("option off", "no"));
    refused.set(false);
    stage.text("allowed").await;
    assert_eq!((shown.class_name().as_str(), shown.title().as_str()), ("option", ""), "it is the same element");
    assert_eq!(shown.style().get_property_value("--mark").as_deref(), Ok(""));
    refused.set(true);
    stage.text("refused").await;
    assert_eq!(shown.class_name(), "option off");
}

#[wasm_bindgen_test]
pub async fn another_element_takes_the_place_of_the_one_before() {
    let other = RwSignal::new(false);
    let choose = move || if other.get() { element("p", &[]).child("after") } else { element("button", &[]).child("before") };
    let stage = Stage::show(move || Markup::many().child("first ").child(choose).child(" last"));
    stage.text("first before last").await;
    other.set(true);
    stage.text("first after last").await;
    assert!(stage.all("button").is_empty());
}

#[wasm_bindgen_test]
pub async fn nothing_keeps_its_place_for_something() {
    let shown = RwSignal::new(false);
    let stage = Stage::show(move || Markup::many().child("a").child(move || shown.get().then_some("b")).child("c"));
    stage.text("ac").await;
    shown.set(true);
    stage.text("abc").await;
    shown.set(false);
    stage.text("ac").await;
}

#[wasm_bindgen_test]
pub async fn a_list_grows_and_shrinks() {
    let names = RwSignal::new(vec!["a".to_owned()]);
    let items = move || names.get().into_iter().map(|name| element("li", &[]).child(name)).collect::<Vec<_>>();
    let stage = Stage::show(move || element("ul", &[]).child(items));
    stage.until(|| stage.all("li").len() == 1, "one").await;
    names.set(vec!["b".to_owned(), "c".to_owned(), "d".to_owned()]);
    stage.text("bcd").await;
    names.set(Vec::new());
    stage.until(|| stage.all("li").is_empty(), "none").await;
}

#[wasm_bindgen_test]
pub async fn a_handler_ends_with_its_element() {
    let (shown, pressed) = (RwSignal::new(true), RwSignal::new(0));
    let press = move || element("button", &[]).on(&leptos::ev::click, move |_| pressed.update(|pressed| *pressed += 1)).child("Press");
    let stage = Stage::show(move || (move || shown.get().then(press)).into_markup());
    let button = stage.role("button", "Press").await;
    button.click();
    assert_eq!(pressed.get_untracked(), 1);
    shown.set(false);
    stage.until(|| stage.find("button", "Press").is_none(), "the button to go").await;
    button.click();
    assert_eq!(pressed.get_untracked(), 1, "whatever still holds the element runs nothing of ours");
}

#[wasm_bindgen_test]
pub async fn classes_properties_and_references_follow_their_signals() {
    let on = RwSignal::new(true);
    let node = NodeRef::<html::Input>::new();
    let stage = Stage::show(move || {
        let input = element("input", &[("type", "checkbox"), ("aria-label", "Choice"), ("class", "always")]);
        input.class("on", move || on.get()).property("checked", move || on.get()).node_ref::<html::Input, _>(node)
    });
    stage.role("checkbox", "Choice").await;
    let input = node.get_untracked().expect("known");
    assert!(input.checked());
    assert_eq!(input.class_name(), "always on");
    on.set(false);
    stage.until(|| !input.checked() && input.class_name() == "always", "both to follow").await;
}

#[wasm_bindgen_test]
pub async fn what_is_taken_away_no_longer_asks_signals_that_are_gone() {
    let shown = RwSignal::new(true);
    let seen = StoredValue::new_local(None::<RwSignal<bool>>);
    let inside = move || {
        let own = RwSignal::new(false);
        seen.set_value(Some(own));
        let item = move || element("li", &[]).attribute("aria-current", move || own.get()).child("item");
        element("ul", &[]).child(move || vec![item(), item()])
    };
    let stage = Stage::show(move || (move || shown.get().then(inside)).into_markup());
    stage.text("item").await;
    // Both are heard of in one go: the signal of the list, and that the list is taken away.
    seen.get_value().expect("made").set(true);
    shown.set(false);
    stage.until(|| stage.all("li").is_empty(), "the list to go").await;
}
