//! The part of the portal beside the enrollment profiles: overview, restrictions, directory and settings, as one wasm file. See `mod.rs`.

use pomona_portal::{Mounted, Options, parts, show, watch};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {
    watch();
}

/// Shows this part in `root`.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: &Options) -> Mounted {
    show(root, options, parts::management)
}
