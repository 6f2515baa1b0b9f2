//! A part of the page that is made again whenever a signal in it changes.

use leptos::prelude::{Mountable, Render, RenderEffect};
use leptos::tachys::renderer::types;

use super::node::{Markup, State};

/// How to ask for what is to be shown.
pub struct Reactive(pub Box<dyn Fn() -> Markup>);

/// The effect that shows it.
pub struct ReactiveState(RenderEffect<State>);

impl Reactive {
    /// Shows it, and follows from now on.
    pub fn build(self) -> ReactiveState {
        ReactiveState(RenderEffect::new(move |shown: Option<State>| {
            let markup = (self.0)();
            match shown {
                None => markup.build(),
                Some(mut shown) => {
                    markup.rebuild(&mut shown);
                    shown
                }
            }
        }))
    }
}

/// The effect's own task holds what is shown until the browser gets to it, and until then effects inside would still answer
/// signals, some of which are gone by then. So what is shown ends at once.
impl Drop for ReactiveState {
    fn drop(&mut self) {
        drop(self.0.take_value());
    }
}

impl Mountable for ReactiveState {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        self.0.elements()
    }
}
