//! `/graph/beta/deviceManagement/deviceEnrollmentConfigurations`

use http::StatusCode;

use crate::harness::{find, names, server, text};

const RESTRICTIONS: &str = "/graph/beta/deviceManagement/deviceEnrollmentConfigurations";

#[tokio::test]
async fn restrictions_come_in_both_of_graphs_forms() {
    let server = server().await;
    let list = server.get(RESTRICTIONS).send().await.expect(StatusCode::OK);
    assert_eq!(names(&list), ["All users and all devices", "Block personal iOS", "iOS 17 or later"]);
    let (default, custom) = (&list["value"][0], find(&list, "Block personal iOS"));
    assert_eq!(default["@odata.type"], "#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration");
    assert_eq!(default["iosRestriction"]["platformBlocked"], false);
    assert!(text(default, "id").ends_with("_DefaultPlatformRestrictions"));
    assert_eq!(custom["@odata.type"], "#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration");
    assert_eq!(
        (custom["platformType"].as_str(), &custom["platformRestriction"]["personalDeviceEnrollmentBlocked"]),
        (Some("ios"), &true.into())
    );
}

#[tokio::test]
async fn restrictions_are_filtered_expanded_and_read_one_by_one() {
    let server = server().await;
    let path = format!("{RESTRICTIONS}?$filter=deviceEnrollmentConfigurationType eq 'singlePlatformRestriction'&$expand=assignments");
    let list = server.get(&path).send().await.expect(StatusCode::OK);
    assert_eq!(names(&list).len(), 2);
    let custom = find(&list, "Block personal iOS");
    assert_eq!(custom["assignments"][0]["target"]["@odata.type"], "#microsoft.graph.groupAssignmentTarget");
    let one = format!("{RESTRICTIONS}/{}", text(custom, "id"));
    assert_eq!(server.get(&one).send().await.expect(StatusCode::OK)["displayName"], "Block personal iOS");
    let assignments = server.get(&format!("{one}/assignments")).send().await.expect(StatusCode::OK);
    assert_eq!(assignments["value"], custom["assignments"]);
    assert_eq!(&server.get(&format!("{RESTRICTIONS}/$count")).send().await.body[..], b"3");
    assert_eq!(server.get(&format!("{RESTRICTIONS}/x")).send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn restrictions_can_only_be_read() {
    let server = server().await;
    let answer = server.post(RESTRICTIONS, &serde_json::json!({})).send().await;
    answer.refused_for(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "method_not_allowed", "");
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
}
