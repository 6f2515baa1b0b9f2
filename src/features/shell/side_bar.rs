//! The side bar: the screens that exist. Where the portal is narrow, it is a panel that a button opens.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::offers::use_offers;
use super::person::Person;
use super::screens::{ScreenLink, screens};
use crate::backend::session::SignedIn;
use crate::backend::{use_backend, use_changes, use_query};
use crate::features::session::use_who;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::paths::use_paths;
use crate::ui::{Mark, MenuItem};

/// The side bar, which carries `id` for the button that opens it.
#[component]
pub fn SideBar(
    /// Its id.
    id: String,
    /// Who is signed in.
    person: SignedIn,
    /// What they can do for themselves.
    items: Vec<MenuItem>,
) -> impl IntoView {
    let path = use_location().pathname;
    let who = use_who();
    let organization = move || who.signed_in().map(|person| person.organization);
    let panel = NodeRef::<html::Aside>::new();
    let close = move |_| {
        if let Some(panel) = panel.get_untracked().filter(|panel| panel.matches(":popover-open").unwrap_or_default()) {
            let _ = panel.hide_popover();
        }
    };
    let link = move |screen: ScreenLink, count: Option<AnyView>| {
        let ScreenLink { label, icon, href } = screen;
        let target = href.clone();
        let here = move || path.with(|path| place(path, &target));
        view! {
            <li>
                <a href=href aria-current=here on:click=close>
                    {icon.view()}
                    <span>{label}</span>
                    {count}
                </a>
            </li>
        }
    };
    let offers = use_offers();
    let [overview, types, who_gets_what, restrictions, directory, history, audit_log, settings] = screens(use_paths());
    view! {
        <aside class="side" id=id popover="auto" aria-label=t::shell::side_bar() node_ref=panel>
            <p class="brand">
                <Mark/>
                <span>{t::shell::product()} <bdi class="brand-of">{organization}</bdi></span>
            </p>
            <nav aria-label=t::shell::screens()>
                <ul>{link(overview, None)}</ul>
                <h2>{t::shell::devices()}</h2>
                <ul>
                    {link(types, Some(profile_count()))}
                    {move || offers.who_gets_what().then(|| link(who_gets_what.clone(), None))}
                    {link(restrictions, None)}
                </ul>
                <h2>{t::shell::manage()}</h2>
                <ul>
                    {link(directory, None)}
                    {move || offers.versions().then(|| link(history.clone(), None))}
                    {link(audit_log, None)}
                    {link(settings, None)}
                </ul>
            </nav>
            <Person person=person items=items/>
        </aside>
    }
    .into_any()
}

/// How many profiles there are, counted anew whenever profiles were changed from here. A server that does not count, or
/// cannot just now, is no reason to say anything.
fn profile_count() -> AnyView {
    let (backend, changes) = (use_backend(), use_changes());
    let count = use_query(
        move || Some(changes.get()),
        move |_| {
            let graph = backend.graph();
            async move { graph.profile_count().await }
        },
    );
    let shown = move || {
        let count = count.state.with(|state| state.latest().copied().flatten())?;
        Some(view! {
            <span class="number" aria-hidden="true">{intl::number(count)}</span>
            <span class="unseen">{t::shell::profile_count(count)}</span>
        })
    };
    shown.into_any()
}

/// The value of `aria-current` for a link to `target`: the page itself, or a page below it.
fn place(path: &str, target: &str) -> Option<&'static str> {
    match path.strip_prefix(target)? {
        "" | "/" => Some("page"),
        rest => rest.starts_with('/').then_some("true"),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_link_is_current_on_its_page_and_on_those_below() {
        assert_eq!(place("/a/types", "/a/types"), Some("page"));
        assert_eq!(place("/a/types/new/basics", "/a/types"), Some("true"));
        assert_eq!(place("/a/types-old", "/a/types"), None);
        assert_eq!(place("/", "/a/types"), None);
    }
}
