//! What came with a profile and is not offered for new ones: exclusions, filters, and groups beside all users.

use leptos::prelude::*;

use super::draft::{Audience, Draft, Kept};
use super::picker::chip;
use super::state::Wizard;
use super::step::Field;
use super::words;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{ChipItem, Chips, Icon};

/// Both lists, each while it holds something.
#[component]
pub fn KeptAssignments(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let beside = wizard.answer(|draft| if draft.audience == Some(Audience::AllUsers) { draft.groups_now().to_vec() } else { Vec::new() });
    let kept = wizard.answer(|draft: &Draft| draft.kept_now().cloned().collect::<Vec<Kept>>());
    let beside_chips = Signal::derive(move || beside.with(|groups| groups.iter().map(chip).collect::<Vec<_>>()));
    let kept_chips = Signal::derive(move || kept.with(|kept| kept.iter().map(kept_chip).collect::<Vec<_>>()));
    let remove_group = move |id: String| wizard.edit(|draft| draft.groups.retain(|group| group.id != id));
    let remove_kept = move |key: String| wizard.edit(|draft| draft.kept.retain(|kept| kept.assignment.target.key() != key));
    view! {
        {part(wizard, t::wizard::beside_all_title(), t::wizard::beside_all_text(), beside_chips, Callback::new(remove_group))}
        {part(wizard, t::wizard::kept_title(), t::wizard::kept_text(), kept_chips, Callback::new(remove_kept))}
    }
    .into_any()
}

fn part(wizard: Wizard, title: &'static str, text: &'static str, items: Signal<Vec<ChipItem>>, remove: Callback<String>) -> AnyView {
    let is_there = Memo::new(move |_| items.with(|items| !items.is_empty()));
    let view = move || {
        is_there.get().then(|| {
            view! {
                <div class="step-part">
                    <h3>{title}</h3>
                    <p class="soft small">{text}</p>
                    <Chips name=title items=items on_remove=remove after_last=wizard.id(Field::Audience)/>
                </div>
            }
            .into_any()
        })
    };
    view.into_any()
}

fn kept_chip(kept: &Kept) -> ChipItem {
    ChipItem {
        key: kept.assignment.target.key(),
        label: words::kept(kept),
        detail: words::kept_remark(kept).map(str::to_owned),
        icon: Icon::People,
    }
}
