//! `/who-gets-what`: a person and a device, and what enrolling would do.

use enrollment::device::Platform;
use enrollment::enrollment_type::EnrollmentType;
use enrollment::error::Code;
use enrollment::user_choice::Branch;
use leptos::prelude::*;

use super::asked::{Asked, use_asked};
use super::chain::chain;
use super::form::form;
use super::person_picker::PickedPerson;
use super::result::{About, result};
use super::telling;
use crate::backend::graph::who_gets_what::{Explanation, WhoAnswer, WhoQuestion};
use crate::backend::query::Query;
use crate::backend::{ApiError, Remote, use_backend, use_query};
use crate::dom::live::use_announcer;
use crate::features::session::use_who;
use crate::features::shell::{failure, use_offers, use_title};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{Paths, use_paths};
use crate::ui::{Button, Card, CopyButton, EmptyKind, EmptyState, Page, PageHeader, Skeleton};

/// An answer, with the system that was asked about.
type Told = (Platform, WhoAnswer);

/// What stands below the question.
#[derive(Clone, PartialEq)]
enum Shown {
    NothingAsked,
    NoVersion,
    OnItsWay,
    Answer(Told),
    NoSuchPerson,
    Failed(ApiError),
}

/// Who gets what. The address holds the question.
#[component]
pub fn WhoGetsWhat() -> impl IntoView {
    use_title(|| t::who_gets_what::title().to_owned());
    let (backend, paths, offers, announcer) = (use_backend(), use_paths(), use_offers(), use_announcer());
    let asked = use_asked();
    let answer = use_query(
        move || asked.question.with(super::question::Question::complete),
        move |question: WhoQuestion| {
            let graph = backend.graph();
            async move { Ok((question.device.platform, graph.who_gets_what(&question).await?)) }
        },
    );
    let shown = Memo::new(move |_| shown(asked, answer));
    let told = Memo::new(move |last: Option<&Option<Told>>| match shown.get() {
        Shown::Answer(told) => Some(told),
        Shown::OnItsWay | Shown::NoVersion => last.cloned().flatten(),
        _ => None,
    });
    let picked = Signal::derive(move || match told.get() {
        Some((_, WhoAnswer { person, .. })) if asked.question.with(|question| !question.person.is_empty()) => {
            PickedPerson::new(&person.id, &person.display_name, &person.user_principal_name)
        }
        _ => PickedPerson::default(),
    });
    let branches = Memo::new(move |_| told.with(|told| told.as_ref().map(|(_, answer)| branches(&answer.live)).unwrap_or_default()));
    Effect::new(move |_| {
        if let Shown::Answer((_, answer)) = shown.get() {
            announcer.say(telling::summary(&answer.live, &answer.person.display_name));
        }
    });
    let organization = StoredValue::new(untrack(|| use_who().signed_in()).map(|person| person.organization).unwrap_or_default());
    let has_answer = Memo::new(move |_| told.with(Option::is_some));
    let doing = move || {
        has_answer.get().then(|| {
            let print = move |()| {
                let _ = window().print();
            };
            view! {
                <CopyButton text=Signal::derive(move || asked.link()) label=t::who_gets_what::copy_link()/>
                <Button label=t::who_gets_what::print() on_press=print/>
            }
        })
    };
    let content = move || {
        if !offers.who_gets_what() {
            return view! {
                <Card>
                    <EmptyState
                        kind=EmptyKind::NotPermitted
                        title=t::who_gets_what::no_feature_title()
                        text=t::who_gets_what::no_feature_text()
                    />
                </Card>
            }
            .into_any();
        }
        let is_busy = move || answer.state.with(Remote::is_loading).then_some("true");
        view! {
            {form(asked, picked, branches, organization)}
            <div class="stack" aria-busy=is_busy>
                {move || organization.with_value(|organization| below(&shown.get(), answer, organization, paths))}
            </div>
        }
        .into_any()
    };
    view! {
        <Page>
            <PageHeader title=t::who_gets_what::title() lead=t::who_gets_what::lead>{doing}</PageHeader>
            {content}
        </Page>
    }
    .into_any()
}

fn shown(asked: Asked, answer: Query<Told>) -> Shown {
    answer.state.with(|state| match state {
        Remote::Idle if asked.question.with(|question| question.person.is_empty()) => Shown::NothingAsked,
        Remote::Idle => Shown::NoVersion,
        Remote::Failed(_, error) if error.details().iter().any(|detail| detail.code == Code::UnknownPerson) => Shown::NoSuchPerson,
        // The last answer is one to another question.
        Remote::Failed(_, error) => Shown::Failed(error.clone()),
        state => state.latest().cloned().map_or(Shown::OnItsWay, Shown::Answer),
    })
}

/// The branches about which the device user can be asked.
fn branches(explanation: &Explanation) -> Vec<Branch> {
    let applies =
        |priority: u64| explanation.results.iter().any(|result| result.profile.as_ref().is_some_and(|it| it.priority == priority));
    let types = explanation.reasons.iter().filter(|standing| applies(standing.profile.priority)).map(|standing| &standing.enrollment_type);
    let offered: Vec<Branch> = types
        .flat_map(|known| match known {
            Some(EnrollmentType::UserChoice(choice)) => choice.branches(),
            _ => Vec::new(),
        })
        .collect();
    Branch::ALL.into_iter().filter(|branch| offered.contains(branch)).collect()
}

fn below(shown: &Shown, answer: Query<Told>, organization: &str, paths: Paths) -> AnyView {
    let empty =
        |kind, title: &'static str, text: &'static str| view! { <Card><EmptyState kind=kind title=title text=text/></Card> }.into_any();
    match shown {
        Shown::NothingAsked => empty(EmptyKind::NoMatch, t::who_gets_what::nothing_asked_title(), t::who_gets_what::nothing_asked_text()),
        Shown::NoSuchPerson => empty(EmptyKind::NoMatch, t::who_gets_what::no_such_person_title(), t::who_gets_what::no_such_person_text()),
        Shown::NoVersion => view! { <p class="soft">{t::who_gets_what::no_version()}</p> }.into_any(),
        Shown::OnItsWay => view! {
            <div class="split">
                <Card><Skeleton rows=6/></Card>
                <Card><Skeleton rows=6/></Card>
            </div>
        }
        .into_any(),
        Shown::Failed(error) => {
            let failure = failure(error, Callback::new(move |()| answer.refresh()));
            view! { <Card>{failure}</Card> }.into_any()
        }
        Shown::Answer((platform, answer)) => {
            let name = telling::short_name(&answer.person.display_name);
            let about = About { name, organization, platform: *platform, paths };
            explained(&answer.live, about)
        }
    }
}

/// Why, and what follows.
fn explained(explanation: &Explanation, about: About<'_>) -> AnyView {
    view! {
        <div class="split">
            {chain(&explanation.reasons, about.name, about.paths)}
            {result(explanation, about)}
        </div>
    }
    .into_any()
}
