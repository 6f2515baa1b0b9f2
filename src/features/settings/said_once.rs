//! A link or a token that is shown once, right after it was made.

use leptos::html;
use leptos::prelude::*;

use crate::dom::focus;
use crate::i18n::{intl, t};
use crate::markup::view;
use crate::ui::{Button, Code, Note, Tone, Weight};

/// The secret with its copy button. It takes the focus, because what asked for it is gone.
#[component]
pub fn SaidOnce(
    /// The link or the token.
    secret: String,
    /// What the copy button says.
    copy: &'static str,
    /// What to do with it, and that it is not shown again.
    warning: &'static str,
    /// Until when it counts (RFC 3339).
    expires: Option<String>,
    /// Closes what is around it.
    #[prop(into)]
    on_done: Callback<()>,
    /// What else helps to use it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            focus::focus(&place);
        }
    });
    let until =
        expires.and_then(|expires| intl::full(&expires)).map(|expires| view! { <p class="soft">{t::settings::counts_until(&expires)}</p> });
    view! {
        <div class="dialog-body said-once" tabindex="-1" node_ref=place>
            <Note tone=Tone::Warn>{warning}</Note>
            <Code text=secret copy_label=copy/>
            {until}
            {children.map(|children| children())}
        </div>
        <div class="dialog-do">
            <Button label=t::settings::done() weight=Weight::Main on_press=on_done/>
        </div>
    }
    .into_any()
}
