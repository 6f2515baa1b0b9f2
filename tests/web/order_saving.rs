//! An order that is not saved: what it would mean, saving it, and somebody else who was faster.

use pomona_portal::dom::storage::Shelf;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::list_screen::{ASK, EFFECT, EVERYONE, EXECUTIVES, FIELD, SAVED, Screen, changed, effects, ids, list_in, recorded, server};
use crate::profiles::{PROFILES, list_path, recorded_list, sample};

#[wasm_bindgen_test]
pub async fn a_server_that_does_not_tell_effects_is_not_asked() {
    let server = server();
    // The frame asks, and the screen.
    for _ in 0..2 {
        server.answer("GET", "/it/apple/graph/beta/pomona", 200, json!({ "version": "1", "features": ["order"] }));
    }
    let screen = Screen::open(server).await;
    screen.choose(EVERYONE, "Move to top").await;
    screen.0.stage.text("1 profile moved.").await;
    assert!(!screen.0.stage.has_text("Counting the people"));
    assert!(screen.sent("POST", "/pomona/effect").is_empty());
}

#[wasm_bindgen_test]
pub async fn the_whole_order_is_saved_at_once_and_can_be_taken_back() {
    let screen = Screen::open(server()).await;
    screen.choose(ASK, "Move up").await;
    let save = screen.0.stage.role("button", "Save order").await;
    save.focus().expect("focused");
    save.click();
    screen.0.stage.text("Order saved.").await;
    let mut swapped = ids();
    swapped.swap(0, 1);
    assert_eq!(screen.sent("POST", "/setOrder"), [(json!({ "profileIds": swapped }), Some("\"order-7\"".to_owned()))]);
    screen.0.stage.text("6 profiles · order saved just now").await;
    assert!(screen.0.stage.find("button", "Save order").is_none());
    let counted = screen.0.stage.all(".list-count").remove(0);
    screen.0.stage.until(|| screen.0.stage.is_focused(&counted), "the focus, which the bar had").await;

    screen.press("Undo saving the order").await;
    screen.0.stage.text("The order is as it was before.").await;
    assert_eq!(screen.sent("POST", "/setOrder")[0], (json!({ "profileIds": ids() }), Some("\"order-8\"".to_owned())));
    screen.names_are(&SAVED).await;
    assert!(!screen.0.stage.has_text("order saved"));
}

/// A draft that is refused: Executives to the top, while somebody else put Everyone else there.
async fn refused() -> Screen {
    let server = sample();
    server.answer("GET", &list_path(), 200, list_in(&[5, 0, 1, 2, 3, 4], "\"order-8\""));
    // The answers that come first are those that were added last.
    server.answer("GET", &list_path(), 200, recorded_list());
    server.answer("POST", EFFECT, 200, recorded(effects(), 0));
    server.answer("POST", &format!("{PROFILES}/setOrder"), 200, recorded(changed(), 2));
    server.answer("POST", &format!("{PROFILES}/setOrder"), 412, recorded(changed(), 3));
    let screen = Screen::open(server).await;
    screen.choose(EXECUTIVES, "Move to top").await;
    screen.press("Save order").await;
    screen.0.stage.role("alertdialog", "The order was changed meanwhile").await;
    screen
}

#[wasm_bindgen_test]
pub async fn a_stale_order_says_who_changed_it_and_what_is_different() {
    let screen = refused().await;
    let stage = &screen.0.stage;
    stage.text("the token of a writer changed the order: ").await;
    stage.text("Everyone else moved from 6 to 1.").await;
    stage.text("Executives moved from 3 to 1.").await;
    let keep = stage.role("button", "Keep editing").await;
    stage.until(|| stage.is_focused(&keep), "focus on the way out").await;
    keep.click();
    stage.until(|| stage.find("alertdialog", "The order was changed meanwhile").is_none(), "the dialog to close").await;
    assert_eq!(screen.names()[0], EXECUTIVES, "nothing is lost");
    stage.text("1 profile moved.").await;
}

#[wasm_bindgen_test]
pub async fn moves_are_applied_again_on_the_order_of_somebody_else() {
    let screen = refused().await;
    screen.press("Apply my moves again").await;
    screen.names_are(&[EXECUTIVES, EVERYONE, FIELD, ASK, "BYOD 2023", "Pilot 2022"]).await;
    screen.press("Save order").await;
    screen.0.stage.text("Order saved.").await;
    assert_eq!(screen.sent("POST", "/setOrder")[0].1.as_deref(), Some("\"order-8\""), "the version that was read");
}

#[wasm_bindgen_test]
pub async fn the_order_of_somebody_else_is_taken() {
    let screen = refused().await;
    screen.press("Take their order").await;
    screen.names_are(&[EVERYONE, FIELD, ASK, EXECUTIVES, "BYOD 2023", "Pilot 2022"]).await;
    assert!(screen.0.stage.find("button", "Save order").is_none());
}

#[wasm_bindgen_test]
pub async fn a_draft_outlives_a_reload() {
    let screen = Screen::open(server()).await;
    screen.choose(EXECUTIVES, "Move to top").await;
    screen.0.stage.text("1 profile moved.").await;
    let kept = Shelf::Session.read("pomona:/it/apple:order-draft").expect("it is kept");
    assert!(!kept.contains(EXECUTIVES), "ids and nothing else");
    drop(screen);
    let again = Screen::reload(server()).await;
    again.names_are(&[EXECUTIVES, FIELD, ASK, "BYOD 2023", "Pilot 2022", EVERYONE]).await;
    again.0.stage.text("1 profile moved.").await;
    drop(again);

    let newer = server();
    newer.answer("GET", &list_path(), 200, list_in(&[5, 0, 1, 2, 3, 4], "\"order-8\""));
    let again = Screen::reload(newer).await;
    again.0.stage.text("The list changed since these moves were made.").await;
    again.names_are(&[EXECUTIVES, EVERYONE, FIELD, ASK, "BYOD 2023", "Pilot 2022"]).await;
}

#[wasm_bindgen_test]
pub async fn plain_graph_gets_the_fewest_moves_and_is_read_again() {
    let server = sample();
    // The frame asks, and the screen.
    for _ in 0..2 {
        server.answer("GET", "/it/apple/graph/beta/pomona", 404, json!({ "error": { "code": "ResourceNotFound", "message": "x" } }));
    }
    let plain = |order: &[usize]| {
        let mut list = list_in(order, "");
        list.as_object_mut().expect("an object").remove("@pomona.orderEtag");
        list
    };
    server.answer("GET", &list_path(), 200, plain(&[5, 0, 1, 2, 3, 4]));
    server.answer("GET", &list_path(), 200, plain(&[0, 1, 2, 3, 4, 5]));
    server.answer("GET", &list_path(), 200, plain(&[0, 1, 2, 3, 4, 5]));
    server.answer("POST", &format!("{PROFILES}/{}/setPriority", ids()[5]), 204, Value::Null);
    let screen = Screen::open(server).await;
    screen.choose(EVERYONE, "Move to top").await;
    screen.press("Save order").await;
    screen.0.stage.text("Order saved.").await;
    assert_eq!(screen.sent("POST", "/setPriority"), [(json!({ "priority": 0 }), None)]);
    assert!(screen.sent("POST", "/setOrder").is_empty());
}

#[wasm_bindgen_test]
pub async fn a_draft_is_not_left_without_being_asked() {
    let screen = Screen::open(server()).await;
    let stage = &screen.0.stage;
    screen.choose(EXECUTIVES, "Move to top").await;
    stage.role("link", ASK).await.click();
    stage.role("alertdialog", "Leave without saving the order?").await;
    stage.all("dialog[open] button").remove(0).click();
    stage.until(|| stage.all("dialog[open]").is_empty(), "the dialog to close").await;
    assert_eq!(screen.names()[0], EXECUTIVES);
    screen.press("Discard").await;
    stage.role("link", ASK).await.click();
    stage.role("heading", ASK).await;
}
