//! Everything about one event: who, when and by which way, and each field before and after.

use enrollment::graph::received::AuditEvent;
use enrollment::graph::received::audit::{Modified, ObjectKind, Via};
use leptos::prelude::*;

use super::asked::Asked;
use super::fields::{Field, Line, Mark, Shown, fields, group_ids};
use crate::backend::{Remote, use_backend, use_query};
use crate::features::profiles::audience::GroupNames;
use crate::features::profiles::words;
use crate::features::shell::use_offers;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{CopyButton, Fact, Facts, LinkButton, Skeleton, Table, Tag, Tone, Weight, row};

const COLUMNS: [fn() -> &'static str; 3] = [t::audit::column_field, t::audit::column_before, t::audit::column_after];

/// By which way somebody came, in words.
pub fn via(via: Option<Via>) -> &'static str {
    match via {
        Some(Via::Portal) => t::audit::via_portal(),
        Some(Via::Token) => t::audit::via_token(),
        Some(Via::CommandLine) => t::audit::via_command_line(),
        Some(Via::Server) => t::audit::via_server(),
        None => "",
    }
}

/// Everything about one event.
pub fn details(event: &AuditEvent, asked: Asked) -> AnyView {
    let link = [window().location().origin().unwrap_or_default(), asked.address_of(&event.id)].concat();
    let facts = [
        (t::audit::who(), event.actor.name.as_str()),
        (t::audit::program(), &event.actor.program),
        (t::audit::object_id(), &event.object_id),
        (t::audit::request_id(), &event.request_id),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(term, value)| {
        let value = value.to_owned();
        view! { <Fact term=term>{value}</Fact> }
    });
    let facts = facts.collect_view();
    let at = words::moment_in_full(Some(event.at.clone()));
    view! {
        <Facts><Fact term=t::audit::column_when()>{at}</Fact> {facts}</Facts>
        {changed_fields(&event.changes)}
        <div class="do">
            <CopyButton text=link label=t::audit::copy_link()/>
            {history(event)}
        </div>
    }
    .into_any()
}

/// The way to the versions of what the event is about, where it has versions.
fn history(event: &AuditEvent) -> Option<AnyView> {
    let (paths, offers) = (use_paths(), use_offers());
    let href = match event.kind? {
        ObjectKind::Profile => paths.profile_history(&event.object_id),
        ObjectKind::Order => paths.history(),
        _ => return None,
    };
    let link = move || {
        offers.versions().then(|| view! { <LinkButton label=t::audit::history() href=Signal::stored(href.clone()) weight=Weight::Bare/> })
    };
    Some(link.into_any())
}

/// What changed as a table. Groups are asked for by their ids first; where they cannot be had, the ids stay.
pub fn changed_fields(changes: &[Modified]) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="soft">{t::audit::no_fields()}</p> }.into_any();
    }
    let (backend, ids) = (use_backend(), group_ids(changes));
    if ids.is_empty() {
        return table(&fields(changes, &GroupNames::default()));
    }
    let changes = changes.to_vec();
    let groups = use_query(
        move || Some(ids.clone()),
        move |ids| {
            let graph = backend.graph();
            async move { Ok(GroupNames::new(graph.groups_by_id(&ids).await?)) }
        },
    );
    let view = move || {
        groups.state.with(|state| match state {
            Remote::Ready(groups) => table(&fields(&changes, groups)),
            Remote::Failed(..) => table(&fields(&changes, &GroupNames::default())),
            _ => view! { <Skeleton rows=2/> }.into_any(),
        })
    };
    view.into_any()
}

fn table(fields: &[Field]) -> AnyView {
    let rows = fields.iter().map(|field| {
        let (tone, mark) = match field.mark {
            Mark::Added => (Tone::Brand, t::audit::added()),
            Mark::Removed => (Tone::Bad, t::audit::removed()),
            Mark::Changed => (Tone::Info, t::audit::changed_mark()),
        };
        let head = view! { {field.name.clone()} " " <Tag tone=tone>{mark}</Tag> };
        row(&COLUMNS, head.into_any(), vec![shown(&field.before, t::audit::removed()), shown(&field.after, t::audit::added())])
    });
    let rows = rows.collect_view();
    view! { <Table name=t::audit::what_changed() columns=&COLUMNS>{rows}</Table> }.into_any()
}

/// A value; `mark` is the word for lines that the other side does not have. What there was not is an empty cell.
fn shown(value: &Shown, mark: &'static str) -> Option<AnyView> {
    let view = match value {
        Shown::Nothing => return None,
        Shown::Text(text) => view! { <span class="lines">{text.clone()}</span> }.into_any(),
        Shown::Lines(lines) => {
            let line = |Line { text, only_here }: &Line| {
                let mark = only_here.then(|| view! { " " <Tag>{mark}</Tag> });
                view! { <li><bdi>{text.clone()}</bdi> {mark}</li> }
            };
            view! { <ul class="plain-list">{lines.iter().map(line).collect_view()}</ul> }.into_any()
        }
        Shown::Order(names) => {
            let names = names.iter().map(|name| view! { <li><bdi>{name.clone()}</bdi></li> }).collect_view();
            view! { <ol class="placed">{names}</ol> }.into_any()
        }
        Shown::Json(json) => view! { <pre class="json"><code dir="ltr">{json.clone()}</code></pre> }.into_any(),
    };
    Some(view)
}
