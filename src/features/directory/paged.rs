//! A list that grows by a page at a time.

use leptos::html;
use leptos::prelude::*;

use super::rows::{columns, rows};
use super::words;
use crate::backend::directory::{List, Listed};
use crate::backend::query::Query;
use crate::backend::sentences::sentence;
use crate::backend::{Remote, Write, use_backend, use_query, use_write};
use crate::dom::live::use_announcer;
use crate::features::shell::failure;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Paths, use_paths};
use crate::ui::{Button, Note, Skeleton, Table, Tone, Weight, focus_row, growing_rows, more_rows};

/// A list, and how much of it is there.
#[derive(Clone, Copy)]
pub struct Paged {
    list: Memo<List>,
    first: Query<Listed>,
    more: Write<(List, String)>,
    /// What is on show.
    pages: RwSignal<Vec<Listed>>,
    /// How often there was a new first page.
    round: RwSignal<u32>,
    place: NodeRef<html::Div>,
}

/// Asks for the first page of `list` now and whenever it becomes another list.
pub fn use_paged(list: Memo<List>) -> Paged {
    let backend = use_backend();
    let announcer = use_announcer();
    let (pages, round, place) = (RwSignal::new(Vec::<Listed>::new()), RwSignal::new(0), NodeRef::<html::Div>::new());
    let ask = move |list: List, next: Option<String>| {
        let graph = backend.graph();
        async move { graph.listed(&list, next).await }
    };
    let first = use_query(move || Some(list.get()), move |list| ask(list, None));
    Effect::new(move |_| {
        let Remote::Ready(page) = first.state.get() else { return };
        let found = page.total.unwrap_or(page.len() as u64);
        pages.set(vec![page]);
        round.update(|round| *round += 1);
        // What was searched for is on show, and the focus is still in the search.
        if round.get_untracked() > 1 {
            announcer.say(words::count(list.with_untracked(List::is_of_people), found));
        }
    });
    let more = use_write(
        move |(list, next): (List, String)| {
            let page = ask(list.clone(), Some(next));
            async move { Ok((list, page.await?)) }
        },
        move |(asked, page): (List, Listed)| {
            if list.get_untracked() == asked {
                let before = shown(pages);
                pages.update(|pages| pages.push(page));
                announcer.say(words::count(asked.is_of_people(), shown(pages)));
                let at = usize::try_from(before).unwrap_or_default();
                request_animation_frame(move || focus_row(place, "th > a", at));
            }
        },
    );
    Paged { list, first, more, pages, round, place }
}

impl Paged {
    /// How many there are, where it is known.
    pub fn total(self) -> Option<u64> {
        self.pages.with(|pages| pages.first()?.total)
    }

    /// The total in words.
    pub fn total_in_words(self) -> Option<String> {
        self.total().map(|total| words::count(self.list.with(List::is_of_people), total))
    }

    fn next(self) -> Option<String> {
        self.pages.with(|pages| pages.last()?.next.clone())
    }
}

fn shown(pages: RwSignal<Vec<Listed>>) -> u64 {
    pages.with(|pages| pages.iter().map(|page| page.len() as u64).sum())
}

/// The list as a table, or why there is none.
#[component]
pub fn PagedList(
    /// The list.
    paged: Paged,
    /// What it is a list of.
    name: &'static str,
    /// What stands here when it is empty.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let paths = use_paths();
    let error = Memo::new(move |_| paged.first.state.with(|state| state.error().cloned()));
    let is_loading = move || paged.first.state.with(Remote::is_loading);
    let content = move || {
        let is_known = paged.round.get() > 0;
        let retry = Callback::new(move |()| paged.first.refresh());
        match error.get() {
            None if !is_known => view! { <Skeleton rows=4/> }.into_any(),
            Some(error) if !is_known => failure(&error, retry),
            error => {
                let stale = error.map(|error| {
                    view! {
                        <Note tone=Tone::Warn live=true>
                            <p>{sentence(&error)} " " {t::directory::refresh_failed()}</p>
                            <Button label=t::ui::try_again() weight=Weight::Bare on_press=retry/>
                        </Note>
                    }
                });
                view! { {stale} {table(paged, name, paths, &empty)} }.into_any()
            }
        }
    };
    view! { <div aria-busy=move || is_loading().then_some("true") node_ref=paged.place>{content}</div> }.into_any()
}

fn table(paged: Paged, name: &'static str, paths: Paths, empty: &ViewFn) -> AnyView {
    let columns = paged.pages.with_untracked(|pages| pages.first().filter(|page| !page.is_empty()).map(columns));
    let Some(columns) = columns else { return empty.run() };
    let rows_of = Callback::new(move |at: usize| {
        let rows = paged.pages.with(|pages| pages.get(at).map(|page| rows(page, columns, paths)));
        view! { {rows} }.into_any()
    });
    let count = Signal::derive(move || paged.pages.with(Vec::len));
    view! { <Table name=name columns=columns>{growing_rows(count, rows_of)}</Table> {foot(paged)} }.into_any()
}

fn foot(paged: Paged) -> AnyView {
    let of_all = move || paged.total().map(|total| t::directory::shown(shown(paged.pages), total));
    more_rows(
        Signal::derive(move || paged.next().is_some()),
        t::directory::load_more(),
        paged.more.busy,
        Signal::derive(move || paged.more.error.with(|error| error.as_ref().map(sentence))),
        (move || view! { <p class="soft small">{of_all}</p> }).into(),
        Callback::new(move |()| {
            if let Some(next) = untrack(|| paged.next()) {
                paged.more.run((paged.list.get_untracked(), next));
            }
        }),
    )
}
