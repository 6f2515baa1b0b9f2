//! The events of the log that are there so far, page by page.

use leptos::prelude::*;

use super::days;
use super::filter::Filter;
use crate::backend::graph::audit::AuditPage;
use crate::backend::query::Query;
use crate::backend::{Remote, Write, use_backend, use_query, use_write};
use crate::dom::live::use_announcer;
use crate::i18n::t;

/// How many events come at a time.
const PAGE: u32 = 50;

/// What is there of the log.
#[derive(Clone, Copy)]
pub struct Log {
    /// The first page.
    pub first: Query<AuditPage>,
    /// What is on show.
    pub pages: RwSignal<Vec<AuditPage>>,
    /// How often there was a new first page.
    pub round: RwSignal<u32>,
    /// Asks for the next page; called with what the pages before it are filtered by.
    pub more: Write<(Filter, String)>,
    filter: Memo<Filter>,
    /// The number of the first event that came last, for the focus.
    pub newest_at: RwSignal<Option<usize>>,
}

/// Asks for the first page now, and whenever the filter changes.
pub fn use_log(filter: Memo<Filter>) -> Log {
    let (backend, announcer) = (use_backend(), use_announcer());
    let (pages, round, newest_at) = (RwSignal::new(Vec::<AuditPage>::new()), RwSignal::new(0), RwSignal::new(None));
    let first = use_query(
        move || Some(filter.get()),
        move |filter| {
            let (graph, question) = (backend.graph(), filter.question(days::begin, days::end));
            async move { graph.audit(&question, PAGE).await }
        },
    );
    Effect::new(move |_| {
        let Remote::Ready(page) = first.state.get() else { return };
        let (found, has_more) = (page.events.len() as u64, page.next.is_some());
        pages.set(vec![page]);
        round.update(|round| *round += 1);
        // What was looked for is on show, and the focus is still where it was filled in.
        if round.get_untracked() > 1 {
            announcer.say(if has_more { t::audit::found_more(found) } else { t::audit::found(found) });
        }
    });
    let more = use_write(
        move |(filter, next): (Filter, String)| {
            let graph = backend.graph();
            async move { Ok((filter, graph.audit_page(&next).await?)) }
        },
        move |(asked, page): (Filter, AuditPage)| {
            if filter.get_untracked() == asked {
                let before = pages.with_untracked(|pages| pages.iter().map(|page| page.events.len()).sum());
                announcer.say(t::audit::loaded_more(page.events.len() as u64));
                pages.update(|pages| pages.push(page));
                newest_at.set(Some(before));
            }
        },
    );
    Log { first, pages, round, more, filter, newest_at }
}

impl Log {
    /// Asks for the next page, if there is one.
    pub fn load_more(self) {
        let next = self.pages.with_untracked(|pages| pages.last().and_then(|page| page.next.clone()));
        if let Some(next) = next {
            self.more.run((self.filter.get_untracked(), next));
        }
    }

    /// Whether the event with this id is on show, tracked.
    pub fn shows(self, id: &str) -> bool {
        self.pages.with(|pages| pages.iter().any(|page| page.events.iter().any(|event| event.id == id)))
    }

    /// The names of everybody who did something that is on show, each once.
    pub fn names(self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        self.pages.with(|pages| {
            for event in pages.iter().flat_map(|page| &page.events) {
                if !names.contains(&event.actor.name) {
                    names.push(event.actor.name.clone());
                }
            }
        });
        names
    }
}
