//! Settings: how devices enroll, with everything that follows from it before it is chosen.

use enrollment::enrollment_type::{Kind, Method, Ownership};
use enrollment::restriction;
use enrollment::user_choice::{Branch, UserChoice};
use leptos::prelude::*;

use super::state::Wizard;
use super::step::Field;
use super::type_facts::{CompareTypes, facts};
use super::words;
use crate::dom::id::Id;
use crate::features::profiles::type_words;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Checkbox, Icon, Note, RadioCard, RadioCards, Tone};

/// The questions of the step.
#[component]
pub fn Settings(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let cards = Kind::ALL.into_iter().map(|kind| card(wizard, kind)).collect_view();
    view! {
        <RadioCards legend=t::wizard::question_type() group=wizard.id(Field::Kind) error=wizard.error(Field::Kind)>
            {cards}
        </RadioCards>
        <CompareTypes/>
        <div role="status">{move || overrides(wizard)}</div>
    }
    .into_any()
}

fn card(wizard: Wizard, kind: Kind) -> AnyView {
    let chosen = wizard.answer(|draft| draft.kind);
    let tag = if kind.is_recommended() {
        Some((Tone::Brand, t::wizard::recommended()))
    } else {
        kind.is_retired().then(|| (Tone::Warn, t::enrollment_type::tag_existing_devices_only()))
    };
    view! {
        <RadioCard
            group=wizard.id(Field::Kind)
            label=type_words::kind(kind)
            description=words::summary(kind)
            tag=tag
            chosen=Signal::derive(move || chosen.get() == Some(kind))
            on_choose=move |()| wizard.edit(|draft| draft.kind = Some(kind))
        >
            {match kind {
                Kind::UserChoice => view! { <Branches wizard=wizard/> }.into_any(),
                Kind::DeviceWithCompanyPortal => view! { <DeviceType wizard=wizard/> {facts(Method::Device)} }.into_any(),
                Kind::UserWithCompanyPortal => view! { {facts(Method::User)} <Retired wizard=wizard/> }.into_any(),
                Kind::AccountDrivenUser => facts(Method::AccountDrivenUser),
                Kind::WebDevice => facts(Method::WebDevice),
            }}
        </RadioCard>
    }
    .into_any()
}

/// The answers that user choice offers, each with what it leads to.
#[component]
fn Branches(wizard: Wizard) -> impl IntoView {
    let id = wizard.id(Field::Branches);
    let chosen = wizard.answer(|draft| draft.branches.clone());
    wizard.check(Field::Branches);
    let error = wizard.error(Field::Branches);
    let all = UserChoice::new(&Branch::ALL).ok();
    let rows = Branch::ALL.into_iter().map(|branch| {
        let outcome = all.as_ref().and_then(|all| all.outcome(branch)).map(type_words::outcome).unwrap_or_default();
        let change = move |wanted| {
            wizard.edit(|draft| {
                // In the order in which they are shown, however they were picked.
                let before = std::mem::take(&mut draft.branches);
                let keeps = |other: &Branch| if *other == branch { wanted } else { before.contains(other) };
                draft.branches = Branch::ALL.into_iter().filter(keeps).collect();
            });
        };
        view! {
            <Checkbox
                label=move || wizard.organization.with(|name| type_words::branch(branch, name))
                description=outcome
                checked=Signal::derive(move || chosen.with(|chosen| chosen.contains(&branch)))
                on_change=change
            />
        }
    });
    view! {
        <fieldset
            class="step-part"
            id=id.to_string()
            tabindex="-1"
            aria-describedby=move || error.with(Option::is_some).then(|| id.piece("error"))
        >
            <legend class="unseen">{t::wizard::what_people_answer()}</legend>
            {rows.collect_view()}
            {move || error.get().map(|error| {
                view! { <p class="field-error" id=id.piece("error") role="alert">{Icon::Warning.view()}<span>{error}</span></p> }
            })}
        </fieldset>
    }
    .into_any()
}

/// Who owns the devices of device enrollment with Company Portal.
#[component]
fn DeviceType(wizard: Wizard) -> impl IntoView {
    let group = Id::unique("ownership");
    let chosen = wizard.answer(|draft| draft.ownership);
    let option = |ownership: Ownership, label: &'static str, text: &'static str| {
        let id = Id::unique("ownership");
        view! {
            <div class="check">
                <input
                    type="radio"
                    id=id.to_string()
                    name=group.to_string()
                    aria-describedby=id.piece("hint")
                    prop:checked=move || chosen.get() == ownership
                    on:change=move |_| wizard.edit(|draft| draft.ownership = ownership)
                />
                <div>
                    <label for=id.to_string()>{label}</label>
                    <p class="soft" id=id.piece("hint")>{text}</p>
                </div>
            </div>
        }
    };
    view! {
        <fieldset class="step-part">
            <legend>{t::wizard::device_type()}</legend>
            {option(Ownership::Personal, t::wizard::personal_device(), t::wizard::personal_device_text())}
            {option(Ownership::Company, t::wizard::company_device(), t::wizard::company_device_text())}
        </fieldset>
    }
    .into_any()
}

/// What to know about the retired type, the way out, and that it is meant.
#[component]
fn Retired(wizard: Wizard) -> impl IntoView {
    let acknowledged = wizard.answer(|draft| draft.acknowledged);
    view! {
        <Note tone=Tone::Warn>
            <p>{t::wizard::retired_note()}</p>
            <Button
                label=t::wizard::retired_instead()
                on_press=move |()| wizard.edit(|draft| draft.kind = Some(Kind::AccountDrivenUser))
            />
        </Note>
        <Checkbox
            label=t::wizard::acknowledge()
            checked=acknowledged
            on_change=move |on| wizard.edit(|draft| draft.acknowledged = on)
            id=wizard.id(Field::Acknowledgement)
            error=wizard.error(Field::Acknowledgement)
        />
    }
    .into_any()
}

/// Which enrollment restrictions would not apply, when the type overrides them at all.
pub fn overrides(wizard: Wizard) -> Option<AnyView> {
    let kind = wizard.answer(super::draft::Draft::chosen_type).get()?;
    kind.pairs().into_iter().any(|(_, method)| restriction::overrides(method)).then(|| {
        // Whose restrictions would be passed over depends on who is reached.
        let told = wizard.answer(|draft| draft.audience).get().and_then(|_| wizard.overridden());
        let sentence = match told {
            Some(names) if names.is_empty() => t::wizard::overrides_nothing().to_owned(),
            Some(names) => t::wizard::overrides_named(names.len() as u64, &intl::list(&names)),
            None => t::wizard::overrides().to_owned(),
        };
        view! { <Note><p>{sentence}</p></Note> }.into_any()
    })
}
