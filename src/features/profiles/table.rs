//! The profiles as a table, which turns into cards where it is narrow. One listener for all rows: `data-key` tells which one.

use std::rc::Rc;

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use super::audience::{GroupNames, Recipient};
use super::list::{List, use_list};
use super::rows::{Row, Rows};
use super::shown_type::ShownType;
use super::{type_words, words};
use crate::dom::id::Id;
use crate::features::shell::land_on;
use crate::features::wizard::not_known;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Paths, use_paths};
use crate::ui::{Icon, MenuItem, MenuPanel, MenuWork, Tag, sortable};

/// How many recipients a row names before it only counts.
const NAMED: usize = 4;

/// The table. Roles are written out because browsers take them away from table elements whose `display` changes,
/// which is how the rows become cards.
#[component]
pub fn ProfileTable(
    /// The id of a profile that was made just now: its row lights up and comes into view.
    #[prop(into)]
    created: Signal<Option<String>>,
) -> impl IntoView {
    let (list, paths) = (use_list(), use_paths());
    let menu = Id::unique("row-menu");
    let body = NodeRef::<html::Tbody>::new();
    list.rows.show_in(body, Rc::new(move |key, profile, groups| row(key, profile, groups, paths, menu)));
    light_up(list.rows, created);
    let at = RwSignal::new(None::<usize>);
    let anchor = StoredValue::new_local(None::<HtmlElement>);
    let items = Signal::derive(move || at.get().map(|key| menu_items(&list, paths, key)).unwrap_or_default());
    let press = move |event: MouseEvent| {
        // Before the browser opens the menu, which it does by itself.
        if let Some(button) = closest(&event, "button[popovertarget]") {
            at.set(key_of(&button));
            anchor.set_value(Some(button));
        }
    };
    let grab = move |event: PointerEvent| {
        let (Some(handle), Some(body)) = (closest(&event, ".grip"), body.get_untracked()) else { return };
        if list.ordering.fixed.with_untracked(Option::is_some) || list.ordering.busy().get_untracked() {
            return;
        }
        let Some(key) = key_of(&handle) else { return };
        if let Some(from) = list.ordering.draft.with_untracked(|draft| draft.place(key)) {
            sortable::drag(&event, &handle, body.into(), list.rows.elements(), from, move |to| list.ordering.put(key, to));
        }
    };
    let keydown = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        if let (true, Some(key)) = (event.alt_key(), closest(&event, "[data-key]").and_then(|row| key_of(&row))) {
            event.prevent_default();
            list.ordering.shift(key, by);
        }
    };
    let change = move |event: Event| {
        let Some(tick) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let mut selected = list.selected.get_untracked();
        match key_of(&tick) {
            Some(key) if tick.checked() => selected.push(key),
            Some(key) => selected.retain(|other| *other != key),
            None if tick.checked() => selected = list.ordering.draft.with_untracked(|draft| list.rows.shown(draft.now())),
            None => selected.clear(),
        }
        list.select(selected);
    };
    let all = move || list.shown.get() > 0 && list.selected.with(Vec::len) == list.shown.get();
    let header = |name: &'static str| view! { <th scope="col" role="columnheader">{name}</th> };
    view! {
        <div
            class="profiles"
            class:fixed=move || list.ordering.fixed.with(Option::is_some)
            hidden=move || list.shown.get() == 0
            on:click=press
            on:pointerdown=grab
            on:keydown=keydown
            on:change=change
        >
            <table role="table" aria-busy=move || list.rows.building.get().then_some("true")>
                <caption class="unseen">{t::profiles::caption()}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader" class="pick-all">
                            <span class="unseen">{t::list::select_header()}</span>
                            <input type="checkbox" aria-label=t::list::select_all() prop:checked=all/>
                            <span aria-hidden="true" class="narrow">{t::list::select_all()}</span>
                        </th>
                        {header(t::profiles::column_order())}
                        {header(t::profiles::column_profile())}
                        {header(t::profiles::enrollment_type())}
                        {header(t::profiles::assigned_to())}
                        {header(t::profiles::changed())}
                        <th scope="col" role="columnheader"><span class="unseen">{t::list::row_header()}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body></tbody>
            </table>
            <MenuPanel
                id=menu
                name=move || at.get().map(|key| t::list::menu(&list.rows.name(key))).unwrap_or_default()
                about=Signal::derive(move || at.get().map(|key| list.rows.name(key)))
                anchor=Callback::new(move |()| anchor.get_value())
                items=items
                open=RwSignal::new(false)
            />
        </div>
    }
    .into_any()
}

/// What can be done with one profile.
fn menu_items(list: &List, paths: Paths, key: usize) -> Vec<MenuItem> {
    let List { rows, ordering, placing, deleting, duplicate, .. } = *list;
    let item = |label: &'static str, icon: Icon, work: Callback<()>| MenuItem { label, icon, work: MenuWork::Do(work) };
    let id = list.rows.with(key, |row| row.profile.id.clone()).unwrap_or_default();
    let mut items = vec![MenuItem { label: t::list::open(), icon: Icon::ChevronNext, work: MenuWork::Go(paths.profile(&id)) }];
    if ordering.fixed.with(Option::is_none) {
        let (at, count) = ordering.draft.with(|draft| (draft.place(key).unwrap_or_default(), draft.now().len()));
        let to = |place: usize| Callback::new(move |()| ordering.put(key, place));
        if at > 0 {
            items.push(item(t::order::move_up(), Icon::Up, to(at - 1)));
        }
        if at + 1 < count {
            items.push(item(t::order::move_down(), Icon::ChevronDown, to(at + 1)));
        }
        if at > 0 {
            items.push(item(t::order::move_first(), Icon::Top, to(0)));
        }
        if at + 1 < count {
            items.push(item(t::order::move_last(), Icon::Bottom, to(count - 1)));
        }
        items.push(item(t::order::move_to(), Icon::List, Callback::new(move |()| placing.set(Some(key)))));
    }
    if list.may_write.get() {
        if rows.with(key, |row| not_known(&row.profile).is_none()).unwrap_or_default() {
            let copy = move |()| {
                let (profile, taken) = (rows.with(key, |row| row.profile.clone()), rows.names());
                if let Some(profile) = profile {
                    duplicate.start(&profile, &rows.groups(), taken.iter().map(String::as_str));
                }
            };
            items.push(item(t::profiles::duplicate(), Icon::Copy, Callback::new(copy)));
        }
        items.push(item(t::list::delete_more(), Icon::Cross, Callback::new(move |()| deleting.set(vec![key]))));
    }
    items
}

fn row(key: usize, row: &Row, groups: &GroupNames, paths: Paths, menu: Id) -> AnyView {
    let profile = &row.profile;
    let name = row.name();
    let shown = ShownType::of(profile);
    let (tone, tag) = type_words::tag(shown.tag());
    let description = profile.description.clone().filter(|text| !text.is_empty());
    view! {
        <tr role="row" class="profile-row" data-key=key.to_string()>
            <td role="cell" class="grab">
                <button
                    type="button"
                    class="grip"
                    data-key=key.to_string()
                    aria-label=t::order::move_name(&name)
                    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    aria-haspopup="menu"
                    popovertarget=menu.to_string()
                >
                    {Icon::Grip.view()}
                </button>
                <input type="checkbox" data-key=key.to_string() aria-label=t::list::select(&name)/>
            </td>
            <td role="cell" class="rank">
                <span class="unseen">{t::profiles::order()} " "</span>
                <span class="number"></span>
                " "
                <small class="was"></small>
            </td>
            <th scope="row" role="rowheader" class="title">
                <a href=paths.profile(&profile.id)><bdi>{name.clone()}</bdi></a>
                {description.map(|text| view! { <p class="description">{text}</p> })}
            </th>
            <td role="cell">
                <div>{type_words::shown(&shown)}</div>
                <Tag tone=tone>{tag}</Tag>
            </td>
            <td role="cell">{whom(row.recipients(groups))}</td>
            <td role="cell" class="when">{words::moment(profile.modified.clone())}</td>
            <td role="cell" class="more">
                <button
                    type="button"
                    class="btn bare icon-only"
                    data-key=key.to_string()
                    aria-label=t::list::menu(&name)
                    aria-haspopup="menu"
                    popovertarget=menu.to_string()
                >
                    {Icon::More.view()}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// The first few recipients by name, then how many more.
fn whom(recipients: Option<&[Recipient]>) -> AnyView {
    let Some(recipients) = recipients else {
        return view! { <span class="soft">{t::profiles::assignments_not_said()}</span> }.into_any();
    };
    if recipients.is_empty() {
        return view! { <span class="soft">{t::profiles::no_one()}</span> }.into_any();
    }
    let more = recipients.len().saturating_sub(NAMED) as u64;
    let named = recipients.iter().take(NAMED).map(|recipient| {
        let remark = words::remark(recipient).map(|remark| view! { " " <Tag>{remark}</Tag> });
        view! { <li><bdi>{words::recipient(recipient)}</bdi> {remark}</li> }
    });
    view! {
        <div class="whom">
            {Icon::People.view()}
            <ul>
                {named.collect_view()}
                {(more > 0).then(|| view! { <li>{t::profiles::more_assignments(more)}</li> })}
            </ul>
        </div>
    }
    .into_any()
}

/// Marks the row of a profile that was made just now, once it is there.
fn light_up(rows: Rows, created: Signal<Option<String>>) {
    Effect::new(move |before: Option<Option<HtmlElement>>| {
        rows.building.track();
        rows.age.track();
        let row = created.get().and_then(|id| rows.element(rows.key(&id)?));
        let before = before.flatten();
        if let (None, Some(row)) = (&before, &row) {
            let _ = row.class_list().add_1("new");
            land_on(row.clone());
        }
        before.or(row)
    });
}

/// The element that an event is about, or the one around it that matches.
fn closest(event: &Event, selector: &str) -> Option<HtmlElement> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()??.dyn_into().ok()
}

fn key_of(element: &Element) -> Option<usize> {
    element.get_attribute("data-key")?.parse().ok()
}
