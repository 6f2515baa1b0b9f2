//! The versions of the profiles, on answers that were recorded from the server after a few changes to the sample organization.

use leptos::prelude::window;
use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::portal::{BASE, Portal, person};
use crate::stage::Stage;

const VERSIONS: &str = "/it/apple/graph/beta/pomona/versions";
const PROFILES: &str = "/it/apple/graph/beta/pomona/profiles";
const BOARD: &str = "1cc6ff6c-8d5a-4dd7-93bd-0095e7ef9039";

fn exchanges() -> Vec<Value> {
    serde_json::from_str(include_str!("recorded/history-screen.json")).expect("JSON")
}

fn recorded(path: &str) -> Value {
    let found = exchanges().into_iter().find(|exchange| exchange["path"] == path);
    found.unwrap_or_else(|| panic!("{path} was recorded"))["body"].clone()
}

/// The recorded answer to a write at `path`, by its status.
fn answered(path: &str, status: u16) -> Value {
    let found = exchanges().into_iter().find(|exchange| exchange["path"] == path && exchange["status"] == status);
    found.unwrap_or_else(|| panic!("{path} was recorded with {status}"))["body"].clone()
}

/// The sample organization, and its versions.
fn sample_for(person: Value) -> Scripted {
    let mut all: Vec<Value> = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    all.extend(exchanges());
    let server = Scripted::replay(&Value::Array(all).to_string());
    server.answer("GET", &format!("{BASE}/session"), 200, person);
    server
}

fn sample() -> Scripted {
    sample_for(person())
}

/// The id of the profile that was deleted.
fn pilot() -> String {
    let list = recorded(&format!("{VERSIONS}?$top=50"));
    list["value"][0]["profile"]["id"].as_str().expect("an id").to_owned()
}

fn numbers() -> Vec<u64> {
    let list = recorded(&format!("{VERSIONS}?$top=50"));
    list["value"].as_array().expect("a list").iter().filter_map(|version| version["version"].as_u64()).collect()
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

async fn open(path: &str, server: Scripted) -> Portal {
    let portal = Portal::open(path, server);
    portal.stage.until(|| !portal.stage.all(".audit-row").is_empty(), "the versions").await;
    portal
}

fn of_board() -> String {
    format!("/enrollment-types/{BOARD}/history")
}

#[wasm_bindgen_test]
pub async fn the_history_says_what_each_version_did_newest_first() {
    let portal = open("/history", sample()).await;
    let stage = &portal.stage;
    assert_eq!(
        told(stage)[..4],
        [
            "the token of a writer deleted Pilot 2022",
            "Ada changed Board: Assigned to",
            "Ada moved Ask on first run from 2 to 1",
            "Ada changed Board: Name and Description",
        ]
    );
    let profile = stage.role("link", "Board").await;
    assert!(profile.get_attribute("href").is_some_and(|href| href.ends_with(BOARD)));
}

#[wasm_bindgen_test]
pub async fn an_opened_version_is_in_the_address_with_its_fields_and_as_json() {
    let portal = open(&of_board(), sample()).await;
    let stage = &portal.stage;
    stage.role("button", "Details: Ada changed Board: Name and Description").await.click();
    stage.until(|| stage.all(".audit-more").len() == 1, "the details").await;
    assert!(search().starts_with("?version="));
    stage.until(|| !stage.all(".audit-more .rows tbody tr").is_empty(), "the fields").await;
    let rows: Vec<String> = stage.all(".audit-more .rows tbody tr").iter().map(text).collect();
    assert!(rows.contains(&"Name ChangedBeforeExecutivesAfterBoard".to_owned()), "{rows:?}");
    stage.role("button", "JSON").await.click();
    stage.text("\"displayName\": \"Board\"").await;
}

#[wasm_bindgen_test]
pub async fn two_selected_versions_are_compared_in_words_and_as_json() {
    let portal = open("/history", sample()).await;
    let stage = &portal.stage;
    let compare = stage.role("button", "Compare").await;
    assert_eq!(compare.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert!(stage.description(&compare).contains("Select two versions"));
    let boxes = stage.all(".audit-row input");
    let (newest, oldest) = (numbers()[0], numbers()[4]);
    boxes[0].click();
    boxes[4].click();
    stage.until(|| compare.get_attribute("aria-disabled").is_none(), "two are selected").await;
    compare.click();
    stage.role("heading", &format!("From version {oldest} to version {newest}")).await;
    assert_eq!(search(), format!("?from={oldest}&to={newest}"));
    stage.role("heading", "Pilot 2022 Deleted").await;
    stage.role("heading", "Board Changed").await;
    stage.text("Field engineers moved from 1 to 2.").await;
    stage.role("link", "JSON").await.click();
    stage.text("\"change\": \"removed\"").await;
    assert!(search().ends_with("&as=json"));
}

#[wasm_bindgen_test]
pub async fn a_restore_shows_what_would_change_for_whom_and_is_taken_back_from_the_toast() {
    let server = sample();
    let (plan, restore) = (format!("{PROFILES}/{BOARD}/restore/plan"), format!("{PROFILES}/{BOARD}/restore"));
    server.answer("POST", &restore, 200, answered(&restore, 200));
    let portal = open(&of_board(), server).await;
    let stage = &portal.stage;
    let created = told(stage).pop().expect("the first version");
    stage.role("button", &format!("Details: {created}")).await.click();
    stage.role("button", "Restore this version…").await.click();
    stage.text("This is what would change.").await;
    stage.text("Executives").await;
    stage.until(|| stage.has_text("change profile") || stage.has_text("changes profile"), "the effect on people").await;
    assert!(!portal.server.requests().iter().any(|request| request.path == restore), "nothing is restored yet");
    stage.role("button", "Restore").await.click();
    stage.text("was restored.").await;
    let sent = portal.server.requests();
    let sent: Vec<_> = sent.iter().filter(|request| request.path == restore).collect();
    let etag = exchanges().into_iter().find(|exchange| exchange["path"] == plan).expect("a plan")["headers"].clone();
    let etag = etag.as_array().expect("headers").iter().find(|header| header[0] == "etag").expect("a version")[1].clone();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].headers.iter().any(|(name, value)| *name == "If-Match" && Some(value.as_str()) == etag.as_str()));
}

#[wasm_bindgen_test]
pub async fn whoever_was_faster_is_named_and_the_plan_is_made_anew() {
    let portal = open(&of_board(), sample()).await;
    let stage = &portal.stage;
    let created = told(stage).pop().expect("the first version");
    stage.role("button", &format!("Details: {created}")).await.click();
    stage.role("button", "Restore this version…").await.click();
    stage.text("This is what would change.").await;
    let plans = || portal.server.requests().iter().filter(|request| request.path.ends_with("/restore/plan")).count();
    let before = plans();
    stage.role("button", "Restore").await.click();
    stage.text("This is what would change now.").await;
    stage.text("changed this while you were looking at it").await;
    stage.until(|| plans() > before, "another plan").await;
    stage.role("button", "Restore").await;
}

#[wasm_bindgen_test]
pub async fn a_deleted_profile_has_its_history_and_why_it_cannot_come_back_is_said() {
    let id = pilot();
    let server = sample();
    let plan = format!("{PROFILES}/{id}/restore/plan");
    server.answer("POST", &plan, 409, answered(&plan, 409));
    let list = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments&$top=999";
    let screens: Value = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    let mut all = screens.as_array().expect("exchanges").iter().find(|exchange| exchange["path"] == list).expect("a list")["body"].clone();
    all["value"].as_array_mut().expect("profiles").retain(|profile| profile["id"] != json!(id));
    server.answer("GET", list, 200, all);
    let portal = open(&format!("/enrollment-types/{id}/history"), server).await;
    let stage = &portal.stage;
    stage.role("heading", "History of Pilot 2022").await;
    stage.text("This profile was deleted.").await;
    let created = told(stage).pop().expect("the first version");
    stage.role("button", &format!("Details: {created}")).await.click();
    stage.role("button", "Restore this version…").await.click();
    stage.text("pilot 2022").await;
    assert!(stage.find("button", "Restore").is_none(), "there is nothing to confirm");
}

#[wasm_bindgen_test]
pub async fn a_reader_is_told_why_nothing_can_be_restored() {
    let mut reader = person();
    reader["role"] = json!("reader");
    let portal = open(&of_board(), sample_for(reader)).await;
    let stage = &portal.stage;
    let created = told(stage).pop().expect("the first version");
    stage.role("button", &format!("Details: {created}")).await.click();
    stage.text("Your account may read, not restore.").await;
    assert!(stage.find("button", "Restore this version…").is_none());
}

#[wasm_bindgen_test]
pub async fn more_versions_come_below_those_that_are_there() {
    let server = sample();
    server.answer("GET", &format!("{VERSIONS}?$top=50"), 200, recorded(&format!("{VERSIONS}?$top=2")));
    let portal = open("/history", server).await;
    let stage = &portal.stage;
    assert_eq!(told(stage).len(), 2);
    stage.role("button", "Load more").await.click();
    stage.until(|| told(stage).len() == 4, "the next page").await;
    let buttons = stage.all(".audit-open");
    stage.until(|| stage.is_focused(buttons[2].unchecked_ref()), "the focus on the first new row").await;
}

#[wasm_bindgen_test]
pub async fn plain_graph_keeps_no_versions_and_offers_none() {
    let server = sample();
    server.answer("GET", "/it/apple/graph/beta/pomona", 404, json!({"error": {"code": "ResourceNotFound", "message": "none"}}));
    let portal = Portal::open("/history", server);
    portal.stage.role("heading", "This server keeps no versions").await;
    assert!(portal.stage.find("link", "History").is_none());
}
