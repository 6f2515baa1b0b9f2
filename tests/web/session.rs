//! A session that ends while somebody works: signing in again in front of the screen, and the warning before.

use pomona_portal::backend::scripted::Scripted;
use pomona_portal::backend::{Method, Request};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::portal::{BASE, Portal, path, person, signed_in, tab};
use crate::stage::type_into;

const PROFILES: &str = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";
const SESSION: &str = "/it/apple/session";
const AGAIN: &str = "Sign in to go on";

fn refusal(code: &str) -> Value {
    json!({ "error": { "code": "InvalidAuthenticationToken", "message": "x", "details": [{ "code": code, "target": "" }] } })
}

/// The second profile of the recorded list.
fn profile() -> Value {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    let list =
        exchanges.as_array().expect("exchanges").iter().find(|one| one["path"].as_str().is_some_and(|path| path.contains("$top=999")));
    list.expect("the list was recorded")["body"]["value"][1].clone()
}

fn address() -> String {
    format!("/enrollment-types/{}/edit/basics", profile()["id"].as_str().expect("an id"))
}

fn url() -> String {
    format!("{PROFILES}/{}", profile()["id"].as_str().expect("an id"))
}

/// A description that was typed and could not be saved, because the session ended meanwhile.
async fn ended() -> Portal {
    let server = Scripted::replay(include_str!("recorded/screens.json"));
    server.answer("GET", SESSION, 200, person());
    server.answer("PATCH", &url(), 401, refusal("not_signed_in"));
    let portal = Portal::open(&address(), server);
    type_into(&portal.stage.role("textbox", "Description (optional)").await, "Typed");
    portal.stage.role("button", "Save").await.click();
    portal.stage.role("dialog", AGAIN).await;
    portal
}

fn saves(portal: &Portal) -> Vec<Request> {
    portal.server.requests().into_iter().filter(|request| request.method == Method::Patch).collect()
}

async fn sign_in(portal: &Portal) {
    type_into(&portal.stage.role("textbox", "Password").await, "correct horse battery");
    portal.stage.role("button", "Sign in").await.click();
}

fn typed(portal: &Portal) -> String {
    let field = portal.stage.all("textarea").remove(0);
    js_sys::Reflect::get(&field, &"value".into()).expect("a property").as_string().expect("text")
}

#[wasm_bindgen_test]
pub async fn after_signing_in_again_what_was_refused_is_done() {
    let portal = ended().await;
    let stage = &portal.stage;
    assert_eq!(typed(&portal), "Typed", "the screen is where it was");
    let password = stage.role("textbox", "Password").await;
    stage.until(|| stage.is_focused(&password), "focus on what is asked for; the name stands there").await;
    portal.server.answer("POST", SESSION, 200, person());
    portal.server.answer("PATCH", &url(), 200, profile());
    sign_in(&portal).await;
    stage.text("Saved.").await;
    let saves = saves(&portal);
    assert_eq!(saves.len(), 2);
    assert_eq!(saves[0], saves[1]);
}

#[wasm_bindgen_test]
pub async fn a_wrong_password_is_said_in_the_dialog_and_nothing_is_lost() {
    let portal = ended().await;
    portal.server.answer("POST", SESSION, 401, refusal("sign_in_failed"));
    sign_in(&portal).await;
    portal.stage.text("That name and password do not go together.").await;
    assert!(portal.stage.find("dialog", AGAIN).is_some());
    assert_eq!(typed(&portal), "Typed");
}

#[wasm_bindgen_test]
pub async fn whoever_does_not_sign_in_again_is_told_why_nothing_was_saved() {
    let portal = ended().await;
    let dialog: web_sys::HtmlDialogElement = wasm_bindgen::JsCast::unchecked_into(portal.stage.role("dialog", AGAIN).await);
    dialog.close();
    portal.stage.text("You are signed out. Sign in to go on.").await;
    assert_eq!(typed(&portal), "Typed");
    portal.server.answer("PATCH", &url(), 401, refusal("not_signed_in"));
    portal.stage.role("button", "Save").await.click();
    portal.stage.role("dialog", AGAIN).await;
}

#[wasm_bindgen_test]
pub async fn somebody_else_finds_nothing_of_what_was_typed() {
    let portal = ended().await;
    let stage = &portal.stage;
    let old = stage.all("[data-heading]").pop().expect("the heading of the step");
    let mut other = person();
    other["name"] = json!("Grace Hopper");
    portal.server.answer("POST", SESSION, 200, other);
    type_into(&stage.role("textbox", "Name").await, "Grace Hopper");
    sign_in(&portal).await;
    stage.text("Grace Hopper").await;
    // The name may change before the screen does.
    let is_new = |heading: &web_sys::HtmlElement| *heading != old && stage.is_focused(heading);
    let heading = || stage.find("heading", "What is this profile called?");
    stage.until(|| heading().as_ref().is_some_and(is_new), "focus on the screen, which is new").await;
    assert_eq!(typed(&portal), profile()["description"].as_str().expect("text"));
    assert_eq!(tab().length(), Ok(0));
    assert_eq!(saves(&portal).len(), 1, "what the other person wanted is not done in this one's name");
}

#[wasm_bindgen_test]
pub async fn signing_out_with_something_typed_asks_and_then_forgets_it() {
    let server = Scripted::replay(include_str!("recorded/screens.json"));
    server.answer("GET", SESSION, 200, person());
    server.answer("DELETE", SESSION, 204, Value::Null);
    let portal = Portal::open(&address(), server);
    let stage = &portal.stage;
    type_into(&stage.role("textbox", "Description (optional)").await, "Typed");
    stage.role("button", "Account and theme").await.click();
    stage.role("menuitem", "Sign out").await.click();
    stage.role("alertdialog", "Sign out with unsaved work?").await;
    stage.all("[role=alertdialog] .danger").remove(0).click();
    stage.role("heading", "Sign in").await;
    assert_eq!(tab().length(), Ok(0));
    assert_eq!(path(), format!("{BASE}{}", address()));
}

/// A server that says at `date` that the session ends at `end`.
fn ending(date: &str, end: &str) -> Scripted {
    let mut body = person();
    body["expiresDateTime"] = json!(end);
    Scripted::replay(&json!([{ "method": "GET", "path": SESSION, "status": 200, "headers": [["date", date]], "body": body }]).to_string())
}

#[wasm_bindgen_test]
pub async fn before_the_session_ends_there_is_a_warning_with_a_way_to_go_on() {
    // Long ago by the browser's clock, which does not count.
    let portal = Portal::open("/nowhere", ending("Tue, 01 Jan 2002 10:00:00 GMT", "2002-01-01T10:01:40.0000000Z"));
    let stage = &portal.stage;
    stage.role("alertdialog", "Your session ends in about two minutes").await;
    stage.role("button", "Sign in again").await.click();
    stage.role("dialog", AGAIN).await;
    portal.server.answer("POST", SESSION, 200, person());
    sign_in(&portal).await;
    stage.until(|| stage.find("dialog", AGAIN).is_none(), "the dialog to close").await;
    stage.role("heading", "Page not found").await;
}

#[wasm_bindgen_test]
pub async fn while_there_is_time_nothing_warns() {
    let portal = Portal::open("/nowhere", ending("Tue, 01 Jan 2002 10:00:00 GMT", "2002-01-01T11:00:00.0000000Z"));
    portal.stage.role("heading", "Page not found").await;
    assert!(portal.stage.find("alertdialog", "Your session ends in about two minutes").is_none());
    drop(portal);
    let portal = Portal::open("/nowhere", signed_in());
    portal.stage.role("heading", "Page not found").await;
    assert!(portal.stage.all("dialog[open]").is_empty());
}
