//! Starts the wasm instance of the web app. What it shows is mounted from JavaScript through [`pomona_portal::mount`];
//! the one thing left to do here is to say so when the instance stops working.

// Nothing of the library is called here, yet linking it is what puts `mount` into the wasm file.
use pomona_portal as _;
use std::panic;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// What `public/embed.js` listens for on the window: after a panic no view of this instance can be trusted,
/// so it takes the place of each of them with a message and a Reload button.
const STOPPED: &str = "pomona-stopped";

fn main() {
    panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
        announce_stop().ok();
    }));
}

fn announce_stop() -> Result<(), JsValue> {
    if let Some(window) = web_sys::window() {
        window.dispatch_event(&Event::new(STOPPED)?)?;
    }
    Ok(())
}
