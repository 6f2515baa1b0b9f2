//! Assignments: whom the profile reaches.

use leptos::prelude::*;

use super::draft::Audience;
use super::kept::KeptAssignments;
use super::picker::GroupPicker;
use super::state::Wizard;
use super::step::Field;
use super::words;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{RadioCard, RadioCards};

/// The question of the step.
#[component]
pub fn Assignments(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let group = wizard.id(Field::Audience);
    let chosen = wizard.answer(|draft| draft.audience);
    let is = move |audience| Signal::derive(move || chosen.get() == Some(audience));
    let choose = move |audience| move |()| wizard.edit(|draft| draft.audience = Some(audience));
    view! {
        <RadioCards legend=t::wizard::assignments_question() group=group error=wizard.error(Field::Audience)>
            <RadioCard
                group=group
                label=words::audience(Audience::AllUsers)
                description=t::wizard::all_users_text()
                chosen=is(Audience::AllUsers)
                on_choose=choose(Audience::AllUsers)
            />
            <RadioCard
                group=group
                label=words::audience(Audience::Groups)
                chosen=is(Audience::Groups)
                on_choose=choose(Audience::Groups)
            >
                <GroupPicker
                    picked=wizard.answer(|draft| draft.groups.clone())
                    on_add=move |group| wizard.edit(|draft| draft.groups.push(group))
                    on_remove=move |id: String| wizard.edit(|draft| draft.groups.retain(|group| group.id != id))
                    id=wizard.id(Field::Groups)
                    error=wizard.error(Field::Groups)
                />
            </RadioCard>
            <RadioCard
                group=group
                label=words::audience(Audience::NoOne)
                description=t::wizard::no_one_text()
                chosen=is(Audience::NoOne)
                on_choose=choose(Audience::NoOne)
            />
        </RadioCards>
        <KeptAssignments wizard=wizard/>
    }
    .into_any()
}
