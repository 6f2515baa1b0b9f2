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

/// Which part of the portal a screen belongs to: the breadcrumb of enrollment says the whole path of the admin center.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// Devices > By platform > iOS/iPadOS > Device onboarding > Enrollment.
    #[default]
    Enrollment,
    /// A screen beside it: the overview, the directory, the audit log, the settings.
    Portal,
}

/// The title of the screen on show. Screens set it with [`use_screen`].
#[derive(Clone, Copy)]
pub struct Title {
    /// What the screen is called.
    pub screen: RwSignal<String>,
    /// What the page is called, where that says more than the name of the screen: a step, an error.
    pub page: RwSignal<Option<String>>,
    /// The screens above it, the outermost first, without the fixed part of the path.
    pub trail: RwSignal<Vec<Crumb>>,
    /// Where the screen belongs.
    pub area: RwSignal<Area>,
}

impl Title {
    /// Provides the title to everything below.
    pub fn provide() -> Self {
        let title = Self {
            screen: RwSignal::new(String::new()),
            page: RwSignal::new(None),
            trail: RwSignal::new(Vec::new()),
            area: RwSignal::new(Area::default()),
        };
        provide_context(title);
        title
    }
}

/// Says what this screen is called and which screens stand above it; both may change while it is on show.
pub fn use_screen(name: impl Fn() -> String + 'static, trail: impl Fn() -> Vec<Crumb> + 'static) {
    show(Area::Enrollment, Box::new(name), Box::new(trail));
}

/// [`use_screen`] for a screen beside those of enrollment.
pub fn use_portal_screen(name: impl Fn() -> String + 'static, trail: impl Fn() -> Vec<Crumb> + 'static) {
    show(Area::Portal, Box::new(name), Box::new(trail));
}

fn show(area: Area, name: Box<dyn Fn() -> String>, trail: Box<dyn Fn() -> Vec<Crumb>>) {
    let title = expect_context::<Title>();
    Effect::new(move |_| {
        title.area.set(area);
        title.screen.set(name());
        title.trail.set(trail());
    });
}

/// Says what the page is called while this screen is on show, where its name is not enough.
pub fn use_page_title(page: impl Fn() -> String + 'static) {
    let title = expect_context::<Title>();
    Effect::new(move |_| title.page.set(Some(page())));
    on_cleanup(move || {
        title.page.try_set(None);
    });
}

/// [`use_screen`] for a screen that nothing stands above.
pub fn use_title(name: impl Fn() -> String + 'static) {
    use_screen(name, Vec::new);
}
