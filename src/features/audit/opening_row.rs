//! A row about something that happened, which opens to its details: of the audit log and of the history.

use leptos::html;
use leptos::prelude::*;

use enrollment::graph::received::AuditEvent;

use super::details::via;
use super::telling::tell;
use crate::dom::id::Id;
use crate::features::shell::land_on;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::Icon;

/// The headings above such rows.
pub const COLUMNS: [fn() -> &'static str; 4] =
    [t::audit::column_what, t::audit::column_when, t::audit::column_via, t::audit::column_details];

/// What finds the buttons that open such rows.
pub const OPENS: &str = ".audit-open";

/// The row of `event`, which `head` tells, and the row of its `details` below it while it is open.
pub fn opening_row(event: &AuditEvent, head: AnyView, is_open: Memo<bool>, toggle: Callback<()>, details: ViewFn) -> AnyView {
    let more = Id::unique("event");
    let element = NodeRef::<html::Tr>::new();
    // Whoever comes by a link to one finds it on screen.
    Effect::new(move |before: Option<()>| {
        if let (None, true, Some(row)) = (before, is_open.get_untracked(), element.get()) {
            land_on(row.into());
        }
    });
    let name = t::audit::details_of(&tell(event).text());
    let title = name.clone();
    let cell =
        |name: &'static str, content: AnyView| view! { <td role="cell"><span class="cell-name">{name}</span> <div>{content}</div></td> };
    let (at, way) = (moment(&event.at), via(event.actor.via));
    let opened = move || {
        is_open.get().then(|| {
            let details = details.run();
            view! { <tr role="row" class="audit-more" id=more.to_string()><td role="cell" colspan="4"><div>{details}</div></td></tr> }
        })
    };
    view! {
        <tr role="row" class="audit-row" class:on=move || is_open.get() node_ref=element>
            <th scope="row" role="rowheader">{head}</th>
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
                    on:click=move |_| toggle.run(())
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
