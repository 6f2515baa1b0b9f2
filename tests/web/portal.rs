//! The whole app at a prefix: the door, the shell, and keeping out of the host's way.

use std::rc::Rc;

use leptos::prelude::*;
use pomona_portal::app::{App, AppProps};
use pomona_portal::backend::scripted::Scripted;
use pomona_portal::parts;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CustomEvent, HtmlAnchorElement, HtmlElement};

use crate::stage::{Stage, type_into};

/// The path below which the app lives.
pub const BASE: &str = "/it/apple";

/// The app on show at an address, which is put back afterwards.
pub struct Portal {
    /// What it shows.
    pub stage: Stage,
    /// What answers it.
    pub server: Scripted,
    before: String,
}

impl Portal {
    /// Shows the app at `path` below its base, in a tab that keeps nothing from before.
    pub fn open(path: &str, server: Scripted) -> Self {
        tab().clear().expect("cleared");
        Self::open_in(path, server, None)
    }

    /// Shows the app as after a reload: with what the tab keeps.
    pub fn reload(path: &str, server: Scripted) -> Self {
        Self::open_in(path, server, None)
    }

    fn open_in(path: &str, server: Scripted, theme: Option<&'static str>) -> Self {
        let before = window().location().pathname().expect("an address");
        go(&format!("{BASE}{path}"));
        let transport = Rc::new(server.clone());
        let stage = Stage::with_root(move |root| {
            if let Some(theme) = theme {
                root.set_attribute("data-theme", theme).expect("an attribute");
            }
            App(AppProps { root, base_path: BASE.to_owned(), transport, screens: parts::all, luggage: None })
        });
        Self { stage, server, before }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        go(&self.before);
    }
}

fn go(path: &str) {
    let history = window().history().expect("a history");
    history.replace_state_with_url(&JsValue::NULL, "", Some(path)).expect("a path of this origin");
}

/// What the tab keeps.
pub fn tab() -> web_sys::Storage {
    window().session_storage().expect("allowed").expect("storage")
}

/// The path of the address.
pub fn path() -> String {
    window().location().pathname().expect("an address")
}

/// The administrator who is signed in.
pub fn person() -> Value {
    json!({ "name": "Ada Lopez", "role": "administrator", "organization": "Contoso", "expiresDateTime": "2026-12-01T00:00:00Z" })
}

fn refusal(code: &str, target: &str) -> Value {
    json!({ "error": { "code": "x", "message": "x", "details": [{ "code": code, "target": target }] } })
}

fn signed_out() -> Scripted {
    let server = Scripted::default();
    server.answer("GET", "/it/apple/session", 401, refusal("not_signed_in", ""));
    server
}

/// A server that knows who asks, and answers nothing else yet.
pub fn signed_in() -> Scripted {
    let server = Scripted::default();
    server.answer("GET", "/it/apple/session", 200, person());
    server
}

#[wasm_bindgen_test]
pub async fn whoever_is_signed_out_signs_in_where_they_are() {
    let portal = Portal::open("/nowhere", signed_out());
    let stage = &portal.stage;
    stage.role("heading", "Sign in").await;
    stage.role("button", "Sign in").await.click();
    stage.text("Enter your name.").await;
    let name = stage.role("textbox", "Name").await;
    stage.until(|| stage.is_focused(&name), "focus on the first field that is wrong").await;
    assert_eq!(portal.server.requests().len(), 1, "nothing was sent");

    type_into(&name, "Ada Lopez");
    type_into(&stage.role("textbox", "Password").await, "correct horse battery");
    portal.server.answer("POST", "/it/apple/session", 401, refusal("sign_in_failed", ""));
    stage.role("button", "Sign in").await.click();
    stage.text("That name and password do not go together.").await;
    assert_eq!(stage.all("[role=alert]").len(), 1);

    portal.server.answer("POST", "/it/apple/session", 200, person());
    stage.role("button", "Sign in").await.click();
    stage.role("heading", "Page not found").await;
    assert_eq!(path(), "/it/apple/nowhere", "the address stayed");
    let heading = stage.role("heading", "Page not found").await;
    stage.until(|| stage.is_focused(&heading), "focus on the screen that was asked for").await;
    stage.text("Administrator").await;
}

#[wasm_bindgen_test]
pub async fn a_server_that_cannot_be_reached_can_be_asked_again() {
    let portal = Portal::open("/nowhere", Scripted::default());
    portal.stage.text("The server cannot be reached.").await;
    portal.server.answer("GET", "/it/apple/session", 200, person());
    portal.stage.role("button", "Try again").await.click();
    portal.stage.role("heading", "Page not found").await;
}

#[wasm_bindgen_test]
pub async fn signing_out_leads_to_the_door() {
    let portal = Portal::open("/nowhere", signed_in());
    portal.stage.role("button", "Account and theme").await.click();
    portal.server.answer("DELETE", "/it/apple/session", 204, Value::Null);
    portal.stage.role("menuitem", "Sign out").await.click();
    portal.stage.role("heading", "Sign in").await;
}

#[wasm_bindgen_test]
pub async fn the_token_of_an_invitation_does_not_stay_in_the_address() {
    let server = signed_out();
    server.answer(
        "POST",
        "/it/apple/session/invitation",
        200,
        json!({ "organization": "Contoso", "role": "administrator", "expiresDateTime": "2026-12-01T00:00:00Z" }),
    );
    let portal = Portal::open("/invitation#secret", server);
    let stage = &portal.stage;
    stage.text("people at Contoso enroll").await;
    assert_eq!(window().location().hash().expect("a hash"), "");

    stage.role("button", "Create account").await.click();
    let summary = stage.role("group", "Check what is marked below").await;
    stage.until(|| stage.is_focused(&summary), "focus on the summary").await;
    stage.role("link", "Use at least 12 characters.").await;

    type_into(&stage.role("textbox", "Name").await, "Ada");
    type_into(&stage.role("textbox", "Password").await, "correct horse battery");
    let taken = json!({ "error": { "code": "Conflict", "message": "x",
        "details": [{ "code": "name_taken", "target": "/name", "@pomona.parameters": { "name": "Ada" } }] } });
    portal.server.answer("POST", "/it/apple/session/administrator", 409, taken);
    stage.role("button", "Create account").await.click();
    stage.role("link", "The name Ada is taken. Choose another.").await;

    portal.server.answer("POST", "/it/apple/session/administrator", 201, person());
    stage.role("button", "Create account").await.click();
    stage.text("Administrator").await;
    assert_eq!(path(), "/it/apple/overview");
    let sent = portal.server.requests().into_iter().rfind(|request| request.path.ends_with("/administrator")).expect("it was sent");
    assert_eq!(sent.body, Some(json!({ "token": "secret", "name": "Ada", "password": "correct horse battery" })));
}

#[wasm_bindgen_test]
pub async fn a_used_invitation_says_so_and_offers_no_second_try() {
    let server = signed_out();
    server.answer("POST", "/it/apple/session/invitation", 400, refusal("invitation_invalid", "/token"));
    let portal = Portal::open("/invitation#used", server);
    portal.stage.text("This invitation was used, has expired, or was never made.").await;
    assert!(portal.stage.find("button", "Try again").is_none());
}

#[wasm_bindgen_test]
pub async fn navigation_tells_the_host_and_moves_the_focus_to_the_heading() {
    let portal = Portal::open("/nowhere", signed_in());
    let titles = StoredValue::new_local(Vec::<String>::new());
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        let title = js_sys::Reflect::get(&event.detail(), &JsValue::from_str("title")).expect("a detail");
        titles.update_value(|titles| titles.push(title.as_string().unwrap_or_default()));
    });
    let host = portal.stage.host().clone();
    host.add_event_listener_with_callback("pomona-title", listener.as_ref().unchecked_ref()).expect("listening");
    portal.stage.role("heading", "Page not found").await;
    portal.stage.role("link", "Go to the overview").await.click();
    portal.stage.until(|| path() == "/it/apple/overview", "the address to change").await;
    portal
        .stage
        .until(|| portal.stage.all("[data-heading]").last().is_some_and(|heading| portal.stage.is_focused(heading)), "focus on the heading")
        .await;
    assert!(titles.get_value().iter().all(|title| title.ends_with(" · Pomona")));
    assert!(!titles.get_value().is_empty());
}

#[wasm_bindgen_test]
pub async fn a_link_of_the_host_that_only_looks_like_ours_is_left_alone() {
    let portal = Portal::open("/nowhere", signed_in());
    portal.stage.role("heading", "Page not found").await;
    let link: HtmlAnchorElement = document().create_element("a").expect("an element").unchecked_into();
    link.set_href("/it/apple-support");
    document().body().expect("a body").append_child(&link).expect("appended");
    let taken = StoredValue::new_local(None);
    // After the router's own listener, and before the browser would follow the link.
    let last = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        taken.set_value(Some(event.default_prevented()));
        event.prevent_default();
    });
    window().add_event_listener_with_callback("click", last.as_ref().unchecked_ref()).expect("listening");
    link.unchecked_ref::<HtmlElement>().click();
    window().remove_event_listener_with_callback("click", last.as_ref().unchecked_ref()).expect("stopped");
    assert_eq!(taken.get_value(), Some(false), "the router took a link of the host");
    portal.stage.until(|| link.get_attribute("rel").is_none(), "the link to be as it was").await;
    link.remove();
    assert_eq!(path(), "/it/apple/nowhere");
}

#[wasm_bindgen_test]
pub async fn a_person_chooses_the_theme() {
    let portal = Portal::open("/nowhere", signed_in());
    portal.stage.role("button", "Account and theme").await.click();
    portal.stage.role("menuitem", "Dark").await.click();
    let app = portal.stage.all(".app").remove(0);
    portal.stage.until(|| app.get_attribute("data-theme").as_deref() == Some("dark"), "the dark theme").await;
    portal.stage.role("button", "Account and theme").await.click();
    portal.stage.role("menuitem", "As the system").await.click();
    portal.stage.until(|| app.get_attribute("data-theme").is_none(), "the system's theme").await;
}

#[wasm_bindgen_test]
pub async fn a_theme_of_the_host_leaves_nothing_to_choose() {
    let portal = Portal::open_in("/nowhere", signed_in(), Some("dark"));
    portal.stage.role("button", "Account and theme").await.click();
    portal.stage.role("menuitem", "Sign out").await;
    assert!(portal.stage.find("menuitem", "Dark").is_none());
}
