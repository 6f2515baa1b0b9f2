//! `/settings/...`: the settings.

use leptos::prelude::*;

use crate::features::shell::use_portal_screen;
use crate::i18n::t;
use crate::ui::{Page, PageHeader};

/// `/settings/...`: the settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    use_portal_screen(|| t::shell::settings().to_owned(), Vec::new);
    view! {
        <Page>
            <PageHeader title=t::shell::settings()/>
        </Page>
    }
    .into_any()
}
