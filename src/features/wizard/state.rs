//! What the steps share while they are on screen: the draft as signals, what is wrong with it, and the server's answers.

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;

use super::draft::Draft;
use super::effect::Question;
use super::order::{self, Row};
use super::step::{Field, Finding, Problem, Step, all_problems, change_problems};
use super::{stored, words};
use crate::backend::graph::{Features, Reach};
use crate::backend::query::Query;
use crate::backend::{ApiError, use_backend, use_debounced_query, use_query};
use crate::dom::id::Id;
use crate::dom::storage::Shelf;
use crate::features::session::use_who;
use crate::paths::{Paths, use_paths};
use crate::ui::Mistake;

/// How long answers have to stand still before their effect is asked for.
const PAUSE: Duration = Duration::from_millis(250);

/// The profile that a draft changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its id.
    pub id: String,
    /// Its version, where the server has versions.
    pub version: Option<String>,
    /// Its place, 0 first.
    pub priority: Option<u32>,
    /// What it was when it was read.
    pub draft: Draft,
}

/// The draft of a new profile or of one that exists, and everything known about it; `Copy`, so that every handler can hold
/// it.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// The name as typed.
    pub name: RwSignal<String>,
    /// The description as typed.
    pub description: RwSignal<String>,
    rest: RwSignal<Draft>,
    /// The profile that it changes; `None` while a new one is made.
    pub before: RwSignal<Option<Before>>,
    /// All of it.
    pub draft: Memo<Draft>,
    /// The questions whose mistakes are shown.
    pub checked: RwSignal<BTreeSet<Field>>,
    /// What the server found.
    pub findings: RwSignal<Vec<Finding>>,
    /// What is wrong now, whoever found it.
    pub problems: Memo<Vec<Problem>>,
    /// What the error summary lists.
    pub mistakes: RwSignal<Vec<Mistake>>,
    /// The profiles that exist, in order.
    pub rows: Query<Vec<Row>>,
    /// What the server offers beyond Graph.
    pub features: Query<Features>,
    /// What creating the draft would do.
    pub reach: Query<Reach>,
    /// The name of the organization.
    pub organization: Memo<String>,
    ids: StoredValue<Vec<(Field, Id)>>,
    shelf: StoredValue<String>,
}

impl Wizard {
    /// The draft of a new profile that this tab keeps, or an empty one. Every change is kept from now on.
    pub fn create() -> Self {
        let shelf = create_shelf(use_paths());
        let kept = Shelf::Session.read(&shelf).map(|text| stored::read(&text)).unwrap_or_default();
        Self::open(shelf, kept, None)
    }

    /// What this tab keeps of changes to a section of a profile, or the profile as it is. Every change is kept from now on,
    /// together with the version that it was made from.
    pub fn change(before: Before, section: Step) -> Self {
        let shelf = format!("{}change:{}:{}", use_paths().kept_in_tab(), before.id, section.segment());
        let kept = Shelf::Session.read(&shelf).and_then(|text| stored::read_change(&text));
        let (before, draft) = match kept {
            Some((version, then, draft)) => (Before { version, draft: then, ..before }, draft),
            None => (before.clone(), before.draft),
        };
        Self::open(shelf, draft, Some(before))
    }

    fn open(shelf: String, kept: Draft, before: Option<Before>) -> Self {
        let (backend, who) = (use_backend(), use_who());
        let is_new = before.is_none();
        let before = RwSignal::new(before);
        let name = RwSignal::new(kept.name.clone());
        let description = RwSignal::new(kept.description.clone());
        let rest = RwSignal::new(kept);
        let draft = Memo::new(move |_| Draft { name: name.get(), description: description.get(), ..rest.get() });
        let findings = RwSignal::new(Vec::new());
        let problems = Memo::new(move |_| draft.with(|draft| found(draft, before.read().as_ref(), &findings.read())));
        let rows = use_query(
            move || is_new.then_some(()),
            move |()| {
                let graph = backend.graph();
                async move { Ok(graph.profiles().await?.profiles.iter().map(Row::of).collect::<Vec<_>>()) }
            },
        );
        let features = use_query(
            || Some(()),
            move |()| {
                let graph = backend.graph();
                async move { graph.features().await }
            },
        );
        let question = Memo::new(move |_| {
            let told = features.state.with(|state| state.latest().is_some_and(|features| features.has("reach")));
            let started = draft.with(|draft| draft.kind.is_some() || draft.audience.is_some());
            let position = rows.state.with(|state| state.latest().map(|rows| draft.with(|draft| order::position(&draft.place, rows))));
            let (id, priority) = before.with(|before| before.as_ref().map(|before| (before.id.clone(), before.priority))).unzip();
            let priority = priority.unwrap_or_else(|| position.and_then(|at| u32::try_from(at).ok()));
            (told && started && !rows.state.with(|state| state.is_loading() && state.latest().is_none()))
                .then(|| draft.with(|draft| Question::of(draft, priority, id)))
        });
        let reach = use_debounced_query(
            PAUSE,
            move || question.get(),
            move |question: Question| {
                let graph = backend.graph();
                async move { graph.reach(question.ask()).await }
            },
        );
        let wizard = Self {
            name,
            description,
            rest,
            before,
            draft,
            checked: RwSignal::new(BTreeSet::new()),
            findings,
            problems,
            mistakes: RwSignal::new(Vec::new()),
            rows,
            features,
            reach,
            organization: Memo::new(move |_| who.signed_in().map(|person| person.organization).unwrap_or_default()),
            ids: StoredValue::new(Field::ALL.map(|field| (field, Id::unique("field"))).to_vec()),
            shelf: StoredValue::new(shelf),
        };
        Effect::new(move |_| wizard.keep());
        Effect::new(move |_| wizard.forget_solved());
        wizard
    }

    fn keep(self) {
        let draft = self.draft.read();
        let text = match &*self.before.read() {
            None => draft.is_dirty().then(|| stored::write(&draft)),
            Some(before) => {
                let is_dirty = draft.changes_anything(&before.draft);
                is_dirty.then(|| stored::write_change(before.version.as_deref(), &before.draft, &draft))
            }
        };
        match text {
            Some(text) => {
                self.shelf.with_value(|shelf| Shelf::Session.write(shelf, &text));
            }
            None => self.forget(),
        }
    }

    /// Keeps the draft no longer in this tab. The effect that would do so may not run anymore when the screen is left
    /// right away.
    pub fn forget(self) {
        self.shelf.with_value(|shelf| Shelf::Session.remove(shelf));
    }

    /// Whether leaving would lose something. Not tracked, and false once the screen is gone.
    pub fn is_dirty(self) -> bool {
        let dirty = |draft: &Draft| {
            let before = self.before.try_get_untracked().flatten();
            before.map_or_else(|| draft.is_dirty(), |before| draft.changes_anything(&before.draft))
        };
        self.draft.try_with_untracked(dirty).unwrap_or_default()
    }

    /// Takes the summary away once nothing that it lists is wrong anymore. Until then it stays as it was read.
    fn forget_solved(self) {
        let listed = self.mistakes.get();
        let still_wrong = |problem: &Problem| {
            let id = problem.field.map(|field| self.id(field).to_string());
            listed.iter().any(|mistake| mistake.field == id)
        };
        if !listed.is_empty() && !self.problems.with(|problems| problems.iter().any(still_wrong)) {
            self.mistakes.set(Vec::new());
        }
    }

    /// Changes anything but name and description, which have signals of their own.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.rest.update(change);
    }

    /// One answer, for a view that shows no other.
    pub fn answer<T: PartialEq + Send + Sync + 'static>(self, read: fn(&Draft) -> T) -> Memo<T> {
        Memo::new(move |_| self.draft.with(read))
    }

    /// Begins anew.
    pub fn clear(self) {
        self.put(Draft::default());
        self.checked.set(BTreeSet::new());
        self.forget();
    }

    /// Puts `draft` in the place of what was filled in.
    pub fn put(self, draft: Draft) {
        self.name.set(draft.name.clone());
        self.description.set(draft.description.clone());
        self.rest.set(draft);
        self.findings.set(Vec::new());
        self.mistakes.set(Vec::new());
    }

    /// Keeps what the server found wrong. The first step that has to be gone back to; `None` when the refusal belongs to no
    /// question alone.
    pub fn note(self, error: &ApiError) -> Option<Step> {
        let draft = self.draft.get_untracked();
        let problems: Vec<Problem> = error.details().iter().map(|detail| Problem::new(detail.clone(), &draft)).collect();
        let mut first = None;
        for problem in &problems {
            let step = problem.field?.step();
            first = Some(first.map_or(step, |first: Step| first.min(step)));
        }
        if first.is_some() {
            let found = problems.into_iter().map(|problem| Finding { problem, draft: draft.clone() });
            self.findings.set(found.collect());
        }
        first
    }

    /// The id of the control that answers `field`.
    pub fn id(self, field: Field) -> Id {
        self.ids.with_value(|ids| ids.iter().find(|(other, _)| *other == field).map_or_else(|| Id::unique("field"), |(_, id)| *id))
    }

    /// What is wrong with the answer to `field`, once it was checked.
    pub fn error(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            if !self.checked.with(|checked| checked.contains(&field)) {
                return None;
            }
            self.problems.with(|problems| problems.iter().find(|problem| problem.field == Some(field)).map(words::problem))
        })
    }

    /// Shows from now on what is wrong with the answer to `field`.
    pub fn check(self, field: Field) {
        self.checked.update(|checked| {
            checked.insert(field);
        });
    }

    /// Shows what is wrong in `step`, beside the fields and on top. Whether nothing is.
    pub fn check_step(self, step: Step) -> bool {
        self.checked.update(|checked| checked.extend(Field::ALL.into_iter().filter(|field| step == Step::Review || field.step() == step)));
        let mistakes: Vec<Mistake> = self.problems.with_untracked(|problems| {
            let here = problems.iter().filter(|problem| problem.field.is_some_and(|field| field.step() == step));
            here.map(|problem| Mistake { field: problem.field.map(|field| self.id(field).to_string()), sentence: words::problem(problem) })
                .collect()
        });
        let fine = mistakes.is_empty();
        self.mistakes.set(mistakes);
        fine
    }

    /// The place that the profile takes, 0 first; `None` while the order is not known.
    pub fn position(self) -> Option<usize> {
        let rows = self.rows.state.read();
        rows.latest().map(|rows| self.draft.with(|draft| order::position(&draft.place, rows)))
    }

    /// The names of the enrollment restrictions that would not apply; `None` while that is not known.
    pub fn overridden(self) -> Option<Vec<String>> {
        let names = |reach: &Reach| reach.overridden_restrictions.iter().map(|restriction| restriction.display_name.clone()).collect();
        self.reach.state.with(|state| state.latest().map(names))
    }
}

/// Under which key this tab keeps the draft of a new profile.
pub fn create_shelf(paths: Paths) -> String {
    format!("{}create-profile", paths.kept_in_tab())
}

fn found(draft: &Draft, before: Option<&Before>, findings: &[Finding]) -> Vec<Problem> {
    let own = before.map_or_else(|| all_problems(draft), |before| change_problems(draft, &before.draft));
    let held = findings.iter().filter(|finding| finding.holds(draft)).map(|finding| finding.problem.clone());
    let place = |problem: &Problem| problem.field.unwrap_or(Field::Place);
    let mut problems: Vec<Problem> = Vec::new();
    // Each goes where it belongs: there are few, and a sort of this type would be two kilobytes of wasm.
    for problem in own.into_iter().chain(held) {
        let at = problems.partition_point(|other| place(other) <= place(&problem));
        problems.insert(at, problem);
    }
    problems
}
