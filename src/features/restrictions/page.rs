//! `/enrollment-restrictions`: the platform rules beside the enrollment types.

use leptos::prelude::*;

use crate::features::shell::use_title;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Page, PageHeader};

/// `/enrollment-restrictions`: the platform rules beside the enrollment types.
#[component]
pub fn Restrictions() -> impl IntoView {
    use_title(|| t::shell::restrictions().to_owned());
    view! {
        <Page>
            <PageHeader title=t::shell::restrictions()/>
        </Page>
    }
    .into_any()
}
