//! Components in a real browser, each inside an open shadow root as in the product, on a transport that replays
//! recorded answers. One file, because every test binary costs a browser session.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::missing_panics_doc, reason = "a test panics to say that it failed")]
#![expect(missing_docs, reason = "the name of a test is a sentence that says what it tests; only the runner needs it public")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "web/audit.rs"]
pub mod audit;
#[path = "web/backend.rs"]
pub mod backend;
#[path = "web/choosing.rs"]
pub mod choosing;
#[path = "web/directory.rs"]
pub mod directory;
#[path = "web/forms.rs"]
pub mod forms;
#[path = "web/history.rs"]
pub mod history;
#[path = "web/import.rs"]
pub mod import;
#[path = "web/list_screen.rs"]
pub mod list_screen;
#[path = "web/list_selection.rs"]
pub mod list_selection;
#[path = "web/markup.rs"]
pub mod markup;
#[path = "web/offline.rs"]
pub mod offline;
#[path = "web/order.rs"]
pub mod order;
#[path = "web/order_saving.rs"]
pub mod order_saving;
#[path = "web/overlays.rs"]
pub mod overlays;
#[path = "web/overview.rs"]
pub mod overview;
#[path = "web/palette.rs"]
pub mod palette;
#[path = "web/portal.rs"]
pub mod portal;
#[path = "web/profile_edit.rs"]
pub mod profile_edit;
#[path = "web/profiles.rs"]
pub mod profiles;
#[path = "web/restrictions.rs"]
pub mod restrictions;
#[path = "web/session.rs"]
pub mod session;
#[path = "web/settings.rs"]
pub mod settings;
#[path = "web/stage.rs"]
pub mod stage;
#[path = "web/who_gets_what.rs"]
pub mod who_gets_what;
#[path = "web/wizard.rs"]
pub mod wizard;
