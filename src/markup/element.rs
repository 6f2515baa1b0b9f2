//! An element on its way into the page, and the element there.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{Mountable, Owner, Render, RenderEffect};
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::renderer::{Rndr, types};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::attribute::{AttributeValue, IntoAttribute};
use super::node::{Markup, State};

/// An element that is being put together.
pub struct Element {
    tag: &'static str,
    constants: &'static [(&'static str, &'static str)],
    parts: Vec<Part>,
    children: Vec<Markup>,
}

/// Something about an element that is not the same for ever.
enum Part {
    Fixed(&'static str, AttributeValue),
    Follows(&'static str, Kind, Ask),
    Property(&'static str, Box<dyn Fn() -> JsValue>),
    On(Cow<'static, str>, Handler),
    NodeRef(Box<dyn Fn(&types::Element)>),
}

type Ask = Box<dyn Fn() -> AttributeValue>;
type Handler = Box<dyn FnMut(types::Event)>;

/// Begins an element with the attributes that never change.
pub fn element(tag: &'static str, constants: &'static [(&'static str, &'static str)]) -> Markup {
    Markup::element(Element { tag, constants, parts: Vec::new(), children: Vec::new() })
}

impl Element {
    pub(super) fn fix(&mut self, name: &'static str, value: AttributeValue) {
        self.parts.push(Part::Fixed(name, value));
    }

    pub(super) fn follow(&mut self, name: &'static str, ask: Ask) {
        self.parts.push(Part::Follows(name, Kind::Attribute, ask));
    }

    pub(super) fn put_in(&mut self, child: Markup) {
        self.children.push(child);
    }
}

/// What `view!` calls on the element that it has begun. Each is one pointer in and the same pointer out.
impl Markup {
    /// An attribute.
    pub fn attribute(mut self, name: &'static str, value: impl IntoAttribute) -> Self {
        if let Some(element) = self.as_element() {
            value.give(element, name);
        }
        self
    }

    /// A class that is there while `whether` says so.
    pub fn class(self, name: &'static str, whether: impl Toggle) -> Self {
        self.with_part(Part::Follows(name, Kind::Class, whether.into_toggle()))
    }

    /// A custom property of the style, or any other.
    pub fn style<T: IntoAttribute>(self, name: &'static str, value: impl Fn() -> T + 'static) -> Self {
        self.with_part(Part::Follows(name, Kind::Style, Box::new(move || value().value())))
    }

    /// A property of the element's object, such as the value of a field.
    pub fn property<T: Into<JsValue>>(self, name: &'static str, value: impl Fn() -> T + 'static) -> Self {
        self.with_part(Part::Property(name, Box::new(move || value().into())))
    }

    /// What happens on an event.
    pub fn on<E>(self, event: &E, mut handle: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.with_part(Part::On(event.name(), Box::new(move |event| handle(event.unchecked_into()))))
    }

    /// Makes the element known to the program.
    pub fn node_ref<E: ElementType, C: NodeRefContainer<E> + Copy + 'static>(self, container: C) -> Self {
        self.with_part(Part::NodeRef(Box::new(move |element| container.load(element))))
    }

    fn with_part(mut self, part: Part) -> Self {
        if let Some(element) = self.as_element() {
            element.parts.push(part);
        }
        self
    }
}

/// Whatever may stand behind `class:name=`.
pub trait Toggle {
    /// How to ask for the class: empty text while it is there.
    fn into_toggle(self) -> Box<dyn Fn() -> AttributeValue>;
}

impl Toggle for bool {
    fn into_toggle(self) -> Box<dyn Fn() -> AttributeValue> {
        Box::new(move || self.value())
    }
}

impl<F: Fn() -> bool + 'static> Toggle for F {
    fn into_toggle(self) -> Box<dyn Fn() -> AttributeValue> {
        Box::new(move || self().value())
    }
}

/// An element in the page.
pub struct ElementState {
    element: types::Element,
    tag: &'static str,
    constants: &'static [(&'static str, &'static str)],
    parts: Vec<PartState>,
    children: Vec<State>,
}

enum PartState {
    Fixed(&'static str, AttributeValue),
    Follows(&'static str, Kind, RenderEffect<AttributeValue>),
    Property(&'static str, #[expect(dead_code, reason = "the effect ends when it is dropped")] RenderEffect<()>),
    On(Listener),
    NodeRef,
}

/// An event that is listened to until this is dropped: a handler must not run when the signals of its view are gone.
struct Listener {
    element: types::Element,
    name: Cow<'static, str>,
    handle: Rc<RefCell<Handler>>,
    call: JsValue,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.element.remove_event_listener_with_callback(&self.name, self.call.unchecked_ref());
    }
}

/// Where a reactive text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Attribute,
    Class,
    Style,
}

impl Element {
    pub(super) fn build(self) -> ElementState {
        let Self { tag, constants, parts, children } = self;
        let element = create(tag);
        for (name, value) in constants {
            Rndr::set_attribute(&element, name, value);
        }
        let parts = parts.into_iter().map(|part| part.build(&element)).collect();
        let mut shown = Vec::with_capacity(children.len());
        for child in children {
            let mut child = child.build();
            child.mount(&element, None);
            shown.push(child);
        }
        ElementState { element, tag, constants, parts, children: shown }
    }

    /// Brings the element in the page up to date; gives itself back when it is another element.
    pub(super) fn update(self, state: &mut ElementState) -> Option<Self> {
        let same = self.tag == state.tag
            && self.constants == state.constants
            && self.children.len() == state.children.len()
            && self.parts.len() == state.parts.len()
            && self.parts.iter().zip(&state.parts).all(|(part, state)| part.belongs_to(state));
        if !same {
            return Some(self);
        }
        let Self { parts, children, .. } = self;
        for (part, shown) in parts.into_iter().zip(&mut state.parts) {
            part.update(shown, &state.element);
        }
        for (child, shown) in children.into_iter().zip(&mut state.children) {
            child.rebuild(shown);
        }
        None
    }
}

impl Part {
    fn build(self, element: &types::Element) -> PartState {
        match self {
            Self::Fixed(name, value) => {
                // What was never put there needs not be taken away.
                if value.is_some() {
                    put(element, Kind::Attribute, name, value.as_deref());
                }
                PartState::Fixed(name, value)
            }
            Self::Follows(name, kind, ask) => PartState::Follows(name, kind, follow(element, kind, name, ask, None)),
            Self::Property(name, ask) => {
                let element = element.clone();
                let effect = RenderEffect::new(move |_| {
                    let value = ask();
                    let name = JsValue::from_str(name);
                    // What is typed is compared first: setting a value moves the cursor to its end.
                    if Reflect::get(&element, &name).as_ref() != Ok(&value) {
                        let _ = Reflect::set(&element, &name, &value);
                    }
                });
                PartState::Property(name, effect)
            }
            Self::On(name, handle) => PartState::On(listen(element, name, Rc::new(RefCell::new(handle)))),
            Self::NodeRef(load) => {
                load(element);
                PartState::NodeRef
            }
        }
    }

    fn belongs_to(&self, state: &PartState) -> bool {
        match (self, state) {
            (Self::Fixed(name, _), PartState::Fixed(other, _)) | (Self::Property(name, _), PartState::Property(other, _)) => name == other,
            (Self::Follows(name, kind, _), PartState::Follows(other, other_kind, _)) => name == other && kind == other_kind,
            (Self::On(name, _), PartState::On(listener)) => *name == listener.name,
            (Self::NodeRef(_), PartState::NodeRef) => true,
            _ => false,
        }
    }

    fn update(self, state: &mut PartState, element: &types::Element) {
        match (self, &mut *state) {
            (Self::Fixed(name, value), PartState::Fixed(_, shown)) => {
                if *shown != value {
                    put(element, Kind::Attribute, name, value.as_deref());
                    *shown = value;
                }
            }
            (Self::On(_, handle), PartState::On(listener)) => *listener.handle.borrow_mut() = handle,
            (Self::Follows(name, kind, ask), PartState::Follows(.., before)) => {
                // What the effect before has put there is taken away by this one, when it is not wanted any more.
                *before = follow(element, kind, name, ask, before.take_value());
            }
            (part, _) => *state = part.build(element),
        }
    }
}

fn create(tag: &str) -> types::Element {
    if matches!(tag, "svg" | "path") {
        Rndr::create_element(tag, Some("http://www.w3.org/2000/svg"))
    } else {
        Rndr::create_element(tag, None)
    }
}

fn put(element: &types::Element, kind: Kind, name: &str, value: Option<&str>) {
    match (kind, value) {
        (Kind::Attribute, Some(value)) => Rndr::set_attribute(element, name, value),
        (Kind::Attribute, None) => Rndr::remove_attribute(element, name),
        (Kind::Class, Some(_)) => {
            let _ = element.class_list().add_1(name);
        }
        (Kind::Class, None) => {
            let _ = element.class_list().remove_1(name);
        }
        (Kind::Style, value) => {
            if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
                let _ = element.style().set_property(name, value.unwrap_or_default());
            }
        }
    }
}

/// Keeps what is `shown` by now as `ask` wants it.
fn follow(
    element: &types::Element,
    kind: Kind,
    name: &'static str,
    ask: Ask,
    shown: Option<AttributeValue>,
) -> RenderEffect<AttributeValue> {
    let element = element.clone();
    let put_if_new = move |shown: Option<AttributeValue>| {
        let value = ask();
        // What was never put there needs not be taken away.
        if shown.unwrap_or_default() != value {
            put(&element, kind, name, value.as_deref());
        }
        value
    };
    RenderEffect::new_with_value(put_if_new, shown)
}

/// Handlers run with the owner of their view, so that they find its context and what they make ends with it.
fn listen(element: &types::Element, name: Cow<'static, str>, handle: Rc<RefCell<Handler>>) -> Listener {
    let owner = Owner::current().unwrap_or_default();
    let handler = Rc::clone(&handle);
    let call = move |event: types::Event| owner.with(|| handler.borrow_mut()(event));
    // The browser frees the function together with the last that refers to it.
    let call = Closure::<dyn FnMut(types::Event)>::new(call).into_js_value();
    let _ = element.add_event_listener_with_callback(&name, call.unchecked_ref());
    Listener { element: element.clone(), name, handle, call }
}

impl Mountable for ElementState {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_node().and_then(|parent| parent.dyn_into().ok()) else { return false };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.element.clone()]
    }
}
