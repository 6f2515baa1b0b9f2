//! Inviting somebody: as what, and then the link, once.

use leptos::prelude::*;

use super::said_once::SaidOnce;
use super::words;
use crate::backend::administration::{Access, NewAccess};
use crate::backend::sentences::sentence;
use crate::backend::{use_backend, use_write};
use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Dialog, Note, RadioCard, RadioCards, Tone, Weight};

/// The dialog that invites.
#[component]
pub fn Invite(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Called when an invitation was made.
    #[prop(into)]
    on_made: Callback<()>,
) -> impl IntoView {
    let backend = use_backend();
    let may_write = RwSignal::new(false);
    let made = RwSignal::new(None::<Access>);
    let invite = use_write(
        move |may_write: bool| {
            let graph = backend.graph();
            async move { graph.create_access(&NewAccess::Invitation { may_write }).await }
        },
        move |access| {
            made.set(Some(access));
            on_made.run(());
        },
    );
    Effect::new(move |_| {
        // The link is not kept anywhere once the dialog is closed.
        if !open.get() {
            made.set(None);
            may_write.set(false);
            invite.error.set(None);
        }
    });
    let group = Id::unique("role");
    let card = move |role: bool, description: &'static str| {
        view! {
            <RadioCard
                group=group
                label=words::role(role)
                description=description
                chosen=Signal::derive(move || may_write.get() == role)
                on_choose=move |()| may_write.set(role)
            />
        }
    };
    let form = move || {
        let failed = move || invite.error.get().map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> });
        view! {
            <div class="dialog-body">
                {failed}
                <RadioCards legend=t::settings::invite_question() group=group>
                    {card(false, t::settings::reader_may())}
                    {card(true, t::settings::administrator_may())}
                </RadioCards>
            </div>
            <div class="dialog-do">
                <Button label=t::settings::cancel() on_press=move |()| open.set(false)/>
                <Button
                    label=t::settings::create_invitation()
                    weight=Weight::Main
                    busy=invite.busy
                    on_press=move |()| invite.run(may_write.get_untracked())
                />
            </div>
        }
        .into_any()
    };
    let link = move |access: Access| {
        view! {
            <SaidOnce
                secret=access.secret.unwrap_or_default()
                copy=t::settings::copy_link()
                warning=t::settings::link_once()
                expires=access.expires
                on_done=move |()| open.set(false)
            />
        }
        .into_any()
    };
    view! {
        <Dialog open=open title=t::settings::invite_title()>
            {move || made.get().map_or_else(form, link)}
        </Dialog>
    }
    .into_any()
}
