//! `/overview`: where somebody lands.

use leptos::prelude::*;

use crate::features::shell::use_portal_screen;
use crate::i18n::t;
use crate::ui::{Page, PageHeader};

/// `/overview`: where somebody lands.
#[component]
pub fn Overview() -> impl IntoView {
    use_portal_screen(|| t::shell::overview().to_owned(), Vec::new);
    view! {
        <Page>
            <PageHeader title=t::shell::overview()/>
        </Page>
    }
    .into_any()
}
