//! Finding profiles in the list, and doing something with one or several of them.

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::list_screen::{ASK, EFFECT, EVERYONE, EXECUTIVES, FIELD, SAVED, Screen, changed, effects, ids, list_in, recorded, server};
use crate::portal::Portal;
use crate::profiles::{PROFILES, list, list_path, recorded_list, sample, texts};
use crate::stage::type_into;

#[wasm_bindgen_test]
pub async fn the_address_says_what_is_looked_for() {
    let portal = Portal::open("/enrollment-types?type=user&assigned=all,none&q=50%25", server());
    let screen = Screen(portal);
    let stage = &screen.0.stage;
    stage.role("button", "Remove User enrollment with Company Portal").await;
    stage.role("button", "Remove All users").await;
    assert_eq!(stage.all(".chip").len(), 4);
    screen.press("Remove “50%”").await;
    screen.press("Remove All users").await;
    screen.press("Remove No one yet").await;
    screen.names_are(&["BYOD 2023", "Pilot 2022"]).await;
    screen.press("Type: 1").await;
    stage.role("checkbox", "Web based device enrollment").await.click();
    screen.names_are(&["BYOD 2023", "Pilot 2022", EVERYONE]).await;
    screen.press("Assigned to: any").await;
    stage.role("checkbox", "All users").await.click();
    screen.names_are(&[EVERYONE]).await;
}

#[wasm_bindgen_test]
pub async fn profiles_are_ticked_one_by_one_and_all_that_are_shown() {
    let screen = Screen::open(server()).await;
    let stage = &screen.0.stage;
    stage.role("checkbox", "Select Executives").await.click();
    stage.text("1 profile selected").await;
    screen.hears("1 profile selected").await;
    let all = stage.role("checkbox", "Select all that are shown").await;
    all.click();
    stage.text("6 profiles selected").await;
    type_into(&stage.all("input[type=search]").remove(0), "company ipads");
    stage.text("1 profile selected").await;
    screen.press("Clear selection").await;
    stage.until(|| stage.find("button", "Clear selection").is_none(), "the bar to go").await;
    assert!(stage.all("tbody input:checked").is_empty());
}

#[wasm_bindgen_test]
pub async fn deleting_says_what_it_means_and_can_be_taken_back() {
    let server = server();
    server.answer("POST", EFFECT, 200, recorded(effects(), 2));
    let [executives, everyone] = [2, 5].map(|at| format!("{PROFILES}/{}", ids()[at]));
    server.answer("DELETE", &executives, 204, Value::Null);
    server.answer("DELETE", &everyone, 204, Value::Null);
    server.answer("POST", PROFILES, 201, recorded_list()["value"][2].clone());
    let screen = Screen::open(server).await;
    let stage = &screen.0.stage;
    stage.role("checkbox", "Select Everyone else").await.click();
    stage.role("checkbox", "Select Executives").await.click();
    screen.press("Delete…").await;
    stage.role("alertdialog", "Delete 2 profiles?").await;
    stage.text("Everyone else · All users").await;
    stage.text("58 people change profile: 58 from Everyone else to no profile.").await;
    let expected: Vec<String> = [0, 1, 3, 4].map(|at| ids()[at].clone()).to_vec();
    assert_eq!(screen.sent("POST", "/pomona/effect")[0].0, json!({ "profileIds": expected }));
    // Each profile that goes is a reason to read the list again.
    for _ in 0..4 {
        screen.0.server.answer("GET", &list_path(), 200, list_in(&[0, 1, 3, 4], "\"order-9\""));
    }
    screen.press("Delete 2 profiles").await;
    stage.text("2 profiles were deleted.").await;
    screen.names_are(&[FIELD, ASK, "BYOD 2023", "Pilot 2022"]).await;
    assert_eq!(screen.sent("DELETE", &ids()[2])[0].1.as_deref(), Some("\"1\""));
    assert!(stage.find("button", "Clear selection").is_none(), "nothing is left to be ticked");

    for _ in 0..4 {
        screen.0.server.answer("GET", &list_path(), 200, recorded_list());
    }
    screen.press("Undo").await;
    stage.text("2 profiles were created again, under new ids, at their places and with their assignments.").await;
    let made = screen.sent("POST", "/appleUserInitiatedEnrollmentProfiles");
    assert_eq!(made.iter().map(|(body, _)| body["priority"].clone()).collect::<Vec<_>>(), [json!(5), json!(2)], "the first place first");
    assert_eq!(made[0].0["assignments"], recorded_list()["value"][5]["assignments"]);
    screen.names_are(&SAVED).await;
}

#[wasm_bindgen_test]
pub async fn a_profile_that_cannot_be_deleted_says_why() {
    let server = server();
    server.answer("DELETE", &format!("{PROFILES}/{}", ids()[2]), 412, recorded(changed(), 1));
    let screen = Screen::open(server).await;
    screen.choose(EXECUTIVES, "Delete…").await;
    screen.0.stage.role("alertdialog", "Delete Executives?").await;
    screen.press("Delete profile").await;
    screen.0.stage.role("dialog", "What happened").await;
    screen.0.stage.text("Executives was not deleted: the token of a writer").await;
    screen.press("Dismiss").await;
    screen.names_are(&SAVED).await;
}

#[wasm_bindgen_test]
pub async fn several_are_assigned_and_each_says_what_became_of_it() {
    let server = server();
    server.answer("PATCH", &format!("{PROFILES}/{}", ids()[2]), 200, recorded_list()["value"][2].clone());
    server.answer("PATCH", &format!("{PROFILES}/{}", ids()[3]), 412, recorded(changed(), 1));
    let screen = Screen::open(server).await;
    let stage = &screen.0.stage;
    for name in [EVERYONE, EXECUTIVES, "BYOD 2023"] {
        stage.role("checkbox", &format!("Select {name}")).await.click();
    }
    screen.press("Assign…").await;
    stage.role("dialog", "Assign 3 profiles").await;
    screen.press("Assign").await;
    stage.text("Choose all users or selected groups.").await;
    stage.role("radio", "All users").await.click();
    screen.press("Assign").await;
    stage.text("Executives: assigned.").await;
    stage.text("BYOD 2023: not assigned. the token of a writer").await;
    stage.text("Everyone else: was assigned already, so nothing changed.").await;
    let (body, version) = screen.sent("PATCH", &ids()[2]).remove(0);
    assert_eq!(version.as_deref(), Some("\"1\""));
    let kinds: Vec<Value> =
        body["assignments"].as_array().expect("a list").iter().map(|new| new["target"]["@odata.type"].clone()).collect();
    assert_eq!(kinds, ["#microsoft.graph.groupAssignmentTarget", "#microsoft.graph.allLicensedUsersAssignmentTarget"]);
    assert!(screen.sent("PATCH", &ids()[5]).is_empty());
    screen.press("Close").await;
    stage.until(|| stage.all("dialog[open]").is_empty(), "the dialog to close").await;
}

#[wasm_bindgen_test]
pub async fn a_profile_is_duplicated_from_its_row() {
    let screen = Screen::open(server()).await;
    screen.choose(EXECUTIVES, "Duplicate").await;
    let name = screen.0.stage.role("textbox", "Name").await;
    let name: web_sys::HtmlInputElement = name.unchecked_into();
    assert_eq!(name.value(), "Copy of Executives");
}

#[wasm_bindgen_test]
pub async fn the_slash_leads_to_the_search() {
    let screen = Screen::open(server()).await;
    let search = screen.0.stage.all("input[type=search]").remove(0);
    crate::stage::press(&screen.handle(ASK), "/");
    assert!(screen.0.stage.is_focused(&search));
}

#[wasm_bindgen_test]
pub async fn a_thousand_rows_are_built_some_at_a_time() {
    let server = sample();
    let mut long = recorded_list();
    let first = long["value"][0].clone();
    long["value"] = (0..1000)
        .map(|place| {
            let mut profile = first.clone();
            profile["id"] = json!(format!("{place}"));
            profile["displayName"] = json!(format!("Profile {place}"));
            profile["priority"] = json!(place);
            profile
        })
        .collect();
    server.answer("GET", &list_path(), 200, long);
    let screen = Screen(list(server).await);
    let stage = &screen.0.stage;
    stage.role("link", "Profile 0").await;
    assert_eq!(stage.all("table[aria-busy=true]").len(), 1);
    stage.until(|| stage.all("table[aria-busy=true]").is_empty(), "all rows").await;
    assert_eq!(screen.names().len(), 1000);
    screen.choose("Profile 999", "Move to top").await;
    stage.until(|| texts(&screen.0, ".title a")[0] == "Profile 999", "the move").await;
}
