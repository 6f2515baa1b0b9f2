//! The list of enrollment profiles and the page of one, on answers that were recorded from the server's sample organization.

use std::time::Duration;

use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::portal::{BASE, Portal, path, person};

pub const PROFILES: &str = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";
const LIST: &str = "?$expand=assignments&$top=999";
const ASK_ON_FIRST_RUN: &str = "Ask on first run";

pub fn sample() -> Scripted {
    Scripted::replay(include_str!("recorded/screens.json"))
}

pub fn list_path() -> String {
    format!("{PROFILES}{LIST}")
}

/// The recorded list, to be changed by a test.
pub fn recorded_list() -> Value {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/screens.json")).expect("JSON");
    let list = exchanges.as_array().expect("exchanges").iter().find(|exchange| exchange["path"] == list_path());
    list.expect("the list was recorded")["body"].clone()
}

pub fn texts(portal: &Portal, selector: &str) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    portal.stage.all(selector).into_iter().map(|element| words(element.text_content().unwrap_or_default())).collect()
}

pub async fn list(server: Scripted) -> Portal {
    let portal = Portal::open("/enrollment-types", server);
    portal.stage.role("heading", "Enrollment types").await;
    portal
}

/// The page of the profile with this name, reached through the list.
async fn page(name: &str) -> Portal {
    let portal = list(sample()).await;
    portal.stage.role("link", name).await.click();
    portal.stage.role("heading", name).await;
    portal
}

#[wasm_bindgen_test]
pub async fn the_list_shows_every_profile_in_its_order() {
    let portal = list(sample()).await;
    portal.stage.role("link", "Field engineers").await;
    assert_eq!(texts(&portal, ".title a"), ["Field engineers", ASK_ON_FIRST_RUN, "Executives", "BYOD 2023", "Pilot 2022", "Everyone else"]);
    assert_eq!(texts(&portal, ".rank"), ["Order 1", "Order 2", "Order 3", "Order 4", "Order 5", "Order 6"]);
    assert_eq!(
        texts(&portal, ".profile-row .tag"),
        ["Personal", "Personal or company", "Company", "Existing devices only", "Existing devices only", "Personal"]
    );
}

#[wasm_bindgen_test]
pub async fn a_row_says_whom_its_profile_is_assigned_to() {
    let portal = list(sample()).await;
    portal.stage.role("link", "Field engineers").await;
    assert_eq!(texts(&portal, ".profile-row:first-child .whom li"), ["Field engineering", "Contractors EU"]);
    assert_eq!(texts(&portal, ".profile-row:last-child .whom li"), ["All users"]);
}

#[wasm_bindgen_test]
pub async fn the_retired_type_is_counted_from_the_profiles_that_use_it() {
    let portal = list(sample()).await;
    portal.stage.text("2 profiles use user enrollment with Company Portal.").await;

    let server = sample();
    let mut without = recorded_list();
    let profiles = without["value"].as_array_mut().expect("profiles");
    profiles.retain(|profile| profile["defaultEnrollmentType"] != "user");
    server.answer("GET", &list_path(), 200, without);
    let portal = list(server).await;
    portal.stage.role("link", "Field engineers").await;
    assert!(!portal.stage.has_text("user enrollment with Company Portal."), "nothing to warn of");
}

#[wasm_bindgen_test]
pub async fn what_this_version_does_not_know_is_shown_as_it_came() {
    let server = sample();
    let mut foreign = recorded_list();
    let profile = &mut foreign["value"][0];
    profile["defaultEnrollmentType"] = json!("visionEnrollment");
    profile["assignments"][0]["target"]["@odata.type"] = json!("#microsoft.graph.spaceAssignmentTarget");
    profile["assignments"][1]["target"]["groupId"] = json!("99999999-0000-4000-8000-000000000000");
    server.answer("GET", &list_path(), 200, foreign);
    let portal = list(server).await;
    portal.stage.text("visionEnrollment").await;
    portal.stage.text("Not known to this version").await;
    portal.stage.text("microsoft.graph.spaceAssignmentTarget").await;
    portal.stage.text("Unknown group 99999999-0000-4000-8000-000000000000").await;
}

#[wasm_bindgen_test]
pub async fn without_profiles_the_list_offers_to_make_the_first() {
    let server = sample();
    server.answer("GET", &list_path(), 200, json!({ "value": [] }));
    let portal = list(server).await;
    portal.stage.role("heading", "No enrollment profiles yet").await;
    let offers = portal.stage.all("a.btn.main");
    assert!(offers.iter().all(|offer| offer.get_attribute("href").as_deref() == Some("/it/apple/enrollment-types/new/basics")));
    assert_eq!(offers.len(), 2, "above, and where the list would be");
}

#[wasm_bindgen_test]
pub async fn whoever_may_only_read_is_not_offered_to_create() {
    let server = sample();
    let mut reader = person();
    reader["role"] = json!("reader");
    server.answer("GET", &format!("{BASE}/session"), 200, reader);
    let portal = list(server).await;
    portal.stage.role("link", "Field engineers").await;
    assert!(portal.stage.find("link", "Create profile").is_none());
}

#[wasm_bindgen_test]
pub async fn a_failure_names_the_request_and_can_be_tried_again() {
    let server = sample();
    let failed = json!({ "error": { "code": "UnknownError", "message": "x", "innerError": { "request-id": "r-17" } } });
    server.answer("GET", &list_path(), 500, failed);
    let portal = list(server).await;
    portal.stage.text("Request id: r-17").await;
    portal.stage.role("button", "Try again").await.click();
    portal.stage.role("link", "Field engineers").await;
}

#[wasm_bindgen_test]
pub async fn without_permission_the_list_says_whom_to_ask() {
    let server = sample();
    server.answer("GET", &list_path(), 403, json!({ "error": { "code": "Forbidden", "message": "x" } }));
    let portal = list(server).await;
    portal.stage.role("heading", "Not for your account").await;
    assert!(portal.stage.find("button", "Try again").is_none(), "trying again would change nothing");
}

#[wasm_bindgen_test]
pub async fn without_permission_to_read_groups_the_profiles_are_still_there() {
    let server = sample();
    server.answer("POST", "/it/apple/graph/beta/$batch", 403, json!({ "error": { "code": "Forbidden", "message": "x" } }));
    let portal = list(server).await;
    portal.stage.role("link", "Field engineers").await;
    portal.stage.text("Unknown group ").await;
}

#[wasm_bindgen_test]
pub async fn nothing_is_claimed_while_the_list_is_on_its_way() {
    let server = sample();
    server.delay(Duration::from_millis(200));
    let portal = list(server).await;
    assert_eq!(portal.stage.all("[aria-busy=true]").len(), 1);
    assert!(!portal.stage.has_text("No enrollment profiles yet"));
    portal.stage.role("link", "Field engineers").await;
    assert!(portal.stage.all("[aria-busy=true]").is_empty());
}

#[wasm_bindgen_test]
pub async fn a_profile_that_was_made_just_now_stands_out_and_is_announced() {
    let list = recorded_list();
    let id = list["value"][2]["id"].as_str().expect("an id");
    let portal = Portal::open(&format!("/enrollment-types?created={id}"), sample());
    portal.stage.role("link", "Executives").await;
    assert_eq!(texts(&portal, ".profile-row.new .title a"), ["Executives"]);
    portal.stage.text("Executives was created. It is number 3 of 6.").await;
}

#[wasm_bindgen_test]
pub async fn the_table_keeps_its_roles_when_it_is_narrow() {
    let portal = list(sample()).await;
    portal.stage.role("link", "Field engineers").await;
    assert_eq!(portal.stage.all("table[role=table]").len(), 1);
    assert_eq!(
        texts(&portal, "th[scope=col][role=columnheader]"),
        ["Select and moveSelect all that are shown", "Order", "Profile", "Enrollment type", "Assigned to", "Changed", "More"]
    );
    assert_eq!(portal.stage.all("tbody tr[role=row] th[scope=row][role=rowheader]").len(), 6);
}

#[wasm_bindgen_test]
pub async fn the_page_says_where_the_profile_stands_and_what_answers_lead_to() {
    let portal = page(ASK_ON_FIRST_RUN).await;
    let stage = &portal.stage;
    stage.text("2 of 6 · after Field engineers, before Executives").await;
    assert_eq!(
        texts(&portal, ".facts > div"),
        [
            "“I own this device”, work apps and data onlyAccount driven user enrollment · Personal",
            "“I own this device”, entire deviceDevice enrollment with Company Portal · Personal",
            "“Contoso owns this device”Device enrollment with Company Portal · Company",
        ]
    );
}

#[wasm_bindgen_test]
pub async fn the_page_offers_the_rule_and_names_the_groups_that_use_the_name() {
    let portal = page(ASK_ON_FIRST_RUN).await;
    portal.stage.text(r#"(device.enrollmentProfileName -eq "Ask on first run")"#).await;
    portal.stage.role("button", "Copy rule").await;
    portal.stage.text("1 group uses this name: Sales iPhones. Renaming the profile empties it.").await;
}

#[wasm_bindgen_test]
pub async fn the_page_says_whom_the_profile_reaches_and_what_it_overrides() {
    let portal = page(ASK_ON_FIRST_RUN).await;
    portal.stage.text("people are assigned, directly or through groups.").await;
    portal.stage.text("Block personal iOS").await;
    let asked = portal.server.requests().into_iter().find(|request| request.path.ends_with("/pomona/reach")).expect("it was asked");
    let body = asked.body.expect("a question");
    assert_eq!(body["priority"], json!(1));
    assert!(body["profileId"].is_string(), "the profile itself is not counted twice");
}

#[wasm_bindgen_test]
pub async fn a_server_that_is_plain_graph_is_not_asked_what_it_cannot_tell() {
    let server = sample();
    // The list asks too, and the last answer stays.
    for _ in 0..2 {
        // The frame asks, and the screen.
        for _ in 0..2 {
            server.answer("GET", "/it/apple/graph/beta/pomona", 404, json!({ "error": { "code": "ResourceNotFound", "message": "x" } }));
        }
    }
    let portal = list(server).await;
    portal.stage.role("link", ASK_ON_FIRST_RUN).await.click();
    portal.stage.text("This server does not tell.").await;
    assert!(portal.server.requests().iter().all(|request| !request.path.ends_with("/pomona/reach")));
}

#[wasm_bindgen_test]
pub async fn the_json_holds_what_the_server_sent() {
    let portal = page(ASK_ON_FIRST_RUN).await;
    portal.stage.role("link", "JSON").await.click();
    portal.stage.role("button", "Copy JSON").await;
    let shown: Value = serde_json::from_str(&texts(&portal, "pre.json")[0]).expect("JSON");
    let sent = recorded_list()["value"][1].clone();
    for (property, value) in sent.as_object().expect("a profile") {
        assert_eq!(shown[property], *value, "{property}");
    }
    assert!(path().starts_with("/it/apple/enrollment-types/"));
}

#[wasm_bindgen_test]
pub async fn the_page_shows_what_people_will_be_asked() {
    let portal = page(ASK_ON_FIRST_RUN).await;
    portal.stage.role("link", "What people see").await.click();
    portal.stage.role("heading", "Who owns this iPhone?").await;
    portal.stage.role("button", "iPad").await.click();
    portal.stage.role("heading", "Who owns this iPad?").await;
}

#[wasm_bindgen_test]
pub async fn an_unknown_profile_is_said_to_be_unknown() {
    let server = sample();
    let gone = "00000000-0000-4000-8000-00000000dead";
    let answer = json!({ "error": { "code": "ResourceNotFound", "message": "x" } });
    server.answer("GET", &format!("{PROFILES}/{gone}?$expand=assignments"), 404, answer);
    let portal = Portal::open(&format!("/enrollment-types/{gone}"), server);
    portal.stage.role("heading", "There is no such profile").await;
    assert_eq!(portal.stage.all("[data-heading]").len(), 1);
    assert!(portal.stage.find("button", "Try again").is_none(), "trying again would change nothing");
}
