//! Presses of a pointer: those that still go on, and those that hit what came in the place of what was aimed at.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::set_timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::first::hear_first;

/// How often to look whether the pointer was let go.
const LOOK: Duration = Duration::from_millis(20);

thread_local! {
    static IS_DOWN: Cell<bool> = const { Cell::new(false) };
    static HIT_FIRST: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Follows the pointer of this page until the current owner goes, and holds back the second press of a double-click when
/// what the first one hit is gone by then: what appeared in its place was not aimed at.
pub fn watch_presses() {
    hear_first("pointerdown", |_| IS_DOWN.set(true));
    hear_first("pointerup", |_| IS_DOWN.set(false));
    hear_first("pointercancel", |_| IS_DOWN.set(false));
    hear_first("click", |event| {
        let Some(press) = event.dyn_ref::<MouseEvent>() else { return };
        if press.detail() <= 1 {
            HIT_FIRST.set(event.composed_path().get(0).dyn_into().ok());
        } else if HIT_FIRST.with_borrow(|hit| hit.as_ref().is_some_and(is_gone)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
}

/// Does `work` now, or as soon as the pointer is let go and its press has hit what it was aimed at: work that moves the
/// page would take that away under the pointer.
pub fn when_released(work: impl FnOnce() + 'static) {
    if IS_DOWN.get() {
        set_timeout(move || when_released(work), LOOK);
    } else {
        work();
    }
}

fn is_gone(element: &Element) -> bool {
    let bounds = element.get_bounding_client_rect();
    !element.is_connected() || (bounds.width() == 0.0 && bounds.height() == 0.0)
}
