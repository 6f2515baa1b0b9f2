//! Where the screen stands: the path of Microsoft's admin center, so that people who come from there find it again.

use leptos::prelude::*;

use super::title::{Crumb, Title};
use crate::i18n::t;

/// The breadcrumb. Its first five places have no screen of their own here, so they are words and not links.
#[component]
pub fn Crumbs() -> impl IntoView {
    let title = expect_context::<Title>();
    let far = |label: &'static str| view! { <li class="far">{label}</li> };
    let near = |label: &'static str| view! { <li>{label}</li> };
    let link = |Crumb { label, href }: Crumb| view! { <li><a href=href>{label}</a></li> };
    view! {
        <nav class="crumbs" aria-label=t::shell::breadcrumb()>
            <ol>
                {near(t::shell::devices())}
                {far(t::shell::by_platform())}
                {near(t::shell::platform())}
                {far(t::shell::device_onboarding())}
                {near(t::shell::enrollment())}
                {move || title.trail.get().into_iter().map(link).collect_view()}
                <li aria-current="page"><bdi>{move || title.screen.get()}</bdi></li>
            </ol>
        </nav>
    }
    .into_any()
}
