//! Enrollment restrictions, on answers that were recorded from the server's sample organization.

use pomona_portal::backend::scripted::Scripted;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::portal::Portal;

const RESTRICTIONS: &str = "/it/apple/graph/beta/deviceManagement/deviceEnrollmentConfigurations?$expand=assignments";

async fn screen(server: Scripted) -> Portal {
    let portal = Portal::open("/enrollment-restrictions", server);
    portal.stage.role("heading", "Enrollment restrictions").await;
    portal
}

fn sample() -> Scripted {
    Scripted::replay(include_str!("recorded/screens.json"))
}

fn texts(portal: &Portal, selector: &str) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    portal.stage.all(selector).into_iter().map(|element| words(element.text_content().unwrap_or_default())).collect()
}

#[wasm_bindgen_test]
pub async fn restrictions_stand_in_the_order_in_which_they_apply_and_the_default_last() {
    let portal = screen(sample()).await;
    portal.stage.text("Sales work on phones of the organization.").await;
    assert_eq!(
        texts(&portal, ".card h2"),
        ["Block personal iOS Priority 1", "iOS 17 or later Priority 2", "All users and all devices Default"]
    );
}

#[wasm_bindgen_test]
pub async fn a_restriction_says_what_it_stops_whom_it_reaches_and_what_passes_over_it() {
    let portal = screen(sample()).await;
    portal.stage.text("Sales work on phones of the organization.").await;
    let over = "Account driven user enrollment, Determine based on user choice, for the answer “work apps and data only”, \
                and User enrollment with Company Portal";
    assert_eq!(texts(&portal, ".card:nth-of-type(1) dd"), ["Allowed", "Blocked", "Any", "Sales", over]);
    assert_eq!(texts(&portal, ".card:nth-of-type(2) dd")[2..4], ["17.0 or later", "All users"]);
    let default = texts(&portal, ".card:nth-of-type(3) dd");
    assert_eq!(default, ["Allowed", "Allowed", "Any", "Everybody whom no other restriction reaches", "It stops nobody."]);
}

#[wasm_bindgen_test]
pub async fn without_permission_to_read_groups_the_restrictions_are_still_there() {
    let server = sample();
    server.answer("POST", "/it/apple/graph/beta/$batch", 403, json!({ "error": { "code": "Forbidden", "message": "x" } }));
    let portal = screen(server).await;
    portal.stage.text("Unknown group e7b25ad2").await;
}

#[wasm_bindgen_test]
pub async fn a_tenant_without_restrictions_says_so() {
    let server = sample();
    server.answer("GET", RESTRICTIONS, 200, json!({ "value": [] }));
    let portal = screen(server).await;
    portal.stage.role("heading", "No enrollment restrictions").await;
}
