//! Asking before the wizard is left with something filled in: by a link of the portal, or by closing the page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MouseEvent};

use super::state::Wizard;
use crate::dom::root::use_app_root;
use crate::i18n::t;
use crate::paths::{Go, Paths};
use crate::ui::ConfirmDialog;

/// The question, and the listeners that lead to it. Going back in the browser asks nothing, because the draft is kept.
#[component]
pub fn LeaveGuard(
    /// What would be left.
    wizard: Wizard,
    /// The URLs that belong to the wizard.
    paths: Paths,
    /// Goes on when the person wants to.
    go: Go,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let target = StoredValue::new(String::new());
    let home = format!("{}/new/", paths.enrollment_types());
    let ask = move |event: MouseEvent| {
        let Some(href) = leads_away(&event, &home).filter(|_| wizard.draft.with_untracked(super::draft::Draft::is_dirty)) else { return };
        event.prevent_default();
        event.stop_propagation();
        target.set_value(href);
        open.set(true);
    };
    if let Some(root) = use_app_root() {
        // In the capture phase: the router listens on the window and would have gone by then.
        let listener = StoredValue::new_local(Closure::<dyn Fn(MouseEvent)>::new(ask));
        let element = root.element();
        listener.with_value(|listener| {
            let _ = element.add_event_listener_with_callback_and_bool("click", listener.as_ref().unchecked_ref(), true);
        });
        on_cleanup(move || {
            listener.try_with_value(|listener| {
                let element = root.element();
                let _ = element.remove_event_listener_with_callback_and_bool("click", listener.as_ref().unchecked_ref(), true);
            });
        });
    }
    let closing = window_event_listener(ev::beforeunload, move |event| {
        if wizard.draft.try_with_untracked(super::draft::Draft::is_dirty).unwrap_or_default() {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());
    view! {
        <ConfirmDialog
            open=open
            title=t::wizard::leave_title()
            confirm=t::wizard::leave_confirm()
            cancel=t::wizard::leave_cancel()
            on_confirm=move |()| go.to(&target.get_value())
        >
            <p>{t::wizard::leave_text()}</p>
        </ConfirmDialog>
    }
    .into_any()
}

/// Where a press leads when it is on a link of this portal that leaves the wizard in this tab.
fn leads_away(event: &MouseEvent, home: &str) -> Option<String> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    let stays = href.starts_with(home) || href.contains('#') || !href.starts_with('/') || link.has_attribute("target");
    (!stays).then_some(href)
}
