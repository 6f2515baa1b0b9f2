//! `/overview`: where somebody lands.

use enrollment::enrollment_type::Kind;
use leptos::prelude::*;

use super::glance::{self, Glance, People, Share};
use super::recent::RecentChanges;
use super::{ask, attention, first_steps};
use crate::backend::query::Query;
use crate::backend::{Remote, use_backend, use_query};
use crate::features::profiles::type_words;
use crate::features::session::use_who;
use crate::features::shell::{failure, use_portal_screen};
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Card, Page, PageHeader, Skeleton};

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    use_portal_screen(|| t::shell::overview().to_owned(), Vec::new);
    let (backend, who) = (use_backend(), use_who());
    let glance = use_query(|| Some(()), move |()| glance::load(backend.graph()));
    let person = untrack(|| who.signed_in());
    let organization = StoredValue::new(person.as_ref().map(|person| person.organization.clone()).unwrap_or_default());
    let lead = move || match glance.state.read().latest() {
        Some(glance) => organization.with_value(|organization| summary(glance, organization)),
        // It takes its line already.
        None => "\u{a0}".to_owned(),
    };
    let profiles =
        Signal::derive(move || glance.state.with(|state| state.latest().map(|glance| glance.profiles.clone()).unwrap_or_default()));
    view! {
        <Page>
            <PageHeader title=greeting(person.as_ref().map_or("", |person| &person.name)) lead=move || lead.into_any()/>
            {move || content(glance, untrack(|| who.may_write()))}
            <RecentChanges profiles=profiles/>
        </Page>
    }
    .into_any()
}

fn content(glance: Query<Glance>, may_write: bool) -> AnyView {
    let paths = use_paths();
    glance.state.with(|state| match state {
        Remote::Failed(None, error) => {
            let failure = failure(error, Callback::new(move |()| glance.refresh()));
            view! { <Card>{failure}</Card> }.into_any()
        }
        state => match state.latest() {
            None => view! { <Card><Skeleton rows=4/></Card> }.into_any(),
            Some(glance) if glance.is_empty() => first_steps::first_steps(paths, may_write),
            Some(glance) => {
                let concerns = (!glance.attention.is_empty()).then(|| attention::list(&glance.attention, paths, may_write));
                let (by_type, reached) = (by_type(glance), glance.people.as_ref().map(reached));
                view! {
                    {concerns.map(|concerns| view! { <Card>{concerns}</Card> })}
                    <div class="cards">{by_type} {reached} {ask::ask()}</div>
                }
                .into_any()
            }
        },
    })
}

/// "Good morning, Ada", by the clock of the person.
fn greeting(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or(name);
    match js_sys::Date::new_0().get_hours() {
        5..=11 => t::overview::good_morning(first),
        12..=17 => t::overview::good_afternoon(first),
        _ => t::overview::good_evening(first),
    }
}

/// How much there is, and how much of it needs somebody.
fn summary(glance: &Glance, organization: &str) -> String {
    if glance.is_empty() {
        return t::overview::nothing_yet(organization);
    }
    let profiles = glance.profiles.len() as u64;
    let much = match &glance.people {
        Some(people) => t::overview::profiles_and_people(profiles, &t::profiles::people(people.all), organization),
        None => t::overview::profiles_only(profiles, organization),
    };
    let attention = match glance.attention.len() as u64 {
        0 => t::overview::attention_none().to_owned(),
        count => t::overview::attention(count),
    };
    [much.as_str(), " ", &attention].concat()
}

/// The class that gives a type its color, in the bar and in the legend.
const fn color(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::AccountDrivenUser) => "hue-1",
        Some(Kind::UserChoice) => "hue-2",
        Some(Kind::WebDevice) => "hue-3",
        Some(Kind::UserWithCompanyPortal) => "hue-4",
        Some(Kind::DeviceWithCompanyPortal) | None => "hue-5",
    }
}

/// A bar whose parts are as long as their numbers, for the eye alone: the numbers stand below it.
fn meter(parts: &[(&'static str, u64)]) -> AnyView {
    let parts = parts.iter().filter(|(_, count)| *count > 0).map(|&(color, count)| {
        view! { <span class=color style:--share=move || count.to_string()></span> }
    });
    view! { <div class="meter" aria-hidden="true">{parts.collect_view()}</div> }.into_any()
}

/// How people, or profiles where nobody is counted, are spread over the types.
fn by_type(glance: &Glance) -> AnyView {
    let mut parts: Vec<(&'static str, u64)> = glance.shares.iter().map(|share| (color(share.kind), share.count)).collect();
    let mut legend: Vec<(&'static str, String, u64)> = glance
        .shares
        .iter()
        .map(|Share { kind, count }| {
            let name = kind.map_or_else(t::enrollment_type::tag_not_known, type_words::kind);
            (color(*kind), name.to_owned(), *count)
        })
        .collect();
    let (title, number) = match &glance.people {
        Some(people) => {
            for (name, count) in [(t::overview::no_profile(), people.unreached), (t::overview::cannot_be_told(), people.unknown)] {
                if count > 0 {
                    parts.push(("hue-none", count));
                    legend.push(("hue-none", name.to_owned(), count));
                }
            }
            (t::overview::people_by_type(), people.all)
        }
        None => (t::overview::profiles_by_type(), glance.profiles.len() as u64),
    };
    let legend = legend.into_iter().map(|(color, name, count)| {
        view! { <li class=color><span>{name}</span> " " <b>{intl::number(count)}</b></li> }
    });
    view! {
        <Card padded=true>
            <h2>{title}</h2>
            <p class="big">{intl::number(number)}</p>
            {meter(&parts)}
            <ul class="legend">{legend.collect_view()}</ul>
        </Card>
    }
    .into_any()
}

fn reached(people: &People) -> AnyView {
    let unreached = match people.unreached {
        0 if people.unknown == 0 => t::overview::everybody_reached().to_owned(),
        0 => String::new(),
        count => t::overview::unreached(count),
    };
    let unknown = (people.unknown > 0).then(|| t::profiles::unknown_people(people.unknown));
    let (number, of_all) = (intl::number(people.reached), t::overview::of_people(people.all));
    let meter = meter(&[("hue-1", people.reached), ("hue-none", people.unreached + people.unknown)]);
    view! {
        <Card padded=true>
            <h2>{t::overview::who_is_reached()}</h2>
            <p>
                <span class="big">{number}</span>
                " "
                <span class="big-unit">{of_all}</span>
            </p>
            {meter}
            <p class="small soft">{unreached} " " {unknown}</p>
        </Card>
    }
    .into_any()
}
