//! `/enrollment-types`: every profile in its order, and how to make another.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::load::{self, Listed};
use super::place::Place;
use super::table::ProfileTable;
use crate::backend::query::Query;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Remote, use_backend, use_query};
use crate::dom::live::use_announcer;
use crate::features::session::use_who;
use crate::features::shell::use_title;
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{WizardStep, use_paths};
use crate::ui::{Button, Card, EmptyKind, EmptyState, ErrorState, Icon, LinkButton, Note, Page, PageHeader, Skeleton, Tone, Weight};

/// The list of enrollment profiles.
///
/// `?created=ID` in the address marks a profile that was made just now.
#[component]
pub fn ProfileList() -> impl IntoView {
    let backend = use_backend();
    let listed = use_query(|| Some(()), move |()| load::list(backend.graph()));
    retry_when_back_online(listed);
    let query = use_query_map();
    let created = Memo::new(move |_| query.with(|query| query.get("created")));
    let known = Memo::new(move |_| listed.state.with(|state| state.latest().cloned()));
    let error = Memo::new(move |_| listed.state.with(|state| state.error().cloned()));
    announce_created(known, created);
    use_title(|| t::profiles::title().to_owned());

    view! {
        <Page>
            <PageHeader title=t::profiles::title() lead=t::profiles::lead>
                <CreateProfile/>
            </PageHeader>
            {move || match (known.get(), error.get()) {
                (None, Some(error)) => failure(error, listed),
                (None, None) => view! { <Card><Skeleton rows=6/></Card> }.into_any(),
                (Some(list), error) => view! {
                    {error.map(|error| stale(&error, listed))}
                    <Content list=list created=created/>
                }
                .into_any(),
            }}
        </Page>
    }
}

/// Goes to the wizard. Whoever may only read has no use for it.
#[component]
fn CreateProfile() -> impl IntoView {
    let paths = use_paths();
    let who = use_who();
    let link = move || {
        view! {
            <LinkButton
                label=t::profiles::create_profile()
                href=Signal::derive(move || paths.create_profile(WizardStep::Basics))
                weight=Weight::Main
                icon=Icon::Plus
            />
        }
    };
    move || who.may_write().then(link)
}

#[component]
fn Content(list: Listed, #[prop(into)] created: Signal<Option<String>>) -> impl IntoView {
    if list.profiles.is_empty() {
        return view! {
            <Card>
                <EmptyState kind=EmptyKind::Nothing title=t::profiles::empty_title() text=t::profiles::empty_text()>
                    <CreateProfile/>
                </EmptyState>
            </Card>
        }
        .into_any();
    }
    let retired = list.retired();
    let count = list.profiles.len() as u64;
    view! {
        {(retired > 0)
            .then(|| {
                view! {
                    <Note tone=Tone::Warn>
                        <strong>{t::profiles::retired_many(retired)}</strong>
                        " "
                        {t::profiles::retired_text()}
                    </Note>
                }
            })}
        <Card>
            <ProfileTable list=list created=created/>
        </Card>
        <p class="soft small">{t::profiles::count(count)} " · " {t::profiles::nobody_else()}</p>
    }
    .into_any()
}

/// Why there is nothing to show at all.
fn failure(error: ApiError, listed: Query<Listed>) -> AnyView {
    if matches!(error, ApiError::Forbidden(_)) {
        return view! {
            <Card>
                <EmptyState
                    kind=EmptyKind::NotPermitted
                    title=t::profiles::not_permitted_title()
                    text=t::profiles::not_permitted_text()
                />
            </Card>
        }
        .into_any();
    }
    view! {
        <Card>
            <ErrorState
                sentence=sentence(&error)
                request_id=error.request_id()
                on_retry=Some(Callback::new(move |()| listed.refresh()))
            />
        </Card>
    }
    .into_any()
}

/// The last answer is still shown, but a new one could not be had.
fn stale(error: &ApiError, listed: Query<Listed>) -> AnyView {
    let reason = sentence(error);
    view! {
        <Note tone=Tone::Warn live=true>
            <p>{reason} " " {t::profiles::refresh_failed()}</p>
            <Button label=t::ui::try_again() weight=Weight::Bare on_press=move |()| listed.refresh()/>
        </Note>
    }
    .into_any()
}

fn retry_when_back_online(listed: Query<Listed>) {
    let handle = window_event_listener(leptos::ev::online, move |_| {
        if listed.state.try_with(|state| matches!(state, Remote::Failed(..))).unwrap_or_default() {
            listed.refresh();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Says once where the new profile went, for those who do not see its row light up.
fn announce_created(known: Memo<Option<Listed>>, created: Memo<Option<String>>) {
    let announcer = use_announcer();
    Effect::new(move |said: Option<bool>| {
        if said == Some(true) {
            return true;
        }
        let Some(id) = created.get() else { return false };
        let sentence = known.with(|list| {
            let list = list.as_ref()?;
            let profile = list.profiles.iter().find(|profile| profile.id == id)?;
            let place = Place::of(&id, &list.profiles)?;
            Some(t::profiles::created_now(&super::words::name(profile), place.number, place.count))
        });
        sentence.map(|sentence| announcer.say(sentence)).is_some()
    });
}
