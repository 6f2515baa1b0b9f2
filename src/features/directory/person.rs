//! `/directory/people/{id}`: a person, and in which groups they are through which others.

use enrollment::graph::received::User;
use leptos::prelude::*;

use super::page_of_one::page_of_one;
use super::paged::{PagedList, use_paged};
use crate::backend::directory::List;
use crate::backend::{use_backend, use_query};
use crate::features::shell::use_offers;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{DirectoryPlace, use_paths};
use crate::ui::{Card, Fact, Facts, Icon, LinkButton, PageHeader, Tag, Tone};

/// The page of one person.
#[component]
pub fn PersonPage(
    /// The person's id, or the name that they sign in with.
    id: String,
) -> impl IntoView {
    let (backend, paths, offers) = (use_backend(), use_paths(), use_offers());
    let of = id.clone();
    let person = use_query(
        move || Some(of.clone()),
        move |id: String| {
            let graph = backend.graph();
            async move { graph.person(&id).await }
        },
    );
    let list = (t::directory::people(), DirectoryPlace::People);
    page_of_one(
        person,
        list,
        t::directory::no_such_person(),
        |person| person.display_name.clone(),
        move |person| {
            let groups = use_paged(Memo::new({
                let id = id.clone();
                move |_| List::GroupsOfPerson(id.clone())
            }));
            let facts = facts(person);
            let lead = person.user_principal_name.clone();
            let about = paths.who_gets_what_about(&person.id);
            let ask = move || {
                offers.who_gets_what().then(|| view! { <LinkButton label=t::who_gets_what::title() href=about.clone() icon=Icon::Search/> })
            };
            view! {
                <PageHeader title=person.display_name.clone() lead=move || lead.clone()>{ask}</PageHeader>
                <Card padded=true>{facts}</Card>
                <section class="stack">
                    <header>
                        <h2>{t::directory::in_groups()}</h2>
                        <p class="soft">{t::directory::in_groups_text()}</p>
                    </header>
                    <Card>
                        <PagedList
                            paged=groups
                            name=t::directory::in_groups()
                            empty=|| view! { <p class="rows-none">{t::directory::in_no_group()}</p> }
                        />
                    </Card>
                </section>
            }
            .into_any()
        },
    )
}

fn facts(person: &User) -> AnyView {
    let texts = [
        (t::directory::job_title(), &person.job_title),
        (t::directory::department(), &person.department),
        (t::directory::company(), &person.company_name),
        (t::directory::city(), &person.city),
        (t::directory::country(), &person.country),
        (t::directory::mail(), &person.mail),
        (t::directory::employee_id(), &person.employee_id),
    ];
    let texts = texts.into_iter().filter_map(|(term, value)| {
        let value = value.clone()?;
        Some(view! { <Fact term=term><bdi>{value}</bdi></Fact> })
    });
    let texts = texts.collect_view();
    let kind = if person.user_type.as_deref() == Some("Guest") { t::directory::guest() } else { t::directory::member() };
    let account = person.account_enabled.map(|enabled| {
        let (tone, word) = if enabled { (Tone::Neutral, t::directory::enabled()) } else { (Tone::Warn, t::directory::disabled()) };
        view! { <Fact term=t::directory::account()><Tag tone=tone>{word}</Tag></Fact> }
    });
    view! {
        <Facts>
            {texts}
            <Fact term=t::directory::kind()>{kind}</Fact>
            {account}
        </Facts>
    }
    .into_any()
}
