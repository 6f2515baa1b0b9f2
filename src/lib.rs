//! Pomona's web app, and the one function through which a page shows it: [`show`].

pub mod app;
pub mod backend;
pub mod dom;
pub mod features;
pub mod i18n;
pub mod luggage;
pub mod markup;
pub mod parts;
pub mod paths;
pub mod ui;

use std::panic;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement};

use app::{App, AppProps};
use backend::Transport;
use backend::fetch::Fetch;
use backend::retry::Retry;
use luggage::Unpacked;
use parts::Screens;

#[wasm_bindgen]
extern "C" {
    /// What the page says about the place where the app is shown; a plain JavaScript object.
    pub type Options;

    /// The path below which the app and its server live, without a slash at the end: `/it/apple`, or empty.
    #[wasm_bindgen(method, getter, js_name = basePath)]
    pub fn base_path(this: &Options) -> String;

    /// The language that the page asks for (a BCP 47 tag), or empty.
    #[wasm_bindgen(method, getter)]
    pub fn lang(this: &Options) -> String;

    /// What came along from another part of the portal, or empty.
    #[wasm_bindgen(method, getter)]
    pub fn luggage(this: &Options) -> String;
}

/// An app that is being shown; [`Mounted::unmount`] takes it away.
#[wasm_bindgen]
pub struct Mounted {
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Mounted {
    /// Removes every node of the app and ends its reactive graph. A second call does nothing.
    pub fn unmount(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Shows the app inside `root`, an empty element inside an open shadow root that the app's style sheet applies to.
///
/// `root` carries the theme as `data-theme` (`light`, `dark`, or absent: the system's choice). The app tells the page
/// about itself by composed, bubbling events from `root`: `pomona-title`, `pomona-navigate`, and `pomona-part` when the address
/// belongs to another part of the portal.
pub fn show(root: HtmlElement, options: &Options, screens: Screens) -> Mounted {
    i18n::intl::ask_for(&options.lang());
    let (base_path, luggage) = (options.base_path(), options.luggage());
    let luggage = (!luggage.is_empty()).then(|| Unpacked::read(&luggage));
    let transport: Rc<dyn Transport> = Rc::new(Retry::new(Rc::new(Fetch)));
    let owner = Owner::new();
    let place = root.clone();
    let handle = owner.with(|| mount_to(place, move || App(AppProps { root, base_path, transport, screens, luggage })));
    Mounted {
        unmount: Some(Box::new(move || {
            drop(handle);
            owner.cleanup();
        })),
    }
}

/// What `public/embed.js` listens for on the window: after a panic no view of this instance can be trusted,
/// so it takes the place of each of them with a message and a Reload button.
const STOPPED: &str = "pomona-stopped";

/// Says so when this wasm instance stops working. Called once, when it starts.
pub fn watch() {
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
