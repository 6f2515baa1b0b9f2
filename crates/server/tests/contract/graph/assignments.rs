//! `.../appleUserInitiatedEnrollmentProfiles/{id}/assignments`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{PROFILES, Server, server, text};

async fn path(server: &Server) -> String {
    format!("{PROFILES}/{}/assignments", server.profile_id("Executives").await)
}

fn group(id: &str) -> Value {
    json!({"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": id}})
}

#[tokio::test]
async fn a_group_is_added_once_and_read_by_its_id() {
    let server = server().await;
    let path = path(&server).await;
    let sales = server.group_id("Sales").await;
    let answer = server.post(&path, &group(&sales)).send().await;
    let added = answer.expect(StatusCode::CREATED);
    let profile = server.profile_id("Executives").await;
    assert_eq!(added["id"], format!("{profile}_{sales}"));
    assert_eq!(added["target"]["deviceAndAppManagementAssignmentFilterType"], "none");
    let again = server.post(&path, &group(&sales)).send().await.expect(StatusCode::CREATED);
    assert_eq!(again["id"], added["id"]);
    let count = server.get(&format!("{path}/$count")).send().await;
    assert_eq!(&count.body[..], b"2");
    let read = server.get(&format!("{path}/{}", text(&added, "id"))).send().await.expect(StatusCode::OK);
    assert_eq!(read["target"], added["target"]);
    let one = server.get(&format!("{path}?$top=1")).send().await.expect(StatusCode::OK);
    assert_eq!(one["value"].as_array().map(Vec::len), Some(1));
    assert!(text(&one, "@odata.nextLink").ends_with("?$top=1&$skiptoken=1"));
}

#[tokio::test]
async fn a_refused_target_changes_nothing() {
    let server = server().await;
    let path = path(&server).await;
    let (devices, unknown) = (server.group_id("Field iPads").await, "00000000-0000-0000-0000-000000000001");
    for (body, code, pointer) in [
        (group(&devices), "device_group", "/target/groupId"),
        (group(unknown), "unknown_group", "/target/groupId"),
        (json!({"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}), "all_devices", "/target/@odata.type"),
        (json!({}), "missing_property", "/target"),
    ] {
        let answer = server.post(&path, &body).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    assert_eq!(&server.get(&format!("{path}/$count")).send().await.body[..], b"1");
}

#[tokio::test]
async fn all_users_is_echoed_as_it_was_written() {
    let server = server().await;
    let path = path(&server).await;
    let all_users = "acacacac-9df4-4c7d-9d50-4ef0226f57a9";
    let added = server.post(&path, &group(all_users)).send().await.expect(StatusCode::CREATED);
    assert_eq!(added["target"]["groupId"], all_users);
    let licensed = json!({"target": {"@odata.type": "microsoft.graph.allLicensedUsersAssignmentTarget"}});
    let again = server.post(&path, &licensed).send().await.expect(StatusCode::CREATED);
    assert_eq!(again["id"], added["id"]);
    assert_eq!(again["target"]["groupId"], all_users);
}

#[tokio::test]
async fn a_filter_can_be_changed_and_a_target_cannot() {
    let server = server().await;
    let path = path(&server).await;
    let sales = server.group_id("Sales").await;
    let added = server.post(&path, &group(&sales)).send().await.expect(StatusCode::CREATED);
    let one = format!("{path}/{}", text(&added, "id"));
    let mut change = group(&sales);
    change["target"]["deviceAndAppManagementAssignmentFilterId"] = json!("f1");
    change["target"]["deviceAndAppManagementAssignmentFilterType"] = json!("include");
    let changed = server.patch(&one, &change).send().await.expect(StatusCode::OK);
    assert_eq!(changed["target"]["deviceAndAppManagementAssignmentFilterId"], "f1");
    let other = group(&server.group_id("Guests").await);
    server.patch(&one, &other).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "unknown_value", "/target");
}

#[tokio::test]
async fn an_assignment_is_removed_and_then_gone() {
    let server = server().await;
    let path = path(&server).await;
    let list = server.get(&path).send().await.expect(StatusCode::OK);
    let one = format!("{path}/{}", text(&list["value"][0], "id"));
    assert_eq!(server.delete(&one).send().await.status, StatusCode::NO_CONTENT);
    for answer in [server.get(&one).send().await, server.delete(&one).send().await] {
        answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    }
    let elsewhere = format!("{path}/00000000-0000-0000-0000-000000000001_x");
    assert_eq!(server.get(&elsewhere).send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_assignment_makes_a_new_version_of_its_profile() {
    let server = server().await;
    let path = path(&server).await;
    let sales = server.group_id("Sales").await;
    let stale = server.post(&path, &group(&sales)).header("if-match", "\"9\"").send().await;
    stale.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    server.post(&path, &group(&sales)).header("if-match", "\"1\"").send().await.expect(StatusCode::CREATED);
    let profile = server.get(path.trim_end_matches("/assignments")).send().await;
    assert_eq!(profile.header("etag"), "\"2\"");
}
