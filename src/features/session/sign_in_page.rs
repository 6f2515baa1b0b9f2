//! Signing in, in the place of whatever screen was asked for.

use leptos::prelude::*;

use super::arrival::Arrival;
use super::sign_in_form::SignInForm;
use super::visitor::{Visitor, use_who};
use crate::features::shell::use_title;
use crate::i18n::t;
use crate::markup::view;

/// Asks for name and password. The address stays, so the screen that was asked for shows right after.
#[component]
pub fn SignInPage() -> impl IntoView {
    use_title(|| t::session::sign_in().to_owned());
    let who = use_who();
    view! {
        <Arrival title=t::session::sign_in_title() lead=t::session::sign_in_lead()>
            <SignInForm on_done=move |person| who.set(Visitor::SignedIn(person))/>
        </Arrival>
    }
    .into_any()
}
