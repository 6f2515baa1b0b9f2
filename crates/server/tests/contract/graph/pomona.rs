//! `/graph/beta/pomona`

use http::StatusCode;
use serde_json::json;

use crate::harness::{READER, server};

const REACH: &str = "/graph/beta/pomona/reach";

#[tokio::test]
async fn the_server_says_what_it_can_do_beyond_graph() {
    let server = server().await;
    let answer = server.get("/graph/beta/pomona").send().await.expect(StatusCode::OK);
    assert_eq!(
        answer["features"],
        json!([
            "order",
            "reach",
            "groupKinds",
            "throughGroups",
            "effect",
            "overview",
            "administration",
            "directoryImport",
            "auditVerification",
            "whoGetsWhat",
            "lint",
            "versions",
            "restore",
            "export",
            "import"
        ])
    );
    assert!(answer["version"].is_string());
}

#[tokio::test]
async fn a_draft_for_all_users_at_the_top_applies_to_everybody() {
    let server = server().await;
    let draft = json!({
        "assignments": [{"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}}], "priority": 0,
        "defaultEnrollmentType": "accountDrivenUserEnrollment",
        "availableEnrollmentTypeOptions": [{"ownerType": "personal", "enrollmentType": "accountDrivenUserEnrollment"}]
    });
    let effect = server.post(REACH, &draft).token(READER).send().await.expect(StatusCode::OK);
    assert_eq!((effect["reached"].as_u64(), effect["applies"].as_u64()), (Some(250), Some(250)));
    let moves = effect["moves"].as_array().expect("a list");
    assert_eq!(moves.iter().filter_map(|from| from["count"].as_u64()).sum::<u64>(), 250);
    let names: Vec<_> = effect["overriddenRestrictions"].as_array().expect("a list").iter().map(|one| &one["displayName"]).collect();
    assert_eq!(names, ["Block personal iOS", "iOS 17 or later"]);
}

#[tokio::test]
async fn a_draft_at_the_end_leaves_people_with_higher_profiles() {
    let server = server().await;
    let sales = server.group_id("Sales").await;
    let draft = json!({"assignments": [{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": sales}}]});
    let effect = server.post(REACH, &draft).send().await.expect(StatusCode::OK);
    assert_eq!(effect["applies"], 0);
    assert_eq!(effect["staysWithHigher"], effect["reached"]);
    assert!(effect["reached"].as_u64().is_some_and(|reached| reached > 20));
}

#[tokio::test]
async fn a_question_about_what_is_not_there_is_refused() {
    let server = server().await;
    let devices = server.group_id("Field iPads").await;
    let draft = json!({"assignments": [{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": devices}}]});
    let answer = server.post(REACH, &draft).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "device_group", "/assignments/0/target/groupId");
    let answer = server.post(REACH, &json!({"colour": "red"})).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "unknown_property", "/colour");
    let answer = server.post(REACH, &json!({"assignments": [], "profileId": "00000000-0000-0000-0000-000000000001"})).send().await;
    answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "/profileId");
}
