//! The signed-in person: who, with which role, in which theme, and the way out.

use leptos::prelude::*;

use super::theme::Theme;
use crate::backend::sentences::sentence;
use crate::backend::session::{Role, SignedIn};
use crate::backend::{use_backend, use_write};
use crate::features::session::{Visitor, use_who};
use crate::i18n::t;
use crate::ui::{Icon, Menu, MenuItem, MenuWork, Toast, Tone, use_toasts};

/// The foot of the side bar.
#[component]
pub fn Person(
    /// Who is signed in.
    person: SignedIn,
) -> impl IntoView {
    let (who, backend, toasts, theme) = (use_who(), use_backend(), use_toasts(), expect_context::<Theme>());
    let sign_out = use_write(
        move |()| {
            let session = backend.session();
            async move { session.sign_out().await }
        },
        move |()| who.set(Visitor::SignedOut { session_ended: false }),
    );
    Effect::new(move |_| {
        if let Some(error) = sign_out.error.get() {
            toasts.show(Toast { tone: Tone::Bad, sentence: t::session::sign_out_failed(&sentence(&error)) });
        }
    });
    let role = match person.role {
        Role::Administrator => t::session::administrator(),
        Role::Reader => t::session::reader(),
    };
    let leave =
        MenuItem { label: t::session::sign_out(), icon: Icon::SignOut, work: MenuWork::Do(Callback::new(move |()| sign_out.run(()))) };
    let mut items = theme.menu_items();
    items.push(leave);
    view! {
        <div class="foot">
            <span class="face" aria-hidden="true">{initials(&person.name)}</span>
            <div class="foot-words">
                <bdi class="foot-name">{person.name}</bdi>
                <span class="small soft">{role}</span>
            </div>
            <Menu name=t::shell::account_and_theme() icon=Icon::More items=items/>
        </div>
    }
    .into_any()
}

/// The first letters of the first and the last word, as they are written; the style sheet makes them capitals.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| !letter.is_ascii_punctuation()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lopez"), "AL");
        assert_eq!(initials("ada maria lopez"), "al");
        assert_eq!(initials("Ada"), "A");
        assert_eq!(initials("(Ada)  éva"), "Aé");
        assert_eq!(initials("  "), "");
    }
}
