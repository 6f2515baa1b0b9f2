//! What comes in front of the page: dialogs, menus, toasts.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::tick;
use pomona_portal::dom::timer::sleep;
use pomona_portal::ui::{Button, ConfirmDialog, Dialog, Icon, Menu, MenuItem, MenuWork, Toast, Tone, use_toasts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, press};

#[wasm_bindgen_test]
pub async fn a_question_starts_on_the_way_out_and_gives_the_focus_back() {
    let open = RwSignal::new(false);
    let discarded = RwSignal::new(0);
    let stage = Stage::show(move || {
        view! {
            <Button label="Discard" on_press=move |()| open.set(true)/>
            <ConfirmDialog
                open=open
                title="Discard the draft?"
                confirm="Discard draft"
                cancel="Keep editing"
                on_confirm=move |()| discarded.update(|n| *n += 1)
            >
                "What you filled in is lost."
            </ConfirmDialog>
        }
    });
    let opener = stage.role("button", "Discard").await;
    opener.focus().expect("focused");
    opener.click();
    stage.role("alertdialog", "Discard the draft?").await;
    let keep = stage.role("button", "Keep editing").await;
    stage.until(|| stage.is_focused(&keep), "focus on the way out").await;
    keep.click();
    stage.until(|| stage.find("alertdialog", "Discard the draft?").is_none(), "the dialog to close").await;
    assert!(stage.is_focused(&opener));
    assert_eq!(discarded.get_untracked(), 0);

    opener.click();
    stage.role("button", "Discard draft").await.click();
    assert_eq!(discarded.get_untracked(), 1);
    stage.until(|| stage.find("alertdialog", "Discard the draft?").is_none(), "the dialog to close").await;
}

#[wasm_bindgen_test]
pub async fn a_dialog_that_is_wanted_again_at_once_stays_open() {
    let open = RwSignal::new(true);
    let stage = Stage::show(move || view! { <Dialog open=open title="Shortcuts">"Keys"</Dialog> });
    stage.role("dialog", "Shortcuts").await;
    open.set(false);
    stage.until(|| stage.find("dialog", "Shortcuts").is_none(), "the dialog to close").await;
    open.set(true);
    stage.role("dialog", "Shortcuts").await;
    open.set(false);
    // The dialog is closed by now, and the browser has not told so yet.
    tick().await;
    open.set(true);
    sleep(Duration::from_millis(200)).await;
    assert!(stage.find("dialog", "Shortcuts").is_some());
    stage.all("dialog").remove(0).unchecked_ref::<web_sys::HtmlDialogElement>().close();
    stage.until(|| !open.get_untracked(), "what closes it otherwise to be noticed").await;
}

#[wasm_bindgen_test]
pub async fn a_menu_is_walked_with_the_arrow_keys() {
    let done = RwSignal::new("");
    let item =
        move |label: &'static str| MenuItem { label, icon: Icon::Copy, work: MenuWork::Do(Callback::new(move |()| done.set(label))) };
    let stage = Stage::show(move || view! { <Menu name="More" icon=Icon::More items=vec![item("Duplicate"), item("Delete")]/> });
    let button = stage.role("button", "More").await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    button.click();
    let first = stage.role("menuitem", "Duplicate").await;
    stage.until(|| stage.is_focused(&first), "focus on the first item").await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    press(&first, "ArrowUp");
    let last = stage.role("menuitem", "Delete").await;
    assert!(stage.is_focused(&last), "the list is a ring");
    last.click();
    assert_eq!(done.get_untracked(), "Delete");
    stage.until(|| stage.find("menuitem", "Delete").is_none(), "the menu to close").await;
    assert!(stage.is_focused(&button));
}

#[wasm_bindgen_test]
pub async fn a_toast_is_read_politely_and_can_be_dismissed() {
    let stage = Stage::show(|| {
        let toasts = use_toasts();
        let show = move |()| toasts.show(Toast { tone: Tone::Brand, sentence: "Profile created.".to_owned() });
        view! { <Button label="Create" on_press=show/> }
    });
    stage.role("button", "Create").await.click();
    stage.text("Profile created.").await;
    assert_eq!(stage.all("[role=status] > .note").len(), 1, "inside the live region");
    stage.role("button", "Dismiss").await.click();
    stage.until(|| !stage.has_text("Profile created."), "the toast to go").await;
}

#[wasm_bindgen_test]
pub async fn a_toast_offers_to_take_back_what_happened() {
    let undone = RwSignal::new(0);
    let stage = Stage::show(move || {
        let toasts = use_toasts();
        let show = move |()| {
            let toast = Toast { tone: Tone::Brand, sentence: "Order saved.".to_owned() };
            toasts.offer(toast, "Undo", move || undone.update(|n| *n += 1));
        };
        view! { <Button label="Save" on_press=show/> }
    });
    let save = stage.role("button", "Save").await;
    save.focus().expect("focused");
    save.click();
    let undo = stage.role("button", "Undo").await;
    press(&save, "F6");
    assert!(stage.is_focused(&undo), "F6 leads to the toast");
    press(&undo, "F6");
    assert!(stage.is_focused(&save), "and back");
    press(&save, "F6");
    undo.click();
    assert_eq!(undone.get_untracked(), 1);
    stage.until(|| !stage.has_text("Order saved."), "the toast to go").await;
    assert!(stage.is_focused(&save), "the focus is where it was before");
}
