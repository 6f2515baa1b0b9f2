//! `/graph/beta/pomona/restore` and `/graph/beta/pomona/profiles/{id}/restore`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Answer, PROFILES, READER, Server, names, server, text};

const RESTORE: &str = "/graph/beta/pomona/restore";

async fn newest(server: &Server) -> u64 {
    let list = server.get("/graph/beta/pomona/versions?$top=1").send().await.expect(StatusCode::OK);
    list["value"][0]["version"].as_u64().expect("a number")
}

fn of(id: &str) -> String {
    format!("/graph/beta/pomona/profiles/{id}/restore")
}

/// Everything that a client sees of the profiles, but for versions and moments.
async fn everything(server: &Server) -> Value {
    let list = server.get(&format!("{PROFILES}?$expand=assignments")).send().await.expect(StatusCode::OK);
    let mut items = list["value"].as_array().expect("a list").clone();
    for item in &mut items {
        let item = item.as_object_mut().expect("an object");
        item.retain(|name, _| !name.starts_with('@') && name != "lastModifiedDateTime");
    }
    Value::Array(items)
}

async fn order_etag(server: &Server) -> String {
    text(&server.profiles().await, "@pomona.orderEtag")
}

async fn etag(server: &Server, id: &str) -> String {
    let profile = server.get(&format!("{PROFILES}/{id}")).send().await.expect(StatusCode::OK);
    text(&profile, "@odata.etag")
}

#[tokio::test]
async fn a_changed_profile_becomes_what_it_was_and_that_is_a_new_version() {
    let server = server().await;
    let before = everything(&server).await;
    let (version, id) = (newest(&server).await, server.profile_id("Executives").await);
    let change = json!({"displayName": "Board", "description": "For the board", "assignments": []});
    server.patch(&format!("{PROFILES}/{id}"), &change).send().await.expect(StatusCode::OK);
    let changed = newest(&server).await;
    let wanted = json!({"version": version});
    let plan = server.post(&format!("{}/plan", of(&id)), &wanted).token(READER).send().await;
    let told = plan.expect(StatusCode::OK);
    assert_eq!((&told["version"], told["restoredVersion"].as_u64()), (&Value::Null, Some(version)));
    assert_eq!(told["changes"][0], json!({"field": "displayName", "before": "Board", "after": "Executives"}));
    assert_eq!((plan.header("etag"), newest(&server).await), (etag(&server, &id).await.as_str(), changed), "nothing is changed yet");

    let done = server.post(&of(&id), &wanted).header("if-match", plan.header("etag")).send().await;
    let answer = done.expect(StatusCode::OK);
    assert_eq!((answer["version"].as_u64(), &answer["changes"]), (Some(newest(&server).await), &told["changes"]));
    assert_eq!((answer["profile"]["displayName"].as_str(), &answer["warnings"]), (Some("Executives"), &json!([])));
    assert_eq!(done.header("etag"), etag(&server, &id).await);
    assert_eq!(everything(&server).await, before);
    let back = server.post(&of(&id), &json!({"version": changed})).header("if-match", done.header("etag")).send().await;
    assert_eq!(back.expect(StatusCode::OK)["profile"]["displayName"], "Board", "a restore can be taken back too");
    let row = server.get(&format!("/graph/beta/pomona/versions/{}", newest(&server).await)).send().await.expect(StatusCode::OK);
    assert_eq!((row["restoredVersion"].as_u64(), &row["activity"], &row["through"]), (Some(changed), &json!("change"), &json!("token")));
}

#[tokio::test]
async fn a_deleted_profile_comes_back_with_its_id_at_its_place() {
    let server = server().await;
    let before = everything(&server).await;
    let (version, id) = (newest(&server).await, server.profile_id("Executives").await);
    let old = etag(&server, &id).await;
    server.delete(&format!("{PROFILES}/{id}")).send().await.expect(StatusCode::NO_CONTENT);
    let wanted = json!({"version": version});
    let stale = server.post(&of(&id), &wanted).header("if-match", &old).send().await;
    stale.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    assert_eq!(stale.header("etag"), order_etag(&server).await, "the order's version is what it takes while the profile is not there");
    let done = server.post(&of(&id), &wanted).header("if-match", stale.header("etag")).send().await;
    let answer = done.expect(StatusCode::OK);
    assert!(answer["changes"].as_array().is_some_and(|changes| changes.iter().all(|change| change["before"].is_null())));
    assert_eq!(everything(&server).await, before);
    assert_ne!(etag(&server, &id).await, old);
}

#[tokio::test]
async fn everything_becomes_what_it_was_at_once() {
    let server = server().await;
    let (before, version) = (everything(&server).await, newest(&server).await);
    let list = server.profiles().await;
    let ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|one| text(one, "id")).collect();
    server.delete(&format!("{PROFILES}/{}", ids[1])).send().await.expect(StatusCode::NO_CONTENT);
    server.patch(&format!("{PROFILES}/{}", ids[0]), &json!({"displayName": "Renamed"})).send().await.expect(StatusCode::OK);
    let new = json!({"displayName": names(&list)[0], "defaultEnrollmentType": "device", "priority": 0});
    server.post(PROFILES, &new).send().await.expect(StatusCode::CREATED);
    let wanted = json!({"version": version});
    let plan = server.post(&format!("{RESTORE}/plan"), &wanted).token(READER).send().await;
    let told = plan.expect(StatusCode::OK);
    let fates: Vec<_> = told["profiles"].as_array().expect("a list").iter().map(|one| text(one, "change")).collect();
    assert_eq!(fates, ["changed", "added", "removed"]);
    assert_eq!(plan.header("etag"), order_etag(&server).await);
    let unguarded = server.post(RESTORE, &wanted).send().await;
    unguarded.refused_for(StatusCode::PRECONDITION_REQUIRED, "PreconditionRequired", "version_required", "");
    let done = server.post(RESTORE, &wanted).header("if-match", plan.header("etag")).send().await;
    let answer = done.expect(StatusCode::OK);
    assert_eq!((&answer["profiles"], answer["version"].as_u64()), (&told["profiles"], Some(newest(&server).await)));
    assert_eq!(everything(&server).await, before);
    let again = server.post(RESTORE, &wanted).header("if-match", plan.header("etag")).send().await;
    again.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    assert_eq!(again.header("etag"), done.header("etag"));
    let same = server.post(RESTORE, &wanted).header("if-match", done.header("etag")).send().await.expect(StatusCode::OK);
    assert_eq!((&same["version"], &same["profiles"], &same["moves"]), (&Value::Null, &json!([]), &json!([])));
    let verified = server.get("/graph/beta/pomona/audit/verification").send().await.expect(StatusCode::OK);
    assert_eq!(verified["verified"], true);
}

#[tokio::test]
async fn with_the_version_of_the_plan_a_change_inside_a_profile_stops_a_restore_too() {
    let server = server().await;
    let (version, id) = (newest(&server).await, server.profile_id("Executives").await);
    let wanted = json!({"version": version});
    server.patch(&format!("{PROFILES}/{id}"), &json!({"description": "one"})).send().await.expect(StatusCode::OK);
    let plan = server.post(&format!("{RESTORE}/plan"), &wanted).send().await;
    let seen = text(&plan.expect(StatusCode::OK), "planVersion");
    server.patch(&format!("{PROFILES}/{id}"), &json!({"description": "two"})).send().await.expect(StatusCode::OK);
    assert_eq!(plan.header("etag"), order_etag(&server).await, "the order is as it was");
    let stale = server.post(RESTORE, &wanted).header("if-match", &seen).send().await;
    stale.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    let again = server.post(&format!("{RESTORE}/plan"), &wanted).send().await.expect(StatusCode::OK);
    assert_eq!(stale.header("etag"), text(&again, "planVersion"));
    let done = server.post(RESTORE, &wanted).header("if-match", &text(&again, "planVersion")).send().await.expect(StatusCode::OK);
    assert_eq!(done["profiles"][0]["changes"][0]["before"], "two");
    let after = server.post(&format!("{RESTORE}/plan"), &wanted).send().await.expect(StatusCode::OK);
    assert_eq!(done["planVersion"], after["planVersion"]);
}

#[tokio::test]
async fn a_name_that_is_taken_by_now_is_a_conflict_in_the_plan_too() {
    let server = server().await;
    let (version, id) = (newest(&server).await, server.profile_id("Executives").await);
    server.patch(&format!("{PROFILES}/{id}"), &json!({"displayName": "Board"})).send().await.expect(StatusCode::OK);
    let other = server.post(PROFILES, &json!({"displayName": "EXECUTIVES", "defaultEnrollmentType": "device"})).send().await;
    let other = text(&other.expect(StatusCode::CREATED), "id");
    let tag = etag(&server, &id).await;
    let ask = |path: String| server.post(&path, &json!({"version": version})).header("if-match", &tag);
    for answer in [ask(of(&id)).send().await, ask(format!("{}/plan", of(&id))).send().await] {
        answer.refused_for(StatusCode::CONFLICT, "Conflict", "name_taken", "/version");
        assert_eq!(answer.parameters(), json!({"name": "EXECUTIVES", "id": other}));
    }
    assert_eq!(etag(&server, &id).await, tag);
}

#[tokio::test]
async fn a_group_that_is_gone_is_warned_of_and_restored_all_the_same() {
    let server = server().await;
    let sales = server.group_id("Sales").await;
    let target = json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": sales});
    let new = json!({"displayName": "For sales", "defaultEnrollmentType": "device", "assignments": [{"target": target}]});
    let id = text(&server.post(PROFILES, &new).send().await.expect(StatusCode::CREATED), "id");
    let version = newest(&server).await;
    server.patch(&format!("{PROFILES}/{id}"), &json!({"assignments": []})).send().await.expect(StatusCode::OK);
    let groups = server.get("/graph/beta/groups?$top=999&$select=displayName").send().await.expect(StatusCode::OK);
    let others: Vec<&str> = names(&groups).into_iter().filter(|name| *name != "Sales").collect();
    let tables = json!({"groups": format!("displayName\n{}\n", others.join("\n")), "removeMissing": true});
    let plan = server.post("/graph/beta/pomona/directory/plan", &tables).send().await;
    let import = server.post("/graph/beta/pomona/directory/import", &tables).header("if-match", plan.header("etag"));
    import.send().await.expect(StatusCode::OK);
    let tag = etag(&server, &id).await;
    let done = server.post(&of(&id), &json!({"version": version})).header("if-match", &tag).send().await.expect(StatusCode::OK);
    let warning = json!({"code": "group_missing", "groupId": sales, "profile": {"id": id, "displayName": "For sales"}});
    assert_eq!(done["warnings"], json!([warning]));
    assert_eq!(done["profile"]["assignments"][0]["target"]["groupId"], sales);
}

#[tokio::test]
async fn what_cannot_be_restored_is_refused_and_nothing_changes() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let (before, tag, order) = (everything(&server).await, etag(&server, &id).await, order_etag(&server).await);
    let new = json!({"displayName": "New", "defaultEnrollmentType": "device"});
    let oldest = newest(&server).await;
    let created = server.post(PROFILES, &new).send().await.expect(StatusCode::CREATED);
    let (new, new_tag) = (text(&created, "id"), text(&created, "@odata.etag"));
    let refused = |answer: &Answer, code: &str, pointer: &str| answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    for path in [of(&id), format!("{}/plan", of(&id)), RESTORE.to_owned(), format!("{RESTORE}/plan")] {
        let tag = if path.starts_with(RESTORE) { &order } else { &tag };
        let ask = |body: &Value| server.post(&path, body).header("if-match", tag);
        refused(&ask(&json!({"version": 999_999})).send().await, "version_unknown", "/version");
        refused(&ask(&json!({"version": "1"})).send().await, "wrong_type", "/version");
        refused(&ask(&json!({"version": -1})).send().await, "wrong_type", "/version");
        refused(&ask(&json!({})).send().await, "missing_property", "/version");
        refused(&ask(&json!({"version": oldest, "force": true})).send().await, "unknown_property", "/force");
        refused(&ask(&json!({})).bytes("{\"version\": 1").send().await, "broken_json", "");
    }
    let too_old = server.post(&of(&new), &json!({"version": oldest})).header("if-match", &new_tag).send().await;
    refused(&too_old, "nothing_to_restore", "/version");
    let unguarded = server.post(&of(&id), &json!({"version": oldest})).send().await;
    unguarded.refused_for(StatusCode::PRECONDITION_REQUIRED, "PreconditionRequired", "version_required", "");
    let nobody = "00000000-0000-0000-0000-0000000000ff";
    let stranger = server.post(&of(nobody), &json!({"version": oldest})).header("if-match", &order).send().await;
    stranger.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    for path in [of(&id), RESTORE.to_owned()] {
        let reader = server.post(&path, &json!({"version": oldest})).header("if-match", &order).token(READER).send().await;
        reader.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    }
    server.delete(&format!("{PROFILES}/{new}")).send().await.expect(StatusCode::NO_CONTENT);
    assert_eq!(everything(&server).await, before);
}
