//! What is refused about a profile: each mistake with its code and its place, all mistakes at once.

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{PROFILES, Server, server};

const BAD: (StatusCode, &str) = (StatusCode::BAD_REQUEST, "BadRequest");

fn profile(change: &Value) -> Value {
    let mut profile = json!({
        "displayName": "New", "defaultEnrollmentType": "webDeviceEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "webDeviceEnrollment"}]
    });
    for (name, value) in change.as_object().expect("an object") {
        profile[name] = value.clone();
    }
    profile
}

async fn refused(server: &Server, change: Value, code: &str, pointer: &str) {
    let answer = server.post(PROFILES, &profile(&change)).send().await;
    answer.refused_for(BAD.0, BAD.1, code, pointer);
}

#[tokio::test]
async fn each_mistake_is_refused_with_its_code_and_place() {
    let server = server().await;
    let pair = |owner: &str, kind: &str| json!({"ownerType": owner, "enrollmentType": kind});
    let target = |kind: &str| json!([{"target": {"@odata.type": kind}}]);
    let web = "webDeviceEnrollment";
    for (change, code, pointer) in [
        (json!({"displayName": "  "}), "name_required", "/displayName"),
        (json!({"displayName": "x".repeat(201)}), "name_too_long", "/displayName"),
        (json!({"displayName": "a\u{7}"}), "control_character", "/displayName"),
        (json!({"displayName": 7}), "wrong_type", "/displayName"),
        (json!({"description": "x".repeat(1001)}), "description_too_long", "/description"),
        (json!({"platform": "android"}), "platform_not_supported", "/platform"),
        (json!({"priority": -1}), "priority_out_of_range", "/priority"),
        (json!({"priority": "0"}), "wrong_type", "/priority"),
        (json!({"defaultEnrollmentType": "other"}), "unknown_value", "/defaultEnrollmentType"),
        (json!({"defaultEnrollmentType": "device"}), "default_type_not_available", "/defaultEnrollmentType"),
        (json!({"colour": "red"}), "unknown_property", "/colour"),
        (json!({"displayname": "twice"}), "duplicate_property", "/displayName"),
        (
            json!({"availableEnrollmentTypeOptions": [pair("personal", web), pair("personal", web)]}),
            "duplicate_pair",
            "/availableEnrollmentTypeOptions/1",
        ),
        (
            json!({"availableEnrollmentTypeOptions": [pair("company", web)]}),
            "ownership_not_available",
            "/availableEnrollmentTypeOptions/0/ownerType",
        ),
        (json!({"availableEnrollmentTypeOptions": [pair("nobody", web)]}), "unknown_value", "/availableEnrollmentTypeOptions/0/ownerType"),
        (json!({"assignments": target("#microsoft.graph.allDevicesAssignmentTarget")}), "all_devices", "/assignments/0/target/@odata.type"),
        (json!({"assignments": target("#microsoft.graph.something")}), "unknown_value", "/assignments/0/target/@odata.type"),
        (json!({"assignments": target("#microsoft.graph.groupAssignmentTarget")}), "missing_property", "/assignments/0/target/groupId"),
    ] {
        refused(&server, change, code, pointer).await;
    }
}

#[tokio::test]
async fn a_group_that_is_no_group_of_people_is_refused() {
    let server = server().await;
    let group = |id: &str| json!({"assignments": [{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": id}}]});
    let at = "/assignments/0/target/groupId";
    for name in ["Field iPads", "Sales iPhones", "Personal devices"] {
        let id = server.group_id(name).await;
        refused(&server, group(&id), "device_group", at).await;
        let answer = server.post(PROFILES, &profile(&group(&id))).send().await;
        assert_eq!(answer.parameters(), json!({"groupId": id, "displayName": name}));
    }
    refused(&server, group("00000000-0000-0000-0000-000000000001"), "unknown_group", at).await;
    refused(&server, group("adadadad-808e-44e2-905a-0b7873a8a531"), "all_devices", at).await;
    refused(&server, group("not-a-guid"), "bad_guid", at).await;
    for name in ["Pilot ring", "New hires 2027", "Cost center 4711", "Sales"] {
        let mut profile = profile(&group(&server.group_id(name).await));
        profile["displayName"] = json!(name);
        server.post(PROFILES, &profile).send().await.expect(StatusCode::CREATED);
    }
}

#[tokio::test]
async fn all_users_stands_once_whatever_its_spelling() {
    let server = server().await;
    let assignments = json!([
        {"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}},
        {"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": "acacacac-9df4-4c7d-9d50-4ef0226f57a9"}}
    ]);
    refused(&server, json!({"assignments": assignments}), "duplicate_assignment", "/assignments/1/target").await;
}

#[tokio::test]
async fn all_mistakes_are_told_at_once() {
    let server = server().await;
    let answer = server.post(PROFILES, &json!({"description": 1, "colour": 2})).send().await;
    let mut codes = answer.refused(BAD.0, BAD.1);
    codes.sort();
    let expected = [
        ("missing_property", "/defaultEnrollmentType"),
        ("missing_property", "/displayName"),
        ("unknown_property", "/colour"),
        ("wrong_type", "/description"),
    ];
    assert_eq!(codes, expected.map(|(code, pointer)| (code.to_owned(), pointer.to_owned())));
}

#[tokio::test]
async fn a_name_that_is_taken_says_who_has_it() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let answer = server.post(PROFILES, &profile(&json!({"displayName": " EXECUTIVES "}))).send().await;
    answer.refused_for(StatusCode::CONFLICT, "Conflict", "name_taken", "/displayName");
    assert_eq!(answer.parameters(), json!({"name": "Executives", "id": id}));
    let other = server.profile_id("Pilot 2022").await;
    let answer = server.patch(&format!("{PROFILES}/{other}"), &json!({"displayName": "executives"})).send().await;
    answer.refused_for(StatusCode::CONFLICT, "Conflict", "name_taken", "/displayName");
    let answer = server.patch(&format!("{PROFILES}/{id}"), &json!({"displayName": "executives"})).send().await;
    assert_eq!(answer.status, StatusCode::OK, "its own name in another case is free");
}
