//! `/graph/beta/deviceManagement/auditEvents`

use http::StatusCode;
use pomona_store::{Action, Author, AuthorKind, NewChange, ObjectKind};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::harness::{PROFILES, READER, Server, server, text};

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

/// Rows of two people and a script, each a minute after the other.
async fn with_rows() -> Server {
    let server = server().await;
    let start = OffsetDateTime::from_unix_timestamp(1_795_100_000).expect("a moment");
    let rows = [
        (AuthorKind::Session, "Ada", Action::Create, ObjectKind::Profile, "11111111-0000-0000-0000-000000000001", "Field phones"),
        (AuthorKind::Session, "Grace", Action::Change, ObjectKind::Profile, "11111111-0000-0000-0000-000000000001", "Field phones"),
        (AuthorKind::Token, "backup script", Action::Change, ObjectKind::Profile, "11111111-0000-0000-0000-000000000002", "Executives 2"),
        (AuthorKind::Session, "Ada", Action::Revoke, ObjectKind::Token, "11111111-0000-0000-0000-000000000003", "backup script"),
    ];
    for (minutes, (kind, name, action, object_kind, object_id, object_name)) in (0..).zip(rows) {
        let author = Author { id: name.to_lowercase(), name: name.to_owned(), kind, client: "test".to_owned(), request_id: "r".to_owned() };
        let (object_id, object_name) = (object_id.to_owned(), object_name.to_owned());
        let change = NewChange { action, object_kind, object_id, object_name, before: None, after: None };
        server.store.record(&author, start + time::Duration::minutes(minutes), change).await.expect("the database works");
    }
    server
}

/// Who did what to what, newest first.
fn told(list: &Value) -> Vec<String> {
    let events = list["value"].as_array().expect("a list");
    let who =
        |event: &Value| event["actor"]["userPrincipalName"].as_str().or(event["actor"]["servicePrincipalName"].as_str()).map(str::to_owned);
    events
        .iter()
        .map(|event| {
            let (resource, operation) = (&event["resources"][0]["displayName"], &event["activityOperationType"]);
            format!(
                "{} {} {}",
                who(event).unwrap_or_default(),
                operation.as_str().unwrap_or_default(),
                resource.as_str().unwrap_or_default()
            )
        })
        .collect()
}

#[tokio::test]
async fn the_log_is_filtered_by_who_what_and_when() {
    let server = with_rows().await;
    let profile = "11111111-0000-0000-0000-000000000001";
    for (filter, expected) in [
        ("actor/userPrincipalName eq 'ADA'".to_owned(), vec!["Ada Action backup script", "Ada Create Field phones"]),
        ("actor/servicePrincipalName eq 'backup script'".to_owned(), vec!["backup script Patch Executives 2"]),
        (format!("resources/any(r:r/resourceId eq '{profile}')"), vec!["Grace Patch Field phones", "Ada Create Field phones"]),
        ("resources/any(r:r/auditResourceType eq 'Token')".to_owned(), vec!["Ada Action backup script"]),
        (
            format!("actor/userPrincipalName eq 'Grace' and resources/any(r:r/resourceId eq '{profile}' and r/displayName ne null)"),
            vec!["Grace Patch Field phones"],
        ),
        (
            "category eq 'Access' or actor/userPrincipalName eq 'Grace'".to_owned(),
            vec!["Ada Action backup script", "Grace Patch Field phones"],
        ),
        ("category eq 'Access' and category eq 'Enrollment'".to_owned(), vec![]),
        ("id eq 'nobody'".to_owned(), vec![]),
        (
            "activityDateTime ge 2026-11-19T14:54:20Z and activityDateTime le 2026-11-19T14:55:20Z".to_owned(),
            vec!["backup script Patch Executives 2", "Grace Patch Field phones"],
        ),
    ] {
        let since = format!("activityDateTime ge 2026-11-19T00:00:00Z and ({filter})");
        let list = server.get(&format!("{EVENTS}?$filter={since}")).token(READER).send().await.expect(StatusCode::OK);
        assert_eq!(told(&list), expected, "{filter}");
        let count = server.get(&format!("{EVENTS}/$count?$filter={since}")).send().await;
        assert_eq!(count.body, expected.len().to_string(), "{filter}");
        let oldest = server.get(&format!("{EVENTS}?$filter={since}&$orderby=activityDateTime&$count=true")).send().await;
        assert_eq!(oldest.expect(StatusCode::OK)["@odata.count"], expected.len(), "{filter}");
    }
    for filter in ["actor/nothing eq 'x'", "resources/resourceId eq 'x'", "resources/any(r:resourceId eq 'x')"] {
        let answer = server.get(&format!("{EVENTS}?$filter={filter}")).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    }
}

#[tokio::test]
async fn a_search_looks_at_who_what_and_which_activity() {
    let server = with_rows().await;
    for (search, expected) in [
        ("field", vec!["Grace Patch Field phones", "Ada Create Field phones"]),
        ("phones ADA", vec!["Ada Create Field phones"]),
        ("revoke", vec!["Ada Action backup script"]),
        ("executives 2", vec!["backup script Patch Executives 2"]),
        ("nobody", vec![]),
    ] {
        let path = format!("{EVENTS}?$search=\"{search}\"&$count=true&$filter=activityDateTime ge 2026-11-19T00:00:00Z");
        let list = server.get(&path).send().await.expect(StatusCode::OK);
        assert_eq!(
            (told(&list), &list["@odata.count"]),
            (expected.iter().map(ToString::to_string).collect(), &json!(expected.len())),
            "{search}"
        );
    }
    server.get(&format!("{EVENTS}?$search=field")).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
}

#[tokio::test]
async fn a_filtered_log_comes_page_by_page_and_counts_once() {
    let server = with_rows().await;
    let first = server.get(&format!("{EVENTS}?$top=1&$count=true&$filter=actor/userPrincipalName eq 'ada'")).send().await;
    let first = first.expect(StatusCode::OK);
    assert_eq!((told(&first), &first["@odata.count"]), (vec!["Ada Action backup script".to_owned()], &json!(2)));
    let next = text(&first, "@odata.nextLink");
    let second = server.get(next.trim_start_matches("http://127.0.0.1:8080")).send().await.expect(StatusCode::OK);
    assert_eq!(told(&second), ["Ada Create Field phones"]);
    assert!(second["@odata.nextLink"].is_null() && second["@odata.count"].is_null());
}

#[tokio::test]
async fn a_new_order_says_the_names_before_and_after() {
    let server = server().await;
    let list = server.profiles().await;
    let items = list["value"].as_array().expect("a list");
    let mut ids: Vec<String> = items.iter().map(|item| text(item, "id")).collect();
    let names: Vec<String> = items.iter().map(|item| text(item, "displayName")).collect();
    let mut moved = names.clone();
    moved.swap(0, 1);
    let order_of = |event: &Value| {
        let properties = event["resources"][0]["modifiedProperties"].as_array().expect("a list").clone();
        let order = properties.iter().find(|one| one["displayName"] == "ProfileOrder").expect("the order").clone();
        let read = |name: &str| serde_json::from_str::<Vec<String>>(order[name].as_str().expect("a text")).expect("a list of names");
        (read("oldValue"), read("newValue"))
    };
    ids.swap(0, 1);
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids}));
    order.header("if-match", list["@pomona.orderEtag"].as_str().expect("a version")).send().await.expect(StatusCode::OK);
    let newest = format!("{EVENTS}?$top=1");
    let event = server.get(&newest).send().await.expect(StatusCode::OK)["value"][0].clone();
    assert_eq!(event["resources"][0]["auditResourceType"], "AppleUserInitiatedEnrollmentProfileOrder");
    assert_eq!(order_of(&event), (names.clone(), moved.clone()));
    server.post(&format!("{PROFILES}/{}/setPriority", ids[0]), &json!({"priority": 1})).send().await.expect(StatusCode::NO_CONTENT);
    let event = server.get(&newest).send().await.expect(StatusCode::OK)["value"][0].clone();
    assert_eq!(order_of(&event), (moved.clone(), names.clone()));
    server.patch(&format!("{PROFILES}/{}", ids[0]), &json!({"priority": 0})).send().await.expect(StatusCode::OK);
    let event = server.get(&newest).send().await.expect(StatusCode::OK)["value"][0].clone();
    assert_eq!(order_of(&event), (names, moved));
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
