//! Where the screen stands: the path of Microsoft's admin center, so that people who come from there find it again.

use leptos::prelude::*;

use super::title::{Area, Crumb, Title};
use crate::i18n::t;
use crate::markup::view;

/// The breadcrumb. The places of the admin center have no screen of their own here, so they are words and not links.
#[component]
pub fn Crumbs() -> impl IntoView {
    let title = expect_context::<Title>();
    let link = |Crumb { label, href }: Crumb| view! { <li><a href=href>{label}</a></li> };
    view! {
        <nav class="crumbs" aria-label=t::shell::breadcrumb()>
            <ol>
                {move || (title.area.get() == Area::Enrollment).then(path)}
                {move || title.trail.get().into_iter().map(link).collect_view()}
                <li aria-current="page"><bdi>{move || title.screen.get()}</bdi></li>
            </ol>
        </nav>
    }
    .into_any()
}

/// The way to enrollment in the admin center. Where there is little room, the places that only group others are left out.
fn path() -> AnyView {
    view! {
        <li>{t::shell::devices()}</li>
        <li class="far">{t::shell::by_platform()}</li>
        <li>{t::shell::platform()}</li>
        <li class="far">{t::shell::device_onboarding()}</li>
        <li>{t::shell::enrollment()}</li>
    }
    .into_any()
}
