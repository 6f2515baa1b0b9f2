//! Changing a profile section by section, deleting and duplicating it, and what happens when two do so at once; on answers
//! that were recorded from the server's sample organization.

use pomona_portal::backend::scripted::Scripted;
use pomona_portal::backend::{Method, Request};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::portal::{BASE, Portal, path, person, tab};
use crate::stage::type_into;

const PROFILES: &str = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";
const FIELD: usize = 0;
const ASK: usize = 1;
const EXECUTIVES: usize = 2;
const RETIRED: usize = 3;
const EVERYONE: usize = 5;

fn recorded(file: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(file).expect("JSON");
    file.as_array().expect("exchanges").clone()
}

/// A profile of the recorded list.
fn profile(place: usize) -> Value {
    let exchanges = recorded(include_str!("recorded/screens.json"));
    let list =
        exchanges.iter().find(|one| one["path"].as_str().is_some_and(|path| path.ends_with("$top=999") && path.starts_with(PROFILES)));
    list.expect("the list was recorded")["body"]["value"][place].clone()
}

fn id(place: usize) -> String {
    profile(place)["id"].as_str().expect("an id").to_owned()
}

fn url(place: usize) -> String {
    format!("{PROFILES}/{}", id(place))
}

/// The recorded refusal of a change to a version that is not the newest.
fn stale() -> Value {
    let exchanges = recorded(include_str!("recorded/change.json"));
    exchanges.iter().find(|one| one["method"] == "PATCH" && one["status"] == 412).expect("recorded")["body"].clone()
}

fn gone() -> Value {
    json!({ "error": { "code": "ResourceNotFound", "message": "x", "details": [{ "code": "not_found", "target": "" }] } })
}

fn sample() -> Scripted {
    let server = Scripted::replay(include_str!("recorded/screens.json"));
    server.answer("GET", "/it/apple/session", 200, person());
    server
}

/// The page at `rest` below the address of a profile.
fn open(place: usize, rest: &str, server: Scripted) -> Portal {
    Portal::open(&format!("/enrollment-types/{}{rest}", id(place)), server)
}

/// What the server answers to a change that it accepts.
fn accept(server: &Scripted, place: usize, version: &str) {
    let mut answer = profile(place);
    answer["@odata.etag"] = json!(version);
    server.answer("PATCH", &url(place), 200, answer);
}

fn sent(portal: &Portal, method: Method) -> Vec<Request> {
    let graph = |request: &Request| request.method == method && request.path.starts_with(PROFILES);
    portal.server.requests().into_iter().filter(graph).collect()
}

fn version(request: &Request) -> Option<&str> {
    request.headers.iter().find(|(name, _)| *name == "If-Match").map(|(_, value)| value.as_str())
}

fn value(field: &HtmlElement) -> String {
    js_sys::Reflect::get(field, &"value".into()).expect("a property").as_string().expect("text")
}

async fn describe(portal: &Portal, text: &str) {
    type_into(&portal.stage.role("textbox", "Description (optional)").await, text);
}

async fn save(portal: &Portal) {
    portal.stage.role("button", "Save").await.click();
}

#[wasm_bindgen_test]
pub async fn a_section_is_opened_changed_and_saved_with_what_changed_alone() {
    let server = sample();
    accept(&server, ASK, "\"2\"");
    let portal = open(ASK, "", server);
    portal.stage.role("link", "Change Name and description").await.click();
    let heading = portal.stage.role("heading", "What is this profile called?").await;
    portal.stage.until(|| portal.stage.is_focused(&heading), "focus on the section").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/{}/edit/basics", id(ASK)));
    describe(&portal, "Sales choose").await;
    save(&portal).await;
    portal.stage.text("Saved.").await;
    portal.stage.role("heading", "Ask on first run").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/{}", id(ASK)));
    let changes = sent(&portal, Method::Patch);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].body, Some(json!({ "description": "Sales choose" })));
    assert_eq!(version(&changes[0]), Some("\"1\""));
}

#[wasm_bindgen_test]
pub async fn a_saved_change_is_taken_back_from_the_version_that_it_made() {
    let server = sample();
    accept(&server, ASK, "\"2\"");
    let portal = open(ASK, "/edit/basics", server);
    describe(&portal, "Sales choose").await;
    save(&portal).await;
    portal.stage.role("button", "Undo").await.click();
    portal.stage.text("Taken back.").await;
    let changes = sent(&portal, Method::Patch);
    assert_eq!(changes[1].body, Some(json!({ "description": profile(ASK)["description"] })));
    assert_eq!(version(&changes[1]), Some("\"2\""));
}

#[wasm_bindgen_test]
pub async fn without_a_change_saving_says_so_and_sends_nothing() {
    let portal = open(ASK, "/edit/settings", sample());
    save(&portal).await;
    portal.stage.text("There is nothing to save").await;
    assert!(sent(&portal, Method::Patch).is_empty());
    portal.stage.role("checkbox", "“I own this device”, entire device").await.click();
    portal.stage.until(|| !portal.stage.has_text("There is nothing to save"), "the sentence to go with the next change").await;
}

#[wasm_bindgen_test]
pub async fn another_type_is_sent_whole_and_alone() {
    let server = sample();
    accept(&server, ASK, "\"2\"");
    let portal = open(ASK, "/edit/settings", server);
    portal.stage.role("checkbox", "“I own this device”, entire device").await.click();
    save(&portal).await;
    portal.stage.text("Saved.").await;
    let body = sent(&portal, Method::Patch)[0].body.clone().expect("a body");
    assert_eq!(body["availableEnrollmentTypeOptions"].as_array().map(Vec::len), Some(2));
    assert_eq!(body.as_object().map(serde_json::Map::len), Some(2), "{body}");
}

#[wasm_bindgen_test]
pub async fn the_retired_type_of_a_profile_needs_no_second_acknowledgement() {
    let server = sample();
    accept(&server, RETIRED, "\"2\"");
    let portal = open(RETIRED, "/edit/settings", server);
    let agreed = portal.stage.role("checkbox", "I want this type although newly enrolled devices cannot use it").await;
    assert!(js_sys::Reflect::get(&agreed, &"checked".into()).expect("a property").is_truthy());
    portal.stage.role("button", "Use account driven user enrollment instead").await.click();
    save(&portal).await;
    portal.stage.text("Saved.").await;
}

#[wasm_bindgen_test]
pub async fn assignments_show_their_effect_before_they_are_saved() {
    let server = sample();
    accept(&server, EXECUTIVES, "\"2\"");
    let portal = open(EXECUTIVES, "/edit/assignments", server);
    portal.stage.text("72 people reached").await;
    portal.stage.role("radio", "All users").await.click();
    portal.stage.until(|| asked_with_all_users(&portal), "the question about all users").await;
    let asked = portal.server.requests().into_iter().rfind(|request| request.path.ends_with("/pomona/reach"));
    let asked = asked.and_then(|request| request.body).expect("a question");
    assert_eq!(asked["profileId"], profile(EXECUTIVES)["id"]);
    assert_eq!(asked["priority"], json!(2));
    save(&portal).await;
    portal.stage.text("Saved.").await;
    let body = sent(&portal, Method::Patch)[0].body.clone().expect("a body");
    assert_eq!(body["assignments"][0]["target"]["@odata.type"], "#microsoft.graph.allLicensedUsersAssignmentTarget");
    assert_eq!(body.as_object().map(serde_json::Map::len), Some(1));
}

fn asked_with_all_users(portal: &Portal) -> bool {
    portal.server.requests().iter().any(|request| {
        request.path.ends_with("/pomona/reach") && request.body.as_ref().is_some_and(|body| body.to_string().contains("allLicensedUsers"))
    })
}

#[wasm_bindgen_test]
pub async fn a_new_name_warns_of_the_groups_that_use_the_old_one() {
    let portal = open(ASK, "/edit/basics", sample());
    let name = portal.stage.role("textbox", "Name").await;
    assert_eq!(value(&name), "Ask on first run");
    type_into(&name, "ASK on first run");
    assert!(!portal.stage.has_text("uses the old name"), "the case makes no difference to a rule");
    type_into(&name, "Sales choose");
    portal.stage.text("1 dynamic group uses the old name: Sales iPhones.").await;
    portal.stage.role("button", "Copy the new rule").await;
}

#[wasm_bindgen_test]
pub async fn what_the_server_finds_wrong_stands_beside_its_field() {
    let server = sample();
    let taken = json!({ "error": { "code": "Conflict", "message": "x", "details": [{ "code": "name_taken", "target": "/displayName",
        "@pomona.parameters": { "name": "Executives" } }] } });
    server.answer("PATCH", &url(ASK), 409, taken);
    // Leaving the field asks as well, and learns the same.
    let named = format!("{PROFILES}?$filter=displayName eq 'Executives'&$select=id,displayName");
    server.answer("GET", &named, 200, json!({ "value": [profile(EXECUTIVES)] }));
    let portal = open(ASK, "/edit/basics", server);
    let name = portal.stage.role("textbox", "Name").await;
    type_into(&name, "Executives");
    save(&portal).await;
    let summary = portal.stage.role("group", "Check what is marked below").await;
    portal.stage.until(|| portal.stage.is_focused(&summary), "focus on the summary").await;
    portal.stage.role("link", "The name Executives is taken. Choose another.").await;
    assert_eq!(name.get_attribute("aria-invalid").as_deref(), Some("true"));
    type_into(&name, " ");
    save(&portal).await;
    portal.stage.role("link", "Enter a name.").await;
    assert_eq!(sent(&portal, Method::Patch).len(), 1, "what the browser finds wrong is not sent");
}

#[wasm_bindgen_test]
pub async fn without_a_connection_nothing_typed_is_lost_and_saving_works_later() {
    let portal = open(ASK, "/edit/basics", sample());
    describe(&portal, "Sales choose").await;
    save(&portal).await;
    portal.stage.text("The server cannot be reached.").await;
    assert_eq!(value(&portal.stage.role("textbox", "Description (optional)").await), "Sales choose");
    accept(&portal.server, ASK, "\"2\"");
    save(&portal).await;
    portal.stage.text("Saved.").await;
}

#[wasm_bindgen_test]
pub async fn changes_survive_a_reload_with_the_version_that_they_came_from() {
    let portal = open(ASK, "/edit/basics", sample());
    describe(&portal, "Sales choose").await;
    portal.stage.until(|| tab().length() == Ok(1), "the change to be kept").await;
    drop(portal);
    let server = sample();
    let mut newer = profile(ASK);
    newer["@odata.etag"] = json!("\"5\"");
    newer["displayName"] = json!("Ask first");
    server.answer("GET", &format!("{}?$expand=assignments", url(ASK)), 200, newer);
    accept(&server, ASK, "\"6\"");
    let portal = Portal::reload(&format!("/enrollment-types/{}/edit/basics", id(ASK)), server);
    portal.stage.text("These changes are as you left them.").await;
    assert_eq!(value(&portal.stage.role("textbox", "Description (optional)").await), "Sales choose");
    save(&portal).await;
    portal.stage.text("Saved.").await;
    let change = &sent(&portal, Method::Patch)[0];
    assert_eq!((version(change), change.body.clone()), (Some("\"1\""), Some(json!({ "description": "Sales choose" }))));
}

#[wasm_bindgen_test]
pub async fn leaving_a_changed_section_asks_and_then_forgets_the_change() {
    let portal = open(ASK, "/edit/basics", sample());
    let stage = &portal.stage;
    describe(&portal, "Sales choose").await;
    stage.role("link", "Cancel").await.click();
    stage.role("alertdialog", "Leave without saving?").await;
    stage.role("button", "Stay").await.click();
    stage.until(|| stage.find("button", "Stay").is_none(), "the question to close").await;
    assert_eq!(value(&stage.role("textbox", "Description (optional)").await), "Sales choose");
    stage.role("link", "Cancel").await.click();
    stage.role("button", "Leave without saving").await.click();
    stage.role("link", "Change Name and description").await.click();
    stage.role("heading", "What is this profile called?").await;
    assert_eq!(value(&stage.role("textbox", "Description (optional)").await), profile(ASK)["description"]);
    stage.role("link", "Cancel").await.click();
    stage.role("heading", "Ask on first run").await;
    assert!(stage.find("button", "Stay").is_none(), "there was nothing to lose");
}

/// The next look at the profile finds what somebody else made of it.
fn answer_theirs(portal: &Portal) {
    let mut theirs = profile(ASK);
    theirs["@odata.etag"] = json!("\"2\"");
    theirs["displayName"] = json!("Theirs");
    portal.server.answer("GET", &format!("{}?$expand=assignments", url(ASK)), 200, theirs);
}

/// A form whose description was changed here while somebody else renamed the profile.
async fn conflict() -> Portal {
    let server = sample();
    server.answer("PATCH", &url(ASK), 412, stale());
    let portal = open(ASK, "/edit/basics", server);
    describe(&portal, "Mine").await;
    answer_theirs(&portal);
    save(&portal).await;
    portal.stage.role("alertdialog", "the token of a writer changed this profile meanwhile").await;
    portal
}

#[wasm_bindgen_test]
pub async fn a_conflict_is_told_part_by_part_in_words() {
    let portal = conflict().await;
    let parts = portal.stage.all("[role=alertdialog] section").into_iter().map(|part| part.text_content().unwrap_or_default());
    let before = profile(ASK)["description"].as_str().expect("text").to_owned();
    assert_eq!(
        parts.collect::<Vec<_>>(),
        [
            "NameBeforeAsk on first runthe token of a writerTheirsYounot changed".to_owned(),
            format!("DescriptionBefore{before}the token of a writernot changedYouMine"),
        ]
    );
    let keep = portal.stage.role("button", "Keep editing").await;
    portal.stage.until(|| portal.stage.is_focused(&keep), "focus on the choice that loses nothing").await;
}

#[wasm_bindgen_test]
pub async fn in_a_conflict_editing_goes_on_and_nothing_is_overwritten() {
    let portal = conflict().await;
    portal.stage.role("button", "Keep editing").await.click();
    portal.stage.until(|| portal.stage.find("button", "Keep editing").is_none(), "the dialog to close").await;
    assert_eq!(value(&portal.stage.role("textbox", "Description (optional)").await), "Mine");
    save(&portal).await;
    portal.stage.role("button", "Keep editing").await;
    assert!(sent(&portal, Method::Patch).iter().all(|change| version(change) == Some("\"1\"")));
}

#[wasm_bindgen_test]
pub async fn in_a_conflict_mine_is_applied_again_on_top_of_theirs() {
    let portal = conflict().await;
    accept(&portal.server, ASK, "\"3\"");
    portal.stage.role("button", "Apply mine again").await.click();
    portal.stage.text("Saved.").await;
    let last = sent(&portal, Method::Patch).pop().expect("it was sent");
    assert_eq!((version(&last), last.body.clone()), (Some("\"2\""), Some(json!({ "description": "Mine" }))));
}

#[wasm_bindgen_test]
pub async fn in_a_conflict_theirs_is_taken_and_mine_forgotten() {
    let portal = conflict().await;
    answer_theirs(&portal);
    portal.stage.role("button", "Take theirs").await.click();
    portal.stage.role("heading", "Theirs").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/{}", id(ASK)));
    portal.stage.role("link", "Change Name and description").await.click();
    portal.stage.role("heading", "What is this profile called?").await;
    assert_eq!(value(&portal.stage.role("textbox", "Description (optional)").await), profile(ASK)["description"]);
    assert_eq!(sent(&portal, Method::Patch).len(), 1);
}

#[wasm_bindgen_test]
pub async fn a_save_whose_answer_was_lost_is_no_conflict_with_itself() {
    let portal = open(ASK, "/edit/basics", sample());
    describe(&portal, "Mine").await;
    save(&portal).await;
    portal.stage.text("The server cannot be reached.").await;
    // It had arrived all the same.
    let mut arrived = profile(ASK);
    arrived["@odata.etag"] = json!("\"2\"");
    arrived["description"] = json!("Mine");
    portal.server.answer("GET", &format!("{}?$expand=assignments", url(ASK)), 200, arrived);
    portal.server.answer("PATCH", &url(ASK), 412, stale());
    save(&portal).await;
    portal.stage.text("Saved.").await;
    assert!(portal.stage.find("button", "Keep editing").is_none());
}

#[wasm_bindgen_test]
pub async fn a_profile_that_was_deleted_meanwhile_is_made_again_from_what_was_typed() {
    let server = sample();
    server.answer("PATCH", &url(ASK), 404, gone());
    let portal = open(ASK, "/edit/basics", server);
    describe(&portal, "Mine").await;
    save(&portal).await;
    portal.stage.role("alertdialog", "This profile was deleted meanwhile").await;
    portal.server.answer("POST", PROFILES, 201, profile(EXECUTIVES));
    portal.stage.role("button", "Create it again").await.click();
    portal.stage.text("was created again. It has a new id.").await;
    let made = sent(&portal, Method::Post).pop().expect("it was sent");
    let body = made.body.expect("a body");
    assert_eq!((&body["displayName"], &body["description"], &body["priority"]), (&json!("Ask on first run"), &json!("Mine"), &json!(1)));
    assert_eq!(body["assignments"].as_array().map(Vec::len), Some(1));
    assert_eq!(path(), format!("{BASE}/enrollment-types/{}", id(EXECUTIVES)));
}

#[wasm_bindgen_test]
pub async fn exclusions_and_filters_are_kept_and_can_be_removed() {
    let server = sample();
    let mut with_more = profile(FIELD);
    with_more["assignments"][0]["target"]["@odata.type"] = json!("#microsoft.graph.exclusionGroupAssignmentTarget");
    let filter = &mut with_more["assignments"][1]["target"];
    filter["deviceAndAppManagementAssignmentFilterId"] = json!("f1");
    filter["deviceAndAppManagementAssignmentFilterType"] = json!("include");
    server.answer("GET", &format!("{}?$expand=assignments", url(FIELD)), 200, with_more);
    accept(&server, FIELD, "\"2\"");
    let portal = open(FIELD, "/edit/assignments", server);
    portal.stage.text("Only the devices of a filter").await;
    portal.stage.role("button", "Remove except Field engineering").await.click();
    save(&portal).await;
    portal.stage.text("Saved.").await;
    let body = sent(&portal, Method::Patch)[0].body.clone().expect("a body");
    let left = body["assignments"].as_array().expect("assignments");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["target"]["deviceAndAppManagementAssignmentFilterId"], "f1");
}

#[wasm_bindgen_test]
pub async fn what_this_version_does_not_know_is_only_to_look_at() {
    let foreign = || {
        let server = sample();
        let mut foreign = profile(ASK);
        foreign["defaultEnrollmentType"] = json!("visionEnrollment");
        server.answer("GET", &format!("{}?$expand=assignments", url(ASK)), 200, foreign);
        server
    };
    let portal = open(ASK, "", foreign());
    portal.stage.text("This version does not know this type.").await;
    assert!(portal.stage.find("link", "Change Order").is_none());
    assert!(portal.stage.find("button", "Delete").is_none());
    drop(portal);
    let portal = open(ASK, "/edit/basics", foreign());
    portal.stage.role("heading", "This profile cannot be changed here").await;
    assert!(portal.stage.find("textbox", "Name").is_none());
}

#[wasm_bindgen_test]
pub async fn whoever_may_only_read_sees_why_nothing_can_be_changed() {
    let reader = || {
        let server = sample();
        let mut reader = person();
        reader["role"] = json!("reader");
        server.answer("GET", &format!("{BASE}/session"), 200, reader);
        server
    };
    let portal = open(ASK, "", reader());
    portal.stage.text("You may look at this profile, but not change it.").await;
    assert!(portal.stage.find("link", "Change Order").is_none());
    assert!(portal.stage.find("button", "Delete").is_none());
    drop(portal);
    let portal = open(ASK, "/edit/settings", reader());
    portal.stage.role("heading", "This profile cannot be changed here").await;
}

#[wasm_bindgen_test]
pub async fn the_page_leads_to_the_order_and_counts_the_people_reached() {
    let portal = open(ASK, "", sample());
    let order = portal.stage.role("link", "Change Order").await;
    assert_eq!(order.get_attribute("href"), Some(format!("{BASE}/enrollment-types?move={}", id(ASK))));
    portal.stage.role("link", "People reached · 72").await.click();
    portal.stage.text("This profile decides for 72 people.").await;
}

#[wasm_bindgen_test]
pub async fn deleting_says_what_is_lost_and_can_be_taken_back() {
    let server = sample();
    let effects = recorded(include_str!("recorded/effect.json"));
    server.answer("POST", "/it/apple/graph/beta/pomona/effect", 200, effects[2]["body"].clone());
    server.answer("DELETE", &url(EVERYONE), 204, Value::Null);
    server.answer("POST", PROFILES, 201, profile(EVERYONE));
    let portal = open(EVERYONE, "", server);
    let stage = &portal.stage;
    stage.role("button", "Delete").await.click();
    stage.role("alertdialog", "Delete Everyone else?").await;
    stage.text("58 people are reached by no other profile").await;
    let keep = stage.role("button", "Keep it").await;
    stage.until(|| stage.is_focused(&keep), "focus on the way out").await;
    let asked = portal.server.requests().into_iter().find(|request| request.path.ends_with("/pomona/effect")).expect("it was asked");
    let ids: Vec<String> = (0..EVERYONE).map(id).collect();
    assert_eq!(asked.body, Some(json!({ "profileIds": ids })));
    stage.role("button", "Delete profile").await.click();
    stage.text("Everyone else was deleted.").await;
    stage.role("heading", "Enrollment types").await;
    assert_eq!(version(&sent(&portal, Method::Delete)[0]), Some("\"1\""));
    stage.role("button", "Undo").await.click();
    stage.text("Everyone else is back at its place. It has a new id.").await;
    let made = sent(&portal, Method::Post).pop().and_then(|request| request.body).expect("a body");
    assert_eq!((&made["displayName"], &made["priority"]), (&json!("Everyone else"), &json!(5)));
    assert_eq!(made["assignments"].as_array().map(Vec::len), Some(1));
}

#[wasm_bindgen_test]
pub async fn deleting_names_the_groups_that_use_the_name_and_says_when_somebody_was_faster() {
    let server = sample();
    // Asked for whom it reaches, and for who gets what instead.
    server.answer("GET", "/it/apple/graph/beta/pomona", 404, gone());
    server.answer("GET", "/it/apple/graph/beta/pomona", 404, gone());
    server.answer("GET", "/it/apple/graph/beta/pomona", 404, gone());
    server.answer("DELETE", &url(ASK), 412, stale());
    let portal = open(ASK, "", server);
    portal.stage.role("button", "Delete").await.click();
    portal.stage.text("1 dynamic group finds its devices by this name and finds no new ones then: Sales iPhones.").await;
    portal.stage.text("This server does not tell who gets what instead.").await;
    portal.stage.role("button", "Delete profile").await.click();
    portal.stage.text("the token of a writer changed this while you were looking at it.").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/{}", id(ASK)));
}

#[wasm_bindgen_test]
pub async fn duplicating_opens_create_profile_with_everything_filled_in() {
    let portal = open(ASK, "", sample());
    portal.stage.role("button", "Duplicate").await.click();
    portal.stage.text("This is a copy to change as you like.").await;
    assert_eq!(value(&portal.stage.role("textbox", "Name").await), "Copy of Ask on first run");
    portal.stage.role("button", "Next: Settings").await.click();
    let chosen = portal.stage.role("radio", "Determine based on user choice").await;
    assert!(js_sys::Reflect::get(&chosen, &"checked".into()).expect("a property").is_truthy());
}

#[wasm_bindgen_test]
pub async fn duplicating_asks_before_another_draft_is_lost() {
    let portal = open(ASK, "", sample());
    portal.stage.role("button", "Duplicate").await.click();
    portal.stage.text("This is a copy to change as you like.").await;
    drop(portal);
    let portal = Portal::reload(&format!("/enrollment-types/{}", id(EXECUTIVES)), sample());
    portal.stage.role("button", "Duplicate").await.click();
    portal.stage.role("alertdialog", "Replace the draft of a new profile?").await;
    portal.stage.role("button", "Replace draft").await.click();
    portal.stage.until(|| path() == format!("{BASE}/enrollment-types/new/basics"), "the wizard").await;
    assert_eq!(value(&portal.stage.role("textbox", "Name").await), "Copy of Executives");
}
