//! The events as rows of a table, each with its details below it when it is opened.

use enrollment::graph::received::AuditEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::asked::Asked;
use super::details::{details, via};
use super::log::Log;
use super::telling::tell;
use crate::backend::sentences::sentence;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::features::shell::land_on;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Button, Icon, Note, Table, Tag, Tone};

const COLUMNS: [fn() -> &'static str; 4] = [t::audit::column_what, t::audit::column_when, t::audit::column_via, t::audit::column_details];

/// What the rows need beside their events.
#[derive(Clone, Copy)]
pub struct Around {
    /// What is looked for.
    pub asked: Asked,
    /// What is there of the log.
    pub log: Log,
    /// The ids and names of the profiles that there are.
    pub profiles: Memo<Vec<(String, String)>>,
}

/// The table, and the button for more of it.
pub fn table(around: Around) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(at) = around.log.newest_at.get() else { return };
        request_animation_frame(move || focus_row(place, at));
    });
    view! {
        <div node_ref=place>
            <Table name=t::audit::caption() columns=&COLUMNS>{from_page(around, 0)}</Table>
            {foot(around.log)}
        </div>
    }
    .into_any()
}

/// The first new row comes right after where the person was.
fn focus_row(place: NodeRef<html::Div>, at: usize) {
    let Some(Ok(buttons)) = place.try_get_untracked().flatten().map(|place| place.query_selector_all(".audit-open")) else { return };
    if let Some(button) = u32::try_from(at).ok().and_then(|at| buttons.get(at)?.dyn_into().ok()) {
        focus::focus(&button);
    }
}

/// The rows from one page on: a page that comes later leaves those above alone.
fn from_page(around: Around, at: usize) -> AnyView {
    let pages = around.log.pages;
    let is_there = Memo::new(move |_| pages.with(|pages| pages.len() > at));
    let view = move || {
        is_there.get().then(|| {
            let events = pages.with_untracked(|pages| pages.get(at).map(|page| page.events.clone()).unwrap_or_default());
            let rows = events.into_iter().map(|event| event_rows(event, around)).collect_view();
            view! { {rows} {from_page(around, at + 1)} }.into_any()
        })
    };
    view.into_any()
}

fn event_rows(event: AuditEvent, around: Around) -> AnyView {
    let Around { asked, profiles, .. } = around;
    let id = StoredValue::new(event.id.clone());
    let is_open = Memo::new(move |_| asked.event.with(|open| id.with_value(|id| open == id)));
    let more = Id::unique("event");
    let element = NodeRef::<html::Tr>::new();
    // Whoever comes by a link to one event finds it on screen.
    Effect::new(move |before: Option<()>| {
        if let (None, true, Some(row)) = (before, is_open.get_untracked(), element.get()) {
            land_on(row.into());
        }
    });
    let told = tell(&event);
    let name = t::audit::details_of(&told.text());
    let title = name.clone();
    let paths = use_paths();
    let said = move || told.view(paths, |id| profiles.with(|profiles| profiles.iter().any(|(other, _)| other == id)));
    let refused = event.refused.then(|| view! { " " <Tag tone=Tone::Bad>{t::audit::refused()}</Tag> });
    let cell =
        |name: &'static str, content: AnyView| view! { <td role="cell"><span class="cell-name">{name}</span> <div>{content}</div></td> };
    let (at, way) = (moment(&event.at), via(event.actor.via));
    let toggle = move |_| {
        if is_open.get_untracked() {
            asked.open("");
        } else {
            id.with_value(|id| asked.open(id));
        }
    };
    let event = StoredValue::new(event);
    let opened = move || {
        is_open.get().then(|| {
            let details = event.with_value(|event| details(event, asked));
            view! { <tr role="row" class="audit-more" id=more.to_string()><td role="cell" colspan="4"><div>{details}</div></td></tr> }
        })
    };
    view! {
        <tr role="row" class="audit-row" class:on=move || is_open.get() node_ref=element>
            <th scope="row" role="rowheader">{said} {refused}</th>
            {cell(t::audit::column_when(), at)}
            {cell(t::audit::column_via(), way.into_any())}
            <td role="cell">
                <button
                    type="button"
                    class="btn bare icon-only audit-open"
                    aria-label=name
                    title=title
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    aria-controls=move || is_open.get().then(|| more.to_string())
                    on:click=toggle
                >
                    {Icon::ChevronDown.view()}
                </button>
            </td>
        </tr>
        {opened}
    }
    .into_any()
}

/// A moment with its day and time; with its zone and weekday for whoever points at it or has it read to them.
pub fn moment(at: &str) -> AnyView {
    let (Some(exact), Some(full)) = (intl::exact(at), intl::full(at)) else { return at.to_owned().into_any() };
    let title = full.clone();
    view! {
        <time datetime=at.to_owned() title=title>
            <span aria-hidden="true">{exact}</span>
            <span class="unseen">{full}</span>
        </time>
    }
    .into_any()
}

fn foot(log: Log) -> AnyView {
    let has_more = Memo::new(move |_| log.pages.with(|pages| pages.last().is_some_and(|page| page.next.is_some())));
    let failed = move || log.more.error.get().map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> });
    let view = move || {
        has_more.get().then(|| {
            view! {
                <div class="rows-foot">
                    <Button label=t::audit::load_more() busy=log.more.busy on_press=move |()| log.load_more()/>
                    {failed}
                </div>
            }
        })
    };
    view.into_any()
}
