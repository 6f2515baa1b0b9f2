//! Fields, their errors and the summary above them.

use leptos::prelude::*;
use pomona_portal::dom::id::Id;
use pomona_portal::ui::{Button, Checkbox, CopyButton, ErrorSummary, Mistake, PasswordInput, TextArea, TextInput};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, type_into};

#[wasm_bindgen_test]
pub async fn a_field_is_named_and_described_by_what_stands_around_it() {
    let value = RwSignal::new(String::new());
    let error = RwSignal::new(None);
    let stage = Stage::show(move || view! { <TextInput label="Name" hint="As on the badge." value=value error=error/> });
    let field = stage.role("textbox", "Name").await;
    assert_eq!(stage.description(&field), "As on the badge.");
    assert_eq!(field.get_attribute("aria-invalid"), None);

    error.set(Some("Enter a name.".to_owned()));
    stage.text("Enter a name.").await;
    assert_eq!(stage.description(&field), "Enter a name. As on the badge.");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));

    type_into(&field, "Ada");
    assert_eq!(value.get_untracked(), "Ada");
}

#[wasm_bindgen_test]
pub async fn a_text_area_counts_characters_and_not_bytes() {
    let value = RwSignal::new(String::new());
    let stage = Stage::show(move || view! { <TextArea label="Description" value=value max=5/> });
    let field = stage.role("textbox", "Description").await;
    type_into(&field, "äöü");
    stage.text("2 characters left").await;
    type_into(&field, "äöüäöü");
    stage.text("1 character too many").await;
    assert_eq!(value.get_untracked(), "äöüäöü", "nothing is cut off");
}

#[wasm_bindgen_test]
pub async fn a_password_can_be_shown_and_hidden_again() {
    let value = RwSignal::new(String::new());
    let stage = Stage::show(move || view! { <PasswordInput label="Password" value=value autocomplete="current-password"/> });
    let field = stage.role("textbox", "Password").await;
    assert_eq!(field.get_attribute("type").as_deref(), Some("password"));
    stage.role("button", "Show password").await.click();
    stage.role("button", "Hide password").await;
    assert_eq!(field.get_attribute("type").as_deref(), Some("text"));
    assert!(stage.is_focused(&field), "typing goes on where it was");
}

#[wasm_bindgen_test]
pub async fn the_summary_takes_the_focus_and_leads_to_the_field() {
    let value = RwSignal::new(String::new());
    let mistakes = RwSignal::new(Vec::new());
    let id = Id::unique("name");
    let stage = Stage::show(move || {
        view! {
            <ErrorSummary mistakes=mistakes/>
            <TextInput label="Name" value=value id=id/>
        }
    });
    assert!(stage.find("group", "Check what is marked below").is_none());

    mistakes.set(vec![Mistake { field: Some(id.to_string()), sentence: "Enter a name.".to_owned() }]);
    let summary = stage.role("group", "Check what is marked below").await;
    stage.until(|| stage.is_focused(&summary), "focus on the summary").await;
    let before = window().location().href().expect("an address");
    stage.role("link", "Enter a name.").await.click();
    let field = stage.role("textbox", "Name").await;
    assert!(stage.is_focused(&field));
    assert_eq!(window().location().href().expect("an address"), before, "the address stays");
}

#[wasm_bindgen_test]
pub async fn a_busy_button_ignores_presses_and_keeps_the_focus() {
    let busy = RwSignal::new(false);
    let presses = RwSignal::new(0);
    let stage = Stage::show(move || view! { <Button label="Save" busy=busy on_press=move |()| presses.update(|n| *n += 1)/> });
    let button = stage.role("button", "Save").await;
    button.focus().expect("focused");
    button.click();
    busy.set(true);
    stage.until(|| button.has_attribute("aria-busy"), "the button to be busy").await;
    button.click();
    assert_eq!(presses.get_untracked(), 1);
    assert!(stage.is_focused(&button));
}

#[wasm_bindgen_test]
pub async fn a_button_that_cannot_be_pressed_says_why() {
    let presses = RwSignal::new(0);
    let reason = RwSignal::new(Some("Filtered lists cannot be reordered.".to_owned()));
    let stage = Stage::show(move || {
        view! { <Button label="Move up" unavailable=reason on_press=move |()| presses.update(|n| *n += 1)/> }
    });
    let button = stage.role("button", "Move up").await;
    stage.text("Filtered lists cannot be reordered.").await;
    assert_eq!(stage.description(&button), "Filtered lists cannot be reordered.");
    button.click();
    assert_eq!(presses.get_untracked(), 0);
    assert!(!button.has_attribute("disabled"), "the keyboard still reaches it");
}

#[wasm_bindgen_test]
pub async fn a_checkbox_that_cannot_change_stays_as_it_is() {
    let asked = RwSignal::new(0);
    let reason = RwSignal::new(Some("At least two are needed.".to_owned()));
    let checked = RwSignal::new(true);
    let stage = Stage::show(move || {
        view! {
            <Checkbox
                label="Work apps only"
                checked=checked
                unavailable=reason
                on_change=move |now| {
                    asked.update(|n| *n += 1);
                    checked.set(now);
                }
            />
        }
    });
    let field = stage.role("checkbox", "Work apps only").await;
    assert_eq!(stage.description(&field), "At least two are needed.");
    field.click();
    assert_eq!((asked.get_untracked(), checked.get_untracked()), (0, true));
    reason.set(None);
    stage.until(|| !field.has_attribute("aria-disabled"), "the checkbox to be free").await;
    field.click();
    assert_eq!((asked.get_untracked(), checked.get_untracked()), (1, false));
}

#[wasm_bindgen_test]
pub async fn copying_says_how_it_went_and_keeps_the_focus() {
    let stage = Stage::show(|| view! { <CopyButton text="(device.x -eq \"y\")" label="Copy rule"/> });
    let button = stage.role("button", "Copy rule").await;
    button.focus().expect("focused");
    button.click();
    let outcomes = ["Copied", "The browser does not let this page copy. Select the text and copy it with the keyboard."];
    stage.until(|| outcomes.iter().any(|outcome| stage.find("button", outcome).is_some()), "what came of it").await;
    assert!(stage.is_focused(&button));
}
