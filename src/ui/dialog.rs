//! Questions in front of the page, on the native `<dialog>`: the rest is inert, Escape closes, focus returns.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Button, Weight};
use crate::dom::id::Id;
use crate::dom::live::{Announcer, LiveRegion};
use crate::markup::view;

/// A modal dialog. It closes on Escape; what it asks decides whether anything else closes it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: TextProp,
    /// It interrupts to ask before something is lost.
    #[prop(optional)]
    alert: bool,
    /// The content, made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = Id::unique("dialog");
    let announcer = Announcer::apart();
    // The browser tells of a close later, and by then the dialog may be wanted again.
    let closed_by_us = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            if !dialog.open() {
                // The content has to be there first, because the browser focuses it while opening. Not a frame later: what
                // is typed right after the key that opens it is meant for it.
                queue_microtask(move || {
                    if open.try_get_untracked() == Some(true) && !dialog.open() {
                        let _ = dialog.show_modal();
                    }
                });
            }
        } else if dialog.open() {
            closed_by_us.set_value(true);
            dialog.close();
        }
    });
    let closed = move |_| {
        if !closed_by_us.try_update_value(std::mem::take).unwrap_or_default() {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            role=alert.then_some("alertdialog")
            aria-labelledby=heading.to_string()
            on:close=closed
            node_ref=dialog
        >
            <Provider value=announcer>
                {move || {
                    open.get()
                        .then(|| {
                            let title = title.clone();
                            view! {
                                <h2 id=heading.to_string()>{move || title.get()}</h2>
                                {children()}
                            }
                        })
                }}
                <LiveRegion/>
            </Provider>
        </dialog>
    }
    .into_any()
}

/// Asks before something happens that cannot be taken back. The focus starts on the way out.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: TextProp,
    /// What the button does that goes on: "Discard draft".
    #[prop(into)]
    confirm: TextProp,
    /// What the button does that goes back: "Keep editing".
    #[prop(into)]
    cancel: TextProp,
    /// Called when the person goes on; the dialog is closed by then.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// What will happen, to whom.
    children: ChildrenFn,
) -> impl IntoView {
    let go_on = move |()| {
        open.set(false);
        on_confirm.run(());
    };
    view! {
        <Dialog open=open title=title alert=true>
            <div class="dialog-body">{children()}</div>
            <div class="dialog-do">
                <Button label=cancel.clone() autofocus=true on_press=move |()| open.set(false)/>
                <Button label=confirm.clone() weight=Weight::Danger on_press=go_on/>
            </div>
        </Dialog>
    }
    .into_any()
}
