//! Warns before a session ends, with a way to stay (WCAG 2.2.1), and asks the server once it should have ended.

use std::time::Duration;

use leptos::prelude::*;

use super::clock::{Stage, stage};
use super::visitor::{Visitor, use_who};
use crate::backend::sentences::sentence;
use crate::backend::{use_backend, use_write};
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, Dialog, Note, Tone, Weight};

/// How often to look at the clock. A timer for the whole time would sleep as long as the computer does.
const LOOK: Duration = Duration::from_secs(10);

/// The warning. Mounted while somebody is signed in.
#[component]
pub fn SessionWatch() -> impl IntoView {
    let (who, backend) = (use_who(), use_backend());
    let open = RwSignal::new(false);
    let anyway = RwSignal::new(false);
    let asked = StoredValue::new(false);
    let stay = use_write(
        move |()| {
            let session = backend.session();
            async move { session.current().await }
        },
        move |person| {
            who.set(Visitor::SignedIn(person));
            open.set(false);
        },
    );
    let look = move || {
        let stage = who.with_clock(|heard, ends| stage(js_sys::Date::now(), heard, ends)).unwrap_or(Stage::Lasts);
        let warned = matches!(stage, Stage::EndsWhenIdle | Stage::EndsAnyway);
        anyway.try_set(stage == Stage::EndsAnyway);
        // Once is enough: whoever closed the warning knows.
        if warned != asked.get_value() && stage != Stage::Over {
            asked.set_value(warned);
            open.try_set(warned);
        }
        if stage == Stage::Over {
            who.stop_counting();
            open.try_set(false);
            stay.run(());
        }
    };
    if let Ok(handle) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || handle.clear());
    }
    Effect::new(move |_| {
        who.get();
        look();
    });
    let title = move || if anyway.get() { t::session::ends_title() } else { t::session::idle_title() };
    let text = move || if anyway.get() { t::session::ends_text() } else { t::session::idle_text() };
    view! {
        <Dialog open=open title=title alert=true>
            <div class="dialog-body">
                <p>{text}</p>
                {move || stay.error.get().map(|error| view! { <Note tone=Tone::Bad live=true>{sentence(&error)}</Note> })}
            </div>
            <div class="dialog-do">
                {move || {
                    if anyway.get() {
                        let again = move |()| {
                            open.set(false);
                            who.over().set(true);
                        };
                        view! {
                            <Button label=t::session::later() on_press=move |()| open.set(false)/>
                            <Button label=t::session::sign_in_again() weight=Weight::Main autofocus=true on_press=again/>
                        }
                        .into_any()
                    } else {
                        view! {
                            <Button
                                label=t::session::stay()
                                weight=Weight::Main
                                autofocus=true
                                busy=stay.busy
                                on_press=move |()| stay.run(())
                            />
                        }
                        .into_any()
                    }
                }}
            </div>
        </Dialog>
    }
    .into_any()
}
