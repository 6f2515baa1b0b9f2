//! The events as rows of a table, each with its details below it when it is opened.

use enrollment::graph::received::AuditEvent;
use leptos::html;
use leptos::prelude::*;

use super::asked::Asked;
use super::details::details;
use super::log::Log;
use super::opening_row::{COLUMNS, OPENS, opening_row};
use super::telling::tell;
use crate::backend::sentences::sentence;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Table, Tag, Tone, focus_row, growing_rows, more_rows};

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
    let log = around.log;
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(at) = log.newest_at.get() else { return };
        request_animation_frame(move || focus_row(place, OPENS, at));
    });
    let rows = Callback::new(move |at: usize| {
        let events = log.pages.with(|pages| pages.get(at).map(|page| page.events.clone()).unwrap_or_default());
        events.iter().map(|event| event_rows(event, around)).collect_view().into_any()
    });
    let foot = more_rows(
        Signal::derive(move || log.pages.with(|pages| pages.last().is_some_and(|page| page.next.is_some()))),
        t::audit::load_more(),
        log.more.busy,
        Signal::derive(move || log.more.error.with(|error| error.as_ref().map(sentence))),
        ViewFn::default(),
        Callback::new(move |()| log.load_more()),
    );
    view! {
        <div node_ref=place>
            <Table name=t::audit::caption() columns=&COLUMNS>
                {growing_rows(Signal::derive(move || log.pages.with(Vec::len)), rows)}
            </Table>
            {foot}
        </div>
    }
    .into_any()
}

fn event_rows(event: &AuditEvent, around: Around) -> AnyView {
    let Around { asked, profiles, .. } = around;
    let id = StoredValue::new(event.id.clone());
    let is_open = Memo::new(move |_| asked.event.with(|open| id.with_value(|id| open == id)));
    let toggle = Callback::new(move |()| {
        if is_open.get_untracked() {
            asked.open("");
        } else {
            id.with_value(|id| asked.open(id));
        }
    });
    let (told, paths) = (tell(event), use_paths());
    let said = move || told.view(paths, |id| profiles.with(|profiles| profiles.iter().any(|(other, _)| other == id)));
    let refused = event.refused.then(|| view! { " " <Tag tone=Tone::Bad>{t::audit::refused()}</Tag> });
    let head = view! { {said} {refused} }.into_any();
    let shown = StoredValue::new(event.clone());
    opening_row(event, head, is_open, toggle, (move || shown.with_value(|event| details(event, asked))).into())
}
