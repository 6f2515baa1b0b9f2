//! `/history` and `/enrollment-types/{id}/history`: every version, newest first.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

use super::asked::{Asked, Compared};
use super::compare::comparison;
use super::log::{Log, use_log};
use super::restore::RestoreDialog;
use super::rows::{self, told};
use super::version::details;
use crate::backend::sentences::sentence;
use crate::backend::{Remote, use_backend, use_changes, use_query};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::features::profiles::words;
use crate::features::shell::{Crumb, failure, use_offers, use_portal_screen, use_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, Go, Paths, use_address, use_address_part, use_go, use_paths};
use crate::ui::{Button, Card, EmptyKind, EmptyState, LinkButton, Note, Page, PageHeader, Skeleton, Tone, Weight};

/// What the pieces of the screen share.
#[derive(Clone, Copy)]
pub struct Around {
    /// The profile whose versions are shown; `None` is all.
    pub of: Memo<Option<String>>,
    /// Its name, as far as it is known.
    pub name: Memo<String>,
    /// What the address asks for.
    pub asked: Memo<Asked>,
    /// What is there of the versions.
    pub log: Log,
    /// The versions that are selected, two at most.
    pub selected: RwSignal<Vec<u64>>,
    /// The version that is to be restored.
    pub restoring: RwSignal<Option<u64>>,
    /// The heading of the screen.
    pub heading: NodeRef<html::H1>,
    /// The id of the heading of a comparison.
    pub compare_heading: Id,
    profiles: Memo<Vec<String>>,
    paths: Paths,
    go: Go,
}

impl Around {
    /// Whether there is such a profile, tracked.
    pub fn exists(self, id: &str) -> bool {
        self.profiles.with(|profiles| profiles.iter().any(|other| other == id))
    }

    /// The address of something on this screen.
    pub fn address(self, asked: Asked) -> String {
        let home = self.of.with_untracked(|of| of.as_deref().map_or_else(|| self.paths.history(), |id| self.paths.profile_history(id)));
        [home, asked.query()].concat()
    }

    /// Goes there; Back returns here.
    pub fn go(self, asked: Asked) {
        self.go.to(&self.address(asked));
    }

    /// Goes there in place of this entry of the browser's history.
    pub fn replace(self, asked: Asked) {
        self.go.instead(&self.address(asked));
    }

    /// Shows what differs, with the focus on its heading.
    pub fn compare(self, compared: Compared) {
        self.go(Asked::comparing(compared));
        let id = self.compare_heading.to_string();
        request_animation_frame(move || {
            let heading = self.heading.try_get_untracked().flatten();
            if let Some(heading) = heading.and_then(|heading| focus::by_id(&heading, &id)) {
                focus::focus(&heading);
            }
        });
    }
}

/// The versions of one profile, or of all and their order.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let of = use_address_part(|address| match address {
        Address::History(of) => Some(of),
        _ => None,
    });
    // The same screen for another profile is another one.
    move || of.get().map(history)
}

fn history(of: Option<String>) -> AnyView {
    let (backend, paths, changes) = (use_backend(), use_paths(), use_changes());
    let of = Memo::new(move |_| of.clone());
    let log = use_log(of);
    let profiles = use_query(
        move || Some(changes.get()),
        move |_| {
            let graph = backend.graph();
            async move { graph.profiles().await }
        },
    );
    let found = Memo::new(move |_| {
        profiles.state.with(|state| state.latest().map(|list| list.profiles.iter().map(|one| (one.id.clone(), words::name(one))).collect()))
    });
    let found = Memo::new(move |_| found.get().unwrap_or_else(Vec::new));
    let ids = Memo::new(move |_| found.with(|found| found.iter().map(|(id, _)| id.clone()).collect::<Vec<String>>()));
    let name = Memo::new(move |_| {
        let id = of.get().unwrap_or_default();
        let now = found.with(|found| found.iter().find(|(other, _)| *other == id).map(|(_, name)| name.clone()));
        now.or_else(|| log.newest().map(|version| version.event.object_name)).unwrap_or_default()
    });
    let around = Around {
        of,
        name,
        asked: use_asked(),
        log,
        selected: RwSignal::new(Vec::new()),
        restoring: RwSignal::new(None),
        heading: NodeRef::new(),
        compare_heading: Id::unique("compared"),
        profiles: ids,
        paths,
        go: use_go(),
    };
    let is_of_one = of.with_untracked(Option::is_some);
    let title = move || match (is_of_one, name.get()) {
        (true, name) if !name.is_empty() => t::history::title_of(&name),
        _ => t::history::title().to_owned(),
    };
    if is_of_one {
        use_screen(
            || t::history::title().to_owned(),
            move || {
                let id = of.get().unwrap_or_default();
                let profile = around.exists(&id).then(|| Crumb { label: name.get(), href: paths.profile(&id) });
                [Crumb { label: t::profiles::title().to_owned(), href: paths.enrollment_types() }].into_iter().chain(profile).collect()
            },
        );
    } else {
        use_portal_screen(|| t::history::title().to_owned(), Vec::new);
    }
    let lead = if is_of_one { t::history::lead_of() } else { t::history::lead() };
    // Said by the list, once it is there; a version is no proof, because others may have been loaded before.
    let is_gone = move || {
        is_of_one && profiles.state.with(|state| matches!(state, Remote::Ready(_))) && !around.exists(&of.get().unwrap_or_default())
    };
    let gone = move || (is_gone() && log.round.get() > 0).then(|| view! { <Note><p>{t::history::deleted()}</p></Note> });
    view! {
        <Page>
            <PageHeader title=title lead=move || lead node_ref=around.heading/>
            {gone}
            {comparison(around)}
            {linked(around)}
            <Card>{content(around)}</Card>
            <RestoreDialog around=around/>
        </Page>
    }
    .into_any()
}

/// What the address asks for. It stays what it was when the address goes elsewhere.
fn use_asked() -> Memo<Asked> {
    let (search, address) = (use_location().search, use_address());
    Memo::new(move |last: Option<&Asked>| {
        let is_here = address.with(|address| matches!(address, Address::History(_)));
        match last {
            Some(last) if !is_here => *last,
            _ => {
                let values = search.with(|search| UrlSearchParams::new_with_str(search)).ok();
                Asked::read(|name| values.as_ref()?.get(name))
            }
        }
    })
}

fn content(around: Around) -> AnyView {
    let (log, offers) = (around.log, use_offers());
    let error = Memo::new(move |_| log.first.state.with(|state| state.error().cloned()));
    let is_loading = move || log.first.state.with(Remote::is_loading);
    let view = move || {
        let is_known = log.round.get() > 0;
        let retry = Callback::new(move |()| log.first.refresh());
        match error.get() {
            None if !is_known && !offers.versions() => no_versions(around.paths),
            None if !is_known => view! { <Skeleton rows=8/> }.into_any(),
            None if untrack(|| log.newest()).is_none() => {
                view! { <EmptyState kind=EmptyKind::Nothing title=t::history::empty_title() text=t::history::empty_text()/> }.into_any()
            }
            None => rows::table(around),
            Some(error) if !is_known => failure(&error, retry),
            Some(error) => view! {
                <Note tone=Tone::Warn live=true>
                    <p>{sentence(&error)} " " {t::profiles::refresh_failed()}</p>
                    <Button label=t::ui::try_again() weight=Weight::Bare on_press=retry/>
                </Note>
                {rows::table(around)}
            }
            .into_any(),
        }
    };
    view! { <div aria-busy=move || is_loading().then_some("true")>{view}</div> }.into_any()
}

/// Of a server that is plain Graph.
fn no_versions(paths: Paths) -> AnyView {
    view! {
        <EmptyState kind=EmptyKind::Nothing title=t::history::plain_graph_title() text=t::history::plain_graph_text()>
            <LinkButton label=t::shell::audit_log() href=Signal::derive(move || paths.audit_log())/>
        </EmptyState>
    }
    .into_any()
}

/// The version in the address, where it is not among those on show.
fn linked(around: Around) -> AnyView {
    let backend = use_backend();
    let wanted = Memo::new(move |_| {
        let number = around.asked.get().version?;
        (around.log.round.get() > 0 && !around.log.shows(number)).then_some(number)
    });
    let version = use_query(
        move || wanted.get(),
        move |number| {
            let graph = backend.graph();
            async move { graph.version(number).await }
        },
    );
    let content = move || {
        version.state.with(|state| match state {
            Remote::Ready(version) => {
                view! { <h2>{t::history::linked()}</h2> <p>{told(version, around)}</p> {details(version, around)} }.into_any()
            }
            Remote::Failed(_, error) => failure(error, Callback::new(move |()| version.refresh())),
            _ => view! { <Skeleton rows=3/> }.into_any(),
        })
    };
    let view = move || {
        wanted.get().map(|_| {
            let close = move |()| around.replace(Asked::default());
            view! {
                <Card padded=true>
                    <div class="history-compare">{content} <div class="do"><Button label=t::ui::close() on_press=close/></div></div>
                </Card>
            }
        })
    };
    view.into_any()
}
