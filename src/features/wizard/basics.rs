//! Basics: what the profile is called, and the rule that finds its devices by that name.

use std::time::Duration;

use enrollment::membership_rule;
use enrollment::text::{Description, ProfileName};
use leptos::prelude::*;

use super::name_check::taken;
use super::state::Wizard;
use super::step::Field;
use crate::backend::{Remote, use_backend, use_debounced_query};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Card, Code, TextArea, TextInput};

/// How long the name is not looked up after its field is left: the press that leaves it may be on a button, and an error
/// that appears meanwhile would push the button away from under the pointer.
const PRESS: Duration = Duration::from_millis(300);

/// The questions of the step.
#[component]
pub fn Basics(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let backend = use_backend();
    let left = RwSignal::new(None::<ProfileName>);
    let answer = use_debounced_query(
        PRESS,
        move || left.get().map(|name| name.as_str().to_owned()),
        move |name: String| {
            let graph = backend.graph();
            let own = wizard.before.with_untracked(|before| before.as_ref().map(|before| before.id.clone()));
            async move {
                Ok(match ProfileName::parse(&name) {
                    Ok(name) => taken(graph, name, own).await,
                    Err(_) => None,
                })
            }
        },
    );
    Effect::new(move |_| {
        if let Remote::Ready(answer) = answer.state.get() {
            wizard.note_name(answer);
        }
    });
    let leave_name = move |()| {
        let name = ProfileName::parse(&wizard.name.get_untracked()).ok();
        // A field that was only passed through is not wrong yet.
        if name.is_some() {
            wizard.check(Field::Name);
        }
        left.set(name);
    };
    view! {
        <TextInput
            label=t::wizard::name()
            hint=t::wizard::name_hint()
            value=wizard.name
            max=ProfileName::MAX
            id=wizard.id(Field::Name)
            error=wizard.error(Field::Name)
            on_leave=leave_name
        />
        <TextArea
            label=t::wizard::description()
            hint=t::wizard::description_hint()
            value=wizard.description
            max=Description::MAX
            id=wizard.id(Field::Description)
            error=wizard.error(Field::Description)
            optional=true
            on_leave=move |()| wizard.check(Field::Description)
        />
    }
    .into_any()
}

/// The rule for a dynamic group of the devices that enroll with this profile, as the name is typed.
#[component]
pub fn DynamicGroup(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let rule = Memo::new(move |_| wizard.name.with(|name| ProfileName::parse(name).ok().map(|name| membership_rule::for_profile(&name))));
    let has_rule = Memo::new(move |_| rule.with(Option::is_some));
    view! {
        <Card padded=true>
            <h3>{t::wizard::dynamic_group()}</h3>
            <p class="soft small">{t::wizard::dynamic_group_text()}</p>
            {move || {
                if has_rule.get() {
                    let text = Signal::derive(move || rule.get().unwrap_or_default());
                    view! {
                        <Code text=text copy_label=t::wizard::copy_rule()/>
                        <p class="soft small">{t::wizard::dynamic_group_warning()}</p>
                    }
                    .into_any()
                } else {
                    view! { <p class="soft small">{t::wizard::dynamic_group_empty()}</p> }.into_any()
                }
            }}
        </Card>
    }
    .into_any()
}
