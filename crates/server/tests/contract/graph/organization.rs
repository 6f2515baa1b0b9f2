//! `/graph/beta/organization`

use http::StatusCode;

use crate::harness::{Options, server, server_with, text};

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
