//! The rows of the list. Each profile keeps one number for as long as the screen is there, and one row, which is built once,
//! some with each frame when there are many. From then on rows are only put elsewhere, hidden and ticked.
//!
//! This is done by hand. Leptos' keyed list puts every row between two places in anew when one moves from here to there, and
//! a thousand rows that listen to signals cost more than one function that changes those that have to change.

use std::cell::OnceCell;
use std::rc::Rc;

use enrollment::graph::received::Profile;
use enrollment::order::minimal_moves;
use enrollment::text::fold_case;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::audience::{GroupNames, Recipient, recipients};
use super::draft_order::{Change, DraftOrder};
use super::filter::{Filter, type_word};
use super::load::Listed;
use super::shown_type::ShownType;
use super::words;
use crate::dom::focus;
use crate::i18n::t;

/// How many rows are built with each frame.
const CHUNK: usize = 50;

/// A profile of the list, with its row.
pub struct Row {
    /// The profile, without its place, which `DraftOrder` knows.
    pub profile: Profile,
    recipients: OnceCell<Option<Vec<Recipient>>>,
    sought: OnceCell<String>,
    hidden: bool,
    ticked: bool,
    /// What its row says: where it stands, and where it stood when it moved; 0 for nothing.
    number: usize,
    was: usize,
    built: Option<Built>,
}

/// What is changed in a row by hand.
struct Built {
    row: HtmlElement,
    number: Element,
    was: Element,
    tick: HtmlInputElement,
}

/// Makes the row of the profile with this number.
pub type Builder = Rc<dyn Fn(usize, &Row, &GroupNames) -> AnyView>;

#[derive(Default)]
struct Inner {
    all: Vec<Row>,
    groups: GroupNames,
    /// The order that is wanted, and where those that moved stood.
    order: Vec<usize>,
    moved: Vec<Change>,
    /// The rows in the page, from top to bottom.
    placed: Vec<usize>,
    filter: Filter,
    body: Option<HtmlElement>,
    builder: Option<Builder>,
    waits: bool,
}

/// The rows; `Copy`, so that every handler can hold them.
#[derive(Clone, Copy)]
pub struct Rows {
    inner: StoredValue<Inner, LocalStorage>,
    /// Some rows are still to be built.
    pub building: RwSignal<bool>,
    /// Changes whenever profiles were read.
    pub age: RwSignal<u32>,
}

impl Row {
    /// The name, or words in its place.
    pub fn name(&self) -> String {
        words::name(&self.profile)
    }

    /// Whom the profile is assigned to.
    pub fn recipients(&self, groups: &GroupNames) -> Option<&[Recipient]> {
        self.recipients.get_or_init(|| recipients(&self.profile, groups)).as_deref()
    }

    fn is_shown(&self, filter: &Filter, groups: &GroupNames) -> bool {
        let sought = self.sought.get_or_init(|| {
            let description = self.profile.description.as_deref().unwrap_or_default();
            fold_case(&[&self.name(), "\n", description].concat())
        });
        let kind = if filter.types.is_empty() { "" } else { type_word(&ShownType::of(&self.profile)) };
        let recipients = if filter.assigned.is_empty() { None } else { self.recipients(groups) };
        filter.shows(sought, kind, recipients)
    }
}

impl Rows {
    /// No rows yet.
    pub fn new() -> Self {
        Self { inner: StoredValue::new_local(Inner::default()), building: RwSignal::new(true), age: RwSignal::new(0) }
    }

    /// Shows the rows in `body` from now on, made by `builder`.
    pub fn show_in(self, body: NodeRef<html::Tbody>, builder: Builder) {
        Effect::new(move |_| {
            let Some(body) = body.get() else { return };
            self.inner.update_value(|inner| {
                inner.body = Some(body.into());
                inner.builder = Some(Rc::clone(&builder));
            });
            self.go_on();
        });
    }

    /// Takes what was read. A profile that did not change keeps its row. The numbers in the order that is saved.
    pub fn take(self, list: &Listed) -> Vec<usize> {
        let keys = self.inner.try_update_value(|inner| inner.take(list)).unwrap_or_default();
        self.age.try_update(|age| *age = age.wrapping_add(1));
        keys
    }

    /// Puts the rows into the order of `draft`.
    pub fn arrange(self, draft: &DraftOrder) {
        self.inner.update_value(|inner| {
            inner.order = draft.now().to_vec();
            inner.moved = draft.changes();
        });
        self.go_on();
    }

    fn go_on(self) {
        let body = self.inner.with_value(|inner| inner.body.clone());
        let focused = body
            .as_ref()
            .and_then(|body| focus::active(body)?.dyn_into::<HtmlElement>().ok().filter(|element| body.contains(Some(element))));
        let Some((more, again)) = self.inner.try_update_value(|inner| {
            let more = inner.advance();
            let again = more && !inner.waits;
            inner.waits |= again;
            (more, again)
        }) else {
            return;
        };
        self.building.set(more);
        if again {
            request_animation_frame(move || {
                if self.inner.try_update_value(|inner| inner.waits = false).is_some() {
                    self.go_on();
                }
            });
        }
        // What is put elsewhere loses the focus.
        if let Some(element) = focused.filter(|element| element.is_connected() && focus::active(element).as_ref() != Some(element)) {
            focus::focus_in_place(&element);
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }

    /// Shows what `filter` shows.
    pub fn filter(self, filter: &Filter) {
        self.inner.update_value(|inner| inner.filter(filter.folded()));
    }

    /// Those of `keys` that are shown.
    pub fn shown(self, keys: &[usize]) -> Vec<usize> {
        self.inner.with_value(|inner| keys.iter().copied().filter(|key| !inner.all[*key].hidden).collect())
    }

    /// What `read` reads from the profile with this number.
    pub fn with<T>(self, key: usize, read: impl FnOnce(&Row) -> T) -> Option<T> {
        self.inner.try_with_value(|inner| inner.all.get(key).map(read)).flatten()
    }

    /// The name of the profile with this number.
    pub fn name(self, key: usize) -> String {
        self.with(key, Row::name).unwrap_or_default()
    }

    /// The names of all profiles.
    pub fn names(self) -> Vec<String> {
        self.inner.with_value(|inner| inner.order.iter().map(|key| inner.all[*key].name()).collect())
    }

    /// The ids of these profiles.
    pub fn ids(self, keys: &[usize]) -> Vec<String> {
        keys.iter().filter_map(|key| self.with(*key, |row| row.profile.id.clone())).collect()
    }

    /// The number of the profile with this id.
    pub fn key(self, id: &str) -> Option<usize> {
        self.inner.try_with_value(|inner| inner.all.iter().position(|row| row.profile.id == id)).flatten()
    }

    /// The groups that profiles are assigned to.
    pub fn groups(self) -> GroupNames {
        self.inner.try_with_value(|inner| inner.groups.clone()).unwrap_or_default()
    }

    /// The row of the profile with this number, once it is built.
    pub fn element(self, key: usize) -> Option<HtmlElement> {
        self.with(key, |row| row.built.as_ref().map(|built| built.row.clone())).flatten()
    }

    /// The rows in the page, from top to bottom.
    pub fn elements(self) -> Vec<HtmlElement> {
        self.inner.with_value(|inner| inner.placed.iter().filter_map(|key| Some(inner.all[*key].built.as_ref()?.row.clone())).collect())
    }

    /// Ticks exactly these.
    pub fn tick(self, keys: &[usize]) {
        self.inner.update_value(|inner| {
            let ticked = inner.among(keys);
            for (row, ticked) in inner.all.iter_mut().zip(ticked) {
                row.ticked = ticked;
                if let Some(built) = row.built.as_ref().filter(|built| built.tick.checked() != ticked) {
                    built.tick.set_checked(ticked);
                }
            }
        });
    }
}

impl Inner {
    fn take(&mut self, list: &Listed) -> Vec<usize> {
        let same_groups = self.groups == list.groups;
        if !same_groups {
            self.groups = list.groups.clone();
        }
        let mut keys = Vec::with_capacity(list.profiles.len());
        for (at, profile) in list.profiles.iter().enumerate() {
            let mut profile = profile.clone();
            profile.priority = None;
            let is_it = |row: &Row| row.profile.id == profile.id;
            let known = if self.all.get(at).is_some_and(is_it) { Some(at) } else { self.all.iter().position(is_it) };
            let key = known.unwrap_or(self.all.len());
            keys.push(key);
            if same_groups && self.all.get(key).is_some_and(|row| row.profile == profile) {
                continue;
            }
            let mut row = Row {
                profile,
                recipients: OnceCell::new(),
                sought: OnceCell::new(),
                hidden: false,
                ticked: false,
                number: 0,
                was: 0,
                built: None,
            };
            row.hidden = !row.is_shown(&self.filter, &self.groups);
            match self.all.get_mut(key) {
                Some(old) => {
                    row.ticked = old.ticked;
                    // Its row makes room for the new one.
                    if let Some(built) = std::mem::replace(old, row).built {
                        built.row.remove();
                        self.placed.retain(|other| *other != key);
                    }
                }
                None => self.all.push(row),
            }
        }
        keys
    }

    fn filter(&mut self, filter: Filter) {
        for row in &mut self.all {
            let hidden = !row.is_shown(&filter, &self.groups);
            if hidden != row.hidden {
                row.hidden = hidden;
                if let Some(built) = &row.built {
                    built.row.set_hidden(hidden);
                }
            }
        }
        self.filter = filter;
    }

    /// Builds some of the rows that are missing and puts all where they belong. Whether more are missing.
    fn advance(&mut self) -> bool {
        let (Some(body), Some(builder)) = (self.body.clone(), self.builder.clone()) else { return false };
        let missing: Vec<usize> = self.order.iter().copied().filter(|key| self.all[*key].built.is_none()).take(CHUNK).collect();
        for key in &missing {
            let built = Built::of(builder(*key, &self.all[*key], &self.groups));
            if let Some(built) = &built {
                built.row.set_hidden(self.all[*key].hidden);
                built.tick.set_checked(self.all[*key].ticked);
            }
            self.all[*key].number = 0;
            self.all[*key].was = 0;
            self.all[*key].built = built;
        }
        let ready: Vec<usize> = self.order.iter().copied().filter(|key| self.all[*key].built.is_some()).collect();
        self.place(&body, ready);
        self.write_places();
        missing.len() == CHUNK
    }

    /// Brings the rows in the page into this order with the fewest moves.
    fn place(&mut self, body: &HtmlElement, ready: Vec<usize>) {
        let row = |key: usize| self.all[key].built.as_ref().map(|built| Node::from(built.row.clone()));
        let put = |key: usize, next: Option<Node>| {
            if let Some(row) = row(key) {
                let _ = body.insert_before(&row, next.as_ref());
            }
        };
        let stays = self.among(&ready);
        let mut now = Vec::with_capacity(ready.len());
        for key in &self.placed {
            if stays[*key] {
                now.push(*key);
            } else if let Some(row) = row(*key) {
                let _ = body.remove_child(&row);
            }
        }
        let there = self.among(&now);
        let target: Vec<usize> = ready.iter().copied().filter(|key| there[*key]).collect();
        for step in minimal_moves(&now, &target) {
            now.retain(|key| *key != step.id);
            put(step.id, now.get(step.to).and_then(|next| row(*next)));
            now.insert(step.to, step.id);
        }
        let mut next = None;
        for key in ready.iter().rev() {
            if !there[*key] {
                put(*key, next);
            }
            next = row(*key);
        }
        self.placed = ready;
    }

    /// Whether a profile is one of these, by its number.
    fn among(&self, keys: &[usize]) -> Vec<bool> {
        let mut among = vec![false; self.all.len()];
        for key in keys {
            among[*key] = true;
        }
        among
    }

    /// Says in each row where it stands, and in those that moved where they stood.
    fn write_places(&mut self) {
        for (at, key) in self.order.iter().enumerate() {
            let row = &mut self.all[*key];
            let Some(built) = &row.built else { continue };
            if row.number != at + 1 {
                row.number = at + 1;
                built.number.set_text_content(Some(&row.number.to_string()));
            }
            let was = self.moved.iter().find_map(|change| match change {
                Change::Moved { key: moved, from, .. } if moved == key => Some(*from),
                _ => None,
            });
            let was = was.unwrap_or_default();
            if row.was != was {
                row.was = was;
                built.was.set_text_content((was > 0).then(|| t::order::was(was as u64)).as_deref());
            }
        }
    }
}

impl Built {
    fn of(view: AnyView) -> Option<Self> {
        let row: HtmlElement = view.build().elements().into_iter().next()?.dyn_into().ok()?;
        Some(Self { number: piece(&row, ".number")?, was: piece(&row, ".was")?, tick: piece(&row, "input")?, row })
    }
}

fn piece<T: JsCast>(row: &HtmlElement, selector: &str) -> Option<T> {
    row.query_selector(selector).ok()??.dyn_into().ok()
}
