//! A piece of markup, and what became of it in the page.

use std::any::Any;
use std::borrow::Cow;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, AnyView, IntoAny, IntoView, Mountable, Render, RenderHtml};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;

use super::element::{Element, ElementState};
use super::into_markup::IntoMarkup;
use super::reactive::{Reactive, ReactiveState};

/// A piece of markup.
///
/// Leptos wants views that could be sent to another thread. The browser has one, and there the wrapper costs a comparison.
#[must_use = "markup that is not shown does nothing"]
pub struct Markup(Box<SendWrapper<Node>>);

enum Node {
    Nothing,
    Text(Cow<'static, str>),
    Element(Element),
    Many(Vec<Markup>),
    Reactive(Reactive),
    Any(AnyView),
}

impl Markup {
    fn new(node: Node) -> Self {
        Self(Box::new(SendWrapper::new(node)))
    }

    /// Nothing, which may become something later.
    pub fn nothing() -> Self {
        Self::new(Node::Nothing)
    }

    /// Text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Node::Text(text.into()))
    }

    /// Several pieces, one after the other; none yet.
    pub fn many() -> Self {
        Self::new(Node::Many(Vec::new()))
    }

    /// A view of Leptos whose type is forgotten already.
    pub fn any(view: AnyView) -> Self {
        Self::new(Node::Any(view))
    }

    /// What a component answers.
    pub fn view<V: IntoView + 'static>(view: V) -> Self {
        let mut view = Some(view);
        // Most answer one of these two behind an opaque type; wrapping them once more would only cost.
        if let Some(markup) = (&mut view as &mut dyn Any).downcast_mut::<Option<Self>>().and_then(Option::take) {
            return markup;
        }
        if let Some(any) = (&mut view as &mut dyn Any).downcast_mut::<Option<AnyView>>().and_then(Option::take) {
            return Self::any(any);
        }
        view.map_or_else(Self::nothing, |view| Self::any(view.into_any()))
    }

    /// The same with one more piece inside, or behind when it is no element.
    pub fn child(mut self, child: impl IntoMarkup) -> Self {
        self.put_in(child.into_markup());
        self
    }

    fn put_in(&mut self, child: Self) {
        match &mut **self.0 {
            Node::Element(element) => element.put_in(child),
            Node::Many(pieces) => pieces.push(child),
            _ => {}
        }
    }

    pub(super) fn element(element: Element) -> Self {
        Self::new(Node::Element(element))
    }

    pub(super) fn as_element(&mut self) -> Option<&mut Element> {
        match &mut **self.0 {
            Node::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn reactive(ask: Box<dyn Fn() -> Self>) -> Self {
        Self::new(Node::Reactive(Reactive(ask)))
    }
}

/// What became of a piece of markup in the page.
pub enum State {
    /// Nothing is shown; a comment keeps the place.
    Nothing(types::Placeholder),
    /// A text node and what it says.
    Text(types::Text, Cow<'static, str>),
    /// An element.
    Element(Box<ElementState>),
    /// Several, and a comment that keeps the place behind the last.
    Many(Vec<Self>, types::Placeholder),
    /// A part that follows signals.
    Reactive(ReactiveState),
    /// A view of Leptos.
    Any(Box<<AnyView as Render>::State>),
}

impl Render for Markup {
    type State = State;

    fn build(self) -> State {
        match self.0.take() {
            Node::Nothing => State::Nothing(Rndr::create_placeholder()),
            Node::Text(text) => State::Text(Rndr::create_text_node(&text), text),
            Node::Element(element) => State::Element(Box::new(element.build())),
            Node::Many(pieces) => {
                let mut states = Vec::with_capacity(pieces.len());
                for piece in pieces {
                    states.push(piece.build());
                }
                State::Many(states, Rndr::create_placeholder())
            }
            Node::Reactive(reactive) => State::Reactive(reactive.build()),
            Node::Any(view) => State::Any(Box::new(view.build())),
        }
    }

    fn rebuild(self, state: &mut State) {
        let node = match (self.0.take(), &mut *state) {
            (Node::Nothing, State::Nothing(_)) => return,
            (Node::Text(text), State::Text(node, shown)) => {
                if *shown != text {
                    Rndr::set_text(node, &text);
                    *shown = text;
                }
                return;
            }
            (Node::Element(element), State::Element(shown)) => match element.update(shown) {
                None => return,
                Some(other) => Node::Element(other),
            },
            (Node::Many(pieces), State::Many(states, place)) => {
                for mut left_over in states.drain(pieces.len().min(states.len())..) {
                    left_over.unmount();
                }
                for (at, piece) in pieces.into_iter().enumerate() {
                    if let Some(state) = states.get_mut(at) {
                        piece.rebuild(state);
                    } else {
                        let mut new = piece.build();
                        place.insert_before_this(&mut new);
                        states.push(new);
                    }
                }
                return;
            }
            (Node::Any(view), State::Any(shown)) => return view.rebuild(shown),
            (node, _) => node,
        };
        // Something else stands here from now on.
        let mut new = Self::new(node).build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for State {
    fn unmount(&mut self) {
        match self {
            Self::Nothing(place) => place.unmount(),
            Self::Text(node, _) => node.unmount(),
            Self::Element(element) => element.unmount(),
            Self::Many(states, place) => {
                states.iter_mut().for_each(Mountable::unmount);
                place.unmount();
            }
            Self::Reactive(reactive) => reactive.unmount(),
            Self::Any(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        match self {
            Self::Nothing(place) => place.mount(parent, marker),
            Self::Text(node, _) => node.mount(parent, marker),
            Self::Element(element) => element.mount(parent, marker),
            Self::Many(states, place) => {
                for state in states {
                    state.mount(parent, marker);
                }
                place.mount(parent, marker);
            }
            Self::Reactive(reactive) => reactive.mount(parent, marker),
            Self::Any(view) => view.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Nothing(place) => place.insert_before_this(child),
            Self::Text(node, _) => node.insert_before_this(child),
            Self::Element(element) => element.insert_before_this(child),
            Self::Many(states, place) => match states.first() {
                Some(first) => first.insert_before_this(child),
                None => place.insert_before_this(child),
            },
            Self::Reactive(reactive) => reactive.insert_before_this(child),
            Self::Any(view) => view.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        match self {
            Self::Nothing(_) | Self::Text(..) => Vec::new(),
            Self::Element(element) => element.elements(),
            Self::Many(states, _) => states.iter().flat_map(Mountable::elements).collect(),
            Self::Reactive(reactive) => reactive.elements(),
            Self::Any(view) => view.elements(),
        }
    }
}

/// An element of ours has all its attributes when it is made: our `view!` gives components none from outside.
impl AddAnyAttr for Markup {
    type Output<NewAttribute: Attribute> = Self;

    fn add_any_attr<NewAttribute: Attribute>(self, _: NewAttribute) -> Self {
        self
    }
}

/// Leptos asks every view how it would be rendered on a server. The portal is rendered in browsers alone, so nothing below
/// is ever called, and none of it is in the wasm file.
impl RenderHtml for Markup {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
