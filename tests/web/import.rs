//! Importing people and groups, on answers that were recorded from the server's sample organization.

use js_sys::{Array, JsString, Uint8Array};
use pomona_portal::backend::scripted::Scripted;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, DragEvent, DragEventInit, Event, EventInit, File, HtmlElement, HtmlInputElement};

use crate::portal::{BASE, Portal, person};

const PLAN: &str = "/it/apple/graph/beta/pomona/directory/plan";
const IMPORT: &str = "/it/apple/graph/beta/pomona/directory/import";
const PEOPLE: &str =
    "userPrincipalName,displayName,department\ngrace@contoso.example,Grace Moreau,R&D\nnew@contoso.example,Noor Haddad,Sales\n";

/// What was recorded, in order; `path` is either of the two.
fn recorded(path: &str) -> Vec<(u16, Value)> {
    let exchanges: Value = serde_json::from_str(include_str!("recorded/directory_import.json")).expect("JSON");
    let found = exchanges.as_array().expect("exchanges").iter().filter(|exchange| exchange["path"] == path);
    found
        .map(|exchange| (u16::try_from(exchange["status"].as_u64().expect("a status")).expect("a status"), exchange["body"].clone()))
        .collect()
}

/// A server that answers a plan with the recorded one at this place, and an import as the recorded one at that.
fn server(plan: usize, import: usize) -> Scripted {
    let server = Scripted::default();
    server.answer("GET", &format!("{BASE}/session"), 200, person());
    let features = json!({ "version": "0.1.0", "features": ["directoryImport"] });
    server.answer("GET", &format!("{BASE}/graph/beta/pomona"), 200, features);
    for (path, at) in [(PLAN, plan), (IMPORT, import)] {
        let (status, body) = recorded(path).remove(at);
        server.answer("POST", path, status, body);
    }
    server
}

/// Places of recorded answers.
const DIFFERENCE: usize = 0;
const COMPLETE: usize = 1;
const MISTAKES: usize = 2;
const NOTHING: usize = 4;
const DONE: usize = 1;
const STALE: usize = 2;

async fn open(server: Scripted) -> Portal {
    let portal = Portal::open("/directory/import", server);
    portal.stage.role("heading", "Import people and groups").await;
    portal.stage.role("button", "Check").await;
    portal
}

fn file(name: &str, content: &str) -> File {
    File::new_with_str_sequence(&Array::of1(&JsString::from(content)), name).expect("a file")
}

fn transfer(file: &File) -> DataTransfer {
    let transfer = DataTransfer::new().expect("a transfer");
    transfer.items().add_with_file(file).expect("added");
    transfer
}

fn choose(input: &HtmlElement, file: &File) {
    input.unchecked_ref::<HtmlInputElement>().set_files(transfer(file).files().as_ref());
    let init = EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&Event::new_with_event_init_dict("change", &init).expect("an event")).expect("dispatched");
}

async fn choose_people(portal: &Portal) {
    choose(&portal.stage.role("file", "People (optional)").await, &file("people.csv", PEOPLE));
    portal.stage.role("button", "Remove people.csv").await;
}

async fn check(portal: &Portal) {
    choose_people(portal).await;
    let check = portal.stage.role("button", "Check").await;
    portal.stage.until(|| check.get_attribute("aria-disabled").is_none(), "the file to be read").await;
    check.click();
}

/// Whether a difference is on show; the live region may still hold what was said about it.
fn shows_difference(portal: &Portal) -> bool {
    !portal.stage.all("main .rows").is_empty()
}

fn bodies(portal: &Portal, path: &str) -> Vec<Value> {
    portal.server.requests().into_iter().filter(|request| request.path == path).filter_map(|request| request.body).collect()
}

#[wasm_bindgen_test]
pub async fn nothing_is_imported_that_was_not_checked() {
    let portal = open(server(DIFFERENCE, DONE)).await;
    let stage = &portal.stage;
    let (check_button, import) = (stage.role("button", "Check").await, stage.role("button", "Import").await);
    assert_eq!(stage.description(&check_button), "Choose at least one file.");
    assert_eq!(stage.description(&import), "Check the files first.");
    check_button.click();
    import.click();
    assert!(bodies(&portal, PLAN).is_empty() && bodies(&portal, IMPORT).is_empty());

    check(&portal).await;
    stage.text("4 added, 1 changed, 0 removed.").await;
    stage.text("department: Sales becomes R&D").await;
    stage.text("Grace Moreau in Field leads").await;
    assert_eq!(bodies(&portal, PLAN), [json!({ "people": PEOPLE, "groups": null, "members": null, "removeMissing": false })]);

    import.click();
    stage.text("The import is done.").await;
    let request = portal.server.requests().into_iter().find(|request| request.path == IMPORT).expect("it was sent");
    assert_eq!(request.headers, [("If-Match", "\"3\"".to_owned())]);
    assert_eq!(request.body, bodies(&portal, PLAN).pop(), "what was checked is what was imported");
    assert_eq!(stage.description(&import), "Imported. Check again before you import more.");
}

#[wasm_bindgen_test]
pub async fn another_choice_has_to_be_checked_anew() {
    let portal = open(server(DIFFERENCE, DONE)).await;
    let stage = &portal.stage;
    check(&portal).await;
    stage.text("4 added, 1 changed, 0 removed.").await;
    stage.role("checkbox", "Remove who is missing").await.click();
    stage.until(|| !shows_difference(&portal), "the old difference to be gone").await;
    let import = stage.role("button", "Import").await;
    assert_eq!(stage.description(&import), "Check the files first.");
    stage.role("button", "Check").await.click();
    stage.until(|| shows_difference(&portal), "the new difference").await;
    assert_eq!(bodies(&portal, PLAN)[1]["removeMissing"], json!(true));

    stage.role("button", "Remove people.csv").await.click();
    let input = stage.role("file", "People (optional)").await;
    stage.until(|| stage.is_focused(&input), "focus on the field").await;
    stage.until(|| !shows_difference(&portal), "the difference to be gone").await;
}

#[wasm_bindgen_test]
pub async fn mistakes_are_told_by_file_and_line_and_the_files_stay() {
    let portal = open(server(MISTAKES, DONE)).await;
    let stage = &portal.stage;
    choose(&stage.role("file", "Groups (optional)").await, &file("our groups.csv", "displayName,membershipRule\n"));
    stage.role("button", "Remove our groups.csv").await;
    check(&portal).await;
    stage.text("5 mistakes were found.").await;
    stage.role("heading", "people.csv").await;
    stage.role("heading", "our groups.csv").await;
    stage.text("Line 2, userPrincipalName: grace has to look like name@example.com.").await;
    stage.text("Line 3, displayName: Fill in this cell.").await;
    assert!(stage.find("button", "Remove people.csv").is_some());
}

#[wasm_bindgen_test]
pub async fn a_group_that_vanishes_from_profiles_is_warned_of() {
    let portal = open(server(COMPLETE, DONE)).await;
    check(&portal).await;
    portal.stage.text("Executive staff is removed, and Executives is assigned to it.").await;
}

#[wasm_bindgen_test]
pub async fn a_directory_that_is_as_the_files_say_needs_no_import() {
    let portal = open(server(NOTHING, DONE)).await;
    check(&portal).await;
    portal.stage.text("Nothing changes.").await;
    let import = portal.stage.role("button", "Import").await;
    assert_eq!(portal.stage.description(&import), "The directory is already as the files say.");
}

#[wasm_bindgen_test]
pub async fn a_directory_that_changed_meanwhile_is_checked_again() {
    let portal = open(server(DIFFERENCE, STALE)).await;
    let stage = &portal.stage;
    check(&portal).await;
    stage.text("4 added").await;
    stage.role("button", "Import").await.click();
    stage.text("The directory was changed since you checked").await;
    assert!(!shows_difference(&portal), "what was checked is old");
    stage.role("button", "Check again").await.click();
    stage.until(|| shows_difference(&portal), "the new difference").await;
    assert!(!stage.has_text("The directory was changed since you checked"));
}

#[wasm_bindgen_test]
pub async fn a_file_can_be_dropped() {
    let portal = open(server(DIFFERENCE, DONE)).await;
    let zone = portal.stage.all(".drop").remove(2);
    let init = DragEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_data_transfer(Some(&transfer(&file("dropped.csv", "group,member\n"))));
    let event = DragEvent::new_with_event_init_dict("drop", &init).expect("an event");
    assert!(!zone.dispatch_event(&event).expect("dispatched"), "the browser does not open the file");
    portal.stage.role("button", "Remove dropped.csv").await;
}

#[wasm_bindgen_test]
pub async fn a_file_that_is_not_utf8_or_too_large_is_refused_before_it_is_sent() {
    let portal = open(server(DIFFERENCE, DONE)).await;
    let stage = &portal.stage;
    let latin = Uint8Array::from(&b"displayName\nM\xfcnchen\n"[..]);
    let latin = File::new_with_u8_array_sequence(&Array::of1(&latin), "latin.csv").expect("a file");
    let input = stage.role("file", "Groups (optional)").await;
    choose(&input, &latin);
    stage.text("This file is not UTF-8. Save it as CSV UTF-8.").await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    let button = stage.role("button", "Check").await;
    assert_eq!(stage.description(&button), "Remove the file that cannot be taken.");

    let half = Uint8Array::new_with_length(33 * 1024 * 1024);
    let large = File::new_with_u8_array_sequence(&Array::of2(&half, &half), "large.csv").expect("a file");
    choose(&input, &large);
    stage.text("This file has 66 MiB; 64 MiB are the most that is taken at once.").await;
    button.click();
    assert!(bodies(&portal, PLAN).is_empty());
}

#[wasm_bindgen_test]
pub async fn templates_are_made_in_the_app() {
    let portal = open(server(DIFFERENCE, DONE)).await;
    let link = portal.stage.role("link", "Template for members").await;
    assert_eq!(link.get_attribute("download").as_deref(), Some("members.csv"));
    let address = link.get_attribute("href").expect("an address");
    assert_eq!(address, "data:text/csv;charset=utf-8,group%2Cmember%0D%0AField%20engineers%2Cgrace%40example.com%0D%0A");
}

#[wasm_bindgen_test]
pub async fn readers_and_other_servers_are_told_why_not() {
    let reader = server(DIFFERENCE, DONE);
    let mut person = person();
    person["role"] = json!("reader");
    reader.answer("GET", &format!("{BASE}/session"), 200, person);
    let portal = Portal::open("/directory/import", reader);
    portal.stage.role("heading", "Only administrators import").await;
    drop(portal);

    let plain = server(DIFFERENCE, DONE);
    // The frame asks, and the screen.
    for _ in 0..2 {
        plain.answer("GET", &format!("{BASE}/graph/beta/pomona"), 404, json!({ "error": { "code": "ResourceNotFound", "message": "x" } }));
    }
    let portal = Portal::open("/directory/import", plain);
    portal.stage.role("heading", "Not on this server").await;
}
