//! What is looked for, in the address: a filter and the event that is opened can be linked to, and Back returns to them.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

use super::filter::Filter;
use crate::dom::timer::Timer;
use crate::paths::{Address, Go, Paths, use_address, use_go, use_paths};

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Asked {
    /// What is filled in.
    pub fields: Fields,
    /// What the address says.
    pub filter: Memo<Filter>,
    /// The id of the event that is opened; empty when none is.
    pub event: Memo<String>,
    paths: Paths,
    go: Go,
}

/// What is filled in, field by field.
#[derive(Clone, Copy)]
pub struct Fields {
    /// Words in the names of who and what.
    pub text: RwSignal<String>,
    /// The name of whoever did it.
    pub who: RwSignal<String>,
    /// A kind, or the id of a profile.
    pub about: RwSignal<String>,
    /// The first day.
    pub from: RwSignal<String>,
    /// The last day.
    pub to: RwSignal<String>,
}

impl Fields {
    fn of(filter: Filter) -> Self {
        let Filter { text, who, about, from, to } = filter;
        Self {
            text: RwSignal::new(text),
            who: RwSignal::new(who),
            about: RwSignal::new(about),
            from: RwSignal::new(from),
            to: RwSignal::new(to),
        }
    }

    /// The filter that is filled in, tracked.
    fn get(self) -> Filter {
        let text = |field: RwSignal<String>| field.with(|text| text.trim().to_owned());
        Filter { text: text(self.text), who: text(self.who), about: text(self.about), from: text(self.from), to: text(self.to) }
    }

    /// Fills in another filter.
    pub fn set(self, filter: Filter) {
        let Filter { text, who, about, from, to } = filter;
        for (field, value) in [(self.text, text), (self.who, who), (self.about, about), (self.from, from), (self.to, to)] {
            if field.with_untracked(|now| *now != value) {
                field.set(value);
            }
        }
    }
}

impl Asked {
    /// Opens the event with this id, or none.
    pub fn open(self, event: &str) {
        let filter = self.filter.get_untracked();
        self.go.instead(&self.address(&filter, event));
    }

    /// The address of one event, whatever is filtered.
    pub fn address_of(self, event: &str) -> String {
        self.address(&Filter::default(), event)
    }

    fn address(self, filter: &Filter, event: &str) -> String {
        let query = filter.query(event, |text| js_sys::encode_uri_component(text).into());
        let home = self.paths.audit_log();
        if query.is_empty() { home } else { [&home, "?", &query].concat() }
    }
}

/// Keeps what is filled in and the address the same. The address follows in place of its history entry; where it changes
/// by itself, the fields follow.
pub fn use_asked() -> Asked {
    let search = use_location().search;
    let address = use_address();
    // The screen is still there for a moment when the address has gone elsewhere.
    let here = Memo::new(move |_| address.with(|address| *address == Address::AuditLog));
    let parameter = move |name: &str| {
        let parameters = search.with(|search| UrlSearchParams::new_with_str(search));
        parameters.ok().and_then(|parameters| parameters.get(name))
    };
    let filter = Memo::new(move |last: Option<&Filter>| match last {
        Some(last) if !here.get() => last.clone(),
        _ => Filter::read(parameter),
    });
    let event = Memo::new(move |last: Option<&String>| match last {
        Some(last) if !here.get() => last.clone(),
        _ => parameter("event").unwrap_or_default(),
    });
    let fields = Fields::of(filter.get_untracked());
    let asked = Asked { fields, filter, event, paths: use_paths(), go: use_go() };
    let timer = StoredValue::new_local(None::<Timer>);
    let is_typing = StoredValue::new(false);
    Effect::new(move |before: Option<Filter>| {
        let now = fields.get();
        if before.is_some_and(|before| before != now) {
            let wanted = now.clone();
            is_typing.set_value(true);
            timer.set_value(Some(Timer::after(PAUSE, move || {
                is_typing.try_set_value(false);
                if filter.try_get_untracked().is_some_and(|filter| filter != wanted) {
                    asked.go.instead(&asked.address(&wanted, ""));
                }
            })));
        }
        now
    });
    Effect::new(move |_| {
        let filter = filter.get();
        if !is_typing.get_value() && untrack(|| fields.get()) != filter {
            fields.set(filter);
        }
    });
    on_cleanup(move || timer.dispose());
    asked
}
