//! `/graph/beta/pomona/directory`: what an import would do, and importing.

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, find, names, server, server_with, text};

const PLAN: &str = "/graph/beta/pomona/directory/plan";
const IMPORT: &str = "/graph/beta/pomona/directory/import";
const PEOPLE: &str = "userPrincipalName,displayName,department\ngrace@contoso.example,Grace Moreau,R&D\nnew@contoso.example,Neue Person,\n";

async fn planned(server: &Server, body: &Value) -> Value {
    server.post(PLAN, body).send().await.expect(StatusCode::OK)
}

async fn imported(server: &Server, body: &Value) -> Value {
    let plan = planned(server, body).await;
    let import = server.post(IMPORT, body).header("if-match", plan["version"].as_str().expect("a version"));
    import.send().await.expect(StatusCode::OK)
}

fn counts(added: u64, changed: u64, removed: u64, unchanged: u64) -> Value {
    json!({"added": added, "changed": changed, "removed": removed, "unchanged": unchanged})
}

#[tokio::test]
async fn a_plan_says_what_would_change_and_changes_nothing() {
    let server = server().await;
    let body = json!({
        "people": PEOPLE,
        "groups": "displayName,kind\nField leads,security\nWorks council,microsoft365",
        "members": "group,member\nField leads,NEW@contoso.example\nSales,Field leads"
    });
    let plan = planned(&server, &body).await;
    assert_eq!((&plan["people"], &plan["groups"], &plan["members"]), (&counts(1, 1, 0, 249), &counts(1, 0, 0, 32), &counts(2, 0, 0, 309)));
    let change = |table: &str, action: &str, name: &str, key: &str| json!({"table": table, "action": action, "name": name, "key": key, "fields": []});
    let mut grace = change("people", "changed", "Grace Moreau", "grace@contoso.example");
    grace["fields"] = json!([{"name": "department", "before": "Sales", "after": "R&D"}]);
    let mut person = change("members", "added", "Neue Person", "new@contoso.example");
    person["group"] = json!("Field leads");
    let mut group = change("members", "added", "Field leads", "Field leads");
    group["group"] = json!("Sales");
    let added = [change("people", "added", "Neue Person", "new@contoso.example"), change("groups", "added", "Field leads", "Field leads")];
    assert_eq!(plan["changes"], json!([grace, added[0], added[1], person, group]));
    assert_eq!((&plan["moreChanges"], &plan["warnings"]), (&json!(0), &json!([])));
    assert_eq!(planned(&server, &body).await, plan);
}

#[tokio::test]
async fn an_import_is_seen_at_once_and_the_second_one_changes_nothing() {
    let server = server().await;
    let body = json!({"people": PEOPLE, "members": "group,member\nSales,new@contoso.example"});
    let before = planned(&server, &body).await;
    let done = imported(&server, &body).await;
    assert_ne!(done["version"], before["version"]);
    assert_eq!((&done["people"], &done["changes"]), (&before["people"], &before["changes"]));
    let person = server.get("/graph/beta/users/new@contoso.example").send().await.expect(StatusCode::OK);
    assert_eq!((person["userType"].as_str(), person["accountEnabled"].as_bool()), (Some("Member"), Some(true)));
    let groups = server.get("/graph/beta/users/new@contoso.example/memberOf").send().await.expect(StatusCode::OK);
    assert_eq!(names(&groups), ["Sales"]);
    let again = imported(&server, &body).await;
    assert_eq!((&again["version"], &again["people"], &again["changes"]), (&done["version"], &counts(0, 0, 0, 251), &json!([])));
    let events = server.get("/graph/beta/deviceManagement/auditEvents?$top=2").send().await.expect(StatusCode::OK);
    assert_eq!(events["value"][0]["activityType"], "Import Directory");
    assert_ne!(events["value"][1]["activityType"], "Import Directory");
    let properties = events["value"][0]["resources"][0]["modifiedProperties"].as_array().expect("a list").clone();
    let people = properties.iter().find(|one| one["displayName"] == "People").expect("people");
    assert_eq!(serde_json::from_str::<Value>(people["newValue"].as_str().expect("a text")).expect("JSON"), counts(1, 1, 0, 249));
}

#[tokio::test]
async fn an_empty_server_gets_an_organization_of_its_own() {
    let server = server_with(crate::harness::Options { sample: false, ..Default::default() }).await;
    let body = json!({
        "people": "\u{feff}displayName,UserPrincipalName\r\n\"Hopper, Grace\",grace@example.com\r\n\r\n佐藤 健,ken@example.com\r\n=1+1,sum@example.com\r\n",
        "groups": "displayName,description,membershipRule\nSales,\"Sells\nthings\",\nNamed Ken,,\"user.displayName -startsWith \"\"佐藤\"\"\"",
        "members": "group,member\nSales,grace@example.com"
    });
    assert_eq!(imported(&server, &body).await["people"], counts(3, 0, 0, 0));
    let people = server.get("/graph/beta/users").send().await.expect(StatusCode::OK);
    assert_eq!(names(&people), ["Hopper, Grace", "佐藤 健", "=1+1"]);
    let groups = server.get("/graph/beta/groups").send().await.expect(StatusCode::OK);
    assert_eq!(find(&groups, "Sales")["description"], "Sells\nthings");
    let ken = server.get("/graph/beta/users/ken@example.com/memberOf").send().await.expect(StatusCode::OK);
    assert_eq!(names(&ken), ["Named Ken"]);
}

#[tokio::test]
async fn what_a_table_does_not_name_is_removed_only_when_asked_for() {
    let server = server().await;
    let mut body = json!({"people": "userPrincipalName,displayName\ngrace@contoso.example,Grace Moreau", "groups": "displayName\nSales"});
    assert_eq!(planned(&server, &body).await["people"], counts(0, 0, 0, 250));
    body["removeMissing"] = json!(true);
    let plan = planned(&server, &body).await;
    assert_eq!((&plan["people"], &plan["groups"]), (&counts(0, 0, 249, 1), &counts(0, 0, 31, 1)));
    assert_eq!(plan["changes"].as_array().map(Vec::len), Some(200));
    let expected = json!({"code": "assigned_group_removed", "group": "Executive staff", "profiles": ["Executives"]});
    assert!(plan["warnings"].as_array().expect("a list").contains(&expected), "{}", plan["warnings"]);
    let devices = server.get("/graph/beta/devices/$count").eventual().send().await.body;
    imported(&server, &body).await;
    assert_eq!(&server.get("/graph/beta/users/$count").eventual().send().await.body[..], b"1");
    assert_eq!(server.get("/graph/beta/devices/$count").eventual().send().await.body, devices);
    assert_eq!(server.profiles().await["value"].as_array().map(Vec::len), Some(6));
}

#[tokio::test]
async fn an_import_needs_the_version_that_was_looked_at() {
    let server = server().await;
    let body = json!({"people": PEOPLE});
    for tag in [None, Some("*")] {
        let import = server.post(IMPORT, &body);
        let answer = if let Some(tag) = tag { import.header("if-match", tag) } else { import }.send().await;
        answer.refused_for(StatusCode::PRECONDITION_REQUIRED, "PreconditionRequired", "version_required", "");
    }
    let plan = server.post(PLAN, &body).send().await;
    let first = text(&plan.expect(StatusCode::OK), "version");
    assert_eq!(plan.header("etag"), first);
    let other = json!({"groups": "displayName\nFresh"});
    let done = server.post(IMPORT, &other).header("if-match", &first).send().await.expect(StatusCode::OK);
    let late = server.post(IMPORT, &body).header("if-match", &first).send().await;
    late.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    assert_eq!(
        (late.parameters()["changedBy"].as_str(), late.header("etag")),
        (Some("the token of a writer"), done["version"].as_str().expect("a version"))
    );
    assert_eq!(server.get("/graph/beta/users/new@contoso.example").send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reader_neither_plans_nor_imports() {
    let server = server().await;
    for path in [PLAN, IMPORT] {
        let answer = server.post(path, &json!({"people": PEOPLE})).token(READER).header("if-match", "\"1\"").send().await;
        answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    }
}

#[tokio::test]
async fn bad_tables_are_refused_with_their_lines_and_nothing_is_changed() {
    let server = server().await;
    let begin = planned(&server, &json!({})).await;
    for (table, csv, code, pointer, line) in [
        ("people", "", "csv_empty", "/people", "1"),
        ("people", "userPrincipalName;displayName\na@b;A", "csv_separator", "/people", "1"),
        ("people", "userPrincipalName,displayName\na@b,\"A", "csv_syntax", "/people", "2"),
        ("people", "userPrincipalName,displayName\nb@b,B\na@", "csv_ragged_row", "/people/1", "3"),
        ("people", "userPrincipalName,displayName\na@b,M\u{fffd}ller", "not_utf8", "/people", "2"),
        ("people", "userPrincipalName,displayName,shoeSize\na@b,A,42", "column_unknown", "/people", "1"),
        ("people", "displayName\nA", "column_missing", "/people", "1"),
        ("people", "userPrincipalName,displayName\n\n\"a\n@b\",A", "control_character", "/people/0/userPrincipalName", "3"),
        ("people", "userPrincipalName,displayName\na@b,A\nA@B,B", "duplicate_row", "/people/1/userPrincipalName", "3"),
        ("groups", "displayName,membershipRule\nA,user.city -eq", "rule_syntax", "/groups/0/membershipRule", "2"),
        ("members", "group,member\nSales,nobody@contoso.example", "unknown_member", "/members/0/member", "2"),
        ("members", "group,member\nNobody,grace@contoso.example", "unknown_group", "/members/0/group", "2"),
        ("members", "group,member\nGuests,grace@contoso.example", "dynamic_group_member", "/members/0/group", "2"),
    ] {
        for path in [PLAN, IMPORT] {
            let answer =
                server.post(path, &json!({table: csv})).header("if-match", begin["version"].as_str().expect("a version")).send().await;
            let details = answer.refused(StatusCode::BAD_REQUEST, "BadRequest");
            assert_eq!(details[0], (code.to_owned(), pointer.to_owned()), "{csv}");
            assert_eq!(answer.parameters()["line"], line, "{csv}");
        }
    }
    let both = server.post(PLAN, &json!({"people": "\"", "groups": "displayName;kind", "members": "group,member"})).send().await;
    let mistakes = [("csv_syntax", "/people"), ("csv_separator", "/groups")].map(|(code, pointer)| (code.to_owned(), pointer.to_owned()));
    assert_eq!(both.refused(StatusCode::BAD_REQUEST, "BadRequest"), mistakes);
    let wrong = server.post(PLAN, &json!({"people": 1, "removeMissing": "yes", "devices": ""})).send().await;
    let pointers: Vec<String> = wrong.refused(StatusCode::BAD_REQUEST, "BadRequest").into_iter().map(|(_, pointer)| pointer).collect();
    assert_eq!(pointers, ["/people", "/removeMissing", "/devices"]);
    assert_eq!(planned(&server, &json!({})).await, begin);
}

#[tokio::test]
async fn tables_may_be_larger_than_other_bodies_but_not_without_end() {
    let server = server().await;
    let rows: Vec<String> = (0..30_000).map(|number| format!("person{number}@contoso.example,Person number {number}")).collect();
    let people = format!("userPrincipalName,displayName\n{}", rows.join("\n"));
    assert!(people.len() > 1 << 20);
    let plan = planned(&server, &json!({"people": people})).await;
    assert_eq!((&plan["people"], &plan["moreChanges"]), (&counts(30_000, 0, 0, 250), &json!(29_800)));
    let endless = server.post(PLAN, &json!({})).bytes(vec![b' '; (64 << 20) + 1]).send().await;
    endless.refused_for(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", "body_too_large", "");
}
