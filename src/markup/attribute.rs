//! The value of an attribute: fixed, or one that follows signals.

use std::borrow::Cow;

use leptos::oco::Oco;
use leptos::prelude::{Get, Signal};
use leptos::text_prop::TextProp;

use super::element::Element;

/// What stands in an attribute; `None` leaves it out.
pub type AttributeValue = Option<Cow<'static, str>>;

/// Whatever may stand behind `name=` of an element.
pub trait IntoAttribute: Sized {
    /// The value as it is now.
    fn value(self) -> AttributeValue;

    /// Gives it to the element that is being put together. One that follows signals is asked again when they change.
    fn give(self, element: &mut Element, name: &'static str) {
        element.fix(name, self.value());
    }
}

impl IntoAttribute for &'static str {
    fn value(self) -> AttributeValue {
        Some(Cow::Borrowed(self))
    }
}

impl IntoAttribute for String {
    fn value(self) -> AttributeValue {
        Some(Cow::Owned(self))
    }
}

impl IntoAttribute for Oco<'static, str> {
    fn value(self) -> AttributeValue {
        self.into_owned().value()
    }
}

impl IntoAttribute for bool {
    fn value(self) -> AttributeValue {
        self.then_some(Cow::Borrowed(""))
    }
}

impl IntoAttribute for usize {
    fn value(self) -> AttributeValue {
        self.to_string().value()
    }
}

impl IntoAttribute for u64 {
    fn value(self) -> AttributeValue {
        self.to_string().value()
    }
}

impl IntoAttribute for TextProp {
    fn value(self) -> AttributeValue {
        self.get().value()
    }

    fn give(self, element: &mut Element, name: &'static str) {
        (move || self.get()).give(element, name);
    }
}

impl<T: Clone + IntoAttribute + Send + Sync + 'static> IntoAttribute for Signal<T> {
    fn value(self) -> AttributeValue {
        self.get().value()
    }

    fn give(self, element: &mut Element, name: &'static str) {
        (move || self.get()).give(element, name);
    }
}

impl<T: IntoAttribute> IntoAttribute for Option<T> {
    fn value(self) -> AttributeValue {
        self.and_then(T::value)
    }

    fn give(self, element: &mut Element, name: &'static str) {
        match self {
            Some(value) => value.give(element, name),
            None => element.fix(name, None),
        }
    }
}

impl<F, T> IntoAttribute for F
where
    F: Fn() -> T + 'static,
    T: IntoAttribute,
{
    fn value(self) -> AttributeValue {
        self().value()
    }

    fn give(self, element: &mut Element, name: &'static str) {
        element.follow(name, Box::new(move || self().value()));
    }
}
