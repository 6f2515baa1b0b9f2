//! The side bar: the screens that exist. Where the portal is narrow, it is a panel that a button opens.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::person::Person;
use crate::backend::session::SignedIn;
use crate::i18n::t;
use crate::paths::use_paths;
use crate::ui::{Icon, Mark};

/// The side bar, which carries `id` for the button that opens it.
#[component]
pub fn SideBar(
    /// Its id.
    id: String,
    /// Who is signed in.
    person: SignedIn,
) -> impl IntoView {
    let paths = use_paths();
    let path = use_location().pathname;
    let panel = NodeRef::<html::Aside>::new();
    let close = move |_| {
        if let Some(panel) = panel.get_untracked().filter(|panel| panel.matches(":popover-open").unwrap_or_default()) {
            let _ = panel.hide_popover();
        }
    };
    let link = move |label: &'static str, icon: Icon, href: String| {
        let target = href.clone();
        let here = move || path.with(|path| place(path, &target));
        view! {
            <li>
                <a href=href aria-current=here on:click=close>
                    {icon.view()}
                    <span>{label}</span>
                </a>
            </li>
        }
    };
    view! {
        <aside class="side" id=id popover="auto" aria-label=t::shell::side_bar() node_ref=panel>
            <p class="brand">
                <Mark/>
                <span>{t::shell::product()} <bdi class="brand-of">{person.organization.clone()}</bdi></span>
            </p>
            <nav aria-label=t::shell::screens()>
                <ul>{link(t::shell::overview(), Icon::Home, paths.overview())}</ul>
                <h2>{t::shell::devices()}</h2>
                <ul>
                    {link(t::shell::enrollment_types(), Icon::List, paths.enrollment_types())}
                    {link(t::shell::restrictions(), Icon::Shield, paths.restrictions())}
                </ul>
                <h2>{t::shell::manage()}</h2>
                <ul>
                    {link(t::shell::directory(), Icon::People, paths.directory())}
                    {link(t::shell::audit_log(), Icon::Clock, paths.audit_log())}
                    {link(t::shell::settings(), Icon::Gear, paths.settings())}
                </ul>
            </nav>
            <Person person=person/>
        </aside>
    }
    .into_any()
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
