//! Deleting a profile: what is lost, in words and numbers, before; and the way back after.

use enrollment::graph::received::Profile;
use enrollment::graph::written;
use leptos::prelude::*;

use super::load::{self, Loss, Opened};
use super::news::Teller;
use super::section::answered;
use super::{news, words};
use crate::backend::graph::idempotency_key;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Query, use_backend, use_query, use_write};
use crate::i18n::{intl, t};
use crate::luggage::use_luggage;
use crate::markup::view;
use crate::paths::{use_go, use_paths};
use crate::ui::{Button, ConfirmDialog, use_toasts};

/// The button, and the question that it asks.
#[component]
pub fn DeleteProfile(
    /// The profile.
    profile: Opened,
    /// What the page reads; it is read anew when somebody else was faster.
    opened: Query<Opened>,
    /// Where the page says why deleting failed.
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let (backend, toasts, luggage, paths, go) = (use_backend(), use_toasts(), use_luggage(), use_paths(), use_go());
    let asking = RwSignal::new(false);
    let name = words::name(&profile.profile);
    let restore = profile.before().ok().and_then(|before| before.draft.to_profile(before.priority).ok());
    let restore = restore.map(|new| written::new_profile(&new));
    let Profile { id, etag, .. } = profile.profile.clone();
    let loss = {
        let profile = profile.clone();
        use_query(move || asking.get().then_some(()), move |()| load::loss(backend.graph(), profile.clone()))
    };
    // For whoever went elsewhere before the answer came.
    let told = {
        let (teller, name, restore) = (Teller::here(), name.clone(), restore.clone());
        move |answer: &Result<(), ApiError>| match answer {
            Ok(()) => teller.tell(&news::deleted(&t::profiles::was_deleted(&name), restore.clone().into_iter().collect())),
            Err(error) => teller.tell(&news::failed(&t::list::not_deleted(&name, &sentence(error)))),
        }
    };
    let deleted = {
        let name = name.clone();
        move |()| {
            let sentence = t::profiles::was_deleted(&name);
            match &restore {
                Some(restore) => news::say_with_way_back(luggage, backend, toasts, &sentence, restore, &idempotency_key()),
                None => news::say(luggage, backend, toasts, &sentence),
            }
            go.to(&paths.enrollment_types());
        }
    };
    let delete = use_write(
        move |()| {
            let (graph, id, etag, told) = (backend.graph(), id.clone(), etag.clone(), told.clone());
            async move {
                let answer = graph.delete_profile(&id, etag.as_deref()).await;
                if asking.try_get_untracked().is_none() {
                    told(&answer);
                }
                answer
            }
        },
        deleted,
    );
    Effect::new(move |_| {
        let refused = delete.error.get();
        if matches!(refused, Some(ApiError::Stale(_) | ApiError::NotFound(_))) {
            opened.refresh();
        }
        error.set(refused);
    });
    let own = StoredValue::new(profile.profile.id);
    view! {
        <Button label=t::profiles::delete() busy=delete.busy on_press=move |()| asking.set(true)/>
        <ConfirmDialog
            open=asking
            title=t::profiles::delete_title(&name)
            confirm=t::profiles::delete_confirm()
            cancel=t::profiles::delete_cancel()
            on_confirm=move |()| delete.run(())
        >
            {answered(loss.state, move |loss| own.with_value(|own| said(loss, own)))}
            <p>{t::profiles::delete_enrolled()}</p>
        </ConfirmDialog>
    }
    .into_any()
}

fn said(loss: &Loss, own: &str) -> AnyView {
    let people = match &loss.effect {
        None => view! { <p>{t::profiles::delete_untold()}</p> }.into_any(),
        Some(effect) => {
            let theirs = effect.moves.iter().filter(|step| step.from.as_ref().is_some_and(|from| from.id == own));
            let lines = theirs.map(|step| match &step.to {
                Some(to) => t::profiles::delete_move(step.count, &to.display_name),
                None => t::profiles::delete_move_none(step.count),
            });
            let unknown = (effect.unknown > 0).then(|| t::profiles::unknown_people(effect.unknown));
            let mut lines: Vec<String> = lines.chain(unknown).collect();
            if lines.is_empty() {
                lines.push(t::profiles::delete_nobody().to_owned());
            }
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <ul class="plain-list">{lines}</ul> }.into_any()
        }
    };
    let groups = (!loss.groups.is_empty())
        .then(|| view! { <p>{t::profiles::delete_groups(loss.groups.len() as u64, &intl::list(&loss.groups))}</p> });
    view! { {people} {groups} }.into_any()
}
