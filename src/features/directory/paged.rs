//! A list that grows by a page at a time.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::rows::{Columns, columns, rows};
use super::words;
use crate::backend::directory::{List, Listed};
use crate::backend::query::Query;
use crate::backend::sentences::sentence;
use crate::backend::{Remote, Write, use_backend, use_query, use_write};
use crate::dom::focus;
use crate::dom::live::use_announcer;
use crate::features::shell::failure;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Paths, use_paths};
use crate::ui::{Button, Note, Skeleton, Table, Tone, Weight};

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
                request_animation_frame(move || focus_row(place, before));
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

/// The first new row comes right after where the person was.
fn focus_row(place: NodeRef<html::Div>, at: u64) {
    let Some(Ok(links)) = place.try_get_untracked().flatten().map(|place| place.query_selector_all("th > a")) else { return };
    let row = u32::try_from(at).ok().and_then(|at| links.get(at)?.dyn_into().ok());
    if let Some(row) = row {
        focus::focus(&row);
    }
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
    view! { <Table name=name columns=columns>{from_page(paged, 0, columns, paths)}</Table> {foot(paged)} }.into_any()
}

/// The rows from one page on: a page that comes later leaves those above alone.
fn from_page(paged: Paged, at: usize, columns: Columns, paths: Paths) -> AnyView {
    let is_there = Memo::new(move |_| paged.pages.with(|pages| pages.len() > at));
    let view = move || {
        is_there.get().then(|| {
            let rows = paged.pages.with_untracked(|pages| pages.get(at).map(|page| rows(page, columns, paths)));
            view! { {rows} {from_page(paged, at + 1, columns, paths)} }.into_any()
        })
    };
    view.into_any()
}

fn foot(paged: Paged) -> AnyView {
    let has_more = Memo::new(move |_| paged.next().is_some());
    let of_all = move || paged.total().map(|total| t::directory::shown(shown(paged.pages), total));
    let load = move |()| {
        if let Some(next) = untrack(|| paged.next()) {
            paged.more.run((paged.list.get_untracked(), next));
        }
    };
    let view = move || {
        has_more.get().then(|| {
            let failed = move || paged.more.error.get().map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> });
            view! {
                <div class="rows-foot">
                    <Button label=t::directory::load_more() busy=paged.more.busy on_press=load/>
                    <p class="soft small">{of_all}</p>
                    {failed}
                </div>
            }
        })
    };
    view.into_any()
}
