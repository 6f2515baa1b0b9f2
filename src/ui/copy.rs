//! Text to take elsewhere: code, and the button that copies it.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::text_prop::TextProp;

use super::{Button, Icon, Weight};
use crate::dom::clipboard;
use crate::dom::live::use_announcer;
use crate::dom::timer::Timer;
use crate::i18n::t;
use crate::markup::view;

/// How long the button shows how it went.
const SHOWS: Duration = Duration::from_secs(4);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Waiting,
    Copied,
    Refused,
}

/// Copies `text`. Where the browser has no clipboard, it says how to copy by hand.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says before it is pressed: "Copy rule".
    #[prop(into)]
    label: TextProp,
    /// Called when the browser refused, to select the text for the person.
    #[prop(optional, into)]
    on_refused: Option<Callback<()>>,
) -> impl IntoView {
    let announcer = use_announcer();
    let outcome = RwSignal::new(Outcome::Waiting);
    let timer = StoredValue::new_local(None::<Timer>);
    let said = move || match outcome.get() {
        Outcome::Waiting => label.get(),
        Outcome::Copied => t::ui::copied().into(),
        Outcome::Refused => t::ui::copy_refused().into(),
    };
    let press = move |()| {
        spawn_local(async move {
            let Some(text) = text.try_get_untracked() else { return };
            let (result, sentence) = match clipboard::copy(text).await {
                Ok(()) => (Outcome::Copied, t::ui::copied()),
                Err(clipboard::CopyRefused) => (Outcome::Refused, t::ui::copy_refused()),
            };
            if outcome.try_set(result).is_some() {
                return;
            }
            announcer.say(sentence);
            if let (Outcome::Refused, Some(on_refused)) = (result, on_refused) {
                on_refused.run(());
            }
            timer.try_update_value(|timer| {
                *timer = Some(Timer::after(SHOWS, move || {
                    outcome.try_set(Outcome::Waiting);
                }));
            });
        });
    };
    let icon = Signal::derive(move || if outcome.get() == Outcome::Copied { Icon::Check } else { Icon::Copy });
    view! { <Button label=said icon=icon weight=Weight::Bare on_press=press/> }.into_any()
}

/// Text to be copied as it is, in the font of code, with its [`CopyButton`].
#[component]
pub fn Code(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What the copy button says: "Copy rule".
    #[prop(into)]
    copy_label: TextProp,
) -> impl IntoView {
    let shown = NodeRef::<html::Code>::new();
    let select = move |()| {
        let Some(element) = shown.get_untracked() else { return };
        let Some(selection) = window().get_selection().ok().flatten() else { return };
        let _ = selection.select_all_children(&element);
    };
    view! {
        <div class="code">
            <code node_ref=shown dir="ltr">{move || text.get()}</code>
            <CopyButton text=text label=copy_label on_refused=select/>
        </div>
    }
    .into_any()
}
