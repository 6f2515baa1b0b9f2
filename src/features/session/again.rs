//! Signing in again in front of a screen whose session ended: the screen and everything typed into it stay where they are.

use leptos::prelude::*;

use super::sign_in_form::SignInForm;
use super::visitor::use_who;
use crate::backend::session::SignedIn;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Dialog, use_toasts};

/// The dialog. What was refused because nobody was signed in waits for it, and is asked again by itself.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let (who, toasts) = (use_who(), use_toasts());
    let open = who.over();
    let done = move |person: SignedIn| {
        if !who.signed_in_again(person) {
            toasts.clear();
        }
    };
    Effect::new(move |before: Option<bool>| {
        let is_open = open.get();
        if before == Some(true) && !is_open {
            who.give_up();
        }
        is_open
    });
    view! {
        <Dialog open=open title=t::session::again_title()>
            <div class="dialog-body">
                <p>{t::session::session_ended()}</p>
                <p>{t::session::again_somebody_else()}</p>
            </div>
            <SignInForm known_name=untrack(|| who.signed_in()).map(|person| person.name).unwrap_or_default() on_done=done/>
        </Dialog>
    }
    .into_any()
}
