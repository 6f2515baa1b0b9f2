//! `/graph/beta/deviceManagement/auditEvents`

use http::StatusCode;
use serde_json::json;

use crate::harness::{PROFILES, server, text};

const EVENTS: &str = "/graph/beta/deviceManagement/auditEvents";

#[tokio::test]
async fn a_write_is_in_the_log_with_what_it_changed() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let change = server.patch(&format!("{PROFILES}/{id}"), &json!({"description": "For the board"})).send().await;
    let list = server.get(&format!("{EVENTS}?$top=1")).send().await.expect(StatusCode::OK);
    let event = &list["value"][0];
    assert_eq!(event["activityType"], "Patch AppleUserInitiatedEnrollmentProfile");
    assert_eq!((event["category"].as_str(), event["activityOperationType"].as_str()), (Some("Enrollment"), Some("Patch")));
    assert_eq!(event["correlationId"], change.header("request-id"));
    assert_eq!(event["activityDateTime"], "2026-11-18T11:06:40.0000000Z");
    assert_eq!((&event["activity"], event["actor"]["servicePrincipalName"].as_str()), (&json!(null), Some("the token of a writer")));
    let resource = &event["resources"][0];
    assert_eq!((resource["resourceId"].as_str(), resource["displayName"].as_str()), (Some(id.as_str()), Some("Executives")));
    let description = resource["modifiedProperties"].as_array().expect("a list").iter().find(|one| one["displayName"] == "Description");
    assert_eq!(description, Some(&json!({"displayName": "Description", "oldValue": "Company iPads", "newValue": "For the board"})));
    let one = server.get(&format!("{EVENTS}/{}", text(event, "id"))).send().await.expect(StatusCode::OK);
    assert_eq!(one["activityType"], event["activityType"]);
}

#[tokio::test]
async fn the_log_is_read_page_by_page_newest_first() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    for number in 0..5 {
        server.patch(&format!("{PROFILES}/{id}"), &json!({"description": number.to_string()})).send().await.expect(StatusCode::OK);
    }
    let mut path = format!(
        "{EVENTS}?$top=2&$filter=category eq 'Enrollment' and activityDateTime ge 2025-03-01T00:00:00Z&$orderby=activityDateTime desc"
    );
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = server.get(&path).send().await.expect(StatusCode::OK);
        let events = page["value"].as_array().expect("a list");
        seen.extend(events.iter().map(|event| text(event, "correlationId")));
        let Some(link) = page["@odata.nextLink"].as_str() else { break };
        path = link.trim_start_matches("http://127.0.0.1:8080").to_owned();
    }
    let newest: Vec<_> = seen.iter().take(5).collect();
    let mut sorted = newest.clone();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    sorted.dedup();
    assert_eq!(newest, sorted, "each once, the newest first");
    let skipped = server.get(&format!("{EVENTS}?$skip=2&$top=1")).send().await.expect(StatusCode::OK);
    assert_eq!(text(&skipped["value"][0], "correlationId"), seen[2]);
    let after = text(&skipped, "@odata.nextLink");
    let after = server.get(after.trim_start_matches("http://127.0.0.1:8080")).send().await.expect(StatusCode::OK);
    assert_eq!(text(&after["value"][0], "correlationId"), seen[3]);
    let oldest = server.get(&format!("{EVENTS}?$orderby=activityDateTime&$top=1&$count=true")).send().await.expect(StatusCode::OK);
    assert!(oldest["@odata.count"].as_u64().is_some_and(|count| count >= 6));
}

#[tokio::test]
async fn categories_and_activities_are_listed() {
    let server = server().await;
    let categories = server.get(&format!("{EVENTS}/getAuditCategories()")).send().await.expect(StatusCode::OK);
    assert_eq!(categories["value"], json!(["Enrollment", "Organization", "Access"]));
    let path = format!("{EVENTS}/microsoft.graph.getAuditActivityTypes(category='Enrollment')");
    let types = server.get(&path).send().await.expect(StatusCode::OK);
    assert!(types["value"].as_array().is_some_and(|types| types.contains(&json!("Create AppleUserInitiatedEnrollmentProfile"))));
    assert_eq!(server.get(&format!("{EVENTS}/getAuditActivityTypes()")).send().await.status, StatusCode::NOT_FOUND);
}
