//! The settings on answers that were recorded from the server: who may use the portal, tokens, the organization, one's password.

use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::portal::{BASE, Portal, person, signed_in};
use crate::stage::type_into;

const API: &str = "/it/apple/graph/beta";
const ADA: &str = "00000000-0000-4000-8000-000000000006";

fn sample() -> Scripted {
    Scripted::replay(include_str!("recorded/administration.json"))
}

/// A server whose answers were recorded, but for whoever asks: a reader.
fn for_a_reader() -> Scripted {
    let server = sample();
    let mut reader = person();
    reader["role"] = json!("reader");
    server.answer("GET", &format!("{BASE}/session"), 200, reader);
    server
}

/// The recorded refusal of a request.
fn refused(method: &str, path: &str) -> (u16, Value) {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/administration_refused.json")).expect("JSON");
    let found = exchanges.as_array().expect("exchanges").iter().find(|exchange| exchange["method"] == method && exchange["path"] == path);
    let found = found.unwrap_or_else(|| panic!("{method} {path} was not recorded"));
    (u16::try_from(found["status"].as_u64().expect("a status")).expect("a status"), found["body"].clone())
}

fn texts(portal: &Portal, selector: &str) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    portal.stage.all(selector).into_iter().map(|element| words(element.text_content().unwrap_or_default())).collect()
}

fn sent(portal: &Portal, method: &str) -> Vec<(String, Option<Value>)> {
    let requests = portal.server.requests().into_iter().filter(|request| request.method.as_str() == method);
    requests.map(|request| (request.path, request.body)).collect()
}

#[wasm_bindgen_test]
pub async fn a_role_is_changed_in_place_and_whoever_is_removed_is_gone() {
    let portal = Portal::open("/settings/administrators", sample());
    let stage = &portal.stage;
    stage.role("button", "Remove… Rita").await;
    assert_eq!(texts(&portal, "tbody th"), ["Ada You", "Nia", "Rita"]);
    assert!(texts(&portal, "tbody tr")[1].contains("Never"), "Nia has not signed in yet");

    let change = stage.role("button", "Make administrator Rita").await;
    change.focus().expect("focused");
    change.click();
    stage.role("button", "Make reader Rita").await;
    assert!(stage.is_focused(&change), "the row stayed");
    stage.text("Rita is an administrator now.").await;
    assert_eq!(sent(&portal, "PATCH")[0].1, Some(json!({ "role": "administrator" })));

    stage.role("button", "Remove… Rita").await.click();
    stage.role("alertdialog", "Remove Rita?").await;
    stage.text("Rita is signed out at once").await;
    stage.role("button", "Remove").await.click();
    stage.until(|| texts(&portal, "tbody th") == ["Ada You", "Nia"], "Rita to be gone").await;
    let heading = stage.role("heading", "Administrators").await;
    stage.until(|| stage.is_focused(&heading), "focus that is not lost").await;
}

#[wasm_bindgen_test]
pub async fn the_last_administrator_stays_and_the_controls_say_why() {
    let server = sample();
    let ada = json!({ "id": ADA, "displayName": "Ada", "role": "administrator", "isYou": true, "createdDateTime": "2026-11-18T11:06:40Z", "lastSignInDateTime": null });
    server.answer("GET", &format!("{API}/pomona/administrators"), 200, json!({ "value": [ada] }));
    let portal = Portal::open("/settings/administrators", server);
    for name in ["Make reader Ada", "Remove… Ada"] {
        let button = portal.stage.role("button", name).await;
        assert_eq!(portal.stage.description(&button), "Nobody else may change things.");
        button.click();
    }
    assert!(portal.stage.find("alertdialog", "Remove yourself?").is_none());
    assert!(sent(&portal, "PATCH").is_empty());
}

#[wasm_bindgen_test]
pub async fn what_the_server_refuses_meanwhile_is_said() {
    let server = sample();
    let path = format!("{API}/pomona/administrators/{ADA}");
    let (status, body) = refused("DELETE", &path);
    server.answer("DELETE", &path, status, body);
    let portal = Portal::open("/settings/administrators", server);
    portal.stage.role("button", "Remove… Ada").await.click();
    portal.stage.role("alertdialog", "Remove yourself?").await;
    portal.stage.role("button", "Remove").await.click();
    portal.stage.text("This is the last administrator").await;
    assert_eq!(texts(&portal, "tbody th").len(), 3);
}

#[wasm_bindgen_test]
pub async fn becoming_a_reader_asks_first_and_leaves_what_only_administrators_see() {
    let server = sample();
    server.answer("PATCH", &format!("{API}/pomona/administrators/{ADA}"), 200, json!({}));
    let portal = Portal::open("/settings/administrators", server);
    let stage = &portal.stage;
    stage.role("button", "Make reader Ada").await.click();
    stage.role("alertdialog", "Become a reader?").await;
    stage.role("button", "Become a reader").await.click();
    stage.role("heading", "Only administrators see this").await;
    stage.until(|| texts(&portal, ".foot-words") == ["AdaReader"], "the side bar to say so").await;
}

#[wasm_bindgen_test]
pub async fn an_invitation_is_shown_once() {
    let portal = Portal::open("/settings/administrators", sample());
    let stage = &portal.stage;
    stage.text("No invitation is waiting.").await;
    let invite = stage.role("button", "Invite…").await;
    invite.focus().expect("focused");
    invite.click();
    stage.role("dialog", "Invite somebody").await;
    stage.role("button", "Create invitation").await.click();
    stage.role("button", "Copy link").await;
    let link = "http://127.0.0.1:8080/it/apple/invitation#QvKKRgOfiU06AXnQkIUbp5XvCBrhKM9U7k5JbTRTJE0";
    stage.text(link).await;
    stage.text("This link is shown once.").await;
    stage.text("Counts until").await;
    stage.until(|| stage.all(".said-once").first().is_some_and(|said| stage.is_focused(said)), "focus on what was made").await;
    assert_eq!(sent(&portal, "POST")[0].1, Some(json!({ "role": "reader" })));

    stage.role("button", "Done").await.click();
    stage.until(|| !stage.has_text(link), "the link to be forgotten").await;
    stage.until(|| stage.is_focused(&invite), "focus back on what opened the dialog").await;
    stage.role("button", "Revoke Reader").await.click();
    stage.text("The invitation was revoked.").await;
    stage.text("No invitation is waiting.").await;
}

#[wasm_bindgen_test]
pub async fn a_token_is_made_shown_once_and_revoked() {
    let portal = Portal::open("/settings/tokens", sample());
    let stage = &portal.stage;
    stage.role("button", "Revoke… the token of a writer").await;
    stage.role("button", "Create token…").await.click();
    stage.role("dialog", "Create a token").await;
    stage.role("button", "Create token").await.click();
    let name = stage.role("textbox", "Name").await;
    stage.text("Enter a name.").await;
    stage.until(|| stage.is_focused(&name), "focus on the field that is wrong").await;
    assert!(stage.description(&name).starts_with("Enter a name."));
    assert!(sent(&portal, "POST").is_empty());

    type_into(&name, " Backup script ");
    stage.role("button", "Create token").await.click();
    stage.role("button", "Copy token").await;
    let body = sent(&portal, "POST").remove(0).1.expect("a body");
    assert_eq!(body, json!({ "displayName": "Backup script", "scope": "read", "expiresInDays": 90 }));
    let token = "pomona_TXX2GGkQS6pMz_W-czEb6b3WzDF3kwHfxplHlAPIp4Y";
    stage.text(&format!("curl -H 'Authorization: Bearer {token}' http")).await;
    stage.text("/it/apple/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles").await;
    stage.role("button", "Done").await.click();
    stage.until(|| !stage.has_text(token), "the token to be forgotten").await;

    stage.role("button", "Revoke… Backup script").await.click();
    stage.role("alertdialog", "Revoke Backup script?").await;
    stage.role("button", "Revoke").await.click();
    stage.text("The token Backup script was revoked.").await;
    stage.until(|| stage.find("button", "Revoke… Backup script").is_none(), "it to be gone").await;
}

#[wasm_bindgen_test]
pub async fn the_name_of_the_organization_changes_everywhere_at_once() {
    let portal = Portal::open("/settings", sample());
    let stage = &portal.stage;
    let name = stage.role("textbox", "Name").await;
    stage.text("contoso.example").await;
    stage.text("Microsoft Intune").await;
    type_into(&name, "  ");
    stage.role("button", "Save").await.click();
    stage.text("Enter a name.").await;
    assert!(stage.description(&name).starts_with("Enter a name."));

    let side = stage.all(".brand-of").remove(0);
    type_into(&name, "Contoso Ltd");
    stage.role("button", "Save").await.click();
    stage.until(|| side.text_content().as_deref() == Some("Contoso Ltd"), "the side bar to follow").await;
    stage.text("The organization is called Contoso Ltd now.").await;
    assert!(stage.find("textbox", "Name").is_some_and(|there| there == name), "the screen stayed");
}

#[wasm_bindgen_test]
pub async fn a_reader_sees_the_organization_and_who_decides() {
    let portal = Portal::open("/settings", for_a_reader());
    let stage = &portal.stage;
    stage.text("Only administrators change the name.").await;
    assert!(stage.find("button", "Save").is_none());
    for part in ["Administrators", "API tokens"] {
        stage.role("link", part).await.click();
        stage.role("heading", part).await;
        stage.role("heading", "Only administrators see this").await;
    }
    assert!(portal.server.requests().iter().all(|request| !request.path.contains("/pomona/")), "nothing is asked for in vain");
    stage.role("link", "Your account").await.click();
    stage.role("button", "Change password").await;
}

#[wasm_bindgen_test]
pub async fn a_password_is_changed_by_whoever_knows_the_current_one() {
    let server = for_a_reader();
    let path = format!("{BASE}/session/password");
    let wrong =
        json!({ "error": { "code": "BadRequest", "message": "x", "details": [{ "code": "password_wrong", "target": "/current" }] } });
    server.answer("POST", &path, 400, wrong);
    let portal = Portal::open("/settings/account", server);
    let stage = &portal.stage;
    let current = stage.role("textbox", "Current password").await;
    let new = stage.role("textbox", "New password").await;
    assert_eq!(current.get_attribute("autocomplete").as_deref(), Some("current-password"));
    assert_eq!(new.get_attribute("autocomplete").as_deref(), Some("new-password"));
    let change = stage.role("button", "Change password").await;
    change.click();
    stage.until(|| stage.is_focused(&current), "focus on the first field that is wrong").await;
    stage.text("Use at least 12 characters.").await;
    assert!(sent(&portal, "POST").is_empty());

    type_into(&current, "not the password");
    type_into(&new, "a longer sentence");
    change.focus().expect("focused");
    change.click();
    stage.text("This is not your current password.").await;
    stage.until(|| stage.is_focused(&current), "focus on the field that the server means").await;

    type_into(&current, "correct horse battery");
    change.click();
    stage.text("Your password was changed. Your other sessions ended.").await;
    assert_eq!(sent(&portal, "POST")[1].1, Some(json!({ "current": "correct horse battery", "new": "a longer sentence" })));
    assert!(current.unchecked_ref::<HtmlInputElement>().value().is_empty());
    assert!(
        !stage.has_text("Use at least 12 characters. A") && !stage.has_text("Enter your current password."),
        "nothing is wrong with an empty form"
    );
}

#[wasm_bindgen_test]
pub async fn a_server_that_is_plain_graph_says_what_it_does_not_offer() {
    let server = signed_in();
    server.answer("GET", &format!("{API}/pomona"), 404, json!({ "error": { "code": "ResourceNotFound", "message": "x" } }));
    let portal = Portal::open("/settings/tokens", server);
    portal.stage.role("heading", "Not on this server").await;
}
