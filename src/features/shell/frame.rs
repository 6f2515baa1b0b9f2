//! The frame around every screen of somebody who is signed in.

use leptos::html;
use leptos::prelude::*;

use super::account::account_items;
use super::crumbs::Crumbs;
use super::offers::Offers;
use super::offline::OfflineBanner;
use super::shortcut_list::ShortcutList;
use super::shortcuts::{is_apple, use_shortcuts};
use super::side_bar::SideBar;
use crate::backend::session::SignedIn;
use crate::dom::focus;
use crate::dom::id::Id;
use crate::features::palette::Palette;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::Icon;

/// Side bar, breadcrumb and the screen itself, with what keys open in front of them.
#[component]
pub fn Shell(
    /// Who is signed in.
    person: SignedIn,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let side = Id::unique("side").to_string();
    let main = NodeRef::<html::Main>::new();
    let shortcuts = use_shortcuts();
    Offers::provide();
    shortcuts.wake();
    let items = account_items();
    let skip = move |_| {
        if let Some(main) = main.get_untracked() {
            focus::focus(&main);
        }
    };
    view! {
        <div class="shell">
            <button type="button" class="btn skip" on:click=skip>{t::shell::skip()}</button>
            <SideBar id=side.clone() person=person items=items.clone()/>
            <div class="body">
                <OfflineBanner/>
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
                    {find(shortcuts.palette)}
                </div>
                <main tabindex="-1" node_ref=main>{children()}</main>
            </div>
            <Palette open=shortcuts.palette items=items/>
            <ShortcutList shortcuts=shortcuts/>
        </div>
    }
    .into_any()
}

/// The button that opens the palette, for everybody who does not know its key.
fn find(palette: RwSignal<bool>) -> AnyView {
    let (shown, keys) = if is_apple() { ("⌘ K", "Meta+K") } else { ("Ctrl K", "Control+K") };
    view! {
        <button
            type="button"
            class="find"
            aria-label=t::palette::title()
            aria-haspopup="dialog"
            aria-keyshortcuts=keys
            on:click=move |_| palette.set(true)
        >
            {Icon::Search.view()}
            <span>{t::palette::title()}</span>
            // Drawn by the style sheet: as text it would be part of what the button is called.
            <kbd aria-hidden="true" data-keys=shown></kbd>
        </button>
    }
    .into_any()
}
