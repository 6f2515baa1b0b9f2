//! The directory on answers that were recorded from the server's sample organization: lists, searches, a person, a group.

use leptos::prelude::window;
use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::portal::{BASE, Portal, path, person, signed_in};
use crate::stage::type_into;

const PEOPLE: &str = "$select=id,displayName,userPrincipalName,department,jobTitle,accountEnabled";
const EVERYBODY: &str = "/it/apple/graph/beta/users?$orderby=displayName";

fn sample() -> Scripted {
    let server = Scripted::replay(include_str!("recorded/directory.json"));
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    server
}

fn everybody() -> String {
    format!("{EVERYBODY}&{PEOPLE}&$top=50&$count=true")
}

/// The id of whoever or whatever was recorded under this name.
fn id(name: &str) -> String {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/directory.json")).expect("JSON");
    let listed =
        exchanges.as_array().expect("exchanges").iter().flat_map(|exchange| exchange["body"]["value"].as_array().into_iter().flatten());
    let found = listed.into_iter().find(|item| item["displayName"] == name).unwrap_or_else(|| panic!("{name} was not recorded"));
    found["id"].as_str().expect("an id").to_owned()
}

fn texts(portal: &Portal, selector: &str) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    portal.stage.all(selector).into_iter().map(|element| words(element.text_content().unwrap_or_default())).collect()
}

/// The row of the group or person with this name.
fn row(portal: &Portal, name: &str) -> String {
    let at = texts(portal, "th > a").iter().position(|listed| listed == name).unwrap_or_else(|| panic!("{name} is not listed"));
    texts(portal, "tbody tr").remove(at)
}

fn query() -> String {
    window().location().search().expect("an address")
}

#[wasm_bindgen_test]
pub async fn everybody_is_listed_page_by_page() {
    let portal = Portal::open("/directory/people", sample());
    let stage = &portal.stage;
    stage.role("heading", "People").await;
    stage.text("250 people").await;
    assert_eq!(stage.all("tbody tr").len(), 50);
    stage.role("button", "Load more").await.click();
    stage.until(|| stage.all("tbody tr").len() == 100, "the second page").await;
    stage.until(|| stage.is_focused(&stage.all("th > a")[50]), "focus on the first new row").await;
    stage.text("100 of 250").await;
}

#[wasm_bindgen_test]
pub async fn a_search_is_asked_of_the_server_and_kept_in_the_address() {
    let portal = Portal::open("/directory/people", sample());
    let stage = &portal.stage;
    stage.text("250 people").await;
    let search = stage.role("textbox", "Search people").await;
    assert!(search.has_attribute("data-filter"), "the key / leads here");
    type_into(&search, "grace");
    stage.until(|| query() == "?q=grace", "the address to follow").await;
    stage.until(|| texts(&portal, "th > a") == ["Grace Moreau"], "who was found").await;
    assert!(stage.is_focused(&search), "typing goes on");
    stage.until(|| texts(&portal, "[role=status]").iter().any(|said| said.contains("1 person")), "the number to be said").await;
}

#[wasm_bindgen_test]
pub async fn a_search_that_finds_nobody_can_be_cleared() {
    let portal = Portal::open("/directory/people?q=nobody", sample());
    let stage = &portal.stage;
    stage.role("heading", "Nothing matches “nobody”").await;
    stage.role("button", "Clear search").await.click();
    stage.text("250 people").await;
    assert_eq!(query(), "");
}

#[wasm_bindgen_test]
pub async fn groups_say_what_kind_they_are_and_what_they_hold() {
    let portal = Portal::open("/directory/groups", sample());
    let stage = &portal.stage;
    stage.role("link", "Cost center 4711").await;
    assert_eq!(texts(&portal, "thead th"), ["Group", "Kind", "Holds"], "a list says no way");
    assert!(row(&portal, "Cost center 4711").contains("Security group, dynamic"));
    assert!(row(&portal, "Cost center 4711").ends_with("Cannot be told"), "nobody is not the same as unknown");
    assert!(row(&portal, "Sales").ends_with("72 people, 3 groups inside"));
    assert!(row(&portal, "Field iPads").contains("Devices"));
}

#[wasm_bindgen_test]
pub async fn a_person_is_in_groups_through_others() {
    let portal = Portal::open(&format!("/directory/people/{}", id("Grace Moreau")), sample());
    let stage = &portal.stage;
    stage.role("heading", "Grace Moreau").await;
    stage.text("Account executive").await;
    stage.role("link", "Sales").await;
    let ways = texts(&portal, "tbody td:last-child > div");
    let direct = ways.iter().take_while(|way| *way == "Directly").count();
    assert!(direct > 0 && !ways[direct..].contains(&"Directly".to_owned()), "direct ones first: {ways:?}");
    assert!(row(&portal, "Sales").ends_with("Sales EMEA"));
}

#[wasm_bindgen_test]
pub async fn a_group_says_who_is_in_it_and_which_profiles_are_assigned_to_it() {
    let portal = Portal::open(&format!("/directory/groups/{}", id("Sales")), sample());
    let stage = &portal.stage;
    stage.role("heading", "Sales").await;
    stage.role("link", "Ask on first run").await;
    stage.role("heading", "People 72").await;
    stage.role("link", "Sales EMEA").await;
    stage.role("button", "Load more").await.click();
    stage.until(|| stage.find("button", "Load more").is_none(), "everybody to be there").await;
    stage.role("link", "Ask on first run").await.click();
    stage.until(|| path().starts_with("/it/apple/enrollment-types/"), "the profile").await;
}

#[wasm_bindgen_test]
pub async fn a_rule_is_shown_with_what_of_it_cannot_be_evaluated() {
    let portal = Portal::open(&format!("/directory/groups/{}", id("Cost center 4711")), sample());
    portal.stage.role("button", "Copy rule").await;
    portal.stage.text("user.extensionAttribute1 -eq \"4711\"").await;
    portal.stage.text("This directory does not hold extensionAttribute1.").await;
    portal.stage.text("No profile is assigned to this group itself.").await;
    portal.stage.text("Nobody is in this group.").await;
}

#[wasm_bindgen_test]
pub async fn plain_graph_does_without_the_way() {
    let plain = include_str!("recorded/directory.json").replace("@pomona.", "@other.");
    let server = Scripted::replay(&plain);
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    let portal = Portal::open(&format!("/directory/people/{}", id("Grace Moreau")), server);
    portal.stage.role("link", "Sales").await;
    assert_eq!(texts(&portal, "thead th"), ["Group", "Kind", "Holds"]);
    assert!(!portal.stage.has_text("Directly"));
}

#[wasm_bindgen_test]
pub async fn who_does_not_exist_is_said_not_to() {
    let server = signed_in();
    let gone = format!(
        "/it/apple/graph/beta/users/gone?{}",
        "$select=id,displayName,userPrincipalName,mail,department,jobTitle,companyName,city,country,employeeId,userType,accountEnabled"
    );
    server.answer("GET", &gone, 404, json!({ "error": { "code": "ResourceNotFound", "message": "x" } }));
    let portal = Portal::open("/directory/people/gone", server);
    portal.stage.role("heading", "There is no such person").await;
    assert_eq!(portal.stage.all("[data-heading]").len(), 1);
    assert!(portal.stage.find("button", "Try again").is_none(), "trying again would change nothing");
}

#[wasm_bindgen_test]
pub async fn an_empty_directory_leads_to_the_import_and_a_closed_one_says_whom_to_ask() {
    let server = signed_in();
    server.answer("GET", &everybody(), 200, json!({ "@odata.count": 0, "value": [] }));
    let portal = Portal::open("/directory", server);
    portal.stage.role("heading", "Nobody is here yet").await;
    assert!(portal.stage.all("a[href='/it/apple/directory/import']").len() == 2, "above, and where the people would be");
    drop(portal);

    let server = signed_in();
    server.answer("GET", &everybody(), 403, json!({ "error": { "code": "Forbidden", "message": "x" } }));
    let portal = Portal::open("/directory", server);
    portal.stage.role("heading", "Not for your account").await;
}
