//! Beside the settings: the very screens that device users get, to be tried out.

use leptos::prelude::*;

use super::draft::Draft;
use super::state::Wizard;
use crate::features::enroll::EnrollPreview;
use crate::i18n::t;
use crate::markup::view;

/// The preview of the chosen type.
#[component]
pub fn Preview(
    /// The draft.
    wizard: Wizard,
) -> impl IntoView {
    let chosen = wizard.answer(Draft::chosen_type);
    view! {
        <aside class="preview" aria-label=t::enroll::preview()>
            <EnrollPreview organization=wizard.organization enrollment_type=chosen heading_level=3/>
        </aside>
    }
    .into_any()
}
