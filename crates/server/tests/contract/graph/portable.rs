//! `/graph/beta/pomona/export` and `/graph/beta/pomona/import`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Answer, Options, PROFILES, READER, Server, names, server, server_with, text};

const EXPORT: &str = "/graph/beta/pomona/export";
const IMPORT: &str = "/graph/beta/pomona/import";
const PLAN: &str = "/graph/beta/pomona/import/plan";

async fn export(server: &Server) -> Value {
    server.get(EXPORT).token(READER).send().await.expect(StatusCode::OK)
}

async fn plan(server: &Server, body: &Value) -> (Value, String) {
    let answer = server.post(PLAN, body).token(READER).send().await;
    let document = answer.expect(StatusCode::OK);
    assert_eq!(document["planVersion"], answer.header("etag"));
    (document, answer.header("etag").to_owned())
}

async fn import(server: &Server, body: &Value) -> Value {
    let (_, version) = plan(server, body).await;
    server.post(IMPORT, body).header("if-match", &version).send().await.expect(StatusCode::OK)
}

fn actions(plan: &Value) -> Vec<&str> {
    plan["items"].as_array().expect("a list").iter().map(|item| item["action"].as_str().expect("a word")).collect()
}

/// An export without what differs between two organizations.
fn comparable(mut document: Value) -> Value {
    document["organization"] = Value::Null;
    for profile in document["profiles"].as_array_mut().expect("a list") {
        for name in ["createdDateTime", "lastModifiedDateTime"] {
            profile[name] = Value::Null;
        }
    }
    document
}

/// A server with the same groups by name under other ids, and no profile.
async fn elsewhere(document: &Value) -> Server {
    let server = server_with(Options { sample: false, ..Options::default() }).await;
    let groups: Vec<String> = document["groups"].as_array().expect("a list").iter().map(|group| text(group, "displayName")).collect();
    let tables = json!({"groups": format!("displayName\n{}\n", groups.join("\n"))});
    let plan = server.post("/graph/beta/pomona/directory/plan", &tables).send().await;
    let done = server.post("/graph/beta/pomona/directory/import", &tables).header("if-match", plan.header("etag")).send().await;
    done.expect(StatusCode::OK);
    server
}

#[tokio::test]
async fn everything_is_exported_in_order_with_the_names_of_groups() {
    let server = server().await;
    let answer = server.get(EXPORT).token(READER).send().await;
    let document = answer.expect(StatusCode::OK);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"pomona-profiles.json\"");
    assert_eq!((&document["format"], &document["formatVersion"]), (&json!("pomona.enrollmentProfiles"), &json!(1)));
    assert_eq!(document["organization"]["displayName"], "Contoso");
    let listed = server.profiles().await;
    assert_eq!(names(&json!({"value": document["profiles"]})), names(&listed));
    let sales = server.group_id("Sales").await;
    let groups = document["groups"].as_array().expect("a list");
    let named: Vec<_> = groups.iter().filter(|group| group["id"] == sales).map(|group| &group["displayName"]).collect();
    assert_eq!(named, ["Sales"]);
    assert_eq!(export(&server).await, document, "the same profiles make the same document");
}

#[tokio::test]
async fn a_document_moves_to_another_organization_and_back_without_loss() {
    let here = server().await;
    let document = export(&here).await;
    let there = elsewhere(&document).await;
    let body = json!({"document": document});
    let (told, version) = plan(&there, &body).await;
    assert!(actions(&told).iter().all(|action| *action == "create") && told["unmappedGroups"] == json!([]));
    assert!(
        told["groups"]
            .as_array()
            .is_some_and(|groups| groups.iter().all(|group| group["by"] == "name" && group["to"]["displayName"] == group["displayName"]))
    );
    assert_eq!(there.profiles().await["value"], json!([]), "a plan changes nothing");
    let done = there.post(IMPORT, &body).header("if-match", &version).send().await.expect(StatusCode::OK);
    assert_eq!(done["items"], told["items"]);
    let newest = there.get("/graph/beta/pomona/versions?$top=1").send().await.expect(StatusCode::OK)["value"][0].clone();
    assert_eq!((&done["version"], &newest["imported"], &newest["through"]), (&newest["version"], &json!(true), &json!("token")));
    let moved = export(&there).await;
    assert_eq!(names(&json!({"value": moved["profiles"]})), names(&json!({"value": document["profiles"]})));

    let id = here.profile_id("Executives").await;
    here.delete(&format!("{PROFILES}/{id}")).send().await.expect(StatusCode::NO_CONTENT);
    let back = import(&here, &json!({"document": moved})).await;
    assert_eq!(actions(&back).iter().filter(|action| **action == "unchanged").count() + 1, actions(&back).len());
    assert_eq!(comparable(export(&here).await), comparable(document));
}

#[tokio::test]
async fn an_import_where_it_comes_from_changes_nothing_and_makes_no_version() {
    let server = server().await;
    let body = json!({"document": export(&server).await});
    let before = server.get("/graph/beta/pomona/audit/verification").send().await.expect(StatusCode::OK);
    let (told, _) = plan(&server, &body).await;
    assert!(actions(&told).iter().all(|action| *action == "unchanged"));
    assert_eq!((&told["changes"], &told["moves"], &told["groups"]), (&json!(false), &json!([]), &json!([])));
    assert_eq!(import(&server, &body).await["version"], Value::Null);
    assert_eq!(server.get("/graph/beta/pomona/audit/verification").send().await.expect(StatusCode::OK), before);
}

#[tokio::test]
async fn each_profile_is_skipped_overwritten_or_copied_and_the_order_is_taken_over() {
    let server = server().await;
    let document = export(&server).await;
    let ids: Vec<String> = document["profiles"].as_array().expect("a list").iter().map(|one| text(one, "id")).collect();
    for id in &ids[..3] {
        server.patch(&format!("{PROFILES}/{id}"), &json!({"description": "changed here"})).send().await.expect(StatusCode::OK);
    }
    server.post(&format!("{PROFILES}/{}/setPriority", ids[3]), &json!({"priority": 0})).send().await.expect(StatusCode::NO_CONTENT);
    let (skip, copy) = (&ids[0], &ids[1]);
    let body = json!({"document": document, "decisions": {skip: "skip", copy: "copy", &ids[2]: "overwrite"}});
    let (told, _) = plan(&server, &body).await;
    assert_eq!(actions(&told)[..4], ["skip", "copy", "overwrite", "unchanged"]);
    assert_eq!(told["items"][2]["match"]["by"], "id");
    assert_eq!(told["items"][2]["changes"][0]["before"], "changed here");
    import(&server, &body).await;
    let now = export(&server).await;
    let described =
        |id: &str| now["profiles"].as_array().expect("a list").iter().find(|one| one["id"] == id).expect("there")["description"].clone();
    assert_eq!((described(skip), described(copy)), (json!("changed here"), json!("changed here")));
    assert_eq!(described(&ids[2]), document["profiles"][2]["description"]);
    let name = format!("{} (2)", text(&document["profiles"][1], "displayName"));
    assert!(names(&json!({"value": now["profiles"]})).contains(&name.as_str()));
    let place = |id: &String| now["profiles"].as_array().expect("a list").iter().position(|one| one["id"] == **id);
    assert!(place(&ids[2]) < place(&ids[3]), "as the document has it");
}

#[tokio::test]
async fn groups_that_cannot_be_found_stop_an_import_until_somebody_chooses() {
    let here = server().await;
    let mut document = export(&here).await;
    let there = elsewhere(&document).await;
    let groups = document["groups"].as_array_mut().expect("a list");
    let unknown = text(&groups[0], "id");
    groups[0]["displayName"] = json!("Nobody knows");
    let body = json!({"document": document});
    let (told, version) = plan(&there, &body).await;
    let unmapped = &told["unmappedGroups"][0];
    assert_eq!(
        (text(unmapped, "id"), &unmapped["displayName"], &unmapped["reason"]),
        (unknown.clone(), &json!("Nobody knows"), &json!("missing"))
    );
    assert!(unmapped["profiles"].as_array().is_some_and(|profiles| !profiles.is_empty()));
    let refused = there.post(IMPORT, &body).header("if-match", &version).send().await;
    refused.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "group_not_mapped", &format!("/groups/{unknown}"));
    assert_eq!(there.profiles().await["value"], json!([]));
    let mut choices = json!({});
    choices[unknown.as_str()] = Value::Null;
    let chosen = json!({"document": document, "groups": choices});
    let done = import(&there, &chosen).await;
    assert_eq!((&done["unmappedGroups"], &done["groups"][0]["to"], &done["groups"][0]["by"]), (&json!([]), &Value::Null, &json!("choice")));
}

#[tokio::test]
async fn what_changed_since_the_plan_stops_an_import() {
    let server = server().await;
    let body = json!({"document": export(&server).await});
    let (_, version) = plan(&server, &body).await;
    let unguarded = server.post(IMPORT, &body).send().await;
    unguarded.refused_for(StatusCode::PRECONDITION_REQUIRED, "PreconditionRequired", "version_required", "");
    let id = server.profile_id("Executives").await;
    server.patch(&format!("{PROFILES}/{id}"), &json!({"description": "meanwhile"})).send().await.expect(StatusCode::OK);
    let stale = server.post(IMPORT, &body).header("if-match", &version).send().await;
    stale.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    assert_eq!(stale.parameters()["changedBy"], "the token of a writer");
    let (_, version) = plan(&server, &body).await;
    assert_eq!(stale.header("etag"), version);
    let tables = json!({"groups": "displayName\nNew\n"});
    let directory = server.post("/graph/beta/pomona/directory/plan", &tables).send().await;
    let done = server.post("/graph/beta/pomona/directory/import", &tables).header("if-match", directory.header("etag")).send().await;
    done.expect(StatusCode::OK);
    let stale = server.post(IMPORT, &body).header("if-match", &version).send().await;
    stale.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    for tag in ["\"7\"", "x", "\"all-1\""] {
        let stale = server.post(IMPORT, &body).header("if-match", tag).send().await;
        stale.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    }
    let reader = server.post(IMPORT, &body).header("if-match", &version).token(READER).send().await;
    reader.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
}

#[tokio::test]
async fn bad_documents_are_refused_where_it_is_wrong_and_change_nothing() {
    let server = server().await;
    let document = export(&server).await;
    let ipads = server.group_id("Field iPads").await;
    let with = |pointer: &str, value: Value| {
        let mut body = json!({"document": document});
        *body.pointer_mut(pointer).expect("it is there") = value;
        body
    };
    let refused = |answer: &Answer, status, word, code: &str, pointer: &str| answer.refused_for(status, word, code, pointer);
    let bad = StatusCode::BAD_REQUEST;
    let first = text(&document["profiles"][0], "displayName");
    let target = json!([{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": ipads}}]);
    for (body, code, pointer) in [
        (json!({}), "missing_property", "/document"),
        (json!({"document": 7}), "wrong_type", "/document"),
        (with("/document/format", json!("csv")), "not_a_document", "/document/format"),
        (with("/document/formatVersion", json!(2)), "format_version", "/document/formatVersion"),
        (with("/document/profiles/1/id", document["profiles"][0]["id"].clone()), "profile_twice", "/document/profiles/1/id"),
        (with("/document/profiles/1/displayName", json!("\u{7}")), "control_character", "/document/profiles/1/displayName"),
        (
            with("/document/profiles/1/defaultEnrollmentType", json!("telepathy")),
            "unknown_value",
            "/document/profiles/1/defaultEnrollmentType",
        ),
        (with("/document/profiles/1/assignments", target), "device_group", "/document/profiles/1/assignments/0/target/groupId"),
        (json!({"document": document, "decisions": {"x": "skip"}}), "not_in_document", "/decisions/x"),
    ] {
        refused(&server.post(PLAN, &body).send().await, bad, "BadRequest", code, pointer);
    }
    let twice = server.post(PLAN, &with("/document/profiles/1/displayName", json!(first.to_uppercase()))).send().await;
    refused(&twice, StatusCode::CONFLICT, "Conflict", "name_taken", "/document/profiles/1/displayName");
    let half = json!({"document": document}).to_string();
    let half = server.post(PLAN, &json!({})).bytes(half[..half.len() / 2].to_owned()).send().await;
    refused(&half, bad, "BadRequest", "broken_json", "");
    let deep = format!("{{\"document\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    refused(&server.post(PLAN, &json!({})).bytes(deep).send().await, bad, "BadRequest", "broken_json", "");
    let plain = server.post(PLAN, &json!({})).header("content-type", "text/plain").bytes("{}").send().await;
    refused(&plain, StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", "unsupported_media_type", "");
    assert_eq!(export(&server).await, document);
}

#[tokio::test]
async fn fifty_megabytes_are_refused_in_one_sentence() {
    let server = server().await;
    let mut document = export(&server).await;
    let profile = document["profiles"][0].clone();
    let mut large = profile.clone();
    large["description"] = json!("界".repeat(8_000));
    document["profiles"] = (0..2_001).map(|_| large.clone()).collect();
    let answer = server.post(PLAN, &json!({"document": document})).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "too_many_profiles", "/document/profiles");
    let too_large = server.post(PLAN, &json!({})).bytes(vec![b' '; (64 << 20) + 1]).send().await;
    too_large.refused_for(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", "body_too_large", "");
}

#[tokio::test]
async fn names_in_any_script_come_through() {
    let here = server().await;
    let scripts = ["佐藤 健", "ليلى حداد", "Ἀθηνᾶ", "👩🏽‍💻 team", "=cmd|' /C calc'!A0"];
    for name in scripts {
        here.post(PROFILES, &json!({"displayName": name, "defaultEnrollmentType": "device"})).send().await.expect(StatusCode::CREATED);
    }
    let document = export(&here).await;
    let there = elsewhere(&document).await;
    import(&there, &json!({"document": document})).await;
    let listed = there.profiles().await;
    assert!(scripts.iter().all(|name| names(&listed).contains(name)), "{listed}");
}
