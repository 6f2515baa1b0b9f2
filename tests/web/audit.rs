//! The audit log, on answers that were recorded from the server after a few changes to the sample organization.

use leptos::prelude::window;
use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlSelectElement};

use crate::portal::{BASE, Portal, person};
use crate::stage::{Stage, press, type_into};

const EVENTS: &str = "/it/apple/graph/beta/deviceManagement/auditEvents";
const RENAMED: &str = "01a1ee8d-4c80-7000-8000-00000000000e";

fn exchanges() -> Value {
    serde_json::from_str(include_str!("recorded/audit.json")).expect("JSON")
}

fn recorded(path: &str) -> Value {
    let exchanges = exchanges();
    let found = exchanges.as_array().expect("exchanges").iter().find(|exchange| exchange["path"] == path);
    found.unwrap_or_else(|| panic!("{path} was recorded"))["body"].clone()
}

/// The sample organization, and its audit log.
fn sample() -> Scripted {
    let mut all: Vec<Value> = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    all.extend(exchanges().as_array().expect("exchanges").iter().cloned());
    let server = Scripted::replay(&Value::Array(all).to_string());
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    server
}

async fn log(query: &str, server: Scripted) -> Portal {
    let portal = Portal::open(&format!("/audit-log{query}"), server);
    portal.stage.role("heading", "Audit log").await;
    portal
}

fn text(element: &HtmlElement) -> String {
    element.text_content().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(stage: &Stage) -> Vec<String> {
    stage.all(".audit-row > th").iter().map(text).collect()
}

fn search() -> String {
    window().location().search().expect("an address")
}

async fn until_told(stage: &Stage, count: usize) {
    stage.until(|| told(stage).len() == count, &format!("{count} rows, not {}", told(stage).len())).await;
}

#[wasm_bindgen_test]
pub async fn the_log_says_who_did_what_newest_first() {
    let portal = log("", sample()).await;
    let stage = &portal.stage;
    until_told(stage, 17).await;
    assert_eq!(
        told(stage)[..6],
        [
            "Somebody tried to sign in and was refused Refused",
            "the token of a writer deleted Pilot 2022",
            "Ada moved Ask on first run from 2 to 1",
            "Ada changed Board: Description and Name",
            "Ada signed in",
            "Ada accepted an invitation"
        ]
    );
    let through: Vec<String> = stage.all(".audit-row > td:nth-child(3) > div").iter().map(text).collect();
    assert_eq!(through[..3], ["Portal", "Token", "Portal"]);
    assert_eq!(through.last().map(String::as_str), Some("The server itself"));
    let board = stage.role("link", "Board").await;
    assert!(board.get_attribute("href").is_some_and(|href| href.ends_with("/enrollment-types/1cc6ff6c-8d5a-4dd7-93bd-0095e7ef9039")));
}

#[wasm_bindgen_test]
pub async fn a_deleted_profile_is_named_and_leads_nowhere() {
    let server = sample();
    let path = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments&$top=999";
    let screens: Value = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    let list = screens.as_array().expect("exchanges").iter().find(|exchange| exchange["path"] == path);
    let mut list = list.expect("the list was recorded")["body"].clone();
    list["value"].as_array_mut().expect("profiles").retain(|profile| profile["displayName"] != "Pilot 2022");
    server.answer("GET", path, 200, list);
    let portal = log("", server).await;
    portal.stage.role("link", "Board").await;
    assert!(portal.stage.find("link", "Pilot 2022").is_none());
    assert!(portal.stage.has_text("deleted Pilot 2022"));
}

#[wasm_bindgen_test]
pub async fn the_moment_is_read_in_full_with_its_zone() {
    let portal = log("", sample()).await;
    until_told(&portal.stage, 17).await;
    let at = portal.stage.all(".audit-row time").remove(0);
    let full = text(&at.query_selector(".unseen").expect("a selector").expect("for assistive technology").unchecked_into());
    assert!(full.contains("Thursday, November 19, 2026"), "{full}");
    assert_eq!(at.get_attribute("title"), Some(full));
}

#[wasm_bindgen_test]
pub async fn an_opened_event_shows_each_field_before_and_after_and_is_in_the_address() {
    let portal = log("", sample()).await;
    let stage = &portal.stage;
    let open = stage.role("button", "Details: Ada changed Board: Description and Name").await;
    assert_eq!(open.get_attribute("aria-expanded").as_deref(), Some("false"));
    open.click();
    stage.until(|| stage.all(".audit-more").len() == 1, "the details").await;
    assert_eq!(search(), format!("?event={RENAMED}"));
    assert_eq!(open.get_attribute("aria-expanded").as_deref(), Some("true"));
    let rows: Vec<String> = stage.all(".audit-more .rows tbody tr").iter().map(text).collect();
    assert_eq!(
        rows[..2],
        ["Description ChangedBeforeCompany iPadsAfterCompany iPads of the board", "Name ChangedBeforeExecutivesAfterBoard"]
    );
    stage.role("button", "Copy link to this change").await;

    // One is open at a time, and the same button closes it.
    stage.role("button", "Details: Ada signed in").await.click();
    stage.until(|| stage.has_text("Read and write"), "the other details").await;
    assert_eq!(stage.all(".audit-more").len(), 1);
    stage.role("button", "Details: Ada signed in").await.click();
    stage.until(|| stage.all(".audit-more").is_empty(), "the details to close").await;
    assert_eq!(search(), "");
}

#[wasm_bindgen_test]
pub async fn groups_are_named_and_a_value_that_is_gone_is_marked() {
    let portal = log("", sample()).await;
    let stage = &portal.stage;
    stage.role("button", "Details: the token of a writer deleted Pilot 2022").await.click();
    stage.text("Assigned to Removed").await;
    stage.text("Pilot ring").await;
    stage.text("User enrollment with Company Portal · Personal").await;
}

#[wasm_bindgen_test]
pub async fn the_order_before_and_after_stands_in_names() {
    let portal = log("", sample()).await;
    let stage = &portal.stage;
    stage.role("button", "Details: Ada moved Ask on first run from 2 to 1").await.click();
    stage.until(|| stage.all(".placed").len() == 2, "both orders").await;
    let orders: Vec<String> = stage.all(".placed li:first-child").iter().map(text).collect();
    assert_eq!(orders, ["Field engineers", "Ask on first run"]);
}

#[wasm_bindgen_test]
pub async fn a_link_to_an_event_opens_it() {
    let portal = log(&format!("?event={RENAMED}"), sample()).await;
    portal.stage.until(|| portal.stage.all(".audit-more").len() == 1, "the details").await;
    portal.stage.text("Company iPads of the board").await;
    assert!(!portal.stage.has_text("The change that was linked to"));
}

#[wasm_bindgen_test]
pub async fn a_link_to_an_event_that_is_not_on_show_asks_for_it() {
    let newest = "01a1f3b4-92e0-7000-8000-000000000011";
    let portal = log(&format!("?q=board&event={newest}"), sample()).await;
    let stage = &portal.stage;
    stage.role("heading", "The change that was linked to").await;
    stage.text("Somebody tried to sign in and was refused").await;
    until_told(stage, 1).await;
    stage.role("button", "Close").await.click();
    stage.until(|| stage.find("heading", "The change that was linked to").is_none(), "the card to go").await;
    assert_eq!(search(), "?q=board");
}

#[wasm_bindgen_test]
pub async fn what_is_filled_in_is_asked_for_on_the_server_and_in_the_address() {
    let portal = log("", sample()).await;
    let stage = &portal.stage;
    until_told(stage, 17).await;
    let who = stage.role("textbox", "Who").await;
    type_into(&who, "Ada");
    until_told(stage, 4).await;
    assert_eq!(search(), "?who=Ada");
    stage.text("4 changes").await;
    let suggested: Vec<String> = stage.all("datalist option").iter().filter_map(|option| option.get_attribute("value")).collect();
    assert_eq!(suggested, ["Ada"]);
    type_into(&who, "");
    until_told(stage, 17).await;

    let about: HtmlSelectElement = stage.all("select").remove(0).unchecked_into();
    assert!(text(&about).contains("Ask on first run"), "profiles by name");
    about.set_value("tokens");
    about.dispatch_event(&web_sys::Event::new("change").expect("an event")).expect("dispatched");
    until_told(stage, 2).await;
    assert_eq!(search(), "?about=tokens");
}

#[wasm_bindgen_test]
pub async fn an_address_with_a_filter_fills_the_fields_in() {
    let portal = log("?q=board", sample()).await;
    let stage = &portal.stage;
    until_told(stage, 1).await;
    let words: web_sys::HtmlInputElement = stage.role("textbox", "Search names").await.unchecked_into();
    assert_eq!(words.value(), "board");
    type_into(&words, "nobody");
    stage.role("heading", "No change matches").await;
    stage.role("button", "Clear filters").await.click();
    until_told(stage, 17).await;
    assert_eq!((search().as_str(), words.value().as_str()), ("", ""));
}

#[wasm_bindgen_test]
pub async fn days_are_those_of_the_person() {
    let portal = log("?from=2026-11-18&to=2026-11-19", sample()).await;
    let asked =
        || portal.server.requests().into_iter().rev().find(|request| request.path.contains("auditEvents")).map(|request| request.path);
    portal.stage.until(|| asked().is_some(), "the question").await;
    let asked = String::from(js_sys::decode_uri_component(&asked().expect("asked")).expect("encoded"));
    let begin = js_sys::Date::new(&"2026-11-18T00:00:00".into()).to_iso_string();
    let end = js_sys::Date::new(&"2026-11-19T23:59:59.999".into()).to_iso_string();
    assert!(asked.contains(&format!("activityDateTime ge {begin} and activityDateTime le {end}")), "{asked}");
    // The server has no such answer here, which is said.
    portal.stage.role("button", "Try again").await;
    portal.stage.role("button", "Any time").await.click();
    until_told(&portal.stage, 17).await;
    portal.stage.role("button", "Today").await.click();
    portal.stage.until(|| search().starts_with("?from=20"), "today in the address").await;
}

#[wasm_bindgen_test]
pub async fn more_is_loaded_below_and_the_focus_goes_to_what_is_new() {
    let server = sample();
    server.answer("GET", &format!("{EVENTS}?$top=50"), 200, recorded(&format!("{EVENTS}?$top=2")));
    let portal = log("", server).await;
    let stage = &portal.stage;
    until_told(stage, 2).await;
    stage.role("button", "Load more").await.click();
    until_told(stage, 4).await;
    assert_eq!(told(stage)[2], "Ada moved Ask on first run from 2 to 1");
    let first_new = stage.role("button", "Details: Ada moved Ask on first run from 2 to 1").await;
    stage.until(|| stage.is_focused(&first_new), "focus on the first new row").await;
    stage.text("2 more changes").await;
    stage.role("button", "Load more").await.click();
    stage.text("The server cannot be reached.").await;
    assert_eq!(told(stage).len(), 4, "what is there stays");
}

#[wasm_bindgen_test]
pub async fn the_key_for_the_filter_leads_to_its_first_field() {
    let portal = log("", sample()).await;
    let words = portal.stage.role("textbox", "Search names").await;
    press(&portal.stage.all("main").remove(0), "/");
    portal.stage.until(|| portal.stage.is_focused(&words), "focus in the filter").await;
}

#[wasm_bindgen_test]
pub async fn a_server_that_is_plain_graph_finds_changes_by_time() {
    let server = sample();
    // The frame asks, and the screen.
    for _ in 0..2 {
        server.answer("GET", &format!("{BASE}/graph/beta/pomona"), 404, json!({ "error": { "code": "x", "message": "x" } }));
    }
    let portal = log("", server).await;
    portal.stage.text("This server finds changes by time alone.").await;
    assert!(portal.stage.find("textbox", "Who").is_none());
    assert!(portal.stage.find("button", "Today").is_some());
}

#[wasm_bindgen_test]
pub async fn whoever_may_not_read_the_log_is_told_whom_to_ask() {
    let server = sample();
    server.answer("GET", &format!("{EVENTS}?$top=50"), 403, json!({ "error": { "code": "Forbidden", "message": "x" } }));
    let portal = log("", server).await;
    portal.stage.role("heading", "Not for your account").await;
}

const VERIFICATION: &str = "/it/apple/graph/beta/pomona/audit/verification";

#[wasm_bindgen_test]
pub async fn the_log_says_that_its_chain_holds_or_where_it_breaks() {
    let portal = log("", sample()).await;
    portal.stage.text("entries, and the chain of hashes holds.").await;
    portal.stage.role("button", "Copy newest hash").await;

    let server = sample();
    let broken = json!({"verified": false, "rows": 17, "firstBroken": {"sequence": 12, "id": RENAMED}, "head": null});
    server.answer("GET", VERIFICATION, 200, broken);
    let portal = log("", server).await;
    portal.stage.text("The chain of hashes breaks at entry 12").await;
    assert!(!portal.stage.has_text("chain of hashes holds"));
    let link = portal.stage.role("link", "Show it").await;
    assert!(link.get_attribute("href").is_some_and(|href| href.ends_with(&format!("?event={RENAMED}"))));
}

#[wasm_bindgen_test]
pub async fn what_the_filters_show_is_exported() {
    let portal = log("?who=Ada", sample()).await;
    let csv = portal.stage.role("link", "Export CSV").await;
    let href = csv.get_attribute("href").expect("an address");
    assert!(href.starts_with("/it/apple/graph/beta/pomona/audit/export?format=csv&$filter="), "{href}");
    assert!(href.contains("Ada") && csv.has_attribute("download"));
    portal.stage.role("link", "Export JSON").await;
}
