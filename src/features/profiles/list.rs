//! `/enrollment-types`: every profile in its order; finding, moving, and doing something with several at once.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::assign::AssignDialog;
use super::delete::DeleteDialog;
use super::draft_bar::{DraftBar, LastSaved, UndoSave};
use super::finding::{Finder, Finding, count};
use super::load::{self, Listed};
use super::order_dialogs::{PlaceDialog, StaleDialog};
use super::ordering::Ordering;
use super::rows::Rows;
use super::selection::SelectionBar;
use super::table::ProfileTable;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Query, Remote, use_backend, use_changes, use_query};
use crate::dom::live::use_announcer;
use crate::features::session::use_who;
use crate::features::shell::{LeaveQuestion, use_leave_guard, use_title};
use crate::features::wizard::{Duplicate, use_duplicate};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Address, WizardStep, use_paths};
use crate::ui::{Button, Card, EmptyKind, EmptyState, ErrorState, Icon, LinkButton, Note, Page, PageHeader, Skeleton, Tone, Weight};

/// The list on screen; `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub struct List {
    /// The rows.
    pub rows: Rows,
    /// Their order.
    pub ordering: Ordering,
    /// What is looked for.
    pub finding: Finding,
    /// How many profiles there are.
    pub count: Memo<usize>,
    /// How many of them are shown.
    pub shown: RwSignal<usize>,
    /// Those that are ticked.
    pub selected: RwSignal<Vec<usize>>,
    /// The profile whose position is asked for.
    pub placing: RwSignal<Option<usize>>,
    /// The profiles that are asked about before they are deleted.
    pub deleting: RwSignal<Vec<usize>>,
    /// Whether it is asked whom the ticked profiles shall be assigned to.
    pub assigning: RwSignal<bool>,
    /// Whether the person may change things.
    pub may_write: Memo<bool>,
    /// Opens Create profile with a copy.
    pub duplicate: Duplicate,
    /// Reads the list again.
    pub again: Callback<()>,
}

/// The list that this view belongs to.
///
/// # Panics
/// When the view is mounted outside the list.
pub fn use_list() -> List {
    expect_context()
}

impl List {
    /// The list of what is read, now and whenever it is read again. `written` counts the changes that need not be read.
    fn of(listed: Query<Listed>, written: RwSignal<u32>) -> Self {
        let who = use_who();
        let finding = Finding::in_address();
        let may_write = Memo::new(move |_| who.may_write());
        let fixed = Memo::new(move |_| {
            let filtered = finding.filter.with(|filter| !filter.is_empty()).then(t::order::fixed_filtered);
            (if may_write.get() { filtered } else { Some(t::order::fixed_reader()) }).map(str::to_owned)
        });
        let rows = Rows::new();
        let ordering = Ordering::of(rows, fixed, written);
        let list = Self {
            rows,
            ordering,
            finding,
            count: Memo::new(move |_| ordering.draft.with(|draft| draft.now().len())),
            shown: RwSignal::new(0),
            selected: RwSignal::new(Vec::new()),
            placing: RwSignal::new(None),
            deleting: RwSignal::new(Vec::new()),
            assigning: RwSignal::new(false),
            may_write,
            duplicate: use_duplicate(),
            again: Callback::new(move |()| listed.refresh()),
        };
        Effect::new(move |_| {
            listed.state.with(|state| {
                if let Remote::Ready(read) = state {
                    ordering.read(read);
                }
            });
        });
        Effect::new(move |_| {
            rows.age.track();
            list.count.track();
            finding.filter.with(|filter| rows.filter(filter));
            let shown = ordering.draft.with_untracked(|draft| rows.shown(draft.now()));
            list.shown.set(shown.len());
            // What is not to be seen is not done anything with.
            let seen = list.selected.with_untracked(|selected| selected.iter().copied().filter(|key| shown.contains(key)).collect());
            list.select(seen);
        });
        list
    }

    /// Ticks exactly these.
    pub fn select(self, keys: Vec<usize>) {
        if self.selected.with_untracked(|selected| *selected != keys) {
            self.rows.tick(&keys);
            self.selected.set(keys);
        }
    }
}

/// What the screen shows as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    OnItsWay,
    Failed,
    Nothing,
    Profiles,
}

impl Shape {
    fn of(state: &Remote<Listed>) -> Self {
        match state.latest() {
            Some(list) if list.profiles.is_empty() => Self::Nothing,
            Some(_) => Self::Profiles,
            None if state.error().is_some() => Self::Failed,
            None => Self::OnItsWay,
        }
    }
}

/// The list of enrollment profiles.
///
/// `?created=ID` in the address marks a profile that was made just now.
#[component]
pub fn ProfileList() -> impl IntoView {
    let backend = use_backend();
    let changes = use_changes();
    let written = RwSignal::new(0_u32);
    let listed = use_query(move || Some(changes.get().wrapping_sub(written.get())), move |_| load::list(backend.graph()));
    retry_when_back_online(listed);
    let query = use_query_map();
    let created = Memo::new(move |_| query.with(|query| query.get("created")));
    let list = List::of(listed, written);
    provide_context(list);
    let shape = Memo::new(move |_| listed.state.with(Shape::of));
    let error = Memo::new(move |_| listed.state.with(|state| state.error().cloned()));
    let retired = Memo::new(move |_| listed.state.with(|state| state.latest().map(Listed::retired).unwrap_or_default()));
    announce_created(&list, created);
    use_leave_guard(
        LeaveQuestion { title: t::order::leave_title(), text: t::order::leave_text(), leave: t::order::leave() },
        move || list.ordering.dirty.try_get_untracked().unwrap_or_default(),
        |address| *address == Address::EnrollmentTypes,
        || {},
    );
    use_title(|| t::profiles::title().to_owned());

    view! {
        <Page>
            <PageHeader title=t::profiles::title() lead=move || lead(list.may_write)>
                <CreateProfile/>
            </PageHeader>
            {move || (shape.get() != Shape::Failed).then(|| error.get().map(|error| stale(&error, listed)))}
            {move || match shape.get() {
                Shape::OnItsWay => view! { <Card><Skeleton rows=6/></Card> }.into_any(),
                Shape::Failed => error.get().map(|error| failure(error, listed)).into_any(),
                Shape::Nothing => nothing(),
                Shape::Profiles => view! { <Content created=created retired=retired/> }.into_any(),
            }}
        </Page>
    }
    .into_any()
}

/// What the list is for; and how to change it, for those who may.
fn lead(may_write: Memo<bool>) -> AnyView {
    let keys = |keys: String| {
        let keys = keys.split(' ').enumerate().map(|(at, key)| {
            let gap = if at == 0 { "" } else { " " };
            view! { {gap} <kbd>{key.to_owned()}</kbd> }
        });
        let keys = keys.collect_view();
        view! { <span class="keys">{keys}</span> }.into_any()
    };
    view! {
        {t::profiles::lead()}
        {move || may_write.get().then(|| view! { " " {t::order::lead(&keys)} })}
    }
    .into_any()
}

/// Goes to the wizard. Whoever may only read has no use for it.
#[component]
fn CreateProfile() -> impl IntoView {
    let paths = use_paths();
    let who = use_who();
    let link = move || {
        view! {
            <LinkButton
                label=t::profiles::create_profile()
                href=Signal::derive(move || paths.create_profile(WizardStep::Basics))
                weight=Weight::Main
                icon=Icon::Plus
            />
        }
    };
    move || who.may_write().then(link)
}

fn nothing() -> AnyView {
    view! {
        <Card>
            <EmptyState kind=EmptyKind::Nothing title=t::profiles::empty_title() text=t::profiles::empty_text()>
                <CreateProfile/>
            </EmptyState>
        </Card>
    }
    .into_any()
}

#[component]
fn Content(#[prop(into)] created: Signal<Option<String>>, retired: Memo<u64>) -> impl IntoView {
    let list = use_list();
    let ordering = list.ordering;
    let counted = NodeRef::<html::P>::new();
    let keydown = move |event: KeyboardEvent| {
        let typed = event.target().is_some_and(|target| {
            wasm_bindgen::JsCast::dyn_ref::<web_sys::HtmlInputElement>(&target).is_some_and(|input| input.type_() != "checkbox")
        });
        if typed || event.alt_key() || event.shift_key() || !(event.ctrl_key() || event.meta_key()) || !ordering.dirty.get_untracked() {
            return;
        }
        match event.key().as_str() {
            "z" => ordering.undo(),
            "s" => ordering.save(),
            _ => return,
        }
        event.prevent_default();
    };
    let no_match = move || {
        let is_empty = list.shown.get() == 0 && list.finding.filter.with(|filter| !filter.is_empty());
        is_empty.then(|| {
            view! {
                <EmptyState kind=EmptyKind::NoMatch title=t::list::match_none_title() text=t::list::match_none_text()>
                    <Button label=t::list::clear() on_press=move |()| list.finding.clear()/>
                </EmptyState>
            }
        })
    };
    view! {
        {move || {
            let many = Some(retired.get()).filter(|many| *many > 0).map(t::profiles::retired_many);
            many.map(|many| view! { <Note tone=Tone::Warn><strong>{many}</strong> " " {t::profiles::retired_text()}</Note> })
        }}
        <section class="card list" on:keydown=keydown>
            <Finder>
                <p class="soft small list-count" tabindex="-1" node_ref=counted>
                    {move || count(list.shown.get(), list.count.get())}
                    <LastSaved/>
                </p>
                <UndoSave after=counted/>
            </Finder>
            {move || ordering.fixed.get().map(|reason| view! { <p class="soft small list-note">{reason}</p> })}
            <ProfileTable created=created/>
            {no_match}
            <div class="list-foot">
                <SelectionBar after=counted/>
                <DraftBar after=counted/>
            </div>
        </section>
        <p class="soft small">{t::profiles::nobody_else()}</p>
        <PlaceDialog/>
        <StaleDialog/>
        <AssignDialog/>
        <DeleteDialog after=counted/>
    }
    .into_any()
}

/// Why there is nothing to show at all.
fn failure(error: ApiError, listed: Query<Listed>) -> AnyView {
    if matches!(error, ApiError::Forbidden(_)) {
        return view! {
            <Card>
                <EmptyState
                    kind=EmptyKind::NotPermitted
                    title=t::profiles::not_permitted_title()
                    text=t::profiles::not_permitted_text()
                />
            </Card>
        }
        .into_any();
    }
    view! {
        <Card>
            <ErrorState
                sentence=sentence(&error)
                request_id=error.request_id()
                on_retry=Some(Callback::new(move |()| listed.refresh()))
            />
        </Card>
    }
    .into_any()
}

/// The last answer is still shown, but a new one could not be had.
fn stale(error: &ApiError, listed: Query<Listed>) -> AnyView {
    let reason = sentence(error);
    view! {
        <Note tone=Tone::Warn live=true>
            <p>{reason} " " {t::profiles::refresh_failed()}</p>
            <Button label=t::ui::try_again() weight=Weight::Bare on_press=move |()| listed.refresh()/>
        </Note>
    }
    .into_any()
}

fn retry_when_back_online(listed: Query<Listed>) {
    let handle = window_event_listener(leptos::ev::online, move |_| {
        if listed.state.try_with(|state| matches!(state, Remote::Failed(..))).unwrap_or_default() {
            listed.refresh();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Says once where the new profile went, for those who do not see its row light up.
fn announce_created(list: &List, created: Memo<Option<String>>) {
    let Ordering { rows, draft, .. } = list.ordering;
    let announcer = use_announcer();
    Effect::new(move |said: Option<bool>| {
        if said == Some(true) {
            return true;
        }
        let key = created.get().and_then(|id| rows.key(&id));
        draft.with(|draft| {
            let place = key.and_then(|key| Some((key, draft.place(key)?)));
            let Some((key, at)) = place else { return false };
            announcer.say(t::profiles::created_now(&rows.name(key), at as u64 + 1, draft.now().len() as u64));
            true
        })
    });
}
