//! Review + create: every answer once more with a way to change it, the place in the order, and what to know before.

use enrollment::enrollment_type::{EnrollmentType, Kind};
use leptos::prelude::*;

use super::draft::{Audience, Draft};
use super::order::{self, Row};
use super::settings::overrides;
use super::state::Wizard;
use super::step::{Field, Step};
use super::words;
use crate::features::profiles::type_words;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::Paths;
use crate::ui::{Card, Note, Tone};

/// The answers and the place.
#[component]
pub fn Review(
    /// The draft.
    wizard: Wizard,
    /// The URLs of the steps.
    paths: Paths,
) -> impl IntoView {
    let name = wizard.answer(|draft| draft.name.trim().to_owned());
    let description = wizard.answer(|draft| draft.description.trim().to_owned());
    let said = move || {
        let description = description.get();
        if description.is_empty() { t::wizard::no_description().to_owned() } else { description }
    };
    let kind = wizard.answer(Draft::chosen_type);
    let change = move |step: Step, what: &'static str| {
        let href = format!("{}?return=review", paths.create_profile(step));
        view! { <a href=href>{t::wizard::change()} <span class="unseen">" " {what}</span></a> }
    };
    view! {
        <Card>
            <dl class="answers">
                <div>
                    <dt>{t::wizard::name()}</dt>
                    <dd><bdi>{move || name.get()}</bdi></dd>
                    <dd>{change(Step::Basics, t::wizard::name())}</dd>
                </div>
                <div>
                    <dt>{t::wizard::description()}</dt>
                    <dd class="lines" class:soft=move || description.with(String::is_empty)>{said}</dd>
                    <dd>{change(Step::Basics, t::wizard::description())}</dd>
                </div>
                <div>
                    <dt>{t::wizard::enrollment_type()}</dt>
                    <dd>{move || kind.get().map(|kind| type_view(wizard, &kind))}</dd>
                    <dd>{change(Step::Settings, t::wizard::enrollment_type())}</dd>
                </div>
                <div>
                    <dt>{t::wizard::step_assignments()}</dt>
                    <dd>{move || audience(wizard)}</dd>
                    <dd>{change(Step::Assignments, t::wizard::step_assignments())}</dd>
                </div>
            </dl>
        </Card>
        <PlaceSelect wizard=wizard/>
        <div class="stack">{move || warnings(wizard)} {move || overrides(wizard)}</div>
    }
    .into_any()
}

fn type_view(wizard: Wizard, chosen: &EnrollmentType) -> AnyView {
    let name = type_words::kind(chosen.kind());
    match chosen {
        EnrollmentType::UserChoice(choice) => {
            let branches = choice.branches().into_iter().map(|branch| {
                let outcome = choice.outcome(branch).map(type_words::outcome).unwrap_or_default();
                let says = wizard.organization.with(|organization| type_words::branch(branch, organization));
                view! { <li>{says} <span class="soft">{outcome}</span></li> }
            });
            view! { <p>{name}</p> <ul class="answer-parts branches">{branches.collect_view()}</ul> }.into_any()
        }
        EnrollmentType::DeviceWithCompanyPortal(ownership) => {
            view! { <p>{name}</p> <p class="soft">{type_words::ownership(*ownership)}</p> }.into_any()
        }
        _ => view! { <p>{name}</p> }.into_any(),
    }
}

fn audience(wizard: Wizard) -> Option<AnyView> {
    wizard.draft.with(|draft| {
        let chosen = draft.audience?;
        let groups = draft.groups_now().iter().map(|group| (group.name.clone(), group.people.map(t::wizard::people)));
        let kept = draft.kept_now().map(|kept| (words::kept(kept), words::kept_remark(kept).map(str::to_owned)));
        let lines = groups.chain(kept).map(|(name, more)| view! { <li><bdi>{name}</bdi> <span class="soft">{more}</span></li> });
        let all = (chosen != Audience::Groups).then(|| view! { <p>{words::audience(chosen)}</p> });
        Some(view! { {all} <ul class="answer-parts">{lines.collect_view()}</ul> }.into_any())
    })
}

fn warnings(wizard: Wizard) -> Vec<AnyView> {
    wizard.draft.with(|draft| {
        let nobody = (draft.audience == Some(Audience::NoOne)).then(|| t::wizard::no_one_text().to_owned());
        let retired = draft.kind.is_some_and(Kind::is_retired).then(|| t::wizard::retired_review().to_owned());
        let doubts = draft.doubtful_groups().into_iter().filter_map(words::doubt);
        let all = nobody.into_iter().chain(retired).chain(doubts);
        all.map(|sentence| view! { <Note tone=Tone::Warn><p>{sentence}</p></Note> }.into_any()).collect()
    })
}

/// The place in the order, proposed so that the profile has an effect.
#[component]
fn PlaceSelect(wizard: Wizard) -> impl IntoView {
    let id = wizard.id(Field::Place);
    let error = wizard.error(Field::Place);
    let rows = Memo::new(move |_| wizard.rows.state.with(|state| state.latest().cloned()));
    let failed = Memo::new(move |_| wizard.rows.state.with(|state| state.error().is_some()));
    let chosen = Memo::new(move |_| wizard.position());
    let change = move |event| {
        let wanted = event_target_value(&event).parse::<usize>().ok();
        let place = rows.with_untracked(|rows| Some(order::place_at(wanted?, rows.as_deref()?)));
        if let Some(place) = place {
            wizard.edit(|draft| draft.place = place);
        }
    };
    view! {
        <div class="form-field" class:wrong=move || error.with(Option::is_some)>
            <label for=id.to_string()>{t::wizard::place()}</label>
            <p class="hint" id=id.piece("hint")>{t::wizard::place_hint()}</p>
            {move || match rows.get() {
                None if failed.get() => view! { <Note tone=Tone::Warn><p>{t::wizard::place_unknown()}</p></Note> }.into_any(),
                None => view! { <p class="soft">{t::wizard::place_waiting()}</p> }.into_any(),
                Some(rows) => view! {
                    <select class="field" id=id.to_string() aria-describedby=id.piece("hint") on:change=change>
                        {options(&rows, chosen)}
                    </select>
                }
                .into_any(),
            }}
            {move || error.get().map(|error| view! { <p class="field-error" id=id.piece("error")>{error}</p> })}
        </div>
    }
    .into_any()
}

fn options(rows: &[Row], chosen: Memo<Option<usize>>) -> Vec<AnyView> {
    (0..=rows.len())
        .map(|at| {
            let label = place_label(at, rows);
            view! { <option value=at.to_string() selected=move || chosen.get() == Some(at)>{label}</option> }.into_any()
        })
        .collect()
}

fn place_label(at: usize, rows: &[Row]) -> String {
    let place = match at.checked_sub(1).and_then(|above| rows.get(above)) {
        Some(above) => t::wizard::place_after(&above.name),
        None => t::wizard::place_first().to_owned(),
    };
    if at == order::proposed(rows) { t::wizard::place_proposed(&place) } else { place }
}
