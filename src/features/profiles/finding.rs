//! Finding profiles in the list: what is typed and ticked, kept in the address, and what is shown of it.

use std::time::Duration;

use enrollment::text::fold_case;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

use super::filter::{ALL_USERS, Filter, NO_ONE, OTHER_TYPE, TYPES};
use super::list::{List, use_list};
use super::rows::Rows;
use super::type_words;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::dom::live::use_announcer;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{use_go, use_paths};
use crate::ui::{Button, ChipItem, Chips, FilterMenu, FilterOption, Icon, Weight};

/// How long what is looked for has to stand still before the address and the announcement follow.
const PAUSE: Duration = Duration::from_millis(400);

/// What is looked for; `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub struct Finding {
    /// What is typed.
    pub text: RwSignal<String>,
    /// The types that are ticked.
    pub types: RwSignal<Vec<String>>,
    /// The recipients that are ticked.
    pub assigned: RwSignal<Vec<String>>,
    /// All of it.
    pub filter: Memo<Filter>,
}

impl Finding {
    /// What the address says. Every change goes back there in place of this entry of the history.
    pub fn in_address() -> Self {
        let (paths, go) = (use_paths(), use_go());
        let search = use_location().search;
        let first = read(&search.get_untracked());
        let finding = Self::of(first);
        let timer = StoredValue::new_local(None::<Timer>);
        let written = StoredValue::new(finding.filter.get_untracked());
        Effect::new(move |_| {
            let filter = finding.filter.get();
            let write = move || {
                if !written.with_value(|written| written.is_same(&filter)) {
                    let query = filter.query(|text| js_sys::encode_uri_component(text).into());
                    written.set_value(filter);
                    let query = if query.is_empty() { query } else { format!("?{query}") };
                    go.instead(&format!("{}{query}", paths.enrollment_types()));
                }
            };
            timer.set_value(Some(Timer::after(PAUSE, write)));
        });
        // The address may change by itself: by Back, or by the side bar. What was written here is older than what is typed.
        Effect::new(move |_| {
            let now = read(&search.get());
            if !written.with_value(|written| written.is_same(&now)) {
                written.set_value(now.clone());
                finding.set(now);
            }
        });
        on_cleanup(move || timer.dispose());
        finding
    }

    fn of(first: Filter) -> Self {
        let (text, types, assigned) = (RwSignal::new(first.text), RwSignal::new(first.types), RwSignal::new(first.assigned));
        let filter = Memo::new(move |_| Filter { text: text.get(), types: types.get(), assigned: assigned.get() });
        Self { text, types, assigned, filter }
    }

    fn set(self, filter: Filter) {
        self.text.set(filter.text);
        self.types.set(filter.types);
        self.assigned.set(filter.assigned);
    }

    /// Shows every profile.
    pub fn clear(self) {
        self.set(Filter::default());
    }
}

/// The router decodes values twice, so they are read from the address itself.
fn read(search: &str) -> Filter {
    let values = UrlSearchParams::new_with_str(search).ok();
    Filter::read(|name| values.as_ref()?.get(name))
}

/// The search, the two lists to tick, and what is chosen as chips. `children` stands at the end of the line.
#[component]
pub fn Finder(
    /// What stands at the end of the line.
    children: Children,
) -> impl IntoView {
    let list = use_list();
    let finding = list.finding;
    let id = Id::unique("find");
    let input = NodeRef::<html::Input>::new();
    announce(&list);
    let label = |name: &'static str, chosen: RwSignal<Vec<String>>| {
        move || match chosen.with(Vec::len) {
            0 => t::list::picked_any(name),
            count => t::list::picked_some(name, count as u64),
        }
    };
    let types = Signal::derive(type_options);
    let groups = Memo::new(move |_| {
        list.rows.age.track();
        assigned_options(list.rows)
    });
    let chips = Signal::derive(move || chips(finding, &groups.get()));
    let remove = move |key: String| match key.split_once(':') {
        Some(("type", word)) => finding.types.update(|types| types.retain(|other| other != word)),
        Some(("assigned", word)) => finding.assigned.update(|assigned| assigned.retain(|other| other != word)),
        _ => finding.text.set(String::new()),
    };
    let clear = move |()| {
        finding.clear();
        if let Some(input) = input.get_untracked() {
            focus::focus_in_place(&input);
        }
    };
    view! {
        <div class="list-bar" role="search">
            <label class="list-find" for=id.to_string()>
                {Icon::Search.view()}
                <span class="unseen">{t::list::find()}</span>
                <input
                    id=id.to_string()
                    class="field"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=t::list::find_hint()
                    data-filter=""
                    aria-keyshortcuts="/"
                    prop:value=move || finding.text.get()
                    on:input=move |event| finding.text.set(event_target_value(&event))
                    node_ref=input
                />
            </label>
            <FilterMenu
                name=t::list::type_label()
                label=label(t::list::type_label(), finding.types)
                options=types
                chosen=finding.types
            />
            <FilterMenu
                name=t::list::assigned_label()
                label=label(t::list::assigned_label(), finding.assigned)
                options=groups.into()
                chosen=finding.assigned
            />
            {children()}
            <div class="list-chips" hidden=move || finding.filter.with(Filter::is_empty)>
                <Chips name=t::list::filters() items=chips on_remove=remove after_last=id/>
                <Button label=t::list::clear() weight=Weight::Bare on_press=clear/>
            </div>
        </div>
    }
    .into_any()
}

fn type_options() -> Vec<FilterOption> {
    let option = |key: &str, label: &str| FilterOption { key: key.to_owned(), label: label.to_owned() };
    let mut options: Vec<FilterOption> = TYPES.iter().map(|(kind, word)| option(word, type_words::kind(*kind))).collect();
    options.push(option(OTHER_TYPE, t::enrollment_type::tag_not_known()));
    options
}

/// Everybody, nobody, and the groups that some profile is assigned to, by name.
fn assigned_options(rows: Rows) -> Vec<FilterOption> {
    let option = |key: &str, label: &str| FilterOption { key: key.to_owned(), label: label.to_owned() };
    let mut options = vec![option(ALL_USERS, t::profiles::all_users()), option(NO_ONE, t::profiles::no_one())];
    for (id, group) in rows.groups().iter() {
        let name = fold_case(&group.display_name);
        let at = options[2..].partition_point(|other| fold_case(&other.label) <= name);
        options.insert(2 + at, option(id, &group.display_name));
    }
    options
}

/// What is chosen, each to be taken out again.
fn chips(finding: Finding, groups: &[FilterOption]) -> Vec<ChipItem> {
    let chip = |key: String, label: String, icon: Icon| ChipItem { key, label, detail: None, icon };
    let mut chips = Vec::new();
    let text = finding.text.with(|text| text.trim().to_owned());
    if !text.is_empty() {
        chips.push(chip(String::new(), t::list::text_chip(&text), Icon::Search));
    }
    let parts = [("type", finding.types, type_options(), Icon::Phone), ("assigned", finding.assigned, groups.to_vec(), Icon::People)];
    for (part, chosen, options, icon) in parts {
        for key in chosen.get() {
            let name = options.iter().find(|option| option.key == key).map_or_else(|| key.clone(), |option| option.label.clone());
            chips.push(chip(format!("{part}:{key}"), name, icon));
        }
    }
    chips
}

/// Says how many profiles are found, once it stands still.
fn announce(list: &List) {
    let (shown, all, filter) = (list.shown, list.count, list.finding.filter);
    let announcer = use_announcer();
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |before: Option<usize>| {
        let (shown, all) = (shown.get(), all.get());
        let filtered = !filter.with(Filter::is_empty);
        let sentence = if shown == 0 && filtered { t::list::match_none_title().to_owned() } else { count(shown, all) };
        timer.set_value(before.filter(|before| *before != shown).map(|_| Timer::after(PAUSE, move || announcer.say(sentence))));
        shown
    });
    on_cleanup(move || timer.dispose());
}

/// "2 of 6 profiles", or all of them.
pub fn count(shown: usize, all: usize) -> String {
    if shown == all { t::profiles::count(all as u64) } else { t::list::count_some(shown as u64, all as u64) }
}
