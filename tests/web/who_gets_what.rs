//! Who gets what, on answers that were recorded from the server's sample organization.

use enrollment::graph::received::Profile;
use leptos::prelude::window;
use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::portal::{BASE, Portal, path, person};
use crate::stage::{press, type_into};

const WHO: &str = "/it/apple/graph/beta/pomona/whoGetsWhat";
const GRACE: &str = "b3703ad8-9450-4022-ad03-8b9517938b91";
const BOX: &str = "Grace Moreau · grace@contoso.example";

/// The recorded answer with this number.
fn recorded(number: usize) -> (u16, Value) {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/who_gets_what_screen.json")).expect("JSON");
    let mut asked = exchanges.as_array().expect("exchanges").iter().filter(|exchange| exchange["path"] == WHO);
    let exchange = asked.nth(number).unwrap_or_else(|| panic!("answer {number} was not recorded"));
    (u16::try_from(exchange["status"].as_u64().expect("a status")).expect("a status"), exchange["body"].clone())
}

/// The sample organization, which gives these answers one after the other.
fn sample(answers: &[usize]) -> Scripted {
    let server = Scripted::replay(include_str!("recorded/screens.json"));
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    for number in answers.iter().rev() {
        let (status, body) = recorded(*number);
        server.answer("POST", WHO, status, body);
    }
    server
}

/// Grace and a new iPhone of today.
fn about_grace(server: Scripted) -> Portal {
    Portal::open(&format!("/who-gets-what?person={GRACE}"), server)
}

fn query() -> String {
    window().location().search().expect("an address")
}

fn texts(portal: &Portal, selector: &str) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    portal.stage.all(selector).into_iter().map(|element| words(element.text_content().unwrap_or_default())).collect()
}

/// The words of each piece of a row: its place, its name, why, and the word beside it.
fn rows(portal: &Portal) -> Vec<Vec<String>> {
    let piece = |row: usize| texts(portal, &format!(".chain > li:nth-child({row}) :is(.chain-place, p, div + span)"));
    (1..=portal.stage.all(".chain > li").len()).map(piece).collect()
}

/// Somebody who is offered to be chosen.
async fn until_offered(portal: &Portal, name: &str) {
    portal.stage.until(|| texts(portal, "[role=option] bdi").contains(&name.to_owned()), name).await;
}

/// What the server was asked last.
fn asked(portal: &Portal) -> Value {
    let requests = portal.server.requests();
    let last = requests.iter().rev().find(|request| request.path == WHO).expect("a question");
    last.body.clone().expect("a body")
}

fn said(portal: &Portal, sentence: &str) -> bool {
    texts(portal, "[role=status]").iter().any(|said| said.contains(sentence))
}

#[wasm_bindgen_test]
pub async fn every_profile_says_in_order_why_it_applies_or_not() {
    let portal = about_grace(sample(&[0]));
    let stage = &portal.stage;
    stage.text("Grace is a member of Sales EMEA, which is in Sales.").await;
    assert_eq!(
        rows(&portal),
        [
            ["1", "Field engineers", "Assigned to Field engineering and Contractors EU. Grace is in neither.", "Not assigned"],
            ["2", "Ask on first run", "Assigned to Sales. Grace is a member of Sales EMEA, which is in Sales.", "Applies"],
            ["3", "Executives", "Assigned to Executive staff. Grace is a member. Profile 2, Ask on first run, comes first.", "Outranked"],
            ["4", "BYOD 2023", "Assigned to Legacy BYOD. Grace is not a member.", "Not assigned"],
            ["5", "Pilot 2022", "Assigned to Pilot ring. Grace is not a member.", "Not assigned"],
            ["6", "Everyone else", "Assigned to all users. Profile 2, Ask on first run, comes first.", "Outranked"],
        ]
    );
    assert_eq!(texts(&portal, ".chain > .on b"), ["Ask on first run"]);
    stage.until(|| said(&portal, "Ask on first run applies to Grace Moreau"), "the result to be said").await;
    stage.text("It is no proof that anybody enrolled").await;
}

#[wasm_bindgen_test]
pub async fn an_open_question_is_told_with_the_outcome_of_each_answer() {
    let portal = about_grace(sample(&[0, 1]));
    let stage = &portal.stage;
    stage.text("Who owns this iPhone? The answer decides:").await;
    let branches = texts(&portal, ".who-result .stack > div");
    assert_eq!(branches.len(), 3);
    assert!(branches[0].ends_with("Account driven user enrollment · Personal Enrolls"), "{branches:?}");
    assert!(branches[1].ends_with("Does not enrollBlock personal iOS blocks personal devices."), "{branches:?}");

    // Answering is another question, with an address of its own.
    let answers = stage.all("select").pop().expect("the answers");
    let answers: web_sys::HtmlSelectElement = answers.dyn_into().expect("a select");
    answers.set_value("personal/workData");
    answers.dispatch_event(&web_sys::Event::new("change").expect("an event")).expect("dispatched");
    stage.until(|| query().ends_with("&owns=personal&scope=workData"), "the address to follow").await;
    stage.text("Work apps and data").await;
    assert_eq!(asked(&portal)["answers"], json!({"whoOwns": "personal", "howMuch": "workData"}));
    let facts = texts(&portal, ".who-result .facts > div");
    assert!(facts.contains(&"EnrollmentAccount driven user enrollment Enrolls".to_owned()), "{facts:?}");
    assert!(facts.contains(&"OwnershipPersonal".to_owned()));
    assert!(facts.contains(&"RestrictionBlock personal iOS Overridden".to_owned()));
    let profile = stage.role("link", "View enrollment profile").await;
    assert!(profile.get_attribute("href").is_some_and(|href| href.starts_with("/it/apple/enrollment-types/6d95d6cf")));
}

#[wasm_bindgen_test]
pub async fn a_device_that_does_not_enroll_says_every_reason() {
    let address = format!("/who-gets-what?person={GRACE}&platform=iOS&version=12.5&enrolled=false&owns=personal&scope=workData");
    let portal = Portal::open(&address, sample(&[2]));
    let stage = &portal.stage;
    stage.text("It needs iOS 13.0 or later.").await;
    stage.text("Newly enrolled devices cannot use this type").await;
    stage.text("The profile says Account driven user enrollment, which needs iOS 15.0 or later.").await;
    assert_eq!(asked(&portal)["device"], json!({"platform": "iOS", "osVersion": "12.5", "isNew": true}));
}

#[wasm_bindgen_test]
pub async fn what_cannot_be_told_is_told_with_all_that_is_possible() {
    let portal = about_grace(sample(&[5]));
    let stage = &portal.stage;
    stage.text("It cannot be told which of these applies to Grace.").await;
    assert_eq!(texts(&portal, ".who-result > h3"), ["Ask on first run", "Everyone else"]);
    stage.text("It has a filter, and filters are not evaluated here.").await;
    stage.text("It applies to Grace unless Ask on first run does, which cannot be told.").await;
    stage.text("Assigned to no one.").await;
}

#[wasm_bindgen_test]
pub async fn without_a_profile_the_built_in_behavior_is_told() {
    let portal = about_grace(sample(&[6]));
    let stage = &portal.stage;
    stage.text("No profile applies to Grace, so the built-in behavior does.").await;
    stage.text("Grace is a member of Sales EMEA, which is in Sales, which is kept out.").await;
    assert!(stage.find("link", "View enrollment profile").is_none());
}

#[wasm_bindgen_test]
pub async fn somebody_is_found_and_asked_about_with_the_whole_question_in_the_address() {
    let server = sample(&[0]);
    let portal = Portal::open("/who-gets-what", server);
    let stage = &portal.stage;
    stage.role("heading", "Whose device is it?").await;
    assert!(!portal.server.requests().iter().any(|request| request.path == WHO), "nothing was asked");
    let input = stage.role("combobox", "Person").await;
    type_into(&input, "grace");
    until_offered(&portal, "Grace Moreau").await;
    press(&input, "Enter");
    let whole = format!("?person={GRACE}&platform=iOS&version=26.1&enrolled=false");
    stage.until(|| query() == whole, "the whole question in the address").await;
    stage.text("Grace is a member of Sales EMEA").await;
    let input: HtmlInputElement = input.dyn_into().expect("an input");
    stage.until(|| input.value() == BOX, "whoever was chosen to stand in the field").await;
    assert_eq!(path(), format!("{BASE}/who-gets-what"));
    window().history().expect("a history").back().expect("back");
    stage.role("heading", "Whose device is it?").await;
    stage.until(|| input.value().is_empty(), "nobody").await;
}

#[wasm_bindgen_test]
pub async fn a_version_that_cannot_be_read_is_not_asked_about() {
    let portal = about_grace(sample(&[0]));
    let stage = &portal.stage;
    stage.text("Grace is a member of Sales EMEA").await;
    let before = portal.server.requests().len();
    type_into(&stage.role("textbox", "System version").await, "latest");
    stage.text("Write the version in numbers, such as 18.1.").await;
    stage.text("Enter the version of the system to see what applies.").await;
    assert_eq!(portal.server.requests().len(), before);
    type_into(&stage.role("textbox", "System version").await, "18.1");
    stage.until(|| query().contains("&version=18.1&"), "the address to follow").await;
    stage.text("Grace is a member of Sales EMEA").await;
    assert_eq!(asked(&portal)["device"]["osVersion"], "18.1");
}

#[wasm_bindgen_test]
pub async fn somebody_who_is_not_there_is_told_apart_from_a_failure() {
    let portal = Portal::open("/who-gets-what?person=nobody", sample(&[4]));
    portal.stage.role("heading", "There is no such person").await;
    drop(portal);

    let server = sample(&[0]);
    server.answer("POST", WHO, 500, json!({ "error": { "code": "x", "message": "x", "innerError": { "request-id": "r-9" } } }));
    let portal = about_grace(server);
    portal.stage.text("Request id: r-9").await;
    portal.stage.role("button", "Try again").await.click();
    portal.stage.text("Grace is a member of Sales EMEA").await;
}

#[wasm_bindgen_test]
pub async fn an_organization_without_profiles_is_answered_too() {
    let server = sample(&[]);
    let (_, mut body) = recorded(6);
    body["live"]["reasons"] = json!([]);
    server.answer("POST", WHO, 200, body);
    let portal = about_grace(server);
    portal.stage.text("There is no profile yet.").await;
    portal.stage.role("heading", "Built-in behavior").await;
}

#[wasm_bindgen_test]
pub async fn a_server_that_does_not_tell_has_no_such_screen() {
    let server = sample(&[0]);
    // The frame asks, and the screen.
    for _ in 0..2 {
        server.answer("GET", &format!("{BASE}/graph/beta/pomona"), 404, json!({ "error": { "code": "x", "message": "x" } }));
    }
    let portal = about_grace(server);
    portal.stage.role("heading", "This server does not tell who gets what").await;
    portal.stage.until(|| portal.stage.find("link", "Who gets what").is_none(), "no way there").await;
}

#[wasm_bindgen_test]
pub async fn the_overview_leads_to_the_question() {
    let server = sample(&[0, 0, 0]);
    let overview: Value = serde_json::from_str(include_str!("recorded/overview.json")).expect("JSON");
    let overview_path = "/it/apple/graph/beta/pomona/overview";
    server.answer("GET", overview_path, 200, overview[0]["body"].clone());
    let portal = Portal::open("/overview", server);
    let stage = &portal.stage;
    stage.role("heading", "Ask about a person").await;
    let input = stage.role("combobox", "Name or address").await;
    type_into(&input, "grace");
    until_offered(&portal, "Grace Moreau").await;
    press(&input, "Enter");
    stage.text("Grace is a member of Sales EMEA").await;
    let heading = stage.role("heading", "Who gets what").await;
    stage.until(|| stage.is_focused(&heading), "focus on the heading").await;
}

#[wasm_bindgen_test]
pub fn the_types_in_an_answer_are_those_of_the_profiles() {
    let (_, body) = recorded(0);
    let profile = Profile::read(&body["live"]["reasons"][1]["profile"]).expect("a profile");
    assert!(profile.known_type().is_some(), "user choice is read from it");
}

/// What else was recorded: the profiles that name Sales EMEA, and the people whom Ask on first run reaches.
fn with_reverse(server: &Scripted) {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/who_gets_what_screen.json")).expect("JSON");
    for exchange in exchanges.as_array().expect("exchanges").iter().filter(|exchange| exchange["method"] == "GET") {
        server.answer("GET", exchange["path"].as_str().expect("a path"), 200, exchange["body"].clone());
    }
}

#[wasm_bindgen_test]
pub async fn a_group_is_told_which_profiles_name_a_group_around_it() {
    let server = sample(&[]);
    with_reverse(&server);
    let group = "c4858308-e594-4c49-b9fe-21ca89c73fad";
    server.answer("GET", &format!("{BASE}/graph/beta/groups/{group}"), 200, json!({ "id": group, "displayName": "Sales EMEA" }));
    let portal = Portal::open(&format!("/directory/groups/{group}"), server);
    portal.stage.role("link", "Ask on first run").await;
    portal.stage.until(|| texts(&portal, ".plain-list .way") == ["Sales"], "the group that the profile names").await;
}
