//! `/enrollment-restrictions`: the platform rules beside the enrollment types.

use enrollment::enrollment_type::Kind;
use enrollment::graph::received::Restriction;
use enrollment::restriction::Restriction as Rule;
use leptos::prelude::*;

use super::passing::{in_order, passing};
use crate::backend::{ApiError, Graph, Remote, use_backend, use_query};
use crate::features::profiles::audience::{GroupNames, ids_of_groups, named};
use crate::features::profiles::{type_words, words};
use crate::features::shell::{failure, use_title};
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Card, EmptyKind, EmptyState, Fact, Facts, Icon, Note, Page, PageHeader, Skeleton, Tag, Tone};

/// The enrollment restrictions about iPhones and iPads.
#[component]
pub fn Restrictions() -> impl IntoView {
    use_title(|| t::shell::restrictions().to_owned());
    let (backend, paths) = (use_backend(), use_paths());
    let loaded = use_query(|| Some(()), move |()| load(backend.graph()));
    let content = move || {
        loaded.state.with(|state| match state {
            Remote::Failed(None, error) => {
                let failure = failure(error, Callback::new(move |()| loaded.refresh()));
                view! { <Card>{failure}</Card> }.into_any()
            }
            state => match state.latest() {
                None => view! { <Card><Skeleton rows=4/></Card> }.into_any(),
                Some((all, _)) if all.is_empty() => view! {
                    <Card><EmptyState kind=EmptyKind::Nothing title=t::restrictions::none_title() text=t::restrictions::none_text()/></Card>
                }
                .into_any(),
                Some((all, groups)) => all.iter().map(|(restriction, rule)| card(restriction, rule, groups)).collect_view().into_any(),
            },
        })
    };
    let types = move |words: String| view! { <a href=paths.enrollment_types()>{words}</a> }.into_any();
    view! {
        <Page>
            <PageHeader title=t::shell::restrictions() lead=t::restrictions::lead/>
            <Note><p>{t::restrictions::passed_over(&types)}</p></Note>
            {content}
        </Page>
    }
    .into_any()
}

/// Without permission to read groups the restrictions are still worth showing, with ids in the place of names.
async fn load(graph: Graph) -> Result<(Vec<(Restriction, Rule)>, GroupNames), ApiError> {
    let all = in_order(graph.restrictions().await?);
    let ids: Vec<String> =
        ids_of_groups(all.iter().flat_map(|(restriction, _)| restriction.assignments.iter().flatten())).into_iter().collect();
    match graph.groups_by_id(&ids).await {
        Ok(groups) => Ok((all, GroupNames::new(groups))),
        Err(ApiError::Forbidden(_)) => Ok((all, GroupNames::default())),
        Err(error) => Err(error),
    }
}

fn card(restriction: &Restriction, rule: &Rule, groups: &GroupNames) -> AnyView {
    let name = restriction.display_name.clone();
    let (tone, tag) = if rule.is_default() {
        (Tone::Neutral, t::restrictions::default().to_owned())
    } else {
        (Tone::Info, t::restrictions::priority(u64::from(rule.priority)))
    };
    let description = (!rule.description.is_empty()).then(|| view! { <p class="soft">{rule.description.clone()}</p> });
    let (platform, personal) = (allowed(rule.platform_blocked), allowed(rule.personal_blocked));
    let (versions, whom, over) = (versions(rule), whom(restriction, rule, groups), over(rule));
    view! {
        <Card padded=true>
            <h2><bdi>{name}</bdi> " " <Tag tone=tone>{tag}</Tag></h2>
            {description}
            <Facts>
                <Fact term=t::restrictions::platform()>{platform}</Fact>
                <Fact term=t::restrictions::personal()>{personal}</Fact>
                <Fact term=t::restrictions::versions()>{versions}</Fact>
                <Fact term=t::profiles::assigned_to()>{whom}</Fact>
                <Fact term=t::restrictions::passing()>{over}</Fact>
            </Facts>
        </Card>
    }
    .into_any()
}

fn allowed(blocked: bool) -> AnyView {
    let (tone, word) = if blocked { (Tone::Bad, t::restrictions::blocked()) } else { (Tone::Brand, t::restrictions::allowed()) };
    view! { <Tag tone=tone>{word}</Tag> }.into_any()
}

fn versions(rule: &Rule) -> String {
    match (&rule.os_minimum, &rule.os_maximum) {
        (Some(minimum), Some(maximum)) => t::restrictions::versions_between(minimum, maximum),
        (Some(minimum), None) => t::restrictions::versions_from(minimum),
        (None, Some(maximum)) => t::restrictions::versions_up_to(maximum),
        (None, None) => t::restrictions::versions_any().to_owned(),
    }
}

fn whom(restriction: &Restriction, rule: &Rule, groups: &GroupNames) -> AnyView {
    if rule.is_default() {
        return t::restrictions::everybody_else().into_any();
    }
    match &restriction.assignments {
        None => t::profiles::assignments_not_said().into_any(),
        Some(none) if none.is_empty() => t::profiles::no_one().into_any(),
        Some(assignments) => {
            let chip = |name: String| view! { <li class="chip">{Icon::People.view()} <bdi>{name}</bdi></li> };
            let chips = named(assignments, groups).iter().map(words::recipient).map(chip).collect_view();
            view! { <ul class="chips">{chips}</ul> }.into_any()
        }
    }
}

/// The types that pass over it; user choice only for one of its answers.
fn over(rule: &Rule) -> String {
    let names: Vec<String> = passing(rule)
        .into_iter()
        .map(|kind| match kind {
            Kind::UserChoice => t::restrictions::in_one_answer(type_words::kind(kind)),
            kind => type_words::kind(kind).to_owned(),
        })
        .collect();
    if names.is_empty() { t::restrictions::stops_nobody().to_owned() } else { intl::list(&names) }
}
