//! `/enrollment-types/{id}`: everything about one profile, to read.

use enrollment::enrollment_type::EnrollmentType;
use enrollment::graph::received::Profile;
use enrollment::membership_rule;
use enrollment::text::ProfileName;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::audience::{Recipient, Who, recipients};
use super::load::{self, Opened};
use super::place::Place;
use super::section::{Section, answered};
use super::shown_type::ShownType;
use super::{type_words, words};
use crate::backend::graph::Reach;
use crate::backend::query::Query;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, use_backend, use_query};
use crate::features::enroll::EnrollPreview;
use crate::features::session::use_who;
use crate::features::shell::{Crumb, use_screen};
use crate::i18n::{intl, t};
use crate::paths::{Address, use_address_part, use_paths};
use crate::ui::{
    Card, Code, CopyButton, EmptyKind, EmptyState, ErrorState, Fact, Facts, Icon, LinkButton, Note, Page, PageHeader, Skeleton, Tag, Tone,
};

/// A way to look at the profile; part of the address, so that it can be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Profile,
    People,
    Json,
}

impl Look {
    const ALL: [Self; 3] = [Self::Profile, Self::People, Self::Json];

    fn parse(word: Option<&str>) -> Self {
        match word {
            Some("people") => Self::People,
            Some("json") => Self::Json,
            _ => Self::Profile,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Profile => t::profiles::view_profile(),
            Self::People => t::profiles::view_people(),
            Self::Json => t::profiles::view_json(),
        }
    }

    const fn query(self) -> &'static str {
        match self {
            Self::Profile => "",
            Self::People => "?view=people",
            Self::Json => "?view=json",
        }
    }
}

/// The page of one profile.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let backend = use_backend();
    let query = use_query_map();
    let part = use_address_part(|address| match address {
        Address::Profile(id) => Some(id),
        _ => None,
    });
    let id = Memo::new(move |_| part.get().unwrap_or_default());
    let look = Memo::new(move |_| query.with(|query| Look::parse(query.get("view").as_deref())));
    let opened = use_query(move || Some(id.get()), move |id| load::open(backend.graph(), id));
    let known = Memo::new(move |_| opened.state.with(|state| state.latest().filter(|opened| opened.profile.id == id.get()).cloned()));
    let error = Memo::new(move |_| opened.state.with(|state| state.error().cloned()));

    let paths = use_paths();
    let name = move || match (known.get(), error.get()) {
        (Some(opened), _) => words::name(&opened.profile),
        (None, Some(ApiError::NotFound(_))) => t::profiles::not_found_title().to_owned(),
        (None, _) => String::new(),
    };
    use_screen(name, move || vec![Crumb { label: t::profiles::title().to_owned(), href: paths.enrollment_types() }]);

    view! {
        <Page>
            {move || match (known.get(), error.get()) {
                (Some(opened), _) => view! { <Opened opened=opened look=look/> }.into_any(),
                (None, Some(error)) => failure(&error, opened),
                // Without a heading: the focus waits for the profile's name.
                (None, None) => view! { <Card><Skeleton rows=6/></Card> }.into_any(),
            }}
        </Page>
    }
}

fn failure(error: &ApiError, opened: Query<Opened>) -> AnyView {
    let paths = use_paths();
    if !matches!(error, ApiError::NotFound(_)) {
        let (sentence, request_id) = (sentence(error), error.request_id());
        return view! {
            <PageHeader title=t::profiles::title()/>
            <Card>
                <ErrorState
                    sentence=sentence
                    request_id=request_id
                    on_retry=Some(Callback::new(move |()| opened.refresh()))
                />
            </Card>
        }
        .into_any();
    }
    view! {
        <PageHeader title=t::profiles::not_found_title()/>
        <Card>
            <EmptyState kind=EmptyKind::NoMatch title=t::profiles::not_found_reason() text=t::profiles::not_found_text()>
                <LinkButton label=t::profiles::title() href=Signal::derive(move || paths.enrollment_types())/>
            </EmptyState>
        </Card>
    }
    .into_any()
}

#[component]
fn Opened(opened: Opened, look: Memo<Look>) -> impl IntoView {
    let profile = StoredValue::new(opened.profile.clone());
    let description = opened.profile.description.clone().filter(|text| !text.is_empty());
    let name = profile.with_value(words::name);
    let opened = StoredValue::new(opened);
    view! {
        {match description {
            Some(text) => view! { <PageHeader title=name lead=move || text.clone()/> }.into_any(),
            None => view! { <PageHeader title=name/> }.into_any(),
        }}
        {looks(&profile.with_value(|profile| profile.id.clone()), look)}
        {move || match look.get() {
            Look::Profile => view! { <Sections opened=opened.get_value()/> }.into_any(),
            Look::People => people_see(profile.with_value(Profile::known_type)),
            Look::Json => json(&profile.get_value()),
        }}
    }
}

fn looks(id: &str, look: Memo<Look>) -> AnyView {
    let address = use_paths().profile(id);
    let links = Look::ALL.map(|each| {
        let current = move || (look.get() == each).then_some("page");
        view! { <a href=format!("{address}{}", each.query()) aria-current=current>{each.name()}</a> }
    });
    view! { <nav class="looks" aria-label=t::profiles::views()>{links.into_iter().collect_view()}</nav> }.into_any()
}

#[component]
fn Sections(opened: Opened) -> impl IntoView {
    let Opened { profile, place, groups } = opened;
    let organization = untrack(|| use_who().signed_in()).map(|person| person.organization).unwrap_or_default();
    let shown = ShownType::of(&profile);
    let recipients = recipients(&profile, &groups);
    let (created, changed) = (profile.created.clone(), profile.modified.clone());
    let rule = rule(&profile);
    view! {
        <Card>
            <div class="profile-sections">
                {place.map(|place| view! { <Section title=t::profiles::order()>{order(&place)}</Section> })}
                <Section title=t::profiles::enrollment_type()>{enrollment_type(&shown, &organization)}</Section>
                <Section title=t::profiles::assigned_to()>{assigned_to(recipients)}</Section>
                <ReachSections profile=profile/>
                {rule}
                <Section title=t::profiles::created()>{words::moment_in_full(created)}</Section>
                <Section title=t::profiles::changed()>{words::moment_in_full(changed)}</Section>
            </div>
        </Card>
        <Note>{t::profiles::changes_apply()}</Note>
    }
}

fn order(place: &Place) -> AnyView {
    let beside = match (&place.after, &place.before) {
        (Some(after), Some(before)) => t::profiles::order_between(after, before),
        (Some(after), None) => t::profiles::order_after(after),
        (None, Some(before)) => t::profiles::order_before(before),
        (None, None) => t::profiles::order_only().to_owned(),
    };
    view! { <p><b>{t::profiles::order_number(place.number, place.count)}</b> <span class="soft">" · " {beside}</span></p> }.into_any()
}

fn enrollment_type(shown: &ShownType, organization: &str) -> AnyView {
    let (tone, tag) = type_words::tag(shown.tag());
    let details: Vec<(String, String)> = match shown {
        ShownType::Known(EnrollmentType::UserChoice(choice)) => choice
            .branches()
            .into_iter()
            .filter_map(|branch| Some((type_words::branch(branch, organization), type_words::outcome(choice.outcome(branch)?))))
            .collect(),
        ShownType::Known(_) => Vec::new(),
        ShownType::Foreign { pairs, .. } => pairs.iter().map(|(owner, method)| (method.clone(), owner.clone())).collect(),
    };
    let foreign = matches!(shown, ShownType::Foreign { .. });
    view! {
        <p><b>{type_words::shown(shown)}</b> " " <Tag tone=tone>{tag}</Tag></p>
        {foreign.then(|| view! { <p class="soft small">{t::profiles::type_not_known_text()}</p> })}
        {(!details.is_empty())
            .then(|| {
                let facts = details.into_iter().map(|(term, value)| view! { <Fact term=term>{value}</Fact> }).collect_view();
                view! { <Facts>{facts}</Facts> }
            })}
    }
    .into_any()
}

fn assigned_to(recipients: Option<Vec<Recipient>>) -> AnyView {
    match recipients {
        None => view! { <p class="soft">{t::profiles::assignments_not_said()}</p> }.into_any(),
        Some(none) if none.is_empty() => view! { <p>{t::profiles::no_one_text()}</p> }.into_any(),
        Some(recipients) => {
            let chips = recipients.iter().map(chip).collect_view();
            view! { <ul class="chips" aria-label=t::profiles::assigned_to()>{chips}</ul> }.into_any()
        }
    }
}

fn chip(recipient: &Recipient) -> AnyView {
    let people = match &recipient.who {
        Who::Group(group) => group.counts.map(|counts| t::profiles::people(counts.people as u64)),
        _ => None,
    };
    let excluded = recipient.excluded;
    view! {
        <li class="chip" class:out=excluded>
            {Icon::People.view()}
            <bdi>{words::recipient(recipient)}</bdi>
            {people.map(|people| view! { <span class="chip-detail">{people}</span> })}
            {words::remark(recipient).map(|remark| view! { <span class="chip-detail">{remark}</span> })}
        </li>
    }
    .into_any()
}

/// The rule for dynamic groups, and the groups that would notice a new name. A name that no rule can hold has no section.
fn rule(profile: &Profile) -> Option<AnyView> {
    let backend = use_backend();
    let name = ProfileName::parse(profile.display_name.as_deref()?).ok()?;
    let text = membership_rule::for_profile(&name);
    let key = name.as_str().to_owned();
    let users = use_query(move || Some(key.clone()), move |name| load::name_users(backend.graph(), name));
    let view = view! {
        <Section title=t::profiles::dynamic_group_rule()>
            <Code text=text copy_label=t::profiles::copy_rule()/>
            <div class="soft small">{answered(users.state, |names: &Vec<String>| uses(names))}</div>
        </Section>
    };
    Some(view.into_any())
}

fn uses(names: &[String]) -> AnyView {
    let sentence = match names {
        [] => t::profiles::groups_use_no_name().to_owned(),
        names => t::profiles::groups_use_name(names.len() as u64, &intl::list(names)),
    };
    view! { <p>{sentence}</p> }.into_any()
}

/// Whom the profile reaches and what it overrides: one question to the server, two sections.
#[component]
fn ReachSections(profile: Profile) -> impl IntoView {
    let backend = use_backend();
    let reach = use_query(move || Some(profile.clone()), move |profile| load::reach(backend.graph(), profile));
    let told = |show: fn(&Reach) -> AnyView| {
        move |reach: &Option<Reach>| match reach {
            Some(reach) => show(reach),
            None => view! { <p class="soft">{t::profiles::not_told_here()}</p> }.into_any(),
        }
    };
    view! {
        <Section title=t::profiles::people_reached()>{answered(reach.state, told(people))}</Section>
        <Section title=t::profiles::overrides()>{answered(reach.state, told(overrides))}</Section>
    }
}

fn people(reach: &Reach) -> AnyView {
    if reach.reached == 0 && reach.unknown == 0 {
        return view! { <p>{t::profiles::reaches_no_one()}</p> }.into_any();
    }
    let higher = (reach.stays_with_higher > 0).then(|| t::profiles::stays_with_higher(reach.stays_with_higher));
    let unknown = (reach.unknown > 0).then(|| t::profiles::unknown_people(reach.unknown));
    let rest = [Some(t::profiles::decides_for(reach.applies)), higher, unknown].into_iter().flatten();
    view! {
        <p><b>{t::profiles::reaches(reach.reached)}</b></p>
        <p class="soft">{rest.collect::<Vec<_>>().join(" ")}</p>
    }
    .into_any()
}

fn overrides(reach: &Reach) -> AnyView {
    if reach.overridden_restrictions.is_empty() {
        return view! { <p>{t::profiles::overrides_none()}</p> }.into_any();
    }
    let restrictions = reach.overridden_restrictions.iter().map(|restriction| {
        let name = restriction.display_name.clone();
        view! { <li><bdi>{name}</bdi> " " <Tag tone=Tone::Warn>{t::profiles::overridden()}</Tag></li> }
    });
    view! {
        <ul class="plain-list">{restrictions.collect_view()}</ul>
        <p class="soft small">{t::profiles::overrides_text()}</p>
    }
    .into_any()
}

/// What device users are asked. A type that this version does not know has questions that it does not know either.
fn people_see(enrollment_type: Option<EnrollmentType>) -> AnyView {
    let who = use_who();
    let organization = Signal::derive(move || who.signed_in().map(|person| person.organization).unwrap_or_default());
    match enrollment_type {
        None => view! { <Card padded=true><p>{t::profiles::type_not_known_text()}</p></Card> }.into_any(),
        some => view! {
            <div class="preview">
                <EnrollPreview organization=organization enrollment_type=Signal::stored(some) heading_level=2/>
            </div>
        }
        .into_any(),
    }
}

fn json(profile: &Profile) -> AnyView {
    let text = serde_json::to_string_pretty(&profile.write()).unwrap_or_default();
    view! {
        <Card padded=true>
            <div class="json-head">
                <p class="soft small">{t::profiles::json_is()}</p>
                <CopyButton text=text.clone() label=t::profiles::copy_json()/>
            </div>
            <pre class="json" tabindex="0" role="region" aria-label=t::profiles::view_json()><code dir="ltr">{text}</code></pre>
        </Card>
    }
    .into_any()
}
