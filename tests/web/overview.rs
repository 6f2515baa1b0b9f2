//! The overview, on answers that were recorded from the server's sample organization.

use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::portal::{BASE, Portal, person};
use crate::stage::Stage;

const OVERVIEW: &str = "/it/apple/graph/beta/pomona/overview";
const PROFILES: &str = "/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments&$top=999";
const CHANGES: &str = "/it/apple/graph/beta/deviceManagement/auditEvents?$filter=category eq 'Enrollment'&$top=5";

fn recorded(file: &str, path: &str, at: usize) -> Value {
    let exchanges: Value = serde_json::from_str(file).expect("JSON");
    let mut found = exchanges.as_array().expect("exchanges").iter().filter(|exchange| exchange["path"] == path);
    found.nth(at).unwrap_or_else(|| panic!("{path} was recorded"))["body"].clone()
}

/// A server with the sample organization, whose overview is the recorded one with this number.
fn sample(number: usize) -> Scripted {
    let server = Scripted::replay(include_str!("recorded/screens.json"));
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    server.answer("GET", OVERVIEW, 200, recorded(include_str!("recorded/overview.json"), OVERVIEW, number));
    server.answer("GET", CHANGES, 200, recorded(include_str!("recorded/audit.json"), CHANGES, 0));
    server
}

async fn overview(server: Scripted) -> Portal {
    let portal = Portal::open("/overview", server);
    portal.stage.until(|| greeting(&portal.stage).is_some_and(|greeting| greeting.ends_with(", Ada")), "the greeting").await;
    portal
}

fn greeting(stage: &Stage) -> Option<String> {
    stage.all("h1").first().and_then(|heading| heading.text_content())
}

fn texts(stage: &Stage, selector: &str) -> Vec<String> {
    stage.all(selector).iter().map(text).collect()
}

fn text(element: &HtmlElement) -> String {
    element.text_content().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
pub async fn the_overview_says_how_much_there_is_and_how_much_needs_somebody() {
    let portal = overview(sample(0)).await;
    portal.stage.text("6 profiles decide how iPhones and iPads of 250 people at Contoso enroll. 1 thing needs attention.").await;
    let hello = greeting(&portal.stage).expect("a greeting");
    assert!(["Good morning, Ada", "Good afternoon, Ada", "Good evening, Ada"].contains(&hello.as_str()));
}

#[wasm_bindgen_test]
pub async fn each_concern_says_what_is_the_matter_and_leads_to_where_it_is_put_right() {
    let portal = overview(sample(1)).await;
    let stage = &portal.stage;
    stage.role("heading", "2 profiles use an enrollment type that new devices cannot use").await;
    stage.text("39 people cannot enroll a new device.").await;
    let see_them = stage.role("link", "See them").await;
    assert_eq!(see_them.get_attribute("href").as_deref(), Some("/it/apple/enrollment-types?type=user"));
    stage.role("heading", "1 profile reaches no one").await;
    let change = stage.role("link", "Change assignments").await;
    assert!(change.get_attribute("href").is_some_and(|href| href.ends_with("/edit/assignments")));
    stage.role("heading", "58 people have no profile").await;
    stage.role("link", "Create profile").await;
    stage.role("heading", "1 profile never applies").await;
    stage.text("7 people are assigned, and a profile higher in the list decides for each of them.").await;
    stage.role("link", "Sales phones").await;
    assert_eq!(texts(stage, ".concerns .listed a"), ["BYOD 2023", "Pilot 2022", "Everyone else", "Sales phones"]);
}

#[wasm_bindgen_test]
pub async fn people_are_counted_by_type_in_text_and_the_bar_is_for_the_eye() {
    let portal = overview(sample(1)).await;
    let stage = &portal.stage;
    stage.role("heading", "People by enrollment type").await;
    assert_eq!(
        texts(stage, ".legend li"),
        [
            "Account driven user enrollment 76",
            "Determine based on user choice 72",
            "Device enrollment with Company Portal 5",
            "User enrollment with Company Portal 39",
            "No profile 58"
        ]
    );
    stage.text("192 of 250 people").await;
    stage.text("58 people are reached by no profile").await;
    assert!(stage.all(".meter").iter().all(|meter| meter.get_attribute("aria-hidden").as_deref() == Some("true")));
}

#[wasm_bindgen_test]
pub async fn recent_changes_are_told_in_words() {
    let portal = overview(sample(0)).await;
    let stage = &portal.stage;
    stage.role("heading", "Recent changes").await;
    stage.until(|| stage.all(".feed li").len() == 5, "five changes").await;
    assert_eq!(
        texts(stage, ".feed p")[..3],
        ["the token of a writer deleted Pilot 2022", "Ada moved Ask on first run from 2 to 1", "Ada changed Board: Description and Name"]
    );
    let moved = stage.role("link", "Ask on first run").await;
    assert!(moved.get_attribute("href").is_some_and(|href| href.starts_with("/it/apple/enrollment-types/6d95d6cf")));
    let at = stage.all(".feed time").remove(0);
    assert_eq!(at.get_attribute("datetime").as_deref(), Some("2026-11-19T12:07:40.0000000Z"));
    stage.role("link", "See the audit log").await;
}

#[wasm_bindgen_test]
pub async fn whoever_may_not_read_the_audit_log_sees_nothing_of_it() {
    let server = sample(0);
    server.answer("GET", CHANGES, 403, json!({ "error": { "code": "Forbidden", "message": "x" } }));
    let portal = overview(server).await;
    portal.stage.role("heading", "Who is reached").await;
    portal.stage.until(|| portal.stage.find("heading", "Recent changes").is_none(), "no changes").await;
}

#[wasm_bindgen_test]
pub async fn a_reader_sees_what_is_the_matter_and_nothing_to_change() {
    let server = sample(1);
    let mut reader = person();
    reader["role"] = json!("reader");
    server.answer("GET", &format!("{BASE}/session"), 200, reader);
    let portal = overview(server).await;
    portal.stage.role("heading", "58 people have no profile").await;
    assert!(portal.stage.find("link", "Create profile").is_none());
    assert!(portal.stage.find("link", "Change assignments").is_none());
    assert!(portal.stage.find("link", "See them").is_some());
}

#[wasm_bindgen_test]
pub async fn a_server_that_counts_nobody_is_told_by_its_profiles() {
    let server = sample(0);
    // The frame asks, and the screen.
    for _ in 0..2 {
        server.answer("GET", &format!("{BASE}/graph/beta/pomona"), 404, json!({ "error": { "code": "x", "message": "x" } }));
    }
    let portal = overview(server).await;
    let stage = &portal.stage;
    stage.text("6 profiles decide how iPhones and iPads at Contoso enroll. 1 thing needs attention.").await;
    stage.role("heading", "Profiles by enrollment type").await;
    assert!(stage.find("heading", "Who is reached").is_none());
    assert!(!portal.server.requests().iter().any(|request| request.path == OVERVIEW), "it was not asked");
}

#[wasm_bindgen_test]
pub async fn an_empty_organization_is_told_what_to_do_first() {
    let server = sample(0);
    server.answer("GET", PROFILES, 200, json!({ "value": [] }));
    let nobody = json!({ "people": 0, "reached": 0, "unreached": 0, "unknown": 0, "devices": 0, "profiles": [], "attention": [] });
    server.answer("GET", OVERVIEW, 200, nobody);
    server.answer("GET", CHANGES, 200, json!({ "value": [] }));
    let portal = overview(server).await;
    let stage = &portal.stage;
    stage.text("Nothing is set up at Contoso yet.").await;
    for (name, path) in
        [("Import", "/directory/import"), ("Create profile", "/enrollment-types/new/basics"), ("Invite", "/settings/administrators")]
    {
        let link = stage.role("link", name).await;
        assert_eq!(link.get_attribute("href"), Some(format!("{BASE}{path}")));
    }
    stage.text("No profile was changed yet.").await;
}

#[wasm_bindgen_test]
pub async fn a_failure_can_be_tried_again() {
    let server = sample(0);
    server.answer("GET", OVERVIEW, 500, json!({ "error": { "code": "x", "message": "x", "innerError": { "request-id": "r-17" } } }));
    let portal = overview(server).await;
    portal.stage.text("Request id: r-17").await;
    portal.stage.role("button", "Try again").await.click();
    portal.stage.role("heading", "Who is reached").await;
}
