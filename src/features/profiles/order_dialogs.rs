//! What is asked about the order: where exactly a profile goes, and what to do when somebody else changed it.

use leptos::prelude::*;

use super::draft_order::{Change, changes};
use super::list::use_list;
use super::order_words;
use super::ordering::{Ordering, StaleOrder};
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Dialog, InputKind, TextInput, Weight};

/// Asks for the number of the place where a profile shall go.
#[component]
pub fn PlaceDialog() -> impl IntoView {
    let list = use_list();
    let (ordering, key) = (list.ordering, list.placing);
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(key) = key.get() {
            let place = ordering.draft.with_untracked(|draft| draft.place(key)).unwrap_or_default();
            typed.set((place + 1).to_string());
            error.set(None);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            key.set(None);
        }
    });
    let count = move || ordering.draft.with(|draft| draft.now().len());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let all = count();
        match typed.with_untracked(|typed| typed.trim().parse::<usize>()) {
            Ok(place) if (1..=all).contains(&place) => {
                let key = key.get_untracked();
                open.set(false);
                if let Some(key) = key {
                    ordering.put(key, place - 1);
                }
            }
            _ => error.set(Some(t::order::place_error(all as u64))),
        }
    };
    view! {
        <Dialog open=open title=move || key.get().map(|key| t::order::move_name(&ordering.rows.name(key))).unwrap_or_default()>
            <form class="form" novalidate on:submit=submit>
                <TextInput label=move || t::order::place_label(count() as u64) value=typed error=error kind=InputKind::Number/>
                <div class="dialog-do">
                    <Button label=t::order::cancel() on_press=move |()| open.set(false)/>
                    <Button label=t::order::place_move() weight=Weight::Main submit=true/>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Says who changed the order and what is different, and asks which it shall be.
#[component]
pub fn StaleDialog() -> impl IntoView {
    let ordering = use_list().ordering;
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(ordering.stale.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            ordering.stale.set(None);
        }
        now
    });
    let list = move |name: &'static str, list: Vec<Change>| {
        let items = order_words::changes(ordering.rows, &list).into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
        view! {
            <div>
                <h3>{name}</h3>
                <ul class="plain-list">{items}</ul>
            </div>
        }
    };
    let content = move || {
        let stale = ordering.stale.get()?;
        let (theirs, mine) = ordering.draft.with_untracked(|draft| (changes(draft.saved(), &stale.theirs), draft.changes()));
        Some(view! {
            <p>{who(&stale)} " " {t::order::stale_text()}</p>
            <div class="both-sides">{list(t::order::theirs(), theirs)} {list(t::order::mine(), mine)}</div>
        })
    };
    let choose = move |work: fn(Ordering)| {
        move |()| {
            work(ordering);
            open.set(false);
        }
    };
    view! {
        <Dialog open=open title=t::order::stale_title() alert=true>
            <div class="dialog-body">{content}</div>
            <div class="dialog-do">
                <Button label=t::order::keep_editing() autofocus=true on_press=move |()| open.set(false)/>
                <Button label=t::order::take_theirs() on_press=choose(Ordering::take_theirs)/>
                <Button label=t::order::again() weight=Weight::Main on_press=choose(Ordering::apply_again)/>
            </div>
        </Dialog>
    }
    .into_any()
}

fn who(stale: &StaleOrder) -> String {
    let said = stale.refusal.details.iter().find_map(|detail| {
        let (who, when) = (detail.parameter("changedBy"), detail.parameter("changedDateTime"));
        (!who.is_empty()).then(|| t::order::changed_by(who, &intl::recent(when).unwrap_or_else(|| when.to_owned())))
    });
    said.unwrap_or_else(|| t::order::changed_by_someone().to_owned())
}
