//! The element that one portal lives in, and what it tells the page around it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement, ShadowRoot};

/// Elements that show nothing.
const UNSEEN: [&str; 5] = ["SCRIPT", "STYLE", "LINK", "TEMPLATE", "NOSCRIPT"];

/// The outermost element of this portal.
#[derive(Clone, Copy)]
pub struct AppRoot(StoredValue<HtmlElement, LocalStorage>);

impl AppRoot {
    /// Provides `element` as the root of everything below.
    pub fn provide(element: HtmlElement) -> Self {
        let root = Self(StoredValue::new_local(element));
        provide_context(root);
        root
    }

    /// The outermost element itself.
    pub fn element(self) -> HtmlElement {
        self.0.get_value()
    }

    /// Sends a `CustomEvent` that leaves the shadow root; `detail` is what listeners read.
    pub fn emit(self, name: &str, detail: &JsValue) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            let _ = self.host().dispatch_event(&event);
        }
    }

    /// The custom element around the shadow root, or the root itself when there is none.
    fn host(self) -> Element {
        let element = self.element();
        match element.get_root_node().dyn_into::<ShadowRoot>() {
            Ok(shadow) => shadow.host(),
            Err(_) => element.into(),
        }
    }

    /// Whether the page shows nothing beside this portal: then what is done to the page is done to the portal.
    pub fn stands_alone(self) -> bool {
        let mut element = self.host();
        while let Some(parent) = element.parent_element() {
            if parent.tag_name() == "HTML" {
                return true;
            }
            if shows_something(&element, Element::previous_element_sibling) || shows_something(&element, Element::next_element_sibling) {
                return false;
            }
            element = parent;
        }
        false
    }
}

/// Whether one of the siblings to this side shows something.
fn shows_something(element: &Element, next: fn(&Element) -> Option<Element>) -> bool {
    std::iter::successors(next(element), next).any(|other| !UNSEEN.contains(&other.tag_name().as_str()))
}

/// The root of this portal; `None` in a view that is shown alone.
pub fn use_app_root() -> Option<AppRoot> {
    use_context()
}
