//! Following one pointer (mouse, finger or pen) from its press to its end, wherever it goes.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AbortController, AddEventListenerOptions, Element, Event, KeyboardEvent, PointerEvent, UiEvent};

/// What became of the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It moved, or the page below it did; pixels from the top of the window.
    At(i32),
    /// It was released.
    Released,
    /// The browser took it for something else, the element lost it, or the person pressed Escape.
    Cancelled,
}

const EVENTS: [&str; 7] = ["pointermove", "pointerup", "pointercancel", "lostpointercapture", "keydown", "scroll", "dragstart"];

/// Tells `hear` what becomes of the pointer that `press` is about; nothing more after its end. `element` has the pointer
/// until then, so that nothing else reacts to it.
pub fn follow(press: &PointerEvent, element: &Element, mut hear: impl FnMut(Way) + 'static) {
    let id = press.pointer_id();
    let mut at = press.client_y();
    // Without an element to hold it the pointer can still be followed within the window.
    let _ = element.set_pointer_capture(id);
    let end = AbortController::new().ok();
    let signal = end.as_ref().map(AbortController::signal);
    let listen = move |event: Event| {
        let way = match event.type_().as_str() {
            "keydown" if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                Way::Cancelled
            }
            // The browser would take over, with a link that happens to lie where the pointer pressed.
            "dragstart" => return event.prevent_default(),
            "keydown" => return,
            "scroll" => Way::At(at),
            _ if event.unchecked_ref::<PointerEvent>().pointer_id() != id => return,
            "pointermove" => {
                at = event.unchecked_ref::<PointerEvent>().client_y();
                Way::At(at)
            }
            "pointerup" => Way::Released,
            _ => Way::Cancelled,
        };
        if let (Way::Released | Way::Cancelled, Some(end)) = (way, &end) {
            end.abort();
        }
        hear(way);
    };
    // The browser keeps the function until the last listener is gone.
    let listen = Closure::<dyn FnMut(Event)>::new(listen).into_js_value();
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    if let Some(signal) = &signal {
        options.set_signal(signal);
    }
    for event in EVENTS {
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(event, listen.unchecked_ref(), &options);
    }
}

/// Swallows the click that the browser makes of a press that was something else, as soon as the pointer is released.
pub fn swallow_click() {
    let Ok(end) = AbortController::new() else { return };
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_signal(&end.signal());
    let listen = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        // A click without a press is one of the keyboard, and another press is another click.
        if event.type_() == "click" && event.unchecked_ref::<UiEvent>().detail() > 0 {
            event.prevent_default();
            event.stop_propagation();
        }
        end.abort();
    });
    let listen = listen.into_js_value();
    for event in ["click", "pointerdown"] {
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(event, listen.unchecked_ref(), &options);
    }
}
