//! Create profile, from the first field to the list, on answers that were recorded from the server's sample organization.

use pomona_portal::backend::scripted::Scripted;
use pomona_portal::backend::{Method, Request};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::portal::{BASE, Portal, path, person};
use crate::stage::{press, type_into};

const PROFILES: &str = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";
const BASICS: &str = "What is this profile called?";
const SETTINGS: &str = "How should devices enroll?";
const ASSIGNMENTS: &str = "Whom should this profile reach?";
const REVIEW: &str = "Is this right?";

/// The recorded answer to a create with this status.
fn recorded_create(status: u16) -> Value {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/create.json")).expect("JSON");
    let found = exchanges.as_array().expect("exchanges").iter().find(|one| one["path"] == PROFILES && one["status"] == status);
    found.expect("such a create was recorded")["body"].clone()
}

fn sample() -> Scripted {
    let server = Scripted::replay(include_str!("recorded/screens.json"));
    server.answer("GET", "/it/apple/session", 200, person());
    let exchanges: Value = serde_json::from_str(include_str!("recorded/create.json")).expect("JSON");
    let reach = exchanges.as_array().expect("exchanges").iter().find(|one| one["path"] == "/it/apple/graph/beta/pomona/reach");
    server.answer("POST", "/it/apple/graph/beta/pomona/reach", 200, reach.expect("recorded")["body"].clone());
    server
}

/// The wizard at a step.
fn open(step: &str, server: Scripted) -> Portal {
    Portal::open(&format!("/enrollment-types/new/{step}"), server)
}

async fn next(portal: &Portal, button: &str, heading: &str) {
    portal.stage.role("button", button).await.click();
    portal.stage.role("heading", heading).await;
}

async fn through_basics(portal: &Portal, name: &str) {
    portal.stage.role("heading", BASICS).await;
    type_into(&portal.stage.role("textbox", "Name").await, name);
    next(portal, "Next: Settings", SETTINGS).await;
}

async fn through_settings(portal: &Portal) {
    portal.stage.role("radio", "Account driven user enrollment").await.click();
    next(portal, "Next: Assignments", ASSIGNMENTS).await;
}

/// The option whose text begins so, as soon as the list has it.
async fn option(portal: &Portal, begins: &str) -> HtmlElement {
    let found = || {
        let options = portal.stage.all("[role=option]");
        options.into_iter().find(|option| option.text_content().unwrap_or_default().trim().starts_with(begins))
    };
    portal.stage.until(|| found().is_some(), begins).await;
    found().expect("it was there a moment ago")
}

async fn search(portal: &Portal, text: &str) -> HtmlElement {
    let input = portal.stage.role("combobox", "Add a group").await;
    type_into(&input, text);
    input
}

/// At review, with one group picked.
async fn at_review(server: Scripted) -> Portal {
    let portal = open("basics", server);
    through_basics(&portal, "Sales phones").await;
    through_settings(&portal).await;
    portal.stage.role("radio", "Selected groups").await.click();
    search(&portal, "sales").await;
    option(&portal, "SalesSecurity group").await.click();
    portal.stage.role("button", "Remove Sales").await;
    next(&portal, "Next: Review + create", REVIEW).await;
    portal
}

fn creates(portal: &Portal) -> Vec<Request> {
    portal.server.requests().into_iter().filter(|request| request.method == Method::Post && request.path == PROFILES).collect()
}

fn key(request: &Request) -> String {
    let header = request.headers.iter().find(|(name, _)| *name == "Idempotency-Key");
    header.expect("a create carries a key").1.clone()
}

#[wasm_bindgen_test]
pub async fn a_profile_is_created_in_four_steps_and_found_in_the_list() {
    let server = sample();
    server.answer("POST", PROFILES, 201, recorded_create(201));
    let portal = at_review(server).await;
    portal.stage.text("72 people reached").await;
    portal.stage.role("button", "Create").await.click();
    portal.stage.text("Sales phones was created and reaches 72 people.").await;
    portal.stage.role("heading", "Enrollment types").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types"));
    let sent = creates(&portal);
    assert_eq!(sent.len(), 1);
    let body = sent[0].body.clone().expect("a body");
    assert_eq!(body["displayName"], "Sales phones");
    assert_eq!(body["defaultEnrollmentType"], "accountDrivenUserEnrollment");
    assert_eq!(body["assignments"][0]["target"]["@odata.type"], "#microsoft.graph.groupAssignmentTarget");
    assert_eq!(body["priority"], 5, "directly above the profile for everybody");
}

#[wasm_bindgen_test]
pub async fn what_is_missing_is_summed_up_with_a_link_to_its_field() {
    let portal = open("basics", sample());
    let stage = &portal.stage;
    stage.role("heading", BASICS).await;
    stage.role("button", "Next: Settings").await.click();
    let summary = stage.role("group", "Check what is marked below").await;
    stage.until(|| stage.is_focused(&summary), "focus on the summary").await;
    let name = stage.role("textbox", "Name").await;
    assert_eq!(name.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(stage.description(&name).contains("Enter a name."));
    stage.role("link", "Enter a name.").await.click();
    stage.until(|| stage.is_focused(&name), "focus on the field").await;
    type_into(&name, "Sales phones");
    stage.until(|| stage.find("group", "Check what is marked below").is_none(), "the summary to go once nothing is wrong").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/new/basics"));
}

#[wasm_bindgen_test]
pub async fn the_rule_of_a_dynamic_group_follows_the_name() {
    let portal = open("basics", sample());
    portal.stage.text("Enter a name to see the rule.").await;
    type_into(&portal.stage.role("textbox", "Name").await, "The \"new\" ones");
    portal.stage.text("(device.enrollmentProfileName -eq \"The `\"new`\" ones\")").await;
}

#[wasm_bindgen_test]
pub async fn a_draft_is_there_again_after_a_reload() {
    let portal = open("basics", sample());
    through_basics(&portal, "Sales phones").await;
    portal.stage.role("radio", "Web based device enrollment").await.click();
    portal.stage.role("heading", "Go on in Safari").await;
    drop(portal);
    let portal = Portal::reload("/enrollment-types/new/settings", sample());
    portal.stage.text("This draft is as you left it.").await;
    let chosen = portal.stage.role("radio", "Web based device enrollment").await;
    assert!(js_sys::Reflect::get(&chosen, &"checked".into()).expect("a property").is_truthy());
    portal.stage.role("link", "Previous").await.click();
    let name = portal.stage.role("textbox", "Name").await;
    assert_eq!(js_sys::Reflect::get(&name, &"value".into()).expect("a property"), "Sales phones");
}

#[wasm_bindgen_test]
pub async fn a_step_opened_too_early_gives_way_and_says_why() {
    let portal = open("review", sample());
    portal.stage.role("heading", BASICS).await;
    portal.stage.text("“Review + create” comes after this step. Complete this one first.").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/new/basics"));
}

#[wasm_bindgen_test]
pub async fn a_device_group_is_refused_with_its_reason() {
    let portal = open("basics", sample());
    through_basics(&portal, "Sales phones").await;
    through_settings(&portal).await;
    portal.stage.role("radio", "Selected groups").await.click();
    search(&portal, "sales").await;
    let refused = option(&portal, "Sales iPhones").await;
    assert_eq!(refused.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert!(refused.text_content().unwrap_or_default().contains("only people can be assigned"));
    refused.click();
    portal.stage.role("button", "Next: Review + create").await.click();
    portal.stage.role("link", "Add at least one group, or choose “No one yet”.").await;
    assert!(portal.stage.find("button", "Remove Sales iPhones").is_none());
}

#[wasm_bindgen_test]
pub async fn a_group_is_picked_and_taken_out_by_keyboard() {
    let portal = open("basics", sample());
    through_basics(&portal, "Sales phones").await;
    through_settings(&portal).await;
    portal.stage.role("radio", "Selected groups").await.click();
    let input = search(&portal, "sales").await;
    option(&portal, "Sales EMEA").await;
    press(&input, "ArrowDown");
    press(&input, "Enter");
    let remove = portal.stage.role("button", "Remove Sales EMEA").await;
    remove.click();
    portal.stage.until(|| portal.stage.is_focused(&input), "focus on the input once no group is left").await;
}

#[wasm_bindgen_test]
pub async fn whoever_looks_for_a_person_learns_that_people_come_through_groups() {
    let server = sample();
    let nothing = json!({ "@odata.count": 0, "value": [] });
    server.answer("GET", "/it/apple/graph/beta/groups?$search=\"displayName:grace\"&$top=25&$count=true", 200, nothing);
    let portal = open("basics", server);
    through_basics(&portal, "Sales phones").await;
    through_settings(&portal).await;
    portal.stage.role("radio", "Selected groups").await.click();
    search(&portal, "grace").await;
    portal.stage.text("is a person. People are assigned through groups").await;
}

#[wasm_bindgen_test]
pub async fn the_retired_type_needs_its_acknowledgement_and_offers_the_way_out() {
    let portal = open("basics", sample());
    through_basics(&portal, "Sales phones").await;
    portal.stage.role("radio", "User enrollment with Company Portal").await.click();
    portal.stage.role("checkbox", "I want this type although newly enrolled devices cannot use it").await;
    portal.stage.role("button", "Next: Assignments").await.click();
    portal.stage.role("link", "Confirm that you want a type that newly enrolled devices cannot use.").await;
    portal.stage.role("button", "Use account driven user enrollment instead").await.click();
    next(&portal, "Next: Assignments", ASSIGNMENTS).await;
}

#[wasm_bindgen_test]
pub async fn user_choice_needs_two_answers_and_the_preview_asks_them() {
    let portal = open("basics", sample());
    let stage = &portal.stage;
    through_basics(&portal, "Sales phones").await;
    stage.role("radio", "Determine based on user choice").await.click();
    stage.role("heading", "Who owns this iPhone?").await;
    stage.role("button", "Continue").await.click();
    stage.text("Choose one of the two to go on.").await;
    stage.role("radio", "I own this deviceNext, choose how much to secure").await.click();
    stage.role("button", "Continue").await.click();
    let title = stage.role("heading", "How much should be secured?").await;
    let around = title.parent_element().expect("a heading stands in something");
    stage.until(|| stage.is_focused(&around), "focus on the next question").await;
    stage.role("button", "Back").await.click();
    stage.role("heading", "Who owns this iPhone?").await;

    stage.role("checkbox", "“Contoso owns this device”").await.click();
    stage.role("heading", "How much should be secured?").await;
    stage.role("checkbox", "“I own this device”, entire device").await.click();
    stage.text("Choose at least 2 of these.").await;
    stage.role("button", "Next: Assignments").await.click();
    stage.role("link", "Choose at least 2 of these.").await;
}

#[wasm_bindgen_test]
pub async fn a_name_that_is_taken_leads_back_to_basics_and_loses_nothing() {
    let server = sample();
    server.answer("POST", PROFILES, 409, recorded_create(409));
    let portal = at_review(server).await;
    let stage = &portal.stage;
    stage.role("button", "Create").await.click();
    stage.role("heading", BASICS).await;
    let summary = stage.role("group", "Check what is marked below").await;
    stage.until(|| stage.is_focused(&summary), "focus on the summary").await;
    stage.role("link", "The name Sales phones is taken. Choose another.").await;
    type_into(&stage.role("textbox", "Name").await, "Sales phones 2");
    next(&portal, "Next: Settings", SETTINGS).await;
    next(&portal, "Next: Assignments", ASSIGNMENTS).await;
    stage.role("button", "Remove Sales").await;
    next(&portal, "Next: Review + create", REVIEW).await;
    portal.server.answer("POST", PROFILES, 201, recorded_create(201));
    stage.role("button", "Create").await.click();
    stage.role("heading", "Enrollment types").await;
    let sent = creates(&portal);
    assert_eq!(sent.len(), 2);
    assert_ne!(key(&sent[0]), key(&sent[1]), "another name is another profile");
}

#[wasm_bindgen_test]
pub async fn a_name_that_is_taken_is_noticed_before_the_second_step() {
    let server = sample();
    let taken = json!({ "value": [{ "id": "00000000-0000-4000-8000-000000000007", "displayName": "sales PHONES" }] });
    server.answer("GET", &format!("{PROFILES}?$filter=displayName eq 'Sales phones'&$select=id,displayName"), 200, taken);
    let portal = open("basics", server);
    portal.stage.role("heading", BASICS).await;
    type_into(&portal.stage.role("textbox", "Name").await, "Sales phones");
    portal.stage.role("button", "Next: Settings").await.click();
    portal.stage.role("link", "The name sales PHONES is taken. Choose another.").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/new/basics"));
}

#[wasm_bindgen_test]
pub async fn a_lost_answer_is_asked_for_again_with_the_same_key() {
    let portal = at_review(sample()).await;
    portal.stage.role("button", "Create").await.click();
    portal.stage.text("The server cannot be reached.").await;
    portal.server.answer("POST", PROFILES, 201, recorded_create(201));
    portal.stage.role("button", "Create").await.click();
    portal.stage.role("heading", "Enrollment types").await;
    let sent = creates(&portal);
    assert_eq!(sent.len(), 2);
    assert_eq!(key(&sent[0]), key(&sent[1]));
}

#[wasm_bindgen_test]
pub async fn change_leads_to_a_step_and_back_to_review() {
    let portal = at_review(sample()).await;
    portal.stage.role("link", "Change Description").await.click();
    type_into(&portal.stage.role("textbox", "Description (optional)").await, "For everybody in sales");
    next(&portal, "Back to review", REVIEW).await;
    portal.stage.text("For everybody in sales").await;
}

#[wasm_bindgen_test]
pub async fn leaving_and_discarding_ask_first() {
    let portal = open("basics", sample());
    let stage = &portal.stage;
    stage.role("heading", BASICS).await;
    type_into(&stage.role("textbox", "Name").await, "Sales phones");
    stage.role("link", "Enrollment types").await.click();
    stage.role("alertdialog", "Leave before the profile is created?").await;
    stage.role("button", "Stay").await.click();
    assert_eq!(path(), format!("{BASE}/enrollment-types/new/basics"));
    stage.until(|| stage.find("button", "Stay").is_none(), "the question to close").await;
    stage.role("button", "Discard").await.click();
    stage.role("alertdialog", "Discard this draft?").await;
    stage.role("button", "Discard draft").await.click();
    stage.role("heading", "Enrollment types").await;
    drop(portal);
    let portal = Portal::reload("/enrollment-types/new/settings", sample());
    portal.stage.role("heading", BASICS).await;
}

#[wasm_bindgen_test]
pub async fn going_back_in_the_browser_asks_like_a_link() {
    let portal = Portal::open("/enrollment-types", sample());
    let stage = &portal.stage;
    stage.role("link", "Create profile").await.click();
    stage.role("heading", BASICS).await;
    type_into(&stage.role("textbox", "Name").await, "Sales phones");
    let history = leptos::prelude::window().history().expect("a history");
    history.back().expect("a way back");
    stage.role("alertdialog", "Leave before the profile is created?").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types/new/basics"), "the address belongs to what is shown");
    stage.role("button", "Stay").await.click();
    stage.until(|| stage.find("button", "Stay").is_none(), "the question to close").await;
    let name = stage.role("textbox", "Name").await;
    assert_eq!(js_sys::Reflect::get(&name, &"value".into()).expect("a property"), "Sales phones");

    // From step to step nothing is lost, so nothing is asked.
    next(&portal, "Next: Settings", SETTINGS).await;
    history.back().expect("a way back");
    stage.role("heading", BASICS).await;
    assert!(stage.find("button", "Stay").is_none());

    history.back().expect("a way back");
    stage.role("button", "Leave").await.click();
    stage.role("heading", "Enrollment types").await;
    assert_eq!(path(), format!("{BASE}/enrollment-types"));
}

#[wasm_bindgen_test]
pub async fn a_link_is_followed_once_the_person_wants_to_leave() {
    let portal = open("basics", sample());
    let stage = &portal.stage;
    stage.role("heading", BASICS).await;
    type_into(&stage.role("textbox", "Name").await, "Sales phones");
    stage.role("link", "Enrollment types").await.click();
    stage.role("button", "Leave").await.click();
    stage.role("link", "Field engineers").await;
    stage.role("link", "Create profile").await.click();
    stage.text("This draft is as you left it.").await;
}

#[wasm_bindgen_test]
pub async fn whoever_may_only_read_is_told_so() {
    let server = sample();
    let reader = json!({ "name": "Rae Reader", "role": "reader", "organization": "Contoso", "expiresDateTime": "2026-12-01T00:00:00Z" });
    server.answer("GET", "/it/apple/session", 200, reader);
    let portal = open("basics", server);
    portal.stage.role("heading", "Not for your account").await;
    assert!(portal.stage.find("textbox", "Name").is_none());
}
