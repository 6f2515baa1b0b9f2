//! The versions that are there so far, page by page.

use leptos::prelude::*;

use crate::backend::graph::versions::{Version, VersionPage};
use crate::backend::query::Query;
use crate::backend::{Remote, Write, use_backend, use_changes, use_query, use_write};
use crate::dom::live::use_announcer;
use crate::features::shell::use_offers;
use crate::i18n::t;

/// How many versions come at a time.
const PAGE: u32 = 50;

/// What is there of the versions.
#[derive(Clone, Copy)]
pub struct Log {
    /// The first page.
    pub first: Query<VersionPage>,
    /// What is on show.
    pub pages: RwSignal<Vec<VersionPage>>,
    /// Asks for the next page; called with how often there was a first one, and its address.
    pub more: Write<(u32, String)>,
    /// How often there was a new first page.
    pub round: RwSignal<u32>,
    /// The number of the first version that came last, for the focus.
    pub newest_at: RwSignal<Option<usize>>,
}

/// Asks for the first page now, and whenever profiles were changed from here. `of` is one profile; `None` is all.
pub fn use_log(of: Memo<Option<String>>) -> Log {
    let (backend, announcer, changes, offers) = (use_backend(), use_announcer(), use_changes(), use_offers());
    let (pages, round, newest_at) = (RwSignal::new(Vec::<VersionPage>::new()), RwSignal::new(0), RwSignal::new(None));
    let first = use_query(
        move || offers.versions().then(|| (of.get(), changes.get())),
        move |(of, _)| {
            let graph = backend.graph();
            async move { graph.versions(of.as_deref(), PAGE).await }
        },
    );
    Effect::new(move |_| {
        let Remote::Ready(page) = first.state.get() else { return };
        pages.set(vec![page]);
        round.update(|round| *round += 1);
    });
    let more = use_write(
        move |(asked, next): (u32, String)| {
            let graph = backend.graph();
            async move { Ok((asked, graph.version_page(&next).await?)) }
        },
        move |(asked, page): (u32, VersionPage)| {
            if round.get_untracked() == asked {
                let before = pages.with_untracked(|pages| pages.iter().map(|page| page.versions.len()).sum());
                announcer.say(t::history::more(page.versions.len() as u64));
                pages.update(|pages| pages.push(page));
                newest_at.set(Some(before));
            }
        },
    );
    Log { first, pages, more, round, newest_at }
}

impl Log {
    /// Asks for the next page, if there is one.
    pub fn load_more(self) {
        let next = self.pages.with_untracked(|pages| pages.last().and_then(|page| page.next.clone()));
        if let Some(next) = next {
            self.more.run((self.round.get_untracked(), next));
        }
    }

    /// The newest version, tracked.
    pub fn newest(self) -> Option<Version> {
        self.pages.with(|pages| pages.first()?.versions.first().cloned())
    }

    /// Whether this version is on show, tracked.
    pub fn shows(self, number: u64) -> bool {
        self.pages.with(|pages| pages.iter().any(|page| page.versions.iter().any(|version| version.number == number)))
    }
}
