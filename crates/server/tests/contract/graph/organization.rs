//! `/graph/beta/organization`

use http::StatusCode;

use serde_json::json;

use crate::harness::{Options, READER, server, server_with, text};

#[tokio::test]
async fn the_organization_is_a_list_of_one() {
    let server = server().await;
    let list = server.get("/graph/beta/organization").send().await.expect(StatusCode::OK);
    assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
    let organization = &list["value"][0];
    assert_eq!(organization["displayName"], "Contoso");
    assert_eq!(organization["mobileDeviceManagementAuthority"], "intune");
    assert_eq!(organization["verifiedDomains"][0]["isDefault"], true);
    let path = format!("/graph/beta/organization/{}", text(organization, "id"));
    assert_eq!(server.get(&path).send().await.expect(StatusCode::OK)["displayName"], "Contoso");
    let elsewhere = "/graph/beta/organization/00000000-0000-0000-0000-000000000001";
    assert_eq!(server.get(elsewhere).send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_empty_server_has_none_and_still_works() {
    let server = server_with(Options { sample: false, ..Options::default() }).await;
    for path in [
        "/graph/beta/organization",
        "/graph/beta/users",
        "/graph/beta/groups",
        "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments",
        "/graph/beta/deviceManagement/deviceEnrollmentConfigurations",
    ] {
        let list = server.get(path).send().await.expect(StatusCode::OK);
        assert_eq!(list["value"].as_array().map(Vec::len), Some(0), "{path}");
    }
}

#[tokio::test]
async fn the_organization_gets_a_new_name_and_keeps_the_rest() {
    let server = server().await;
    let before = server.get("/graph/beta/organization").send().await.expect(StatusCode::OK)["value"][0].clone();
    let path = format!("/graph/beta/organization/{}", text(&before, "id"));
    let renamed = server.patch(&path, &json!({"displayName": " Contoso Ltd ", "id": "ignored"})).send().await.expect(StatusCode::OK);
    assert_eq!(renamed["displayName"], "Contoso Ltd");
    assert!(text(&renamed, "@odata.context").ends_with("#organization/$entity"));
    let after = server.get("/graph/beta/organization").send().await.expect(StatusCode::OK)["value"][0].clone();
    let mut expected = before;
    expected["displayName"] = json!("Contoso Ltd");
    assert_eq!(after, expected);
    assert_eq!(server.get("/session").send().await.expect(StatusCode::OK)["organization"], "Contoso Ltd", "as the shell shows it");
    let events = server.get("/graph/beta/deviceManagement/auditEvents?$top=1").send().await.expect(StatusCode::OK);
    let resource = &events["value"][0]["resources"][0];
    let renaming = json!([{"displayName": "DisplayName", "oldValue": "Contoso", "newValue": "Contoso Ltd"}]);
    assert_eq!((&events["value"][0]["activityType"], &resource["modifiedProperties"]), (&json!("Patch Organization"), &renaming));
    server.patch(&path, &json!({})).send().await.expect(StatusCode::OK);
    assert_eq!(server.get("/graph/beta/deviceManagement/auditEvents?$top=1").send().await.expect(StatusCode::OK), events);
}

#[tokio::test]
async fn a_name_that_is_not_allowed_and_a_reader_change_nothing() {
    let server = server().await;
    let organization = server.get("/graph/beta/organization").send().await.expect(StatusCode::OK);
    let path = format!("/graph/beta/organization/{}", text(&organization["value"][0], "id"));
    for (name, code) in [(" ", "name_required"), (&*"x".repeat(257), "name_too_long"), ("a\nb", "control_character")] {
        let answer = server.patch(&path, &json!({"displayName": name})).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, "/displayName");
    }
    let answer = server.patch(&path, &json!({"city": "Zurich"})).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "unknown_property", "/city");
    let answer = server.patch(&path, &json!({"displayName": null})).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "wrong_type", "/displayName");
    let answer = server.patch(&path, &json!({"displayName": "Eve"})).token(READER).send().await;
    answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    let elsewhere = "/graph/beta/organization/00000000-0000-0000-0000-000000000001";
    assert_eq!(server.patch(elsewhere, &json!({"displayName": "Eve"})).send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/graph/beta/organization").send().await.expect(StatusCode::OK), organization);
}
