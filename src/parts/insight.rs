//! The part of the portal that answers why: who gets what, and the audit log, as one wasm file. See `mod.rs`.

use pomona_portal::{Mounted, Options, parts, show, watch};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {
    watch();
}

/// Shows this part in `root`.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: &Options) -> Mounted {
    show(root, options, parts::insight)
}
