//! Search or jump to, the keys that work everywhere, and their list.

use leptos::prelude::*;
use pomona_portal::backend::scripted::Scripted;
use pomona_portal::backend::{Changes, Method, NoticeChanges, Request, Transport};
use serde_json::{Value, json};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::portal::{BASE, Portal, path, person};
use crate::stage::{Stage, press, press_with_control, type_into};

const PROFILES: &str = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";

fn sample() -> Scripted {
    Scripted::replay(include_str!("recorded/screens.json"))
}

/// Answers a search for `text` with these people and groups.
fn found(server: &Scripted, text: &str, people: &Value, groups: &Value) {
    let people_path = format!("{BASE}/graph/beta/users?$search=\"displayName:{text}\" OR \"userPrincipalName:{text}\"&$top=25&$count=true");
    server.answer("GET", &people_path, 200, json!({ "value": people }));
    let groups_path = format!("{BASE}/graph/beta/groups?$search=\"displayName:{text}\"&$top=25&$count=true");
    server.answer("GET", &groups_path, 200, json!({ "value": groups }));
}

fn main_of(stage: &Stage) -> HtmlElement {
    stage.all("main").remove(0)
}

/// The portal at an address without a screen, with the palette opened by its key.
async fn opened(server: Scripted) -> (Portal, HtmlElement) {
    let portal = Portal::open("/nowhere", server);
    portal.stage.role("heading", "Page not found").await;
    press_with_control(&main_of(&portal.stage), "k");
    portal.stage.role("dialog", "Search or jump to").await;
    let input = portal.stage.role("combobox", "A screen, an action, a profile, a person or a group").await;
    (portal, input)
}

/// What is offered, each choice behind its heading.
fn offered(stage: &Stage) -> Vec<String> {
    let text = |element: &HtmlElement| element.text_content().unwrap_or_default();
    let groups = stage.all(".palette [role=group]");
    let of_group = |group: &HtmlElement| {
        let within = |selector: &str| {
            let found = group.query_selector_all(selector).expect("a selector");
            (0..found.length()).filter_map(move |index| found.get(index)?.dyn_into::<HtmlElement>().ok())
        };
        let heading = within("p").next().map(|heading| text(&heading)).unwrap_or_default();
        within("[role=option] bdi").map(move |option| format!("{heading}: {}", text(&option))).collect::<Vec<_>>()
    };
    groups.iter().flat_map(of_group).collect()
}

async fn until_offered(stage: &Stage, expected: &[&str]) {
    stage.until(|| offered(stage) == expected, &format!("{expected:?}, not {:?}", offered(stage))).await;
}

#[wasm_bindgen_test]
pub async fn a_key_leads_to_every_screen_without_the_mouse() {
    let (portal, input) = opened(sample()).await;
    let stage = &portal.stage;
    stage.until(|| stage.is_focused(&input), "focus in the input").await;
    type_into(&input, "audit");
    until_offered(stage, &["Screens: Audit log"]).await;
    press(&input, "Enter");
    stage.until(|| path() == "/it/apple/audit-log", "the screen").await;
    stage.until(|| stage.find("dialog", "Search or jump to").is_none(), "the dialog to close").await;
    let heading = stage.role("heading", "Audit log").await;
    stage.until(|| stage.is_focused(&heading), "focus on the heading").await;
}

#[wasm_bindgen_test]
pub async fn people_and_groups_are_searched_on_the_server_and_the_best_comes_first() {
    let server = sample();
    let people = json!([{ "id": "u1", "displayName": "Sally Young", "userPrincipalName": "sales.lead@contoso.example" }]);
    let groups = json!([{ "id": "g1", "displayName": "All sales", "@pomona.userCount": 12 }, { "id": "g2", "displayName": "Sales" }]);
    found(&server, "sales", &people, &groups);
    let (portal, input) = opened(server).await;
    let stage = &portal.stage;
    type_into(&input, "sales");
    let expected = [
        "Groups: Sales",
        "Groups: All sales",
        "Profiles: Ask on first run",
        "People: Sally Young",
        "Who gets what: Who gets what: Sally Young",
    ];
    until_offered(stage, &expected).await;
    stage.until(|| stage.all(".dialog [role=status]")[0].text_content().as_deref() == Some("5 results"), "the number, inside").await;
    press(&input, "ArrowUp");
    press(&input, "ArrowUp");
    press(&input, "Enter");
    stage.until(|| path() == "/it/apple/directory/people/u1", "the person").await;
}

#[wasm_bindgen_test]
pub async fn typing_a_name_leads_to_what_that_person_gets() {
    let server = sample();
    let people = json!([{ "id": "u1", "displayName": "Grace Moreau", "userPrincipalName": "grace@contoso.example" }]);
    found(&server, "grace", &people, &json!([]));
    let (portal, input) = opened(server).await;
    let stage = &portal.stage;
    type_into(&input, "grace");
    until_offered(stage, &["People: Grace Moreau", "Who gets what: Who gets what: Grace Moreau"]).await;
    press(&input, "ArrowDown");
    press(&input, "Enter");
    stage.until(|| path() == "/it/apple/who-gets-what", "the screen").await;
}

#[wasm_bindgen_test]
pub async fn unsaved_work_is_not_left_by_a_jump_without_asking() {
    let portal = Portal::open("/enrollment-types/new/basics", sample());
    let stage = &portal.stage;
    type_into(&stage.role("textbox", "Name").await, "Sales phones");
    stage.role("button", "Search or jump to").await.click();
    let input = stage.role("combobox", "A screen, an action, a profile, a person or a group").await;
    type_into(&input, "audit");
    until_offered(stage, &["Screens: Audit log"]).await;
    press(&input, "Enter");
    stage.role("alertdialog", "Leave before the profile is created?").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/new/basics"));
    stage.role("button", "Leave").await.click();
    stage.until(|| path() == "/it/apple/audit-log", "the screen").await;
}

#[wasm_bindgen_test]
pub async fn one_letter_is_not_searched_on_the_server() {
    let (portal, input) = opened(sample()).await;
    type_into(&input, "§");
    portal.stage.text("Nothing found").await;
    let asked = |request: &Request| request.path.contains("$search");
    assert!(!portal.server.requests().iter().any(asked));
}

#[wasm_bindgen_test]
pub async fn a_search_that_fails_says_so_and_leaves_the_rest() {
    let (portal, input) = opened(sample()).await;
    type_into(&input, "over");
    portal.stage.text("People and groups could not be searched").await;
    assert!(offered(&portal.stage).contains(&"Screens: Overview".to_owned()));
    press(&input, "Enter");
    portal.stage.until(|| path() == "/it/apple/overview", "the screen").await;
}

#[wasm_bindgen_test]
pub async fn a_reader_is_offered_no_changes() {
    let server = sample();
    let mut reader = person();
    reader["role"] = json!("reader");
    server.answer("GET", &format!("{BASE}/session"), 200, reader);
    let (portal, _) = opened(server).await;
    portal.stage.text("Sign out").await;
    let offered = offered(&portal.stage);
    assert!(offered.contains(&"Actions: Change your password".to_owned()));
    for change in ["Create profile", "Import people and groups", "Invite an administrator", "Make a token"] {
        assert!(!offered.contains(&format!("Actions: {change}")), "{change}");
    }
}

#[wasm_bindgen_test]
pub async fn actions_do_what_the_menu_of_the_account_does() {
    let (portal, input) = opened(sample()).await;
    let stage = &portal.stage;
    type_into(&input, "dark");
    until_offered(stage, &["Actions: Dark"]).await;
    press(&input, "Enter");
    let app = stage.all(".app").remove(0);
    stage.until(|| app.get_attribute("data-theme").as_deref() == Some("dark"), "the dark theme").await;
    stage.role("button", "Search or jump to").await.click();
    let input = stage.role("combobox", "A screen, an action, a profile, a person or a group").await;
    type_into(&input, "as the");
    until_offered(stage, &["Actions: As the system"]).await;
    press(&input, "Enter");
    stage.until(|| app.get_attribute("data-theme").is_none(), "the system's theme").await;
}

#[wasm_bindgen_test]
pub async fn the_palette_closes_by_the_key_that_opened_it() {
    let (portal, input) = opened(sample()).await;
    press_with_control(&input, "k");
    portal.stage.until(|| portal.stage.find("dialog", "Search or jump to").is_none(), "the dialog to close").await;
}

#[wasm_bindgen_test]
pub async fn a_key_that_is_pressed_outside_the_portal_is_the_hosts() {
    let portal = Portal::open("/nowhere", sample());
    portal.stage.role("heading", "Page not found").await;
    let body = document().body().expect("a body");
    press_with_control(&body, "k");
    press(&body, "?");
    let button = portal.stage.role("button", "Search or jump to").await;
    press(&button, "?");
    portal.stage.role("dialog", "Keyboard shortcuts").await;
    assert!(portal.stage.find("dialog", "Search or jump to").is_none());
}

#[wasm_bindgen_test]
pub async fn nothing_opens_for_whoever_is_signed_out() {
    let server = Scripted::default();
    server.answer("GET", "/it/apple/session", 401, json!({}));
    let portal = Portal::open("/nowhere", server);
    let name = portal.stage.role("textbox", "Name").await;
    press_with_control(&name, "k");
    portal.server.answer("POST", "/it/apple/session", 200, person());
    type_into(&name, "Ada");
    type_into(&portal.stage.role("textbox", "Password").await, "correct horse battery");
    portal.stage.role("button", "Sign in").await.click();
    portal.stage.role("button", "Search or jump to").await;
    assert!(portal.stage.find("dialog", "Search or jump to").is_none(), "the key was pressed before");
}

#[wasm_bindgen_test]
pub async fn single_keys_are_text_where_text_is_typed_and_can_be_turned_off() {
    let portal = Portal::open("/enrollment-types/new/basics", sample());
    let stage = &portal.stage;
    press(&stage.role("textbox", "Name").await, "?");
    let main = main_of(stage);
    press(&main, "?");
    stage.role("dialog", "Keyboard shortcuts").await;
    assert_eq!(stage.all("dialog[open]").len(), 1, "and none for the key in the field");
    let single = stage.role("checkbox", "Single keys").await;
    single.click();
    stage.role("button", "Close").await.click();
    stage.until(|| stage.find("dialog", "Keyboard shortcuts").is_none(), "the dialog to close").await;

    press(&main, "?");
    press_with_control(&main, "k");
    stage.role("dialog", "Search or jump to").await;
    assert!(stage.find("dialog", "Keyboard shortcuts").is_none(), "the key is off");
    let kept = || window().local_storage().expect("allowed").expect("storage").get_item("pomona.single-keys").expect("allowed");
    assert_eq!(kept().as_deref(), Some("off"));

    // From the palette to the list, where they are turned on again.
    let input = stage.role("combobox", "A screen, an action, a profile, a person or a group").await;
    type_into(&input, "shortcuts");
    until_offered(stage, &["Actions: Keyboard shortcuts"]).await;
    press(&input, "Enter");
    stage.role("checkbox", "Single keys").await.click();
    assert_eq!(kept(), None);
}

#[wasm_bindgen_test]
pub async fn the_side_bar_counts_the_profiles() {
    let server = sample();
    server.answer("GET", &format!("{PROFILES}?$select=id&$top=1&$count=true"), 200, json!({ "@odata.count": 6, "value": [] }));
    let portal = Portal::open("/nowhere", server);
    portal.stage.text("(6 profiles)").await;
}

#[wasm_bindgen_test]
pub async fn writes_to_profiles_are_noticed_when_they_are_accepted() {
    let server = Scripted::default();
    server.answer("POST", PROFILES, 201, json!({}));
    server.answer("GET", PROFILES, 200, json!({}));
    server.answer("DELETE", &format!("{PROFILES}/1"), 412, json!({}));
    let seen = StoredValue::new_local(None);
    let inner = Rc::new(server);
    let _stage = Stage::show(move || {
        let changes = Changes::provide();
        seen.set_value(Some((Rc::new(NoticeChanges::new(inner, changes)), changes)));
    });
    let (transport, changes) = seen.get_value().expect("the view was shown");
    for (method, path, expected) in [(Method::Get, PROFILES.to_owned(), 0), (Method::Delete, format!("{PROFILES}/1"), 0)] {
        transport.send(Request::new(method, path)).await.expect("an answer");
        assert_eq!(untrack(|| changes.get()), expected);
    }
    transport.send(Request::new(Method::Post, PROFILES)).await.expect("an answer");
    assert_eq!(untrack(|| changes.get()), 1);
}
