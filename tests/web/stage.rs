//! Where a test shows a view and looks at it as assistive technology would: by role and name.

use std::time::Duration;

use js_sys::{Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use pomona_portal::dom::live::{Announcer, LiveRegion};
use pomona_portal::dom::timer::sleep;
use pomona_portal::ui::{ToastRegion, Toasts};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventInit, HtmlElement, KeyboardEvent, KeyboardEventInit, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// The style sheet of the product: what it hides has no role.
const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/components.css"),
    include_str!("../../style/controls.css"),
    include_str!("../../style/profiles.css"),
);

/// How long a test waits for something to come true.
const PATIENCE: u32 = 1_000;

/// A view on show; dropping it takes everything away.
pub struct Stage {
    host: HtmlElement,
    shadow: ShadowRoot,
    root: HtmlElement,
    unmount: Option<Box<dyn FnOnce()>>,
}

impl Stage {
    /// Shows `view` with what the app provides around every view.
    pub fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        Self::with_root(move |_| {
            Announcer::provide();
            Toasts::provide();
            (view(), leptos::view! { <ToastRegion/> <LiveRegion/> })
        })
    }

    /// Shows `view`, which gets the element that it fills.
    pub fn with_root<V: IntoView + 'static>(view: impl FnOnce(HtmlElement) -> V + 'static) -> Self {
        let host: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        document().body().expect("a body").append_child(&host).expect("appended");
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect("a shadow root");
        let style = document().create_element("style").expect("an element");
        style.set_text_content(Some(STYLE));
        shadow.append_child(&style).expect("appended");
        let root: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        shadow.append_child(&root).expect("appended");
        let owner = Owner::new();
        let (place, filled) = (root.clone(), root.clone());
        let handle = owner.with(|| mount_to(place, move || view(filled)));
        let unmount: Box<dyn FnOnce()> = Box::new(move || {
            drop(handle);
            owner.cleanup();
        });
        Self { host, shadow, root, unmount: Some(unmount) }
    }

    /// The element of the page around the shadow root.
    pub fn host(&self) -> &HtmlElement {
        &self.host
    }

    /// Everything that matches a CSS selector.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.shadow.query_selector_all(selector).expect("a selector");
        (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
    }

    /// What is visible with this role and name, if it is there now.
    pub fn find(&self, role: &str, name: &str) -> Option<HtmlElement> {
        let found = self.all(selector(role)).into_iter().filter(is_visible);
        found.into_iter().find(|element| self.name(element) == name)
    }

    /// What is visible with this role and name, as soon as it is there.
    pub async fn role(&self, role: &str, name: &str) -> HtmlElement {
        self.until(|| self.find(role, name).is_some(), &format!("a {role} named {name:?}")).await;
        self.find(role, name).expect("it was there a moment ago")
    }

    /// Waits until the text of the view holds `text`.
    pub async fn text(&self, text: &str) {
        self.until(|| self.has_text(text), &format!("the text {text:?}")).await;
    }

    /// Whether the text of the view holds `text` now.
    pub fn has_text(&self, text: &str) -> bool {
        self.root.text_content().unwrap_or_default().contains(text)
    }

    /// Waits until `holds` does.
    pub async fn until(&self, holds: impl Fn() -> bool, what: &str) {
        for _ in 0..PATIENCE {
            if holds() {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        let focused = self.shadow.active_element().map(|element| element.outer_html().chars().take(120).collect::<String>());
        panic!("waited in vain for {what}; {}, focused here: {focused:?}, in:\n{}", how_the_page_is().await, self.root.inner_html());
    }

    /// Whether `element` has the focus within the shadow root.
    pub fn is_focused(&self, element: &Element) -> bool {
        self.shadow.active_element().as_ref() == Some(element)
    }

    /// The id that `aria-describedby` leads to, as text.
    pub fn description(&self, element: &Element) -> String {
        self.referred(element, "aria-describedby")
    }

    fn name(&self, element: &Element) -> String {
        let named = element.get_attribute("aria-label").filter(|label| !label.is_empty());
        let named = named.or_else(|| Some(self.referred(element, "aria-labelledby")).filter(|text| !text.is_empty()));
        let label = || {
            let label = self.shadow.query_selector(&format!("label[for='{}']", element.id())).ok()??;
            label.text_content()
        };
        let text = named.or_else(label).or_else(|| element.text_content()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn referred(&self, element: &Element, attribute: &str) -> String {
        let ids = element.get_attribute(attribute).unwrap_or_default();
        let texts: Vec<String> = ids
            .split_whitespace()
            .map(|id| {
                let target = self.shadow.get_element_by_id(id);
                target.unwrap_or_else(|| panic!("{attribute} names {id}, which is not there")).text_content().unwrap_or_default()
            })
            .collect();
        texts.join(" ")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
        self.host.remove();
    }
}

/// Types `text` into a field, in place of what is there.
pub fn type_into(field: &HtmlElement, text: &str) {
    field.focus().expect("focused");
    Reflect::set(field, &JsValue::from_str("value"), &JsValue::from_str(text)).expect("a value");
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &init).expect("an event")).expect("dispatched");
}

/// Presses a key while `element` has the focus.
pub fn press(element: &HtmlElement, key: &str) {
    press_as(element, key, &KeyboardEventInit::new());
}

/// Presses a key with Ctrl held down while `element` has the focus.
pub fn press_with_control(element: &HtmlElement, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_ctrl_key(true);
    press_as(element, key, &init);
}

fn press_as(element: &HtmlElement, key: &str, init: &KeyboardEventInit) {
    init.set_key(key);
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", init).expect("an event");
    element.dispatch_event(&event).expect("dispatched");
}

fn selector(role: &str) -> &'static str {
    match role {
        "alert" => "[role=alert]",
        "alertdialog" => "[role=alertdialog]",
        "button" => "button",
        "checkbox" => "input[type=checkbox]",
        "combobox" => "[role=combobox]",
        "dialog" => "dialog",
        "file" => "input[type=file]",
        "group" => "fieldset, [role=group]",
        "heading" => "h1, h2, h3",
        "link" => "a[href]",
        "list" => "ul, ol",
        "menuitem" => "[role=menuitem], [role=menuitemradio]",
        "navigation" => "nav",
        "option" => "[role=option]",
        "radio" => "input[type=radio]",
        "textbox" => "input[type=text], input[type=password], input[type=search], textarea",
        other => panic!("the stage does not know the role {other}"),
    }
}

fn is_visible(element: &HtmlElement) -> bool {
    let check = Reflect::get(element, &JsValue::from_str("checkVisibility")).expect("a browser that knows checkVisibility");
    let check: Function = check.dyn_into().expect("a function");
    check.call0(element).expect("an answer").is_truthy()
}

/// What of the browser a test depends on without asking for it, for the message of one that failed.
async fn how_the_page_is() -> String {
    let frames = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = std::rc::Rc::clone(&frames);
    request_animation_frame(move || counted.set(1));
    sleep(Duration::from_millis(200)).await;
    let document = document();
    let state = Reflect::get(&document, &"visibilityState".into()).ok().and_then(|state| state.as_string()).unwrap_or_default();
    let active = document.active_element().map(|element| element.tag_name()).unwrap_or_default();
    format!("page {state}, has focus: {:?}, active: {active}, frames in 200 ms: {}", document.has_focus(), frames.get())
}
