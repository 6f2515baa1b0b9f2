//! The very screens that device users get, on a picture of a phone, to be tried out by whoever decides about them.

use enrollment::enrollment_type::EnrollmentType;
use leptos::prelude::*;

use super::{DeviceModel, EnrollQuestions};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Icon, Phone, Weight};

/// The preview of an enrollment type; it begins anew when the type changes.
#[component]
pub fn EnrollPreview(
    /// The name of the organization, as device users know it.
    #[prop(into)]
    organization: Signal<String>,
    /// The type; `None` until one is chosen.
    #[prop(into)]
    enrollment_type: Signal<Option<EnrollmentType>>,
    /// The level of the heading on the phone.
    heading_level: u8,
) -> impl IntoView {
    let model = RwSignal::new(DeviceModel::IPhone);
    let again = RwSignal::new(0_u32);
    let screen = move || {
        again.track();
        match enrollment_type.get() {
            None => view! { <p class="preview-empty">{t::enroll::preview_empty()}</p> }.into_any(),
            Some(enrollment_type) => view! {
                <EnrollQuestions
                    organization=organization.get()
                    enrollment_type=enrollment_type
                    model=model.get()
                    heading_level=heading_level
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
        <div class="preview-phone" class:tablet=move || model.get() == DeviceModel::IPad>
            <Phone caption=t::enroll::preview()>{screen}</Phone>
        </div>
        <div class="preview-do">
            <div class="switch" role="group" aria-label=t::enroll::preview_model()>
                {switch(DeviceModel::IPhone)}
                {switch(DeviceModel::IPad)}
            </div>
            <Button
                label=t::enroll::preview_again()
                icon=Icon::Retry
                weight=Weight::Bare
                on_press=move |()| again.update(|again| *again = again.wrapping_add(1))
            />
        </div>
    }
    .into_any()
}
