//! `/enrollment-types/{id}`: everything about one profile, each section with the way to change it; and the section that is
//! being changed, at its own address below.

use enrollment::enrollment_type::EnrollmentType;
use enrollment::graph::received::Profile;
use enrollment::membership_rule;
use enrollment::text::ProfileName;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::audience::{Recipient, Who, recipients};
use super::edit::EditSection;
use super::load::{self, Opened};
use super::place::Place;
use super::removal::DeleteProfile;
use super::section::{Section, answered};
use super::shown_type::ShownType;
use super::{type_words, words};
use crate::backend::graph::Reach;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Query, use_backend, use_changes, use_query};
use crate::features::enroll::EnrollPreview;
use crate::features::session::use_who;
use crate::features::shell::{Crumb, use_offers, use_screen};
use crate::features::wizard::{not_known, use_duplicate, words as step_words};
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::{Address, WizardStep, use_address_part, use_paths};
use crate::ui::{
    Button, Card, Code, CopyButton, EmptyKind, EmptyState, ErrorState, Fact, Facts, Icon, LinkButton, Note, Page, PageHeader, Skeleton,
    Tag, Tone,
};

/// A way to look at the profile; part of the address, so that it can be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Profile,
    Reached,
    People,
    Json,
}

impl Look {
    const ALL: [Self; 4] = [Self::Profile, Self::Reached, Self::People, Self::Json];

    fn parse(word: Option<&str>) -> Self {
        match word {
            Some("reached") => Self::Reached,
            Some("people") => Self::People,
            Some("json") => Self::Json,
            _ => Self::Profile,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Profile => t::profiles::view_profile(),
            Self::Reached => t::profiles::people_reached(),
            Self::People => t::profiles::view_people(),
            Self::Json => t::profiles::view_json(),
        }
    }

    const fn query(self) -> &'static str {
        match self {
            Self::Profile => "",
            Self::Reached => "?view=reached",
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
        Address::Profile(id) => Some((id, None)),
        Address::EditProfile(id, section) => Some((id, Some(section))),
        _ => None,
    });
    let id = Memo::new(move |_| part.get().map(|(id, _)| id).unwrap_or_default());
    let section = Memo::new(move |_| part.get().and_then(|(_, section)| section));
    let look = Memo::new(move |_| query.with(|query| Look::parse(query.get("view").as_deref())));
    let changes = use_changes();
    let opened = use_query(move || Some((id.get(), changes.get())), move |(id, _)| load::open(backend.graph(), id));
    let known = Memo::new(move |_| opened.state.with(|state| state.latest().filter(|opened| opened.profile.id == id.get()).cloned()));
    let error = Memo::new(move |_| opened.state.with(|state| state.error().cloned()));
    let reach = use_query(move || known.get().map(|opened| opened.profile), move |profile| load::reach(backend.graph(), profile));

    let paths = use_paths();
    let name = Memo::new(move |_| match (known.get(), error.get()) {
        (Some(opened), _) => words::name(&opened.profile),
        (None, Some(ApiError::NotFound(_))) => t::profiles::not_found_title().to_owned(),
        (None, _) => String::new(),
    });
    let title = move || section.get().map_or_else(|| name.get(), |section| step_words::step(section).to_owned());
    use_screen(title, move || {
        let list = Crumb { label: t::profiles::title().to_owned(), href: paths.enrollment_types() };
        let profile = section.get().map(|_| Crumb { label: name.get(), href: paths.profile(&id.get()) });
        [list].into_iter().chain(profile).collect()
    });

    let is_known = Memo::new(move |_| known.with(Option::is_some));
    let may_write = {
        let who = use_who();
        Memo::new(move |_| who.may_write())
    };
    let show = move || {
        if !is_known.get() {
            return match error.get() {
                Some(error) => failure(&error, opened),
                // Without a heading: the focus waits for the profile's name.
                None => view! { <Card><Skeleton rows=6/></Card> }.into_any(),
            };
        }
        match (section.get(), may_write.get()) {
            (None, may_write) => {
                (move || known.get().map(|known| view! { <Shown shown=known look=look opened=opened reach=reach may_write=may_write/> }))
                    .into_any()
            }
            (Some(section), true) => match untrack(|| known.get()).map(|known| known.before()) {
                Some(Ok(before)) => view! { <EditSection opened=opened before=before section=section reach=reach/> }.into_any(),
                Some(Err(reason)) => cannot_change(name, reason.sentence()),
                None => ().into_any(),
            },
            (Some(_), false) => cannot_change(name, t::profiles::read_only()),
        }
    };
    view! { <Page>{show}</Page> }
}

/// At the address of a section that cannot be changed, or not by this person.
fn cannot_change(name: Memo<String>, reason: &'static str) -> AnyView {
    let id = use_address_part(|address| match address {
        Address::EditProfile(id, _) => Some(id),
        _ => None,
    });
    let paths = use_paths();
    view! {
        <PageHeader title=move || name.get()/>
        <Card>
            <EmptyState kind=EmptyKind::NotPermitted title=t::profiles::cannot_change() text=reason>
                <LinkButton label=t::profiles::to_profile() href=Signal::derive(move || paths.profile(&id.get().unwrap_or_default()))/>
            </EmptyState>
        </Card>
    }
    .into_any()
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
fn Shown(shown: Opened, look: Memo<Look>, opened: Query<Opened>, reach: Query<Option<Reach>>, may_write: bool) -> impl IntoView {
    let profile = shown.profile.clone();
    let name = words::name(&profile);
    let description = profile.description.clone().filter(|text| !text.is_empty());
    let unknown = not_known(&profile);
    let can_change = may_write && unknown.is_none();
    let delete_error = RwSignal::new(None::<ApiError>);
    let doing = can_change.then(|| view! { <Doing shown=shown.clone() opened=opened error=delete_error/> });
    let reason = match unknown {
        Some(reason) => Some(reason.sentence()),
        None => (!may_write).then(t::profiles::read_only),
    };
    let looks = looks(&profile.id, look, reach);
    let history = history(&profile.id);
    let header = match description {
        Some(text) => view! { <PageHeader title=name lead=move || text.clone()>{history} {doing}</PageHeader> }.into_any(),
        None => view! { <PageHeader title=name>{history} {doing}</PageHeader> }.into_any(),
    };
    let shown = StoredValue::new(shown);
    view! {
        {header}
        {move || delete_error.get().map(|error| view! { <Note tone=Tone::Bad live=true><p>{sentence(&error)}</p></Note> })}
        {reason.map(|reason| view! { <Note><p>{reason}</p></Note> })}
        {looks}
        {move || match look.get() {
            Look::Profile => view! { <Sections opened=shown.get_value() reach=reach can_change=can_change/> }.into_any(),
            Look::Reached => view! { <Card><div class="profile-sections">{reach_sections(reach)}</div></Card> }.into_any(),
            Look::People => people_see(shown.with_value(|shown| shown.profile.known_type())),
            Look::Json => json(&shown.with_value(|shown| shown.profile.clone())),
        }}
    }
}

/// What can be done with the whole profile.
#[component]
fn Doing(shown: Opened, opened: Query<Opened>, error: RwSignal<Option<ApiError>>) -> impl IntoView {
    let duplicate = use_duplicate();
    let copied = shown.clone();
    let start = move |()| {
        let Opened { profile, groups, all, .. } = &copied;
        duplicate.start(profile, groups, all.iter().filter_map(|profile| profile.display_name.as_deref()));
    };
    view! {
        <Button label=t::profiles::duplicate() on_press=start/>
        <DeleteProfile profile=shown opened=opened error=error/>
    }
    .into_any()
}

/// The way to the versions of the profile, where the server keeps them.
fn history(id: &str) -> AnyView {
    let (offers, href) = (use_offers(), use_paths().profile_history(id));
    let link = move || offers.versions().then(|| view! { <LinkButton label=t::history::title() href=Signal::stored(href.clone())/> });
    link.into_any()
}

fn looks(id: &str, look: Memo<Look>, reach: Query<Option<Reach>>) -> AnyView {
    let address = use_paths().profile(id);
    let count = move || reach.state.with(|reach| reach.latest().and_then(Option::as_ref).map(|reach| reach.reached));
    let links = Look::ALL.map(|each| {
        let current = move || (look.get() == each).then_some("page");
        let count = move || count().filter(|_| each == Look::Reached).map(|count| [" · ", &intl::number(count)].concat());
        view! { <a href=format!("{address}{}", each.query()) aria-current=current>{each.name()} {count}</a> }
    });
    view! { <nav class="looks" aria-label=t::profiles::views()>{links.into_iter().collect_view()}</nav> }.into_any()
}

#[component]
fn Sections(opened: Opened, reach: Query<Option<Reach>>, can_change: bool) -> impl IntoView {
    let paths = use_paths();
    let Opened { profile, place, groups, .. } = opened;
    let organization = untrack(|| use_who().signed_in()).map(|person| person.organization).unwrap_or_default();
    let shown = ShownType::of(&profile);
    let recipients = recipients(&profile, &groups);
    let (created, changed) = (profile.created.clone(), profile.modified.clone());
    let rule = rule(&profile);
    let change = |section: WizardStep| can_change.then(|| paths.edit_profile(&profile.id, section));
    let (change_basics, change_type, change_assignments) =
        (change(WizardStep::Basics), change(WizardStep::Settings), change(WizardStep::Assignments));
    let basics = basics(&profile);
    let order_change = can_change.then(|| format!("{}?move={}", paths.enrollment_types(), js_sys::encode_uri_component(&profile.id)));
    view! {
        <Card>
            <div class="profile-sections">
                <Section title=t::profiles::basics() change=change_basics>{basics}</Section>
                {place.map(|place| view! { <Section title=t::profiles::order() change=order_change>{order(&place)}</Section> })}
                <Section title=t::profiles::enrollment_type() change=change_type>
                    {enrollment_type(&shown, &organization)}
                </Section>
                <Section title=t::profiles::assigned_to() change=change_assignments>{assigned_to(recipients)}</Section>
                {reach_sections(reach)}
                {rule}
                <Section title=t::profiles::created()>{words::moment_in_full(created)}</Section>
                <Section title=t::profiles::changed()>{words::moment_in_full(changed)}</Section>
            </div>
        </Card>
        <Note>{t::profiles::changes_apply()}</Note>
    }
}

fn basics(profile: &Profile) -> AnyView {
    let description = profile.description.clone().filter(|text| !text.is_empty());
    view! {
        <p><b><bdi>{words::name(profile)}</bdi></b></p>
        <p class="soft lines">{description.unwrap_or_else(|| t::wizard::no_description().to_owned())}</p>
    }
    .into_any()
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
fn reach_sections(reach: Query<Option<Reach>>) -> AnyView {
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
    .into_any()
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
