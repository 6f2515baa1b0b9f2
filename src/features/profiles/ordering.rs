//! Changing the order: the draft on screen, what it would mean, saving it, and taking back what was saved.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft_order::DraftOrder;
use super::load::Listed;
use super::rows::Rows;
use super::save_order::{Outcome, save};
use crate::backend::error::Refusal;
use crate::backend::graph::profile_writes::Effect as OrderEffect;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Backend, Query, Write, use_backend, use_debounced_query, use_query, use_write};
use crate::dom::live::{Announcer, use_announcer};
use crate::dom::storage::Shelf;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::paths::use_paths;
use crate::ui::{Toast, Toasts, Tone, use_toasts};

/// How long a draft has to stand still before its effect is asked for.
const PAUSE: Duration = Duration::from_millis(300);
/// How long moves have to pause before the last is said: who presses a key five times wants to hear where it ended.
const SAY: Duration = Duration::from_millis(450);

/// An order to save in place of another; numbers of profiles.
#[derive(Clone)]
struct Job {
    former: Vec<usize>,
    wanted: Vec<usize>,
    version: Option<String>,
}

/// What was saved last, to take it back.
#[derive(Clone)]
pub struct LastSave {
    job: Job,
    /// When, in milliseconds since 1970.
    pub at: f64,
}

/// Somebody else changed the order.
#[derive(Clone)]
pub struct StaleOrder {
    /// What the server says about it.
    pub refusal: Refusal,
    /// Their order.
    pub theirs: Vec<usize>,
    version: Option<String>,
}

/// The order of the list; `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub struct Ordering {
    /// The rows that it puts in order.
    pub rows: Rows,
    /// The saved order and the moves that are not saved.
    pub draft: RwSignal<DraftOrder>,
    /// Whether there is something to save.
    pub dirty: Memo<bool>,
    /// Why nothing can be moved now.
    pub fixed: Memo<Option<String>>,
    /// The moves were made again on an order that somebody else saved.
    pub rebased: RwSignal<bool>,
    /// What the draft would mean for people, where the server tells.
    pub effect: Query<OrderEffect>,
    /// What was saved last.
    pub last: RwSignal<Option<LastSave>>,
    /// Somebody else changed the order while the draft was made.
    pub stale: RwSignal<Option<StaleOrder>>,
    /// Whether the server tells what an order would mean.
    pub tells: Memo<bool>,
    /// Whether saving is on its way, and why it failed.
    write: Write<Job>,
    version: RwSignal<Option<String>>,
    written: RwSignal<u32>,
    shelf: StoredValue<String>,
    saying: StoredValue<Option<(usize, usize, Timer)>, LocalStorage>,
    announcer: Announcer,
    backend: Backend,
    toasts: Toasts,
}

impl Ordering {
    /// The order of `rows`, to be changed unless `fixed` says why not. `written` counts the changes of the order from here.
    pub fn of(rows: Rows, fixed: Memo<Option<String>>, written: RwSignal<u32>) -> Self {
        let (backend, paths, announcer, toasts) = (use_backend(), use_paths(), use_announcer(), use_toasts());
        let draft = RwSignal::new(DraftOrder::default());
        let dirty = Memo::new(move |_| draft.with(DraftOrder::is_dirty));
        let features = use_query(
            || Some(()),
            move |()| {
                let graph = backend.graph();
                async move { graph.features().await }
            },
        );
        let tells = Memo::new(move |_| features.state.with(|state| state.latest().is_some_and(|features| features.has("effect"))));
        let effect = use_effect_of(backend, move || (tells.get() && dirty.get()).then(|| draft.with(|draft| rows.ids(draft.now()))));
        let (last, stale, version) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(None));
        let rebased = RwSignal::new(false);
        let took = StoredValue::new_local(None::<Ordering>);
        let write = use_write(
            move |job: Job| {
                let saving = save(backend.graph(), rows.ids(&job.former), rows.ids(&job.wanted), job.version.clone());
                async move { Ok((saving.await?, job)) }
            },
            move |(outcome, job)| {
                if let Some(ordering) = took.get_value() {
                    ordering.saved(outcome, job);
                }
            },
        );
        let shelf = StoredValue::new(format!("{}order-draft", paths.kept_in_tab()));
        let saying = StoredValue::new_local(None);
        let ordering = Self {
            rows,
            draft,
            dirty,
            fixed,
            rebased,
            effect,
            last,
            stale,
            tells,
            write,
            version,
            written,
            shelf,
            saying,
            announcer,
            backend,
            toasts,
        };
        took.set_value(Some(ordering));
        Effect::new(move |_| {
            // Profiles that were read anew have new rows.
            rows.age.track();
            draft.with(|draft| rows.arrange(draft));
        });
        on_cleanup(move || saying.dispose());
        ordering
    }

    /// Whether saving is on its way.
    pub fn busy(self) -> Signal<bool> {
        self.write.busy.into()
    }

    /// Why saving failed.
    pub fn error(self) -> RwSignal<Option<ApiError>> {
        self.write.error
    }

    /// Takes what was read. Moves that are not saved are kept: those of this screen, or of this tab before a reload.
    pub fn read(self, list: &Listed) {
        // What is being saved one by one is read half done.
        if self.write.busy.get_untracked() {
            return;
        }
        let keys = self.rows.take(list);
        if self.draft.with_untracked(|draft| draft.saved().is_empty()) {
            let kept = self.shelf.with_value(|shelf| Shelf::Session.read(shelf)).unwrap_or_default();
            let (draft, same) = DraftOrder::read(&kept, keys, list.version.as_deref(), |id| self.rows.key(id));
            self.rebased.set(!same && draft.is_dirty());
            self.draft.set(draft);
        } else if self.draft.with_untracked(|draft| draft.saved() != keys) {
            self.rebase(keys);
        }
        self.version.set(list.version.clone());
        self.keep();
    }

    /// Makes the moves again on another saved order.
    fn rebase(self, saved: Vec<usize>) {
        self.draft.update(|draft| *draft = draft.onto(saved));
        self.rebased.set(self.draft.with_untracked(DraftOrder::is_dirty));
    }

    /// Puts a profile at `to`, 0 first, and says where it stands then.
    pub fn put(self, key: usize, to: usize) {
        if let Some(reason) = self.fixed.get_untracked() {
            self.announcer.say(reason);
            return;
        }
        let from = self.draft.with_untracked(|draft| draft.place(key));
        if let (Some(from), false) = (from, self.write.busy.get_untracked())
            && self.draft.try_update(|draft| draft.put(key, to)) == Some(true)
        {
            self.keep();
            self.say(key, from);
        }
    }

    /// Puts a profile some places further down, or up.
    pub fn shift(self, key: usize, by: isize) {
        if let Some(to) = self.draft.with_untracked(|draft| draft.place(key)?.checked_add_signed(by)) {
            self.put(key, to);
        }
    }

    /// Takes the last move back.
    pub fn undo(self) {
        let key = self.draft.try_update(DraftOrder::undo).flatten();
        if let Some((key, at)) = key.and_then(|key| Some((key, self.draft.with_untracked(|draft| draft.place(key))?))) {
            self.keep();
            self.announcer.say(t::order::taken_back(&self.rows.name(key), at as u64 + 1));
        }
    }

    /// Forgets the moves. For a while they can be had back.
    pub fn discard(self) {
        let before = self.draft.get_untracked();
        self.draft.set(DraftOrder::new(before.saved().to_vec()));
        self.rebased.set(false);
        self.keep();
        let back = move || {
            let saved = self.draft.try_with_untracked(|draft| draft.saved().to_vec());
            if let Some(saved) = saved {
                self.draft.set(before.onto(saved));
                self.keep();
            }
        };
        self.toasts.offer(Toast { tone: Tone::Info, sentence: t::order::discarded().to_owned() }, t::order::undo(), back);
    }

    /// Saves the draft.
    pub fn save(self) {
        if self.dirty.get_untracked() {
            let (former, wanted) = self.draft.with_untracked(|draft| (draft.saved().to_vec(), draft.now().to_vec()));
            self.write.run(Job { former, wanted, version: self.version.get_untracked() });
        }
    }

    fn saved(self, outcome: Outcome, job: Job) {
        match outcome {
            Outcome::Saved(version) => {
                self.draft.set(DraftOrder::new(job.wanted.clone()));
                self.knows(version.clone());
                self.rebased.set(false);
                self.keep();
                let back = Job { former: job.wanted, wanted: job.former, version };
                self.last.set(Some(LastSave { job: back.clone(), at: js_sys::Date::now() }));
                let toast = Toast { tone: Tone::Brand, sentence: t::order::saved().to_owned() };
                self.toasts.offer(toast, t::order::undo(), self.back(&back));
            }
            Outcome::Stale(refusal, list) => {
                let theirs = self.rows.take(&list);
                self.stale.set(Some(StaleOrder { refusal, theirs, version: list.version }));
            }
        }
    }

    /// Takes the version of an order that was saved from here: it needs not be read again.
    fn knows(self, version: Option<String>) {
        if version.is_some() {
            self.written.update(|written| *written = written.wrapping_add(1));
        }
        self.version.set(version);
    }

    /// Puts back the order that was saved before the last.
    pub fn undo_save(self) {
        if let Some(last) = self.last.get_untracked() {
            self.back(&last.job)();
        }
    }

    /// Saves the former order again. This works when the screen is gone, too.
    fn back(self, job: &Job) -> impl Fn() + 'static {
        let (former, wanted) = (self.rows.ids(&job.former), self.rows.ids(&job.wanted));
        let (graph, job) = (self.backend.graph(), job.clone());
        move || {
            self.last.try_set(None);
            let saving = save(graph.clone(), former.clone(), wanted.clone(), job.version.clone());
            let keys = job.wanted.clone();
            spawn_local(async move {
                let (tone, said) = match saving.await {
                    Ok(Outcome::Saved(version)) => {
                        if self.version.try_with_untracked(Option::is_none).is_some() {
                            self.knows(version);
                            self.rebase(keys);
                            self.rebased.set(false);
                            self.keep();
                        }
                        (Tone::Brand, t::order::put_back().to_owned())
                    }
                    Ok(Outcome::Stale(_, list)) => {
                        if self.version.try_with_untracked(Option::is_none).is_some() {
                            self.read(&list);
                        }
                        (Tone::Warn, t::order::not_put_back().to_owned())
                    }
                    Err(error) => (Tone::Bad, sentence(&error)),
                };
                self.toasts.show(Toast { tone, sentence: said });
            });
        }
    }

    /// Gives up the draft for the order that somebody else saved.
    pub fn take_theirs(self) {
        if let Some(stale) = self.stale.try_update(Option::take).flatten() {
            self.draft.set(DraftOrder::new(stale.theirs));
            self.version.set(stale.version);
            self.rebased.set(false);
            self.keep();
            self.announcer.say(t::order::took_theirs());
        }
    }

    /// Makes the moves again on the order that somebody else saved.
    pub fn apply_again(self) {
        if let Some(stale) = self.stale.try_update(Option::take).flatten() {
            self.rebase(stale.theirs);
            self.version.set(stale.version);
            self.keep();
            self.announcer.say(t::order::applied_again());
        }
    }

    /// Keeps the moves for this tab.
    fn keep(self) {
        let version = self.version.get_untracked();
        let text = self.draft.with_untracked(|draft| {
            draft.is_dirty().then(|| draft.write(version.as_deref(), |key| self.rows.ids(&[key]).pop().unwrap_or_default()))
        });
        self.shelf.with_value(|shelf| match text {
            Some(text) => {
                Shelf::Session.write(shelf, &text);
            }
            None => Shelf::Session.remove(shelf),
        });
    }

    /// Says where a profile stands once it stands still.
    fn say(self, key: usize, from: usize) {
        let began = self.saying.with_value(|saying| saying.as_ref().filter(|(other, ..)| *other == key).map(|(_, from, _)| *from));
        let from = began.unwrap_or(from);
        let say = move || {
            self.saying.try_set_value(None);
            if let Some(sentence) = self.draft.try_with_untracked(|draft| self.move_in_words(draft, key, from)).flatten() {
                self.announcer.say(sentence);
            }
        };
        self.saying.set_value(Some((key, from, Timer::after(SAY, say))));
    }

    fn move_in_words(self, draft: &DraftOrder, key: usize, from: usize) -> Option<String> {
        let at = draft.place(key)?;
        let name = |at: usize| draft.now().get(at).map(|key| self.rows.name(*key));
        let (who, from, to, all) = (self.rows.name(key), from as u64 + 1, at as u64 + 1, draft.now().len() as u64);
        Some(match (at.checked_sub(1).and_then(name), name(at + 1)) {
            (Some(after), Some(before)) => t::order::moved_between(&who, from, to, all, &after, &before),
            (None, Some(before)) => t::order::moved_before(&who, from, to, all, &before),
            (Some(after), None) => t::order::moved_after(&who, from, to, all, &after),
            (None, None) => return None,
        })
    }
}

/// What an order of these ids would mean for people, asked whenever the ids stand still.
pub fn use_effect_of(backend: Backend, ids: impl Fn() -> Option<Vec<String>> + 'static) -> Query<OrderEffect> {
    use_debounced_query(PAUSE, ids, move |ids: Vec<String>| {
        let graph = backend.graph();
        async move { graph.effect(&ids).await }
    })
}
