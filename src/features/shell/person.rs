//! The signed-in person: who, with which role, and what they can do for themselves.

use leptos::prelude::*;

use crate::backend::session::SignedIn;
use crate::features::session::use_who;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Icon, Menu, MenuItem, face};

/// The foot of the side bar.
#[component]
pub fn Person(
    /// Who is signed in.
    person: SignedIn,
    /// What they can do for themselves.
    items: Vec<MenuItem>,
) -> impl IntoView {
    let who = use_who();
    let role = move || if who.may_write() { t::session::administrator() } else { t::session::reader() };
    view! {
        <div class="foot">
            {face(&person.name)}
            <div class="foot-words">
                <bdi class="foot-name">{person.name}</bdi>
                <span class="small soft">{role}</span>
            </div>
            <Menu name=t::shell::account_and_theme() icon=Icon::More items=items/>
        </div>
    }
    .into_any()
}
