//! `/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles`: reading, creating, changing, deleting.

use http::{Method, StatusCode};
use serde_json::json;

use crate::harness::{ORIGIN, PROFILES, find, names, server, text};

const SAMPLE: [&str; 6] = ["Field engineers", "Ask on first run", "Executives", "BYOD 2023", "Pilot 2022", "Everyone else"];

fn byod() -> serde_json::Value {
    json!({
        "displayName": "BYOD account driven", "description": "", "platform": "iOS", "priority": 0,
        "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}]
    })
}

#[tokio::test]
async fn the_list_comes_in_order_of_priority_with_its_version() {
    let server = server().await;
    let answer = server.get(PROFILES).send().await;
    let list = answer.expect(StatusCode::OK);
    assert_eq!(names(&list), SAMPLE);
    let places: Vec<_> = list["value"].as_array().expect("a list").iter().map(|item| item["priority"].clone()).collect();
    assert_eq!(places, [0, 1, 2, 3, 4, 5]);
    assert_eq!(list["@pomona.orderEtag"], answer.header("etag"));
    assert_eq!(list["@odata.context"], format!("{ORIGIN}/graph/beta/$metadata#deviceManagement/appleUserInitiatedEnrollmentProfiles"));
    assert!(list["value"][0]["assignments"].is_null());
}

#[tokio::test]
async fn a_created_profile_is_answered_whole_and_takes_its_place() {
    let server = server().await;
    let answer = server.post(PROFILES, &byod()).send().await;
    let created = answer.expect(StatusCode::CREATED);
    assert_eq!(created["displayName"], "BYOD account driven");
    assert_eq!(created["@odata.etag"], "\"1\"");
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(created["createdDateTime"], "2026-11-18T11:06:40.0000000Z");
    assert_eq!(answer.header("location"), format!("{ORIGIN}{PROFILES}/{}", text(&created, "id")));
    assert!(text(&created, "@odata.context").ends_with("appleUserInitiatedEnrollmentProfiles/$entity"));
    let list = server.profiles().await;
    assert_eq!(names(&list)[..2], ["BYOD account driven", "Field engineers"]);
}

#[tokio::test]
async fn without_a_priority_a_profile_goes_to_the_end() {
    let server = server().await;
    let mut profile = byod();
    profile.as_object_mut().expect("an object").remove("priority");
    let created = server.post(PROFILES, &profile).send().await.expect(StatusCode::CREATED);
    assert_eq!(created["priority"], 6);
}

#[tokio::test]
async fn a_profile_is_created_with_its_assignments_or_not_at_all() {
    let server = server().await;
    let sales = server.group_id("Sales").await;
    let mut profile = byod();
    profile["assignments"] = json!([
        {"target": {"@odata.type": "microsoft.graph.groupAssignmentTarget", "groupId": sales}},
        {"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": server.group_id("Field iPads").await}}
    ]);
    let refused = server.post(PROFILES, &profile).send().await;
    refused.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "device_group", "/assignments/1/target/groupId");
    assert_eq!(names(&server.profiles().await), SAMPLE);

    profile["assignments"].as_array_mut().expect("a list").remove(1);
    let created = server.post(PROFILES, &profile).send().await.expect(StatusCode::CREATED);
    let path = format!("{PROFILES}/{}?$expand=assignments", text(&created, "id"));
    let read = server.get(&path).send().await.expect(StatusCode::OK);
    assert_eq!(read["assignments"][0]["target"]["groupId"], sales);
    assert_eq!(read["assignments"][0]["target"]["@odata.type"], "#microsoft.graph.groupAssignmentTarget");
}

#[tokio::test]
async fn what_a_client_reads_it_may_send_back() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let path = format!("{PROFILES}/{id}");
    let read = server.get(&format!("{path}?$expand=assignments")).send().await.expect(StatusCode::OK);
    let written = server.patch(&path, &read).send().await.expect(StatusCode::OK);
    assert_eq!(written["@odata.etag"], read["@odata.etag"], "nothing has changed");
}

#[tokio::test]
async fn a_change_keeps_what_is_absent_and_makes_a_new_version() {
    let server = server().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    let change = json!({"DisplayName": "Executive iPads", "description": null});
    let answer = server.patch(&path, &change).header("if-match", "\"1\"").send().await;
    let changed = answer.expect(StatusCode::OK);
    assert_eq!((changed["displayName"].as_str(), changed["description"].as_str()), (Some("Executive iPads"), Some("")));
    assert_eq!((changed["defaultEnrollmentType"].as_str(), changed["priority"].as_i64()), (Some("device"), Some(2)));
    assert_eq!(answer.header("etag"), "\"2\"");
}

#[tokio::test]
async fn assignments_in_a_change_replace_all_there_are() {
    let server = server().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Field engineers").await);
    let change = json!({"assignments": [{"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]});
    server.patch(&path, &change).send().await.expect(StatusCode::OK);
    let read = server.get(&format!("{path}/assignments")).send().await.expect(StatusCode::OK);
    let targets: Vec<_> = read["value"].as_array().expect("a list").iter().map(|item| text(&item["target"], "@odata.type")).collect();
    assert_eq!(targets, ["#microsoft.graph.allLicensedUsersAssignmentTarget"]);
}

#[tokio::test]
async fn a_stale_change_is_refused_with_who_and_when() {
    let server = server().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    server.patch(&path, &json!({"description": "a"})).send().await.expect(StatusCode::OK);
    for (method, body) in [(Method::PATCH, Some(json!({"description": "b"}))), (Method::DELETE, None)] {
        let ask = server.ask(method, &path).header("if-match", "\"1\"");
        let answer = match &body {
            Some(body) => ask.json(body).send().await,
            None => ask.send().await,
        };
        answer.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
        let expected =
            json!({"changedBy": "the token of a writer", "changedDateTime": "2026-11-18T11:06:40.0000000Z", "currentVersion": "2"});
        assert_eq!(answer.parameters(), expected);
        assert_eq!(answer.header("etag"), "\"2\"");
    }
    let answer = server.patch(&path, &json!({"description": "c"})).header("if-match", "not a version").send().await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    let answer = server.patch(&path, &json!({"description": "c"})).header("if-match", "*").send().await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn a_deleted_profile_is_gone_and_the_others_move_up() {
    let server = server().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Ask on first run").await);
    let answer = server.delete(&path).send().await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    server.get(&path).send().await.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    server.delete(&path).send().await.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    assert_eq!(find(&server.profiles().await, "Executives")["priority"], 1);
}

#[tokio::test]
async fn who_prefers_less_gets_no_body() {
    let server = server().await;
    let answer = server.post(PROFILES, &byod()).header("prefer", "return=minimal").send().await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    assert_eq!(answer.header("preference-applied"), "return=minimal");
    assert!(answer.header("location").starts_with(&format!("{ORIGIN}{PROFILES}/")));
}

#[tokio::test]
async fn every_spelling_of_an_address_is_the_same() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    for path in [
        format!("{PROFILES}('{id}')"),
        format!("{PROFILES}({id})"),
        format!("{PROFILES}%28%27{id}%27%29"),
        format!("/graph/beta/DEVICEMANAGEMENT/appleuserinitiatedenrollmentprofiles/{}/", id.to_uppercase()),
    ] {
        assert_eq!(server.get(&path).send().await.expect(StatusCode::OK)["displayName"], "Executives", "{path}");
    }
}

#[tokio::test]
async fn a_count_is_plain_text() {
    let server = server().await;
    let answer = server.get(&format!("{PROFILES}/$count")).header("accept", "text/plain;q=0.9").send().await;
    assert_eq!((answer.status, &answer.body[..]), (StatusCode::OK, &b"6"[..]));
    assert!(answer.header("content-type").starts_with("text/plain"));
    let answer = server.get(&format!("{PROFILES}/$count?$filter=startswith(displayName,'e')")).send().await;
    assert_eq!(&answer.body[..], b"2");
}
