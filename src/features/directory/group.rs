//! `/directory/groups/{id}`: a group, what is in it, what it is in, and which profiles are assigned to it.

use enrollment::graph::received::Group;
use leptos::prelude::*;

use super::assigned::assigned;
use super::page_of_one::page_of_one;
use super::paged::{PagedList, use_paged};
use super::rows::way;
use super::words;
use crate::backend::directory::{List, NamingProfile};
use crate::backend::{ApiError, Graph, use_backend, use_query};
use crate::features::profiles::section::answered;
use crate::features::shell::use_offers;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::{DirectoryPlace, use_paths};
use crate::ui::{Card, Code, Fact, Facts, Note, PageHeader, Tag, Tone};

/// The page of one group.
#[component]
pub fn GroupPage(
    /// The group's id.
    id: String,
) -> impl IntoView {
    let backend = use_backend();
    let of = id.clone();
    let group = use_query(
        move || Some(of.clone()),
        move |id: String| {
            let graph = backend.graph();
            async move { graph.group(&id).await }
        },
    );
    let list = (t::directory::groups(), DirectoryPlace::Groups);
    page_of_one(group, list, t::directory::no_such_group(), |group| group.display_name.clone(), move |group| content(group, &id))
}

fn content(group: &Group, id: &str) -> AnyView {
    let title = group.display_name.clone();
    let header = match group.description.clone() {
        Some(text) => view! { <PageHeader title=title lead=move || text.clone()/> }.into_any(),
        None => view! { <PageHeader title=title/> }.into_any(),
    };
    let special = words::special(group).map(|(tone, word)| view! { " " <Tag tone=tone>{word}</Tag> });
    let size = Some(words::size(group)).filter(|size| !size.is_empty());
    let (kind, rule, id) =
        (words::kind(group), group.membership_rule.as_deref().map(|text| rule(text, words::untold(group))), id.to_owned());
    view! {
        {header}
        <Card padded=true>
            <Facts>
                <Fact term=t::directory::kind()>{kind} {special}</Fact>
                {size.map(|size| view! { <Fact term=t::directory::holds()>{size}</Fact> })}
            </Facts>
            {rule}
        </Card>
        {profiles(id.clone())}
        {members(List::GroupsOfGroup(id.clone()), t::directory::in_groups(), t::directory::group_in_no_group())}
        {members(List::GroupsInside(id.clone()), t::directory::inside_groups(), t::directory::no_groups_inside())}
        {members(List::PeopleInside(id), t::directory::people(), t::directory::nobody_inside())}
    }
    .into_any()
}

/// The rule, and what cannot be told because of it.
fn rule(rule: &str, doubt: Option<String>) -> AnyView {
    let text = rule.to_owned();
    view! {
        <h2>{t::directory::rule()}</h2>
        <Code text=text copy_label=t::directory::copy_rule()/>
        {doubt.map(|doubt| view! { <Note tone=Tone::Warn>{doubt}</Note> })}
    }
    .into_any()
}

fn profiles(id: String) -> AnyView {
    let (backend, offers) = (use_backend(), use_offers());
    let query = use_query(move || Some((id.clone(), offers.who_gets_what())), move |(id, is_told)| naming(backend.graph(), id, is_told));
    view! {
        <section class="stack">
            <h2>{t::directory::profiles()}</h2>
            <Card padded=true>{answered(query.state, |profiles: &Vec<NamingProfile>| assigned_to(profiles))}</Card>
        </section>
    }
    .into_any()
}

/// The profiles that name the group, through groups around it too where the server tells that.
async fn naming(graph: Graph, id: String, is_told: bool) -> Result<Vec<NamingProfile>, ApiError> {
    if is_told {
        match graph.naming_profiles(&id).await {
            Err(ApiError::NotFound(_)) => {}
            told => return told,
        }
    }
    Ok(assigned(&id, &graph.profiles().await?.profiles))
}

fn assigned_to(profiles: &[NamingProfile]) -> AnyView {
    if profiles.is_empty() {
        return view! { <p class="soft">{t::directory::no_profiles()}</p> }.into_any();
    }
    let paths = use_paths();
    let links = profiles.iter().map(|profile| {
        let excludes = profile.excludes.then(|| view! { " " <Tag>{t::directory::excluded()}</Tag> });
        let way = (!profile.way.is_empty()).then(|| way(&profile.way));
        view! { <li><a href=paths.profile(&profile.id)><bdi>{profile.name.clone()}</bdi></a> {excludes} {way}</li> }
    });
    view! { <ul class="plain-list">{links.collect_view()}</ul> }.into_any()
}

fn members(list: List, title: &'static str, none: &'static str) -> AnyView {
    let paged = use_paged(Memo::new(move |_| list.clone()));
    let total = move || paged.total().filter(|total| *total > 0).map(|total| view! { <span class="soft">{intl::number(total)}</span> });
    view! {
        <section class="stack">
            <h2>{title} " " {total}</h2>
            <Card>
                <PagedList paged=paged name=title empty=move || view! { <p class="rows-none">{none}</p> }/>
            </Card>
        </section>
    }
    .into_any()
}
