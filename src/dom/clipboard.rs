//! Copying text, which browsers refuse outside secure pages and without a gesture.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// The browser has no clipboard for this page, or the person declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyRefused;

/// Puts `text` on the clipboard.
pub async fn copy(text: String) -> Result<(), CopyRefused> {
    let clipboard = clipboard().ok_or(CopyRefused)?;
    JsFuture::from(clipboard.write_text(&text)).await.map(drop).map_err(|_| CopyRefused)
}

/// `navigator.clipboard` is undefined on plain http, which the generated binding does not know.
fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    let value = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    value.dyn_into().ok()
}
