//! Keys that work on every screen: Ctrl+K, and `/` and `?` where no text is being typed.
//!
//! The portal may live in somebody else's page, whose keys are the host's. A key is ours when it is pressed while the
//! focus is inside the portal. While the focus is nowhere, which is on `<body>`, it is ours only if the page shows nothing
//! but the portal. What the host or a control has handled already is left alone.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::dom::focus;
use crate::dom::root::{AppRoot, use_app_root};
use crate::dom::storage::Shelf;

/// Where the choice is kept, as `off`; nothing is on.
const SINGLE_KEYS: &str = "pomona.single-keys";

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// Ctrl+K, ⌘K: search or jump to.
    Palette,
    /// `/`: the field that narrows down what the screen shows.
    Filter,
    /// `?`: the list of shortcuts.
    List,
}

/// A key with what is held down with it.
#[derive(Clone, Copy, Default)]
struct Press<'a> {
    key: &'a str,
    /// The place on the keyboard, for alphabets without a K.
    code: &'a str,
    ctrl: bool,
    meta: bool,
    alt: bool,
}

impl Wish {
    /// The wish of a key; on Apple's keyboards ⌘ takes the place of Ctrl.
    fn of(press: Press<'_>, apple: bool) -> Option<Self> {
        let Press { key, code, ctrl, meta, alt } = press;
        let is_k = key.eq_ignore_ascii_case("k") || (code == "KeyK" && !key.is_ascii());
        let wants = if apple { meta && !ctrl } else { ctrl && !meta };
        match key {
            _ if is_k && wants && !alt => Some(Self::Palette),
            "/" if !ctrl && !meta && !alt => Some(Self::Filter),
            "?" if !ctrl && !meta && !alt => Some(Self::List),
            _ => None,
        }
    }
}

/// The shortcuts of this portal, and what they open. Get it with `use_shortcuts`.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    /// Whether the palette is open.
    pub palette: RwSignal<bool>,
    /// Whether the list of shortcuts is open.
    pub list: RwSignal<bool>,
    /// Whether keys that are a single character count (WCAG 2.1.4).
    pub single_keys: RwSignal<bool>,
    /// Whether somebody is signed in, for whom there is something to open.
    awake: RwSignal<bool>,
}

impl Shortcuts {
    /// Provides the shortcuts to everything below, and hears keys that are pressed while the focus is nowhere.
    pub fn provide() -> Self {
        let shortcuts = Self {
            palette: RwSignal::new(false),
            list: RwSignal::new(false),
            single_keys: RwSignal::new(Shelf::Local.read(SINGLE_KEYS).is_none()),
            awake: RwSignal::new(false),
        };
        provide_context(shortcuts);
        if let Some(root) = use_app_root() {
            let listener = window_event_listener(ev::keydown, move |event| {
                let is_nowhere = pressed_in(&event).is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "HTML"));
                if is_nowhere && root.stands_alone() {
                    shortcuts.hear(root, &event);
                }
            });
            on_cleanup(move || listener.remove());
        }
        shortcuts
    }

    /// Lets the shortcuts work for as long as the current view is there.
    pub fn wake(self) {
        self.awake.set(true);
        on_cleanup(move || {
            self.awake.try_set(false);
        });
    }

    /// Turns keys that are a single character on or off, for this browser.
    pub fn use_single_keys(self, on: bool) {
        self.single_keys.set(on);
        // A browser that keeps nothing still does as asked until the page is closed.
        if on {
            Shelf::Local.remove(SINGLE_KEYS);
        } else {
            Shelf::Local.write(SINGLE_KEYS, "off");
        }
    }

    /// Handles a key that was pressed inside `root`.
    pub fn hear(self, root: AppRoot, event: &KeyboardEvent) {
        if event.default_prevented() || event.is_composing() || event.repeat() || !self.awake.get_untracked() {
            return;
        }
        let (key, code) = (event.key(), event.code());
        let pressed = Press { key: &key, code: &code, ctrl: event.ctrl_key(), meta: event.meta_key(), alt: event.alt_key() };
        let Some(wish) = Wish::of(pressed, is_apple()) else { return };
        if self.grant(wish, &root.element(), event) {
            event.prevent_default();
        }
    }

    /// Does what is wished for; `false` when it cannot be done here and the key is not ours.
    fn grant(self, wish: Wish, root: &HtmlElement, event: &KeyboardEvent) -> bool {
        let is_asked_something = root.query_selector("dialog[open]").ok().flatten().is_some();
        if wish == Wish::Palette && (self.palette.get_untracked() || !is_asked_something) {
            self.palette.update(|open| *open = !*open);
            return true;
        }
        let is_typing = pressed_in(event).is_some_and(|element| takes_text(&element));
        if is_asked_something || is_typing || !self.single_keys.get_untracked() {
            return false;
        }
        match wish {
            Wish::Palette => return false,
            Wish::List => self.list.set(true),
            Wish::Filter => {
                let Some(field) = root.query_selector("[data-filter]").ok().flatten() else { return false };
                focus::focus(field.unchecked_ref());
            }
        }
        true
    }
}

/// The shortcuts of this portal.
///
/// # Panics
/// When the view is mounted outside a portal.
pub fn use_shortcuts() -> Shortcuts {
    expect_context()
}

/// Whether the keyboard has ⌘ where others have Ctrl.
pub fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    ["Mac", "iP"].iter().any(|name| platform.starts_with(name))
}

/// The innermost element that the key was pressed in, also inside our shadow root.
fn pressed_in(event: &KeyboardEvent) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

/// Whether what is typed there is text, or jumps to an option of a list.
fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button" | "submit")),
        _ => element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_opens_with_the_modifier_of_the_keyboard() {
        let k = Press { key: "k", code: "KeyK", ..Press::default() };
        assert_eq!(Wish::of(Press { ctrl: true, ..k }, false), Some(Wish::Palette));
        assert_eq!(Wish::of(Press { meta: true, ..k }, true), Some(Wish::Palette));
        assert_eq!(Wish::of(Press { meta: true, ..k }, false), None);
        assert_eq!(Wish::of(Press { ctrl: true, ..k }, true), None, "there it deletes to the end of the line");
        assert_eq!(Wish::of(Press { ctrl: true, alt: true, ..k }, false), None);
        assert_eq!(Wish::of(k, false), None);
        assert_eq!(Wish::of(Press { key: "л", ctrl: true, ..k }, false), Some(Wish::Palette));
        assert_eq!(Wish::of(Press { key: "t", ctrl: true, ..k }, false), None, "the K of another layout");
    }

    #[test]
    fn a_single_key_with_a_modifier_is_another_key() {
        let slash = Press { key: "/", ..Press::default() };
        assert_eq!(Wish::of(slash, false), Some(Wish::Filter));
        assert_eq!(Wish::of(Press { key: "?", ..slash }, false), Some(Wish::List));
        assert_eq!(Wish::of(Press { ctrl: true, ..slash }, false), None);
        assert_eq!(Wish::of(Press { meta: true, ..slash }, true), None);
    }
}
