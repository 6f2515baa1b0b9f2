//! What the screen on show is called, for the page's title and the breadcrumb.

use leptos::prelude::*;

/// A screen above the one on show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub href: String,
}

/// The title of the screen on show. Screens set it with [`use_screen`].
#[derive(Clone, Copy)]
pub struct Title {
    /// What the screen is called.
    pub screen: RwSignal<String>,
    /// The screens above it, the outermost first, without the fixed part of the path.
    pub trail: RwSignal<Vec<Crumb>>,
}

impl Title {
    /// Provides the title to everything below.
    pub fn provide() -> Self {
        let title = Self { screen: RwSignal::new(String::new()), trail: RwSignal::new(Vec::new()) };
        provide_context(title);
        title
    }
}

/// Says what this screen is called and which screens stand above it; both may change while it is on show.
pub fn use_screen(name: impl Fn() -> String + 'static, trail: impl Fn() -> Vec<Crumb> + 'static) {
    let title = expect_context::<Title>();
    Effect::new(move |_| {
        title.screen.set(name());
        title.trail.set(trail());
    });
}

/// [`use_screen`] for a screen that nothing stands above.
pub fn use_title(name: impl Fn() -> String + 'static) {
    use_screen(name, Vec::new);
}
