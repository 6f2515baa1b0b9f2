//! `/audit-log`: every change, newest first.

use leptos::prelude::*;

use crate::features::shell::use_portal_screen;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Page, PageHeader};

/// `/audit-log`: every change, newest first.
#[component]
pub fn AuditLog() -> impl IntoView {
    use_portal_screen(|| t::shell::audit_log().to_owned(), Vec::new);
    view! {
        <Page>
            <PageHeader title=t::shell::audit_log()/>
        </Page>
    }
    .into_any()
}
