//! What the steps share while they are on screen: the draft as signals, what is wrong with it, and the server's answers.

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;

use super::draft::Draft;
use super::effect::Question;
use super::order::{self, Row};
use super::step::{Field, Finding, Problem, Step, all_problems};
use super::{stored, words};
use crate::backend::graph::{Features, Reach};
use crate::backend::query::Query;
use crate::backend::{use_backend, use_debounced_query, use_query};
use crate::dom::id::Id;
use crate::dom::storage::Shelf;
use crate::features::session::use_who;
use crate::paths::{Paths, use_paths};
use crate::ui::Mistake;

/// How long answers have to stand still before their effect is asked for.
const PAUSE: Duration = Duration::from_millis(250);

/// The draft and everything known about it; `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// The name as typed.
    pub name: RwSignal<String>,
    /// The description as typed.
    pub description: RwSignal<String>,
    rest: RwSignal<Draft>,
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
    /// The draft of this tab, or a new one. Every change is kept from now on.
    pub fn open() -> Self {
        let (backend, who, paths) = (use_backend(), use_who(), use_paths());
        let shelf = create_shelf(paths);
        let kept = Shelf::Session.read(&shelf).map(|text| stored::read(&text)).unwrap_or_default();
        let name = RwSignal::new(kept.name.clone());
        let description = RwSignal::new(kept.description.clone());
        let rest = RwSignal::new(kept);
        let draft = Memo::new(move |_| Draft { name: name.get(), description: description.get(), ..rest.get() });
        let findings = RwSignal::new(Vec::new());
        let problems = Memo::new(move |_| draft.with(|draft| found(draft, &findings.read())));
        let rows = use_query(
            || Some(()),
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
            (told && started && !rows.state.with(|state| state.is_loading() && state.latest().is_none()))
                .then(|| draft.with(|draft| Question::of(draft, position.and_then(|at| u32::try_from(at).ok()))))
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
        self.draft.with(|draft| {
            self.shelf.with_value(|shelf| {
                if draft.is_dirty() {
                    Shelf::Session.write(shelf, &stored::write(draft));
                } else {
                    Shelf::Session.remove(shelf);
                }
            });
        });
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
        self.name.set(String::new());
        self.description.set(String::new());
        self.rest.set(Draft::default());
        self.checked.set(BTreeSet::new());
        self.findings.set(Vec::new());
        self.mistakes.set(Vec::new());
        // The effect that keeps the draft may not run anymore when the screen is left right away.
        self.shelf.with_value(|shelf| Shelf::Session.remove(shelf));
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
    format!("pomona:{}:create-profile", paths.base())
}

fn found(draft: &Draft, findings: &[Finding]) -> Vec<Problem> {
    let held = findings.iter().filter(|finding| finding.holds(draft)).map(|finding| finding.problem.clone());
    let place = |problem: &Problem| problem.field.unwrap_or(Field::Place);
    let mut problems: Vec<Problem> = Vec::new();
    // Each goes where it belongs: there are few, and a sort of this type would be two kilobytes of wasm.
    for problem in all_problems(draft).into_iter().chain(held) {
        let at = problems.partition_point(|other| place(other) <= place(&problem));
        problems.insert(at, problem);
    }
    problems
}
