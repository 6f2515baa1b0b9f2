//! `/directory/...`: people and groups.

use leptos::prelude::*;

use crate::features::shell::use_portal_screen;
use crate::i18n::t;
use crate::ui::{Page, PageHeader};

/// `/directory/...`: people and groups.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    use_portal_screen(|| t::shell::directory().to_owned(), Vec::new);
    view! {
        <Page>
            <PageHeader title=t::shell::directory()/>
        </Page>
    }
    .into_any()
}
