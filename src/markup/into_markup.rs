//! Whatever may stand in braces between tags.

use std::borrow::Cow;

use leptos::oco::Oco;
use leptos::prelude::{AnyView, Get, Signal, View};

use super::node::Markup;

/// Something that can be shown.
pub trait IntoMarkup {
    /// The piece of markup that shows it.
    fn into_markup(self) -> Markup;
}

impl IntoMarkup for Markup {
    fn into_markup(self) -> Markup {
        self
    }
}

impl IntoMarkup for AnyView {
    fn into_markup(self) -> Markup {
        Markup::any(self)
    }
}

impl<T: IntoMarkup> IntoMarkup for View<T> {
    fn into_markup(self) -> Markup {
        self.into_inner().into_markup()
    }
}

impl IntoMarkup for &'static str {
    fn into_markup(self) -> Markup {
        Markup::text(self)
    }
}

impl IntoMarkup for String {
    fn into_markup(self) -> Markup {
        Markup::text(self)
    }
}

impl IntoMarkup for Oco<'static, str> {
    fn into_markup(self) -> Markup {
        Markup::text(Cow::from(self.into_owned()))
    }
}

impl IntoMarkup for usize {
    fn into_markup(self) -> Markup {
        Markup::text(self.to_string())
    }
}

impl IntoMarkup for u64 {
    fn into_markup(self) -> Markup {
        Markup::text(self.to_string())
    }
}

impl IntoMarkup for () {
    fn into_markup(self) -> Markup {
        Markup::nothing()
    }
}

impl<T: IntoMarkup> IntoMarkup for Option<T> {
    fn into_markup(self) -> Markup {
        self.map_or_else(Markup::nothing, T::into_markup)
    }
}

impl<T: IntoMarkup> IntoMarkup for Vec<T> {
    fn into_markup(self) -> Markup {
        let mut together = Markup::many();
        for piece in self {
            together = together.child(piece);
        }
        together
    }
}

impl<T: Clone + IntoMarkup + Send + Sync + 'static> IntoMarkup for Signal<T> {
    fn into_markup(self) -> Markup {
        (move || self.get()).into_markup()
    }
}

impl<F, T> IntoMarkup for F
where
    F: Fn() -> T + 'static,
    T: IntoMarkup,
{
    fn into_markup(self) -> Markup {
        Markup::reactive(Box::new(move || self().into_markup()))
    }
}
