//! The screens that can be gone to from anywhere.

use crate::i18n::t;
use crate::paths::Paths;
use crate::ui::Icon;

/// A screen and the way to it.
#[derive(Clone)]
pub struct ScreenLink {
    /// What it is called.
    pub label: &'static str,
    /// Its picture.
    pub icon: Icon,
    /// Where it is.
    pub href: String,
}

/// The screens, in the order of the side bar. Who gets what and History are among
/// them only where the server offers that; see [`super::Offers`].
pub fn screens(paths: Paths) -> [ScreenLink; 8] {
    let screen = |label, icon, href| ScreenLink { label, icon, href };
    [
        screen(t::shell::overview(), Icon::Home, paths.overview()),
        screen(t::shell::enrollment_types(), Icon::List, paths.enrollment_types()),
        screen(t::who_gets_what::title(), Icon::Search, paths.who_gets_what()),
        screen(t::shell::restrictions(), Icon::Shield, paths.restrictions()),
        screen(t::shell::directory(), Icon::People, paths.directory()),
        screen(t::history::title(), Icon::Retry, paths.history()),
        screen(t::shell::audit_log(), Icon::Clock, paths.audit_log()),
        screen(t::shell::settings(), Icon::Gear, paths.settings()),
    ]
}
