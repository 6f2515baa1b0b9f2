//! The versions as rows of a table, each with its details below it when it is opened.

use leptos::html;
use leptos::prelude::*;

use super::asked::{Asked, Compared, select};
use super::page::Around;
use super::version::details;
use crate::backend::graph::versions::Version;
use crate::backend::sentences::sentence;
use crate::features::audit::opening_row::{COLUMNS, OPENS, opening_row};
use crate::features::audit::telling::tell;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Button, Table, Tag, Tone, focus_row, growing_rows, more_rows};

/// What selects two versions, the table, and the button for more of it.
pub fn table(around: Around) -> AnyView {
    let log = around.log;
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(at) = log.newest_at.get() else { return };
        request_animation_frame(move || focus_row(place, OPENS, at));
    });
    let rows = Callback::new(move |at: usize| {
        let versions = log.pages.with(|pages| pages.get(at).map(|page| page.versions.clone()).unwrap_or_default());
        versions.into_iter().map(|version| version_rows(version, around)).collect_view().into_any()
    });
    let foot = more_rows(
        Signal::derive(move || log.pages.with(|pages| pages.last().is_some_and(|page| page.next.is_some()))),
        t::history::load_more(),
        log.more.busy,
        Signal::derive(move || log.more.error.with(|error| error.as_ref().map(sentence))),
        ViewFn::default(),
        Callback::new(move |()| log.load_more()),
    );
    view! {
        <div node_ref=place>
            {head(around)}
            <Table name=t::history::caption() columns=&COLUMNS>
                {growing_rows(Signal::derive(move || log.pages.with(Vec::len)), rows)}
            </Table>
            {foot}
        </div>
    }
    .into_any()
}

fn head(around: Around) -> AnyView {
    let selected = around.selected;
    let reason = Signal::derive(move || {
        selected.with(|selected| match selected[..] {
            [] => Some(t::history::compare_hint().to_owned()),
            [_] => Some(t::history::compare_one().to_owned()),
            _ => None,
        })
    });
    let compare = move |()| {
        if let [one, other] = selected.get_untracked()[..] {
            around.compare(Compared::of(one, other));
        }
    };
    view! { <div class="rows-head"><Button label=t::history::compare() unavailable=reason on_press=compare/></div> }.into_any()
}

/// What a version is in words, with what brought it about.
pub fn told(version: &Version, around: Around) -> AnyView {
    let event = &version.event;
    // The page of one profile links to it already.
    let link = around.of.with_untracked(Option::is_none);
    let said = tell(event).view(use_paths(), |id| link && around.exists(id));
    let restored = version.restored.map(|number| view! { " " <Tag tone=Tone::Info>{t::history::restored(&number.to_string())}</Tag> });
    let imported = version.imported.then(|| view! { " " <Tag tone=Tone::Info>{t::history::imported()}</Tag> });
    view! { {said} {restored} {imported} }.into_any()
}

fn version_rows(version: Version, around: Around) -> AnyView {
    let number = version.number;
    let is_open = Memo::new(move |_| around.asked.get().version == Some(number));
    let toggle = Callback::new(move |()| around.replace(if is_open.get_untracked() { Asked::default() } else { Asked::opened(number) }));
    let selected = around.selected;
    let is_selected = Memo::new(move |_| selected.with(|selected| selected.contains(&number)));
    let choose = move |event: leptos::ev::Event| {
        let is_on = event_target_checked(&event);
        selected.update(|selected| *selected = select(selected, number, is_on));
    };
    let pick = t::history::pick(&number.to_string(), &tell(&version.event).text());
    let event = version.event.clone();
    let shown = StoredValue::new(version);
    // The ids and names of the profiles that there are may come after the versions.
    let said = move || shown.with_value(|version| told(version, around));
    let head = view! {
        <div class="history-what">
            <input type="checkbox" aria-label=pick prop:checked=move || is_selected.get() on:change=choose/>
            <span>{said}</span>
        </div>
    };
    opening_row(&event, head.into_any(), is_open, toggle, (move || shown.with_value(|version| details(version, around))).into())
}
