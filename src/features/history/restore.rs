//! Restoring: what would change, asked of the server, before anything does; and the way back after.

use leptos::prelude::*;

use super::difference::in_words;
use super::page::Around;
use super::restoring::{People, WayBack, restore, take_back};
use crate::backend::graph::profile_writes::Effect as OnPeople;
use crate::backend::graph::versions::Restore;
use crate::backend::sentences::sentence;
use crate::backend::{ApiError, Query, Remote, use_backend, use_query, use_write};
use crate::dom::focus;
use crate::features::profiles::order_words;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Dialog, Note, Skeleton, Toast, Tone, Weight, use_toasts};

/// Asks before the version that [`Around::restoring`] names is restored.
#[component]
pub fn RestoreDialog(
    /// The screen that it belongs to.
    around: Around,
) -> impl IntoView {
    let (backend, toasts) = (use_backend(), use_toasts());
    let (of, wanted) = (around.of, around.restoring);
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(wanted.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            wanted.set(None);
        }
        now
    });
    let plan = use_query(
        move || wanted.get().map(|version| (of.get(), version)),
        move |(of, version)| {
            let graph = backend.graph();
            async move { graph.restore_plan(of.as_deref(), version).await }
        },
    );
    let ready = Memo::new(move |_| plan.state.with(|state| if let Remote::Ready(plan) = state { Some(plan.clone()) } else { None }));
    let people = Memo::new(move |_| ready.with(|plan| Some(People::of(wanted.get()?, plan.as_ref()?))));
    let effect = use_query(move || people.get(), move |people| people.ask(backend.graph()));
    let write = use_write(
        move |(version, etag): (u64, String)| {
            let (graph, of) = (backend.graph(), of.get_untracked());
            async move { Ok((version, restore(graph, of, version, etag).await?)) }
        },
        move |(version, way): (u64, Option<WayBack>)| {
            open.set(false);
            // The rows that had the focus are new ones.
            if let Some(heading) = around.heading.get_untracked() {
                focus::focus_in_place(&heading);
            }
            let toast = Toast { tone: Tone::Brand, sentence: t::history::done(&version.to_string()) };
            match way {
                Some(way) => toasts.offer(toast, t::profiles::undo(), move || take_back(backend, toasts, way.clone())),
                None => toasts.show(toast),
            }
        },
    );
    // Somebody else was faster: what would change now is asked for anew.
    Effect::new(move |_| {
        if write.error.with(|error| matches!(error, Some(ApiError::Stale(_)))) {
            plan.refresh();
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            write.error.set(None);
        }
    });
    let title = move || {
        let number = wanted.get().unwrap_or_default().to_string();
        if of.with(Option::is_some) {
            t::history::restore_title_of(&around.name.get(), &number)
        } else {
            t::history::restore_title(&number)
        }
    };
    let refused = move || {
        write.error.get().map(|error| {
            let said = sentence(&error);
            let said = if matches!(error, ApiError::Stale(_)) { t::history::restore_stale(&said) } else { said };
            view! { <Note tone=Tone::Bad live=true><p>{said}</p></Note> }
        })
    };
    let confirm = move |()| {
        let etag = ready.with_untracked(|plan| plan.as_ref().and_then(|plan| plan.etag.clone()));
        if let (Some(version), Some(etag)) = (wanted.get_untracked(), etag) {
            write.run((version, etag));
        }
    };
    // It stays while another plan is made, because it has the focus then.
    let can = Memo::new(move |_| {
        plan.state.with(|state| state.latest().is_some_and(|plan| !plan.difference.is_empty()) && !matches!(state, Remote::Failed(..)))
    });
    let busy = Signal::derive(move || write.busy.get() || plan.state.with(Remote::is_loading));
    let button =
        move || can.get().then(|| view! { <Button label=t::history::restore_confirm() weight=Weight::Main busy=busy on_press=confirm/> });
    view! {
        <Dialog open=open title=title alert=true>
            <div class="dialog-body">
                {refused}
                <div aria-busy=move || plan.state.with(Remote::is_loading).then_some("true")>{planned(plan, people, effect)}</div>
            </div>
            <div class="dialog-do">
                <Button label=t::history::restore_cancel() autofocus=true on_press=move |()| open.set(false)/>
                {button}
            </div>
        </Dialog>
    }
    .into_any()
}

fn planned(plan: Query<Restore>, people: Memo<Option<People>>, effect: Query<Option<OnPeople>>) -> AnyView {
    let view = move || {
        plan.state.with(|state| match state {
            Remote::Failed(_, error) => {
                let said = sentence(error);
                view! { <Note tone=Tone::Bad live=true><p>{said}</p></Note> }.into_any()
            }
            Remote::Ready(plan) if plan.difference.is_empty() => view! { <p>{t::history::restore_nothing()}</p> }.into_any(),
            Remote::Ready(plan) => {
                let names = (!plan.without_group.is_empty()).then(|| intl::list(&plan.without_group));
                view! {
                    <p>{t::history::restore_text()}</p>
                    {names.map(|names| view! { <Note tone=Tone::Warn><p>{t::history::group_missing(&names)}</p></Note> })}
                    {in_words(&plan.difference)}
                    <h3>{t::history::effect()}</h3>
                    <p role="status">{move || on_people(people, effect)}</p>
                    <p class="soft">{t::profiles::changes_apply()}</p>
                }
                .into_any()
            }
            _ => view! { <Skeleton rows=4/> }.into_any(),
        })
    };
    view.into_any()
}

fn on_people(people: Memo<Option<People>>, effect: Query<Option<OnPeople>>) -> String {
    if people.with(|people| *people == Some(People::Many)) {
        return t::history::effect_many().to_owned();
    }
    effect.state.with(|state| match state {
        Remote::Ready(Some(effect)) => order_words::effect(effect),
        Remote::Failed(_, error) => sentence(error),
        _ => t::order::effect_waiting().to_owned(),
    })
}
