//! The text that is searched for, in the address as `?q=`, so that a search can be linked to and Back returns to it.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

use crate::dom::timer::Timer;
use crate::paths::{Address, DirectoryPlace, use_address, use_go, use_paths};

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(220);

/// A text that is searched for at one place.
#[derive(Clone, Copy)]
pub struct SearchedText {
    /// What is typed.
    pub typed: RwSignal<String>,
    /// What is asked for: what the address says.
    pub asked: Memo<String>,
}

/// Keeps the text and the address of `place` the same. The address follows typing in place of its history entry; where it
/// changes by itself, the text follows.
pub fn use_searched_text(place: DirectoryPlace) -> SearchedText {
    let (paths, go, address) = (use_paths(), use_go(), use_address());
    let search = use_location().search;
    let home = paths.directory_place(&place);
    // The screen is still there for a moment when the address has gone elsewhere.
    let here = Memo::new(move |_| address.with(|address| matches!(address, Address::Directory(other) if *other == place)));
    let asked = Memo::new(move |last: Option<&String>| {
        let text = search.with(|search| text_of(search));
        if here.get() { text } else { last.cloned().unwrap_or_default() }
    });
    let typed = RwSignal::new(asked.get_untracked());
    let timer = StoredValue::new_local(None::<Timer>);
    let is_typing = StoredValue::new(false);
    Effect::new(move |before: Option<String>| {
        let now = typed.get();
        if before.is_some_and(|before| before != now) {
            let (text, home) = (now.trim().to_owned(), home.clone());
            is_typing.set_value(true);
            timer.set_value(Some(Timer::after(PAUSE, move || {
                is_typing.try_set_value(false);
                if asked.try_get_untracked().is_some_and(|asked| asked != text) {
                    go.instead(&address_of(&home, &text));
                }
            })));
        }
        now
    });
    Effect::new(move |_| {
        let asked = asked.get();
        if !is_typing.get_value() && typed.with_untracked(|typed| typed.trim() != asked) {
            typed.set(asked);
        }
    });
    on_cleanup(move || timer.dispose());
    SearchedText { typed, asked }
}

fn text_of(search: &str) -> String {
    let parameters = UrlSearchParams::new_with_str(search);
    parameters.ok().and_then(|parameters| parameters.get("q")).unwrap_or_default()
}

fn address_of(home: &str, text: &str) -> String {
    if text.is_empty() { home.to_owned() } else { format!("{home}?q={}", String::from(js_sys::encode_uri_component(text))) }
}
