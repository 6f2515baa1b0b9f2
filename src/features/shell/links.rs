//! Keeps the router to its own: links of the host that only look like ours are left alone, and no link scrolls the host.
//!
//! The router listens on `window` and takes every link whose path starts with the base path, so `/it/apple` would
//! also take `/it/apple-support`. It leaves links with `rel="external"` alone, and those with `data-noscroll` do not
//! scroll the window.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, MouseEvent};

/// Call before the router is made, so that this hears of a click first. Stops with the current owner.
pub fn leave_host_links_alone(base: &str) {
    let base = base.to_owned();
    let listener = window_event_listener(ev::click, move |event| {
        let Some(link) = link_of(&event) else { return };
        let same_origin = window().location().origin().is_ok_and(|origin| origin == link.origin());
        if same_origin && !is_below(&base, &link.pathname()) && link.pathname().starts_with(&base) {
            let rel = link.get_attribute("rel");
            if rel.as_deref().is_some_and(|rel| rel.split_whitespace().any(|word| word == "external")) {
                return;
            }
            let _ = link.set_attribute("rel", &format!("{} external", rel.as_deref().unwrap_or_default()));
            set_timeout(
                move || {
                    let _ = match rel {
                        Some(rel) => link.set_attribute("rel", &rel),
                        None => link.remove_attribute("rel"),
                    };
                },
                Duration::ZERO,
            );
        }
    });
    on_cleanup(move || listener.remove());
}

/// Handles clicks on the root of the portal: its links leave the scroll position to the announcer.
pub fn keep_scroll(event: &MouseEvent) {
    if let Some(link) = link_of(event) {
        let _ = link.set_attribute("data-noscroll", "");
    }
}

/// The link that a press is on, also inside a shadow root.
pub(super) fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    event.composed_path().iter().find_map(|target| target.dyn_into().ok())
}

/// Whether `path` is the base itself or something below it.
fn is_below(base: &str, path: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_path_that_only_begins_with_the_same_letters_is_not_ours() {
        assert!(is_below("/it/apple", "/it/apple"));
        assert!(is_below("/it/apple", "/it/apple/enrollment-types"));
        assert!(!is_below("/it/apple", "/it/apple-support"));
        assert!(!is_below("/it/apple", "/it"));
        assert!(is_below("", "/anything"));
    }
}
