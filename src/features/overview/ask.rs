//! Asking about a person: the shortest way to why their device enrolled like that.

use leptos::prelude::*;

use crate::features::shell::use_offers;
use crate::features::who_gets_what::{PersonPicker, PickedPerson};
use crate::i18n::t;
use crate::markup::view;
use crate::paths::{use_go, use_paths};
use crate::ui::Card;

/// The card, where the server tells who gets what.
pub fn ask() -> AnyView {
    let (paths, go, offers) = (use_paths(), use_go(), use_offers());
    let is_told = Memo::new(move |_| offers.who_gets_what());
    let view = move || {
        is_told.get().then(|| {
            let pick = move |person: PickedPerson| go.to(&paths.who_gets_what_about(&person.id));
            view! {
                <Card padded=true>
                    <h2>{t::overview::ask()}</h2>
                    <PersonPicker label=t::overview::ask_label() picked=Signal::stored(PickedPerson::default()) on_pick=pick/>
                    <p class="small soft">{t::overview::ask_text()}</p>
                </Card>
            }
        })
    };
    view.into_any()
}
