//! What is said about a profile on the next screen, which may belong to another part of the portal: it was created, or
//! deleted with a way back.

use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::words;
use crate::backend::Backend;
use crate::backend::sentences::sentence;
use crate::i18n::t;
use crate::luggage::Luggage;
use crate::ui::{Toast, Toasts, Tone};

/// Says `sentence` here and now, and on the next screen when that belongs to another part.
pub fn say(luggage: Luggage, backend: Backend, toasts: Toasts, sentence: &str) {
    let news = json!({ "sentence": sentence });
    show(&news, backend, toasts);
    luggage.pack(news);
}

/// [`say`] with an Undo that creates `profile` again, once for each `key`.
pub fn say_with_way_back(luggage: Luggage, backend: Backend, toasts: Toasts, sentence: &str, profile: &Value, key: &str) {
    let news = json!({ "sentence": sentence, "profile": profile, "key": key });
    show(&news, backend, toasts);
    luggage.pack(news);
}

/// Shows what was said by [`say`] or [`say_with_way_back`], perhaps in another part.
pub fn show(news: &Value, backend: Backend, toasts: Toasts) {
    let Some(sentence) = news["sentence"].as_str() else { return };
    let toast = Toast { tone: Tone::Brand, sentence: sentence.to_owned() };
    match (&news["profile"], news["key"].as_str()) {
        (profile @ Value::Object(_), Some(key)) => {
            let (profile, key) = (profile.clone(), key.to_owned());
            toasts.offer(toast, t::profiles::undo(), move || put_back(backend, toasts, profile.clone(), key.clone()));
        }
        _ => toasts.show(toast),
    }
}

/// Makes the profile once more where it was, however often it is pressed.
fn put_back(backend: Backend, toasts: Toasts, profile: Value, key: String) {
    let graph = backend.graph();
    spawn_local(async move {
        toasts.show(match graph.put_back_profile(profile, &key).await {
            Ok(profile) => Toast { tone: Tone::Brand, sentence: t::profiles::was_put_back(&words::name(&profile)) },
            Err(error) => Toast { tone: Tone::Bad, sentence: t::profiles::undo_failed(&sentence(&error)) },
        });
    });
}
