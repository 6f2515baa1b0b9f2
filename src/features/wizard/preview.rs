//! Beside the settings: the very screens that device users get, to be tried out.

use leptos::prelude::*;

use super::draft::Draft;
use super::state::Wizard;
use crate::features::enroll::{DeviceModel, EnrollQuestions};
use crate::i18n::t;
use crate::ui::{Button, Icon, Phone, Weight};

/// The preview of the chosen type; it begins anew with every change.
#[component]
pub fn Preview(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let chosen = wizard.answer(Draft::chosen_type);
    let model = RwSignal::new(DeviceModel::IPhone);
    let again = RwSignal::new(0_u32);
    let screen = move || {
        again.track();
        match chosen.get() {
            None => view! { <p class="preview-empty">{t::wizard::choose_type_first()}</p> }.into_any(),
            Some(enrollment_type) => view! {
                <EnrollQuestions
                    organization=wizard.organization.get()
                    enrollment_type=enrollment_type
                    model=model.get()
                    heading_level=3
                />
            }
            .into_any(),
        }
    };
    let switch = |of: DeviceModel| {
        view! {
            <button
                type="button"
                class="btn bare"
                aria-pressed=move || if model.get() == of { "true" } else { "false" }
                on:click=move |_| model.set(of)
            >
                {of.name()}
            </button>
        }
    };
    view! {
        <aside class="preview" aria-label=t::wizard::preview()>
            <div class="preview-phone" class:tablet=move || model.get() == DeviceModel::IPad>
                <Phone caption=t::wizard::preview()>{screen}</Phone>
            </div>
            <div class="preview-do">
                <div class="switch" role="group" aria-label=t::wizard::device_model()>
                    {switch(DeviceModel::IPhone)}
                    {switch(DeviceModel::IPad)}
                </div>
                <Button
                    label=t::wizard::preview_again()
                    icon=Icon::Retry
                    weight=Weight::Bare
                    on_press=move |()| again.update(|again| *again = again.wrapping_add(1))
                />
            </div>
        </aside>
    }
    .into_any()
}
