//! `/audit-log`: every change, newest first.

use enrollment::graph::received::AuditEvent;
use futures::future::join;
use leptos::prelude::*;

use super::asked::{Asked, use_asked};
use super::chain::chain;
use super::days;
use super::details::details;
use super::filter::Filter;
use super::filters::filters;
use super::log::use_log;
use super::rows::{self, Around};
use super::telling::tell;
use crate::backend::graph::ProfileList;
use crate::backend::query::Query;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Graph, Remote, use_backend, use_query};
use crate::features::profiles::words;
use crate::features::shell::{failure, use_portal_screen};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Button, Card, EmptyKind, EmptyState, Note, Page, PageHeader, Skeleton, Tone, Weight};

/// The audit log. `?event=ID` in the address opens one event.
#[component]
pub fn AuditLog() -> impl IntoView {
    use_portal_screen(|| t::shell::audit_log().to_owned(), Vec::new);
    let backend = use_backend();
    let asked = use_asked();
    let log = use_log(asked.filter);
    let known = use_query(|| Some(()), move |()| known(backend.graph()));
    let profiles = Memo::new(move |_| known.state.with(|state| state.latest().map(|(profiles, _)| profiles.clone()).unwrap_or_default()));
    let is_ours = Memo::new(move |_| known.state.with(|state| state.latest().is_none_or(|(_, is_ours)| *is_ours)));
    let around = Around { asked, log, profiles };
    view! {
        <Page>
            <PageHeader title=t::shell::audit_log() lead=t::audit::lead>{export(asked, is_ours)}</PageHeader>
            {move || (!is_ours.get()).then(|| view! { <Note>{t::audit::plain_graph()}</Note> })}
            {chain(asked)}
            <Card padded=true>{filters(around, is_ours)}</Card>
            {linked(around)}
            <Card>{content(around)}</Card>
        </Page>
    }
    .into_any()
}

/// The ids and names of the profiles, and whether the server is ours. Without them the log is still worth showing.
async fn known(graph: Graph) -> Result<(Vec<(String, String)>, bool), ApiError> {
    let (profiles, features) = join(graph.profiles(), graph.features()).await;
    let named = |profiles: ProfileList| profiles.profiles.iter().map(|profile| (profile.id.clone(), words::name(profile))).collect();
    Ok((profiles.map(named).unwrap_or_default(), features.map_or(true, |features| !features.version.is_empty())))
}

/// Everything that the filters show, as a file that the server sends while it reads.
fn export(asked: Asked, is_ours: Memo<bool>) -> AnyView {
    let backend = use_backend();
    let link = move |label: &'static str, format: &'static str| {
        let address = move || {
            let question = asked.filter.with(|filter| filter.question(days::begin, days::end));
            backend.graph().audit_export(&question, format)
        };
        view! { <a class="btn" href=address download="" rel="external">{label}</a> }
    };
    let links = move || is_ours.get().then(|| view! { {link(t::audit::export_csv(), "csv")} {link(t::audit::export_json(), "json")} });
    links.into_any()
}

fn content(around: Around) -> AnyView {
    let Around { asked, log, .. } = around;
    let error = Memo::new(move |_| log.first.state.with(|state| state.error().cloned()));
    let is_loading = move || log.first.state.with(Remote::is_loading);
    let view = move || {
        let is_known = log.round.get() > 0;
        let retry = Callback::new(move |()| log.first.refresh());
        match error.get() {
            None if !is_known => view! { <Skeleton rows=8/> }.into_any(),
            None if log.pages.with_untracked(|pages| pages.iter().all(|page| page.events.is_empty())) => nothing(asked),
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

fn nothing(asked: Asked) -> AnyView {
    if asked.filter.with_untracked(Filter::is_empty) {
        return view! { <EmptyState kind=EmptyKind::Nothing title=t::audit::empty_title() text=t::audit::empty_text()/> }.into_any();
    }
    let clear = move |()| asked.fields.set(Filter::default());
    view! {
        <EmptyState kind=EmptyKind::NoMatch title=t::audit::no_match_title() text=t::audit::no_match_text()>
            <Button label=t::audit::clear() on_press=clear/>
        </EmptyState>
    }
    .into_any()
}

/// The event in the address, where it is not among those on show.
fn linked(around: Around) -> AnyView {
    let Around { asked, log, .. } = around;
    let backend = use_backend();
    let wanted = Memo::new(move |_| {
        let is_elsewhere = log.round.get() > 0 && asked.event.with(|id| !id.is_empty() && !log.shows(id));
        is_elsewhere.then(|| asked.event.get())
    });
    let event = use_query(
        move || wanted.get(),
        move |id| {
            let graph = backend.graph();
            async move { graph.audit_event(&id).await }
        },
    );
    let view = move || wanted.get().map(|_| view! { <Card padded=true>{alone(event, around)}</Card> });
    view.into_any()
}

fn alone(event: Query<AuditEvent>, around: Around) -> AnyView {
    let (asked, paths) = (around.asked, use_paths());
    let view = move || {
        event.state.with(|state| match state {
            Remote::Ready(event) => {
                let told = tell(event).view(paths, |id| around.profiles.with(|profiles| profiles.iter().any(|(other, _)| other == id)));
                let details = details(event, asked);
                view! { <h2>{t::audit::linked()}</h2> <p>{told}</p> {details} }.into_any()
            }
            Remote::Failed(_, error) => failure(error, Callback::new(move |()| event.refresh())),
            _ => view! { <Skeleton rows=3/> }.into_any(),
        })
    };
    let close = move |()| asked.open("");
    view! {
        {view}
        <div class="do"><Button label=t::ui::close() on_press=close/></div>
    }
    .into_any()
}
