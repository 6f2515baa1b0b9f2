//! The list of enrollment profiles at work: moving its rows, by keys, by the menu and by the pointer.

use leptos::prelude::window;
use pomona_portal::backend::scripted::Scripted;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit, PointerEvent, PointerEventInit};

use crate::list_screen::{ASK, EVERYONE, EXECUTIVES, FIELD, SAVED, Screen, ids, server};
use crate::portal::{BASE, person};
use crate::profiles::texts;
use crate::stage::type_into;

fn reader() -> Scripted {
    let server = server();
    let mut reader = person();
    reader["role"] = json!("reader");
    server.answer("GET", &format!("{BASE}/session"), 200, reader);
    server
}

fn chord(element: &HtmlElement, key: &str, alt: bool) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_alt_key(alt);
    init.set_ctrl_key(!alt);
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    element.dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event")).expect("dispatched");
}

fn point(element: &HtmlElement, event: &str, y: f64) {
    let init = PointerEventInit::new();
    init.set_pointer_id(7);
    init.set_is_primary(true);
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
    init.set_client_y(y as i32);
    element.dispatch_event(&PointerEvent::new_with_event_init_dict(event, &init).expect("an event")).expect("dispatched");
}

fn middle(element: &HtmlElement) -> f64 {
    let rect = element.get_bounding_client_rect();
    rect.top() + rect.height() / 2.0
}

#[wasm_bindgen_test]
pub async fn a_key_moves_a_row_and_the_focus_goes_along() {
    let screen = Screen::open(server()).await;
    let handle = screen.handle(FIELD);
    handle.focus().expect("focused");
    chord(&handle, "ArrowDown", true);
    screen.names_are(&[ASK, FIELD, EXECUTIVES, "BYOD 2023", "Pilot 2022", EVERYONE]).await;
    assert!(screen.0.stage.is_focused(&handle), "the focus stays on the row that moved");
    chord(&handle, "ArrowDown", true);
    screen.names_are(&[ASK, EXECUTIVES, FIELD, "BYOD 2023", "Pilot 2022", EVERYONE]).await;
    screen.hears("Field engineers moved from 1 to 3 of 6, between Executives and BYOD 2023.").await;
    assert_eq!(texts(&screen.0, ".rank"), ["Order 1", "Order 2", "Order 3 was 1", "Order 4", "Order 5", "Order 6"]);
    screen.0.stage.text("1 profile moved.").await;
    chord(&screen.handle(ASK), "ArrowUp", true);
    screen.0.stage.text("1 profile moved.").await;
    assert_eq!(screen.names()[0], ASK, "nothing is above the top");
}

#[wasm_bindgen_test]
pub async fn the_menu_of_a_row_moves_it_and_names_it() {
    let screen = Screen::open(server()).await;
    screen.choose(EXECUTIVES, "Move to top").await;
    screen.names_are(&[EXECUTIVES, FIELD, ASK, "BYOD 2023", "Pilot 2022", EVERYONE]).await;
    screen.hears("Executives moved from 3 to 1 of 6, before Field engineers.").await;
    let button = screen.0.stage.find("button", "More for Executives").expect("a button");
    assert!(screen.0.stage.is_focused(&button));
    button.click();
    screen.0.stage.role("menuitem", "Move down: Executives").await;
    assert!(screen.0.stage.find("menuitem", "Move up: Executives").is_none(), "it is at the top");
    screen.0.stage.role("menuitem", "Move to bottom: Executives").await.click();
    screen.names_are(&[FIELD, ASK, "BYOD 2023", "Pilot 2022", EVERYONE, EXECUTIVES]).await;
}

#[wasm_bindgen_test]
pub async fn a_position_is_asked_for_and_checked() {
    let screen = Screen::open(server()).await;
    screen.choose(ASK, "Move to position…").await;
    let field = screen.0.stage.role("textbox", "Position, from 1 to 6").await;
    type_into(&field, "7");
    screen.press("Move").await;
    screen.0.stage.text("Enter a number from 1 to 6.").await;
    assert_eq!(screen.names(), SAVED);
    type_into(&field, "5");
    screen.press("Move").await;
    screen.names_are(&[FIELD, EXECUTIVES, "BYOD 2023", "Pilot 2022", ASK, EVERYONE]).await;
}

#[wasm_bindgen_test]
pub async fn a_row_is_dragged_by_its_handle() {
    let screen = Screen::open(server()).await;
    let handle = screen.handle(FIELD);
    let (from, to) = (middle(&screen.row(FIELD)), middle(&screen.row("BYOD 2023")));
    point(&handle, "pointerdown", from);
    point(&handle, "pointermove", from + 3.0);
    assert!(screen.0.stage.all(".held").is_empty(), "a press that hardly moves is a click");
    point(&handle, "pointermove", from + 20.0);
    assert_eq!(texts(&screen.0, ".held .title a"), [FIELD]);
    point(&handle, "pointermove", to);
    assert_eq!(texts(&screen.0, ".up .title a"), [ASK, EXECUTIVES, "BYOD 2023"], "they make room");
    assert_eq!(screen.names(), SAVED, "nothing moves in the page before the drop");
    point(&handle, "pointerup", to);
    screen.names_are(&[ASK, EXECUTIVES, "BYOD 2023", FIELD, "Pilot 2022", EVERYONE]).await;
    assert!(screen.0.stage.all(".held, .up, .down, .sorting").is_empty());
    assert!(screen.0.stage.is_focused(&handle));
}

#[wasm_bindgen_test]
pub async fn a_drag_that_is_broken_off_moves_nothing() {
    let screen = Screen::open(server()).await;
    let handle = screen.handle(EVERYONE);
    let (from, to) = (middle(&screen.row(EVERYONE)), middle(&screen.row(ASK)));
    for end in ["Escape", "pointercancel", "lostpointercapture"] {
        point(&handle, "pointerdown", from);
        point(&handle, "pointermove", to);
        assert_eq!(texts(&screen.0, ".down .title a"), SAVED[1..5], "{end}");
        if end == "Escape" {
            crate::stage::press(&handle, end);
        } else {
            point(&handle, end, to);
        }
        assert!(screen.0.stage.all(".held, .up, .down, .sorting").is_empty(), "{end}");
        point(&handle, "pointerup", to);
        assert_eq!(screen.names(), SAVED, "{end}");
    }
}

#[wasm_bindgen_test]
pub async fn the_draft_says_what_it_would_mean_for_people() {
    let screen = Screen::open(server()).await;
    screen.choose(EVERYONE, "Move to top").await;
    screen.0.stage.text("192 people change profile: 76 from Field engineers to Everyone else, 72 from Ask on first run to Everyone else, 31 from BYOD 2023 to Everyone else, and 13 others.").await;
    let asked = screen.sent("POST", "/pomona/effect");
    let mut expected = ids();
    expected.rotate_right(1);
    assert_eq!(asked[0].0, json!({ "profileIds": expected }));
}

#[wasm_bindgen_test]
pub async fn moves_are_taken_back_one_by_one_or_all_at_once() {
    let screen = Screen::open(server()).await;
    screen.choose(EXECUTIVES, "Move to top").await;
    screen.choose(EVERYONE, "Move to top").await;
    screen.names_are(&[EVERYONE, EXECUTIVES, FIELD, ASK, "BYOD 2023", "Pilot 2022"]).await;
    chord(&screen.handle(FIELD), "z", false);
    screen.names_are(&[EXECUTIVES, FIELD, ASK, "BYOD 2023", "Pilot 2022", EVERYONE]).await;
    screen.hears("Everyone else is number 6 again.").await;
    screen.press("Undo last move").await;
    screen.names_are(&SAVED).await;
    screen.0.stage.until(|| !screen.0.stage.has_text("profile moved."), "the bar to go").await;

    screen.choose(EXECUTIVES, "Move to top").await;
    screen.press("Discard").await;
    screen.names_are(&SAVED).await;
    screen.press("Undo").await;
    screen.names_are(&[EXECUTIVES, FIELD, ASK, "BYOD 2023", "Pilot 2022", EVERYONE]).await;
}

#[wasm_bindgen_test]
pub async fn a_list_that_is_narrowed_down_cannot_be_put_in_order_and_says_why() {
    let screen = Screen::open(server()).await;
    let stage = &screen.0.stage;
    let search = stage.all("input[type=search]").remove(0);
    type_into(&search, "company IPADS");
    screen.names_are(&[EXECUTIVES]).await;
    stage.text("1 of 6 profiles").await;
    screen.hears("1 of 6 profiles").await;
    stage.text("clear the filters first").await;
    let style = window().get_computed_style(&screen.handle(EXECUTIVES)).expect("a style").expect("a style");
    assert_eq!(style.get_property_value("visibility").expect("a value"), "hidden", "there is no handle");
    chord(&stage.all(".profile-row:not([hidden]) .title a").remove(0), "ArrowUp", true);
    screen.hears("The order can be changed when every profile is shown: clear the filters first.").await;
    screen.press("More for Executives").await;
    stage.role("menuitem", "Open: Executives").await;
    assert!(stage.find("menuitem", "Move up: Executives").is_none());

    type_into(&search, "nowhere");
    stage.role("heading", "No profile matches").await;
    stage.until(|| window().location().search().ok().as_deref() == Some("?q=nowhere"), "the address").await;
    screen.press("Clear filters").await;
    screen.names_are(&SAVED).await;
    stage.until(|| window().location().search().ok().as_deref() == Some(""), "the address").await;
}

#[wasm_bindgen_test]
pub async fn whoever_may_only_read_learns_why_nothing_moves() {
    let screen = Screen::open(reader()).await;
    let stage = &screen.0.stage;
    stage.text("Your account may read, not change.").await;
    screen.press("More for Executives").await;
    stage.role("menuitem", "Open: Executives").await;
    assert_eq!(stage.all(".profiles [role=menuitem]").len(), 1);
    stage.role("checkbox", "Select Executives").await.click();
    stage.role("button", "Export").await;
    assert!(stage.find("button", "Delete…").is_none());
}
