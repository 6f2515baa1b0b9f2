//! What is said about profiles on the next screen, which may belong to another part of the portal: one was created, or some
//! were deleted, with a way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use super::words;
use crate::backend::graph::idempotency_key;
use crate::backend::sentences::sentence;
use crate::backend::{Backend, use_backend};
use crate::dom::first::hear_first;
use crate::dom::root::{AppRoot, use_app_root};
use crate::i18n::t;
use crate::luggage::Luggage;
use crate::paths::use_paths;
use crate::ui::{Toast, Toasts, Tone, use_toasts};

/// The event by which a part that is not on show any more tells the one that took its place; `detail` is text.
const NEWS: &str = "pomona-news";

/// Says `sentence` here and now, and on the next screen when that belongs to another part.
pub fn say(luggage: Luggage, backend: Backend, toasts: Toasts, sentence: &str) {
    let news = json!({ "sentence": sentence });
    show(&news, backend, toasts);
    luggage.pack(news);
}

/// [`say`] with an Undo that creates `profile` again, once for each `key`.
pub fn say_with_way_back(luggage: Luggage, backend: Backend, toasts: Toasts, sentence: &str, profile: &Value, key: &str) {
    let news = json!({ "sentence": sentence, "profiles": [{ "profile": profile, "key": key }] });
    show(&news, backend, toasts);
    luggage.pack(news);
}

/// That profiles were deleted, with an Undo that creates `profiles` again, the first one first; without one where it is empty,
/// because they hold what this version cannot write.
pub fn deleted(sentence: &str, profiles: Vec<Value>) -> Value {
    let gone = profiles.into_iter().map(|profile| json!({ "profile": profile, "key": idempotency_key() }));
    json!({ "sentence": sentence, "profiles": gone.collect::<Vec<_>>() })
}

/// That something failed after its screen was left.
pub fn failed(sentence: &str) -> Value {
    json!({ "sentence": sentence, "tone": "bad" })
}

/// Tells how a write ended to whoever is there by then: the person may have gone to another screen or another part.
#[derive(Clone)]
pub struct Teller {
    root: Option<HtmlElement>,
    base: String,
    backend: Backend,
    toasts: Toasts,
}

impl Teller {
    /// From the screen that writes.
    pub fn here() -> Self {
        Self { root: use_app_root().map(AppRoot::element), base: use_paths().base(), backend: use_backend(), toasts: use_toasts() }
    }

    /// Says `news`, wherever the person is.
    pub fn tell(&self, news: &Value) {
        if self.root.as_ref().is_none_or(|root| root.is_connected()) {
            return show(news, self.backend, self.toasts);
        }
        let init = CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&json!({ "base": self.base, "news": news }).to_string()));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(NEWS, &init) {
            let _ = window().dispatch_event(&event);
        }
    }
}

/// Hears what another part tells of the portal below `base`.
pub fn hear(base: &str, backend: Backend, toasts: Toasts) {
    let base = base.to_owned();
    hear_first(NEWS, move |event| {
        let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string()).unwrap_or_default();
        let told: Value = serde_json::from_str(&detail).unwrap_or_default();
        if told["base"].as_str() == Some(&base) {
            show(&told["news"], backend, toasts);
        }
    });
}

/// Shows what was said here, perhaps in another part.
pub fn show(news: &Value, backend: Backend, toasts: Toasts) {
    let Some(sentence) = news["sentence"].as_str() else { return };
    let tone = if news["tone"] == "bad" { Tone::Bad } else { Tone::Brand };
    let toast = Toast { tone, sentence: sentence.to_owned() };
    match news["profiles"].as_array().filter(|gone| !gone.is_empty()) {
        Some(gone) => {
            let gone = gone.clone();
            toasts.offer(toast, t::profiles::undo(), move || put_back(backend, toasts, gone.clone()));
        }
        None => toasts.show(toast),
    }
}

/// Makes the profiles once more where they were, however often it is pressed. This works when the screen is gone, too.
fn put_back(backend: Backend, toasts: Toasts, gone: Vec<Value>) {
    let graph = backend.graph();
    spawn_local(async move {
        let only_one = gone.len() == 1;
        let mut made = Vec::new();
        let mut failed = None;
        for one in gone {
            let name = one["profile"]["displayName"].as_str().unwrap_or_default().to_owned();
            match graph.put_back_profile(one["profile"].clone(), one["key"].as_str().unwrap_or_default()).await {
                Ok(profile) => made.push(words::name(&profile)),
                Err(error) if only_one => failed = Some(t::profiles::undo_failed(&sentence(&error))),
                Err(error) => failed = failed.or_else(|| Some(t::list::not_put_back(&name, &sentence(&error)))),
            }
        }
        toasts.show(match (failed, &made[..]) {
            (Some(sentence), _) => Toast { tone: Tone::Bad, sentence },
            (None, [name]) => Toast { tone: Tone::Brand, sentence: t::profiles::was_put_back(name) },
            (None, several) => Toast { tone: Tone::Brand, sentence: t::list::put_back(several.len() as u64) },
        });
    });
}
