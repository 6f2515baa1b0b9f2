//! Hearing of an event before everybody else in the page, to be able to hold it back.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;

/// Calls `hear` with every event of this kind that reaches the window, before the listeners of the router, of the host
/// and of the elements inside. Stops with the current owner.
pub fn hear_first(kind: &'static str, hear: impl Fn(Event) + 'static) {
    let listener = StoredValue::new_local(Closure::<dyn Fn(Event)>::new(hear));
    listener.with_value(|listener| {
        let _ = window().add_event_listener_with_callback_and_bool(kind, listener.as_ref().unchecked_ref(), true);
    });
    on_cleanup(move || {
        listener.try_with_value(|listener| {
            let _ = window().remove_event_listener_with_callback_and_bool(kind, listener.as_ref().unchecked_ref(), true);
        });
    });
}
