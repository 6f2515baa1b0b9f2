//! Light, dark, or what the system says. A theme that the host sets on the element wins over all of them.

use leptos::prelude::*;

use crate::dom::root::use_app_root;
use crate::dom::storage::Shelf;
use crate::i18n::t;
use crate::ui::{Icon, MenuItem, MenuWork};

const KEY: &str = "pomona.theme";

/// The choice of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    System,
    Light,
    Dark,
}

impl Choice {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::System => t::shell::theme_system(),
            Self::Light => t::shell::theme_light(),
            Self::Dark => t::shell::theme_dark(),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::System => Icon::Screen,
            Self::Light => Icon::Sun,
            Self::Dark => Icon::Moon,
        }
    }
}

/// The theme of this portal.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<Choice>);

impl Theme {
    /// Provides the theme to everything below, as it was chosen last in this browser.
    pub fn provide() -> Self {
        let kept = Shelf::Local.read(KEY);
        let choice = Choice::ALL.into_iter().find(|choice| choice.word() == kept.as_deref());
        let theme = Self(RwSignal::new(choice.unwrap_or(Choice::System)));
        provide_context(theme);
        theme
    }

    /// The value of `data-theme`, tracked.
    pub fn attribute(self) -> Option<&'static str> {
        self.0.get().word()
    }

    /// The choices, for a menu; none while the host decides.
    pub fn menu_items(self) -> Vec<MenuItem> {
        if use_app_root().is_some_and(|root| root.element().has_attribute("data-theme")) {
            return Vec::new();
        }
        let item = |choice: Choice| MenuItem {
            label: choice.label(),
            icon: choice.icon(),
            work: MenuWork::Choose(Callback::new(move |()| self.choose(choice)), Signal::derive(move || self.0.get() == choice)),
        };
        Choice::ALL.map(item).to_vec()
    }

    fn choose(self, choice: Choice) {
        self.0.set(choice);
        match choice.word() {
            // A browser that keeps nothing still shows the theme until the page is closed.
            Some(word) => {
                Shelf::Local.write(KEY, word);
            }
            None => Shelf::Local.remove(KEY),
        }
    }
}
