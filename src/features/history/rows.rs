//! The versions as rows of a table, each with its details below it when it is opened.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::asked::{Asked, Compared, select};
use super::page::Around;
use super::version::details;
use crate::backend::graph::versions::Version;
use crate::backend::sentences::sentence;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::features::audit::details::via;
use crate::features::audit::rows::moment;
use crate::features::audit::telling::tell;
use crate::features::shell::land_on;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Button, Icon, Note, Table, Tag, Tone};

const COLUMNS: [fn() -> &'static str; 4] = [t::audit::column_what, t::audit::column_when, t::audit::column_via, t::audit::column_details];

/// What selects two versions, the table, and the button for more of it.
pub fn table(around: Around) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(at) = around.log.newest_at.get() else { return };
        request_animation_frame(move || focus_row(place, at));
    });
    view! {
        <div node_ref=place>
            {head(around)}
            <Table name=t::history::caption() columns=&COLUMNS>{from_page(around, 0)}</Table>
            {foot(around)}
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
            let versions = pages.with_untracked(|pages| pages.get(at).map(|page| page.versions.clone()).unwrap_or_default());
            let rows = versions.into_iter().map(|version| version_rows(version, around)).collect_view();
            view! { {rows} {from_page(around, at + 1)} }.into_any()
        })
    };
    view.into_any()
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
    let (number, event) = (version.number, &version.event);
    let is_open = Memo::new(move |_| around.asked.get().version == Some(number));
    let more = Id::unique("version");
    let element = NodeRef::<html::Tr>::new();
    // Whoever comes by a link to one version finds it on screen.
    Effect::new(move |before: Option<()>| {
        if let (None, true, Some(row)) = (before, is_open.get_untracked(), element.get()) {
            land_on(row.into());
        }
    });
    let text = tell(event).text();
    let (name, pick) = (t::audit::details_of(&text), t::history::pick(&number.to_string(), &text));
    let title = name.clone();
    let (at, way) = (moment(&event.at), via(event.actor.via));
    let shown = StoredValue::new(version);
    // The ids and names of the profiles that there are may come after the versions.
    let said = move || shown.with_value(|version| told(version, around));
    let cell =
        |name: &'static str, content: AnyView| view! { <td role="cell"><span class="cell-name">{name}</span> <div>{content}</div></td> };
    let toggle = move |_| around.replace(if is_open.get_untracked() { Asked::default() } else { Asked::opened(number) });
    let selected = around.selected;
    let is_selected = Memo::new(move |_| selected.with(|selected| selected.contains(&number)));
    let choose = move |event: leptos::ev::Event| {
        let is_on = event_target_checked(&event);
        selected.update(|selected| *selected = select(selected, number, is_on));
    };
    let opened = move || {
        is_open.get().then(|| {
            let details = shown.with_value(|version| details(version, around));
            view! { <tr role="row" class="audit-more" id=more.to_string()><td role="cell" colspan="4"><div>{details}</div></td></tr> }
        })
    };
    view! {
        <tr role="row" class="audit-row" class:on=move || is_open.get() node_ref=element>
            <th scope="row" role="rowheader">
                <div class="history-what">
                    <input type="checkbox" aria-label=pick prop:checked=move || is_selected.get() on:change=choose/>
                    <span>{said}</span>
                </div>
            </th>
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

fn foot(around: Around) -> AnyView {
    let log = around.log;
    let has_more = Memo::new(move |_| log.pages.with(|pages| pages.last().is_some_and(|page| page.next.is_some())));
    let failed = move || log.more.error.get().map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> });
    let view = move || {
        has_more.get().then(|| {
            view! {
                <div class="rows-foot">
                    <Button label=t::history::load_more() busy=log.more.busy on_press=move |()| log.load_more()/>
                    {failed}
                </div>
            }
        })
    };
    view.into_any()
}
