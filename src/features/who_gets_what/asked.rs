//! What is asked, in the address: a link to it asks the same again, and Back returns to what was asked before.

use std::time::Duration;

use enrollment::device::Platform;
use enrollment::graph::words::WireWord;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

use super::question::{Question, answers_as_word, answers_of_word};
use crate::dom::timer::Timer;
use crate::paths::{Address, Paths, use_address, use_go, use_paths};

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// What is asked.
#[derive(Clone, Copy)]
pub struct Asked {
    /// What is filled in.
    pub fields: Fields,
    /// What the address says.
    pub question: Memo<Question>,
    paths: Paths,
}

/// What is filled in, field by field.
#[derive(Clone, Copy)]
pub struct Fields {
    /// The id of the person.
    pub person: RwSignal<String>,
    /// The system, as the wire calls it.
    pub platform: RwSignal<String>,
    /// Its version.
    pub version: RwSignal<String>,
    /// Whether the device enrolled before: `true` or `false`.
    pub enrolled: RwSignal<String>,
    /// The answers as a word; see [`answers_as_word`].
    pub answers: RwSignal<String>,
}

impl Fields {
    fn all(self) -> [RwSignal<String>; 5] {
        [self.person, self.platform, self.version, self.enrolled, self.answers]
    }

    /// The question that is filled in, tracked.
    fn get(self) -> Question {
        let [person, platform, version, enrolled, answers] = self.all().map(|field| field.get());
        Question {
            person,
            platform: Platform::from_wire(&platform).unwrap_or(Platform::Ios),
            version: version.trim().to_owned(),
            enrolled: enrolled == "true",
            answers: answers_of_word(&answers),
        }
    }

    fn set(self, question: &Question) {
        for (field, value) in self.all().into_iter().zip(values(question)) {
            if field.with_untracked(|now| *now != value) {
                field.set(value);
            }
        }
    }
}

fn values(question: &Question) -> [String; 5] {
    let Question { person, platform, version, enrolled, answers } = question;
    [person.clone(), platform.wire().to_owned(), version.clone(), enrolled.to_string(), answers_as_word(*answers)]
}

impl Asked {
    /// The whole address, to be taken elsewhere.
    pub fn link(self) -> String {
        let origin = window().location().origin().unwrap_or_default();
        [origin, self.question.with(|question| address(self.paths, question))].concat()
    }
}

fn address(paths: Paths, question: &Question) -> String {
    let query = question.query(|text| js_sys::encode_uri_component(text).into());
    let home = paths.who_gets_what();
    if query.is_empty() { home } else { [&home, "?", &query].concat() }
}

/// Keeps what is filled in and the address the same. What is chosen is a step that Back takes back; what is typed takes the
/// place of what was typed before.
pub fn use_asked() -> Asked {
    let (search, paths, go, at) = (use_location().search, use_paths(), use_go(), use_address());
    // The screen is still there for a moment when the address has gone elsewhere.
    let here = Memo::new(move |_| at.with(|address| *address == Address::WhoGetsWhat));
    let question = Memo::new(move |last: Option<&Question>| match last {
        Some(last) if !here.get() => last.clone(),
        _ => {
            let parameters = search.with(|search| UrlSearchParams::new_with_str(search));
            Question::read(|name| parameters.as_ref().ok()?.get(name))
        }
    });
    let [person, platform, version, enrolled, answers] = values(&question.get_untracked()).map(RwSignal::new);
    let fields = Fields { person, platform, version, enrolled, answers };
    let timer = StoredValue::new_local(None::<Timer>);
    let is_typing = StoredValue::new(false);
    Effect::new(move |before: Option<Question>| {
        let now = fields.get();
        let Some(before) = before.filter(|before| *before != now) else { return now };
        if question.with_untracked(|question| *question == now) {
            // The fields followed the address.
            timer.set_value(None);
            is_typing.set_value(false);
            return now;
        }
        let wanted = now.clone();
        let is_typed = before.version != now.version;
        is_typing.set_value(is_typed);
        let follow = move || {
            is_typing.try_set_value(false);
            if question.try_get_untracked().is_some_and(|asked| asked != wanted) {
                let address = address(paths, &wanted);
                if is_typed { go.instead(&address) } else { go.to(&address) }
            }
        };
        if is_typed {
            timer.set_value(Some(Timer::after(PAUSE, follow)));
        } else {
            timer.set_value(None);
            follow();
        }
        now
    });
    Effect::new(move |_| {
        let question = question.get();
        if !is_typing.get_value() && untrack(|| fields.get()) != question {
            fields.set(&question);
        }
    });
    on_cleanup(move || timer.dispose());
    Asked { fields, question, paths }
}
