//! What somebody can do for themselves: choose a theme, look up the shortcuts, leave.

use leptos::prelude::*;

use super::leave::{LeaveQuestion, use_leaving};
use super::shortcuts::use_shortcuts;
use super::theme::Theme;
use crate::backend::sentences::sentence;
use crate::backend::{use_backend, use_write};
use crate::dom::storage::Shelf;
use crate::features::session::use_who;
use crate::i18n::t;
use crate::paths::use_paths;
use crate::ui::{Icon, MenuItem, MenuWork, Toast, Tone, use_toasts};

/// The items of the account's menu, which the palette offers too.
pub fn account_items() -> Vec<MenuItem> {
    let (who, backend, toasts, shortcuts, paths) = (use_who(), use_backend(), use_toasts(), use_shortcuts(), use_paths());
    let sign_out = use_write(
        move |()| {
            let session = backend.session();
            async move { session.sign_out().await }
        },
        move |()| who.signed_out(),
    );
    let leaving = use_leaving();
    let ask = move |()| {
        if leaving.has_something_to_lose() || !Shelf::Session.keys(&paths.kept_in_tab()).is_empty() {
            let question =
                LeaveQuestion { title: t::session::sign_out_title(), text: t::session::sign_out_text(), leave: t::session::sign_out() };
            leaving.ask(question, move || sign_out.run(()));
        } else {
            sign_out.run(());
        }
    };
    Effect::new(move |_| {
        if let Some(error) = sign_out.error.get() {
            toasts.show(Toast { tone: Tone::Bad, sentence: t::session::sign_out_failed(&sentence(&error)) });
        }
    });
    let item = |label, icon, work| MenuItem { label, icon, work: MenuWork::Do(work) };
    let mut items = expect_context::<Theme>().menu_items();
    items.push(item(t::shell::shortcuts(), Icon::Keyboard, Callback::new(move |()| shortcuts.list.set(true))));
    items.push(item(t::session::sign_out(), Icon::SignOut, Callback::new(ask)));
    items
}
