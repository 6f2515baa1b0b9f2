//! The frame around every screen of somebody who is signed in.

use leptos::html;
use leptos::prelude::*;

use super::crumbs::Crumbs;
use super::side_bar::SideBar;
use crate::backend::session::SignedIn;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::i18n::t;
use crate::ui::Icon;

/// Side bar, breadcrumb and the screen itself.
#[component]
pub fn Shell(
    /// Who is signed in.
    person: SignedIn,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let side = Id::unique("side").to_string();
    let main = NodeRef::<html::Main>::new();
    let skip = move |_| {
        if let Some(main) = main.get_untracked() {
            focus::focus(&main);
        }
    };
    view! {
        <div class="shell">
            <button type="button" class="btn skip" on:click=skip>{t::shell::skip()}</button>
            <SideBar id=side.clone() person=person/>
            <div class="body">
                // Not a `<header>`: that would be a banner, and a page around us has its own.
                <div class="top">
                    <button
                        type="button"
                        class="btn bare icon-only open-side"
                        aria-label=t::shell::open_side_bar()
                        popovertarget=side
                    >
                        {Icon::Bars.view()}
                    </button>
                    <Crumbs/>
                </div>
                <main tabindex="-1" node_ref=main>{children()}</main>
            </div>
        </div>
    }
    .into_any()
}
