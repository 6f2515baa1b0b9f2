//! The list of enrollment profiles at work: moving, saving, finding, and doing something with several at once.

use leptos::prelude::window;
use pomona_portal::backend::scripted::Scripted;
use pomona_portal::dom::storage::Shelf;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit, PointerEvent, PointerEventInit};

use crate::portal::{BASE, Portal, person};
use crate::profiles::{PROFILES, list, list_path, recorded_list, sample, texts};
use crate::stage::type_into;

const FIELD: &str = "Field engineers";
const ASK: &str = "Ask on first run";
const EXECUTIVES: &str = "Executives";
const EVERYONE: &str = "Everyone else";
const SAVED: [&str; 6] = [FIELD, ASK, EXECUTIVES, "BYOD 2023", "Pilot 2022", EVERYONE];
const EFFECT: &str = "/it/apple/graph/beta/pomona/effect";

/// The list on show.
struct Screen(Portal);

impl Screen {
    async fn open(server: Scripted) -> Self {
        Self::of(Portal::open("/enrollment-types", server)).await
    }

    async fn reload(server: Scripted) -> Self {
        Self::of(Portal::reload("/enrollment-types", server)).await
    }

    async fn of(portal: Portal) -> Self {
        portal.stage.role("link", EVERYONE).await;
        Self(portal)
    }

    fn names(&self) -> Vec<String> {
        let rows = self.0.stage.all(".profile-row:not([hidden]) .title a");
        rows.into_iter().map(|link| link.text_content().unwrap_or_default()).collect()
    }

    async fn names_are(&self, names: &[&str]) {
        self.0.stage.until(|| self.names() == names, &format!("the order {names:?}")).await;
    }

    async fn press(&self, button: &str) {
        self.0.stage.role("button", button).await.click();
    }

    /// Chooses from the menu of a row.
    async fn choose(&self, name: &str, item: &str) {
        self.press(&format!("More for {name}")).await;
        self.0.stage.role("menuitem", &format!("{item}: {name}")).await.click();
    }

    fn handle(&self, name: &str) -> HtmlElement {
        self.0.stage.find("button", &format!("Move {name}")).expect("a handle")
    }

    fn row(&self, name: &str) -> HtmlElement {
        self.handle(name).closest("tr").expect("a selector").expect("a row").unchecked_into()
    }

    /// What was sent to a path that ends so, last first.
    fn sent(&self, method: &str, end: &str) -> Vec<(Value, Option<String>)> {
        let requests = self.0.server.requests().into_iter().rev();
        let requests = requests.filter(|request| request.method.as_str() == method && request.path.ends_with(end));
        requests
            .map(|request| {
                let version = request.headers.into_iter().find(|(name, _)| *name == "If-Match").map(|(_, version)| version);
                (request.body.unwrap_or_default(), version)
            })
            .collect()
    }

    /// What is said to assistive technology.
    async fn hears(&self, sentence: &str) {
        let said =
            || self.0.stage.all("[aria-relevant=additions] p").into_iter().any(|said| said.text_content().as_deref() == Some(sentence));
        self.0.stage.until(said, &format!("to hear {sentence:?}")).await;
    }
}

fn ids() -> Vec<String> {
    let list = recorded_list();
    list["value"].as_array().expect("profiles").iter().map(|profile| profile["id"].as_str().expect("an id").to_owned()).collect()
}

/// The recorded list in another order and of another version.
fn list_in(order: &[usize], version: &str) -> Value {
    let mut list = recorded_list();
    let profiles = list["value"].as_array().expect("profiles").clone();
    list["value"] = order
        .iter()
        .map(|at| profiles[*at].clone())
        .enumerate()
        .map(|(place, mut profile)| {
            profile["priority"] = json!(place);
            profile
        })
        .collect();
    list["@pomona.orderEtag"] = json!(version);
    list
}

/// An answer that was recorded for another test of the contract.
fn recorded(file: &str, at: usize) -> Value {
    let exchanges: Value = serde_json::from_str(file).expect("JSON");
    exchanges[at]["body"].clone()
}

fn changed() -> &'static str {
    include_str!("recorded/change.json")
}

fn effects() -> &'static str {
    include_str!("recorded/effect.json")
}

/// A server that tells effects and saves orders.
fn server() -> Scripted {
    let server = sample();
    server.answer("POST", EFFECT, 200, recorded(effects(), 1));
    server.answer("POST", &format!("{PROFILES}/setOrder"), 200, recorded(changed(), 2));
    server
}

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
pub async fn the_address_says_what_is_looked_for() {
    let portal = Portal::open("/enrollment-types?type=user&assigned=all,none&q=50%25", server());
    let screen = Screen(portal);
    let stage = &screen.0.stage;
    stage.role("button", "Remove User enrollment with Company Portal").await;
    stage.role("button", "Remove All users").await;
    assert_eq!(stage.all(".chip").len(), 4);
    screen.press("Remove “50%”").await;
    screen.press("Remove All users").await;
    screen.press("Remove No one yet").await;
    screen.names_are(&["BYOD 2023", "Pilot 2022"]).await;
    screen.press("Type: 1").await;
    stage.role("checkbox", "Web based device enrollment").await.click();
    screen.names_are(&["BYOD 2023", "Pilot 2022", EVERYONE]).await;
    screen.press("Assigned to: any").await;
    stage.role("checkbox", "All users").await.click();
    screen.names_are(&[EVERYONE]).await;
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

#[wasm_bindgen_test]
pub async fn profiles_are_ticked_one_by_one_and_all_that_are_shown() {
    let screen = Screen::open(server()).await;
    let stage = &screen.0.stage;
    stage.role("checkbox", "Select Executives").await.click();
    stage.text("1 profile selected").await;
    screen.hears("1 profile selected").await;
    let all = stage.role("checkbox", "Select all that are shown").await;
    all.click();
    stage.text("6 profiles selected").await;
    type_into(&stage.all("input[type=search]").remove(0), "company ipads");
    stage.text("1 profile selected").await;
    screen.press("Clear selection").await;
    stage.until(|| stage.find("button", "Clear selection").is_none(), "the bar to go").await;
    assert!(stage.all("tbody input:checked").is_empty());
}

#[wasm_bindgen_test]
pub async fn deleting_says_what_it_means_and_can_be_taken_back() {
    let server = server();
    server.answer("POST", EFFECT, 200, recorded(effects(), 2));
    let [executives, everyone] = [2, 5].map(|at| format!("{PROFILES}/{}", ids()[at]));
    server.answer("DELETE", &executives, 204, Value::Null);
    server.answer("DELETE", &everyone, 204, Value::Null);
    server.answer("POST", PROFILES, 201, recorded_list()["value"][2].clone());
    let screen = Screen::open(server).await;
    let stage = &screen.0.stage;
    stage.role("checkbox", "Select Everyone else").await.click();
    stage.role("checkbox", "Select Executives").await.click();
    screen.press("Delete…").await;
    stage.role("alertdialog", "Delete 2 profiles?").await;
    stage.text("Everyone else · All users").await;
    stage.text("58 people change profile: 58 from Everyone else to no profile.").await;
    let expected: Vec<String> = [0, 1, 3, 4].map(|at| ids()[at].clone()).to_vec();
    assert_eq!(screen.sent("POST", "/pomona/effect")[0].0, json!({ "profileIds": expected }));
    // Each profile that goes is a reason to read the list again.
    for _ in 0..4 {
        screen.0.server.answer("GET", &list_path(), 200, list_in(&[0, 1, 3, 4], "\"order-9\""));
    }
    screen.press("Delete 2 profiles").await;
    stage.text("2 profiles were deleted.").await;
    screen.names_are(&[FIELD, ASK, "BYOD 2023", "Pilot 2022"]).await;
    assert_eq!(screen.sent("DELETE", &ids()[2])[0].1.as_deref(), Some("\"1\""));
    assert!(stage.find("button", "Clear selection").is_none(), "nothing is left to be ticked");

    for _ in 0..4 {
        screen.0.server.answer("GET", &list_path(), 200, recorded_list());
    }
    screen.press("Undo").await;
    stage.text("2 profiles were created again, under new ids, at their places and with their assignments.").await;
    let made = screen.sent("POST", "/appleUserInitiatedEnrollmentProfiles");
    assert_eq!(made.iter().map(|(body, _)| body["priority"].clone()).collect::<Vec<_>>(), [json!(5), json!(2)], "the first place first");
    assert_eq!(made[0].0["assignments"], recorded_list()["value"][5]["assignments"]);
    screen.names_are(&SAVED).await;
}

#[wasm_bindgen_test]
pub async fn a_profile_that_cannot_be_deleted_says_why() {
    let server = server();
    server.answer("DELETE", &format!("{PROFILES}/{}", ids()[2]), 412, recorded(changed(), 1));
    let screen = Screen::open(server).await;
    screen.choose(EXECUTIVES, "Delete…").await;
    screen.0.stage.role("alertdialog", "Delete Executives?").await;
    screen.press("Delete profile").await;
    screen.0.stage.role("dialog", "What happened").await;
    screen.0.stage.text("Executives was not deleted: the token of a writer").await;
    screen.press("Dismiss").await;
    screen.names_are(&SAVED).await;
}

#[wasm_bindgen_test]
pub async fn several_are_assigned_and_each_says_what_became_of_it() {
    let server = server();
    server.answer("PATCH", &format!("{PROFILES}/{}", ids()[2]), 200, recorded_list()["value"][2].clone());
    server.answer("PATCH", &format!("{PROFILES}/{}", ids()[3]), 412, recorded(changed(), 1));
    let screen = Screen::open(server).await;
    let stage = &screen.0.stage;
    for name in [EVERYONE, EXECUTIVES, "BYOD 2023"] {
        stage.role("checkbox", &format!("Select {name}")).await.click();
    }
    screen.press("Assign…").await;
    stage.role("dialog", "Assign 3 profiles").await;
    screen.press("Assign").await;
    stage.text("Choose all users or selected groups.").await;
    stage.role("radio", "All users").await.click();
    screen.press("Assign").await;
    stage.text("Executives: assigned.").await;
    stage.text("BYOD 2023: not assigned. the token of a writer").await;
    stage.text("Everyone else: was assigned already, so nothing changed.").await;
    let (body, version) = screen.sent("PATCH", &ids()[2]).remove(0);
    assert_eq!(version.as_deref(), Some("\"1\""));
    let kinds: Vec<Value> =
        body["assignments"].as_array().expect("a list").iter().map(|new| new["target"]["@odata.type"].clone()).collect();
    assert_eq!(kinds, ["#microsoft.graph.groupAssignmentTarget", "#microsoft.graph.allLicensedUsersAssignmentTarget"]);
    assert!(screen.sent("PATCH", &ids()[5]).is_empty());
    screen.press("Close").await;
    stage.until(|| stage.all("dialog[open]").is_empty(), "the dialog to close").await;
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

#[wasm_bindgen_test]
pub async fn a_profile_is_duplicated_from_its_row() {
    let screen = Screen::open(server()).await;
    screen.choose(EXECUTIVES, "Duplicate").await;
    let name = screen.0.stage.role("textbox", "Name").await;
    let name: web_sys::HtmlInputElement = name.unchecked_into();
    assert_eq!(name.value(), "Copy of Executives");
}

#[wasm_bindgen_test]
pub async fn the_slash_leads_to_the_search() {
    let screen = Screen::open(server()).await;
    let search = screen.0.stage.all("input[type=search]").remove(0);
    crate::stage::press(&screen.handle(ASK), "/");
    assert!(screen.0.stage.is_focused(&search));
}

#[wasm_bindgen_test]
pub async fn a_thousand_rows_are_built_some_at_a_time() {
    let server = sample();
    let mut long = recorded_list();
    let first = long["value"][0].clone();
    long["value"] = (0..1000)
        .map(|place| {
            let mut profile = first.clone();
            profile["id"] = json!(format!("{place}"));
            profile["displayName"] = json!(format!("Profile {place}"));
            profile["priority"] = json!(place);
            profile
        })
        .collect();
    server.answer("GET", &list_path(), 200, long);
    let screen = Screen(list(server).await);
    let stage = &screen.0.stage;
    stage.role("link", "Profile 0").await;
    assert_eq!(stage.all("table[aria-busy=true]").len(), 1);
    stage.until(|| stage.all("table[aria-busy=true]").is_empty(), "all rows").await;
    assert_eq!(screen.names().len(), 1000);
    screen.choose("Profile 999", "Move to top").await;
    stage.until(|| texts(&screen.0, ".title a")[0] == "Profile 999", "the move").await;
}
