//! Deleting profiles: what it would mean, what happened to each, and making them again.

use leptos::html;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::list::{List, use_list};
use super::news::Teller;
use super::ordering::use_effect_of;
use super::{news, order_words, words};
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Graph, use_backend, use_write};
use crate::dom::focus;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, ConfirmDialog, Dialog, Toast, Tone, use_toasts};

/// How many profiles are named one by one.
const NAMED: usize = 12;

/// A profile that is to be deleted, with all that is needed to make it again.
#[derive(Clone)]
struct Doomed {
    id: String,
    name: String,
    version: Option<String>,
    /// The profile as it was read, with its place.
    profile: Value,
}

/// What became of them.
struct Outcome {
    gone: Vec<Doomed>,
    /// Those that are still there, and why.
    left: Vec<String>,
}

/// Asks before profiles are deleted, names them, and says what that means for people; then what happened.
#[component]
pub fn DeleteDialog(
    /// What takes the focus when the rows are gone.
    after: NodeRef<html::P>,
) -> impl IntoView {
    let (list, backend, toasts) = (use_list(), use_backend(), use_toasts());
    let (asking, telling) = (RwSignal::new(false), RwSignal::new(false));
    let left = RwSignal::new(Vec::<String>::new());
    let keys = list.deleting;
    let ordering = list.ordering;
    let rest = move || {
        let asked = asking.get() && ordering.tells.get();
        asked.then(|| ordering.draft.with(|draft| keys.with(|keys| ids_without(&list, draft.saved(), keys))))
    };
    let effect = use_effect_of(backend, rest);
    Effect::new(move |_| {
        if keys.with(|keys| !keys.is_empty()) {
            asking.set(true);
        }
    });
    Effect::new(move |_| {
        if !asking.get() {
            keys.set(Vec::new());
        }
    });
    let teller = Teller::here();
    let write = use_write(
        move |doomed: Vec<Doomed>| {
            let (graph, teller) = (backend.graph(), teller.clone());
            async move {
                let Outcome { gone, left: still } = delete(graph, doomed).await;
                if !gone.is_empty() {
                    let sentence = match &gone[..] {
                        [only] => t::list::deleted_name(&only.name),
                        several => t::list::deleted(several.len() as u64),
                    };
                    teller.tell(&news::deleted(&sentence, gone.into_iter().map(|doomed| doomed.profile).collect()));
                }
                if let (None, Some(first)) = (left.try_get_untracked(), still.first()) {
                    teller.tell(&news::failed(first));
                }
                Ok(still)
            }
        },
        move |still: Vec<String>| {
            if !still.is_empty() {
                // Why they are still there is to be seen in the list.
                list.again.run(());
            }
            if let Some(after) = after.get_untracked() {
                focus::focus_in_place(&after);
            }
            telling.set(!still.is_empty());
            left.set(still);
        },
    );
    let delete_all = move |()| {
        let doomed = keys.with_untracked(|keys| doomed(&list, keys));
        toasts.show(Toast { tone: Tone::Info, sentence: t::list::deleting(doomed.len() as u64) });
        write.run(doomed);
    };
    let title = move || {
        keys.with(|keys| match keys[..] {
            [only] => t::list::delete_name(&list.rows.name(only)),
            _ => t::list::delete_all(keys.len() as u64),
        })
    };
    let said = move || if ordering.tells.get() { order_words::effect_now(effect) } else { String::new() };
    let names = move || {
        let keys = keys.get();
        let more = keys.len().saturating_sub(NAMED) as u64;
        let groups = list.rows.groups();
        let line = |key: &usize| {
            list.rows.with(*key, |row| {
                let who: Vec<String> = row.recipients(&groups).unwrap_or_default().iter().map(words::recipient).collect();
                let who = if who.is_empty() { t::profiles::no_one().to_owned() } else { intl::list(&who) };
                view! { <li><bdi>{row.name()}</bdi> " · " {who}</li> }
            })
        };
        let lines = keys.iter().take(NAMED).filter_map(line).collect_view();
        view! {
            <ul class="plain-list">{lines} {(more > 0).then(|| view! { <li>{t::order::and_more(more)}</li> })}</ul>
        }
    };
    view! {
        <ConfirmDialog
            open=asking
            title=title
            confirm=move || t::list::delete_confirm(keys.with(Vec::len) as u64)
            cancel=t::list::delete_cancel()
            on_confirm=delete_all
        >
            {names}
            <p role="status">{said}</p>
            <p>{t::profiles::changes_apply()}</p>
        </ConfirmDialog>
        <Dialog open=telling title=t::list::results()>
            <ul class="dialog-body">{move || left.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <div class="dialog-do">
                <Button label=t::ui::dismiss() on_press=move |()| telling.set(false)/>
            </div>
        </Dialog>
    }
    .into_any()
}

fn ids_without(list: &List, saved: &[usize], keys: &[usize]) -> Vec<String> {
    let stay: Vec<usize> = saved.iter().copied().filter(|key| !keys.contains(key)).collect();
    list.rows.ids(&stay)
}

/// Those with these numbers, the first in the order first: so each comes back to its own place.
fn doomed(list: &List, keys: &[usize]) -> Vec<Doomed> {
    let saved = list.ordering.draft.with_untracked(|draft| draft.saved().to_vec());
    let mut all = Vec::new();
    for (place, key) in saved.into_iter().enumerate().filter(|(_, key)| keys.contains(key)) {
        all.extend(list.rows.with(key, |row| {
            let mut profile = row.profile.write();
            profile["priority"] = json!(place);
            Doomed { id: row.profile.id.clone(), name: row.name(), version: row.profile.etag.clone(), profile }
        }));
    }
    all
}

/// Deletes one after the other. What fails stays, and does not keep the others from going.
async fn delete(graph: Graph, doomed: Vec<Doomed>) -> Outcome {
    let mut outcome = Outcome { gone: Vec::new(), left: Vec::new() };
    for profile in doomed {
        match graph.delete_profile(&profile.id, profile.version.as_deref()).await {
            // Somebody else was faster.
            Ok(()) | Err(ApiError::NotFound(_)) => outcome.gone.push(profile),
            Err(error) => outcome.left.push(t::list::not_deleted(&profile.name, &sentence(&error))),
        }
    }
    outcome
}
