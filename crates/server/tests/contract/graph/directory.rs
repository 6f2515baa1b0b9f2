//! `/graph/beta/users`, `/groups` and `/devices`: lists, searches, single reads, members and memberships.

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, find, names, server, text};

const HEADER_IS_MISSING: &str =
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";

async fn read(server: &Server, path: &str) -> Value {
    server.get(&format!("/graph/beta{path}")).eventual().send().await.expect(StatusCode::OK)
}

#[tokio::test]
async fn people_come_in_pages_of_a_hundred() {
    let server = server().await;
    let mut next = Some("/graph/beta/users".to_owned());
    let mut sizes = Vec::new();
    while let Some(path) = next {
        let page = server.get(&path).send().await.expect(StatusCode::OK);
        sizes.push(page["value"].as_array().expect("a list").len());
        next = page["@odata.nextLink"].as_str().map(|link| link.trim_start_matches("http://127.0.0.1:8080").to_owned());
    }
    assert_eq!(sizes, [100, 100, 50]);
}

#[tokio::test]
async fn a_search_needs_its_header_and_finds_words_in_any_order() {
    let server = server().await;
    let path = "/graph/beta/groups?$search=\"displayName:emea sal\"&$count=true&$select=id,displayName";
    let refused = server.get(path).send().await;
    assert_eq!(refused.expect(StatusCode::BAD_REQUEST)["error"]["message"], HEADER_IS_MISSING);
    refused.refused_for(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", "bad_query_option", "");
    let found = server.get(path).eventual().send().await.expect(StatusCode::OK);
    assert_eq!((names(&found), &found["@odata.count"]), (vec!["Sales EMEA"], &Value::from(1)));
    assert!(text(&found, "@odata.context").ends_with("$metadata#groups(id,displayName)"));
    let both = read(&server, "/users?$search=\"displayName:grace\" OR \"userPrincipalName:ada\"").await;
    assert!(both["value"].as_array().is_some_and(|people| people.len() >= 2));
    let malformed = server.get("/graph/beta/groups?$search=sales").eventual().send().await;
    malformed.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
}

#[tokio::test]
async fn a_count_needs_its_header_and_is_ignored_in_a_list_without_it() {
    let server = server().await;
    let refused = server.get("/graph/beta/groups/$count").send().await;
    assert_eq!(refused.expect(StatusCode::BAD_REQUEST)["error"]["message"], "$count is not currently supported.");
    refused.refused_for(StatusCode::BAD_REQUEST, "Request_BadRequest", "bad_query_option", "");
    assert_eq!(&server.get("/graph/beta/users/$count").eventual().send().await.body[..], b"250");
    let list = server.get("/graph/beta/groups?$count=true&$top=1").send().await.expect(StatusCode::OK);
    assert!(list["@odata.count"].is_null());
}

#[tokio::test]
async fn advanced_queries_need_header_and_count() {
    let server = server().await;
    for path in [
        "/graph/beta/groups?$filter=displayName ne 'Sales'",
        "/graph/beta/groups?$filter=not startsWith(displayName,'Sales')",
        "/graph/beta/users?$filter=endsWith(userPrincipalName,'.com')",
        "/graph/beta/groups?$filter=securityEnabled eq true&$orderby=displayName",
    ] {
        let refused = server.get(path).eventual().send().await;
        refused.refused_for(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", "bad_query_option", "");
        let path = format!("{path}&$count=true");
        assert_eq!(server.get(&path).send().await.status, StatusCode::BAD_REQUEST, "{path}");
        server.get(&path).eventual().send().await.expect(StatusCode::OK);
    }
    let skipped = server.get("/graph/beta/groups?$skip=1").send().await;
    assert_eq!(skipped.parameters()["option"], "$skip");
    assert_eq!(server.get("/graph/beta/groups?$top=1000").send().await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn groups_say_what_they_hold() {
    let server = server().await;
    let groups = read(&server, "/groups?$top=999").await;
    for (name, kind) in [
        ("Sales", "people"),
        ("Field iPads", "devices"),
        ("Sales iPhones", "devices"),
        ("Pilot ring", "mixed"),
        ("New hires 2027", "empty"),
        ("Guests", "people"),
    ] {
        assert_eq!(find(&groups, name)["@pomona.kind"], kind, "{name}");
    }
    let sales = find(&groups, "Sales");
    assert_eq!(sales["@pomona.groupCount"], 3);
    assert_eq!(sales["@pomona.deviceCount"], 0);
    let members = read(&server, &format!("/groups/{}/transitiveMembers/microsoft.graph.user?$top=999", text(sales, "id"))).await;
    assert_eq!(Some(members["value"].as_array().expect("a list").len() as u64), sales["@pomona.userCount"].as_u64());
}

#[tokio::test]
async fn dynamic_groups_are_found_by_their_type() {
    let server = server().await;
    let dynamic = read(&server, "/groups?$filter=groupTypes/any(c:c eq 'DynamicMembership')&$select=displayName,membershipRule").await;
    assert!(names(&dynamic).contains(&"Finance department"));
    assert!(!names(&dynamic).contains(&"Sales"));
    assert!(dynamic["value"][0]["id"].is_null(), "only what was selected");
}

#[tokio::test]
async fn a_person_is_read_by_id_and_by_name_whatever_the_case() {
    let server = server().await;
    let people = read(&server, "/users?$top=1").await;
    let person = &people["value"][0];
    for key in [text(person, "id"), text(person, "userPrincipalName").to_uppercase()] {
        let read = read(&server, &format!("/users/{key}?$select=displayName")).await;
        assert_eq!(read["displayName"], person["displayName"]);
        assert!(read["id"].is_null());
    }
    assert_eq!(server.get("/graph/beta/users/nobody@contoso.com").send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn members_and_memberships_are_followed_through_nested_groups() {
    let server = server().await;
    let zurich = server.group_id("Sales Zurich").await;
    let member = read(&server, &format!("/groups/{zurich}/members?$top=1")).await;
    assert_eq!(member["value"][0]["@odata.type"], "#microsoft.graph.user");
    let person = text(&member["value"][0], "id");
    let direct = read(&server, &format!("/users/{person}/memberOf/microsoft.graph.group")).await;
    assert!(!names(&direct).contains(&"Sales"));
    let all = read(&server, &format!("/users/{person}/transitiveMemberOf")).await;
    for name in ["Sales Zurich", "Sales DACH", "Sales EMEA", "Sales"] {
        assert_eq!(find(&all, name)["@odata.type"], "#microsoft.graph.group");
    }
    let above = read(&server, &format!("/groups/{zurich}/transitiveMemberOf")).await;
    assert_eq!(names(&above).len(), 3);
    let inside = server.group_id("Sales EMEA").await;
    let groups = read(&server, &format!("/groups/{inside}/members/group")).await;
    assert_eq!(names(&groups).len(), 5);
}

#[tokio::test]
async fn transitive_members_and_memberships_say_through_which_groups() {
    let server = server().await;
    let sales = server.group_id("Sales").await;
    let members = read(&server, &format!("/groups/{sales}/transitiveMembers?$top=999&$select=displayName")).await;
    assert_eq!(find(&members, "Sales EMEA")["@pomona.through"], json!([]));
    assert_eq!(find(&members, "Sales Zurich")["@pomona.through"], json!(["Sales EMEA", "Sales DACH"]));
    let grace = find(&members, "Grace Moreau");
    assert_eq!(grace["@pomona.through"], json!(["Sales EMEA"]));
    let zurich = server.group_id("Sales Zurich").await;
    let person = text(&read(&server, &format!("/groups/{zurich}/members?$top=1")).await["value"][0], "id");
    let above = read(&server, &format!("/users/{person}/transitiveMemberOf/microsoft.graph.group?$top=999")).await;
    assert_eq!(find(&above, "Sales")["@pomona.through"], json!(["Sales EMEA", "Sales DACH", "Sales Zurich"]));
    assert_eq!(find(&above, "Sales Zurich")["@pomona.through"], json!([]));
    let direct = read(&server, &format!("/users/{person}/memberOf")).await;
    assert!(direct["value"][0]["@pomona.through"].is_null());
}

#[tokio::test]
async fn a_cast_counts_the_devices_of_a_group() {
    let server = server().await;
    let path = format!("/graph/beta/groups/{}/transitiveMembers/microsoft.graph.device/$count", server.group_id("Field iPads").await);
    assert_eq!(server.get(&path).send().await.status, StatusCode::BAD_REQUEST);
    let count = server.get(&path).eventual().send().await;
    assert!(std::str::from_utf8(&count.body).ok().and_then(|count| count.parse::<u32>().ok()).is_some_and(|count| count > 0));
    let devices = read(&server, "/devices?$filter=operatingSystem eq 'iPadOS'&$top=3").await;
    assert_eq!(devices["value"][0]["operatingSystem"], "iPadOS");
    let id = text(&devices["value"][0], "id");
    assert_eq!(read(&server, &format!("/devices/{id}")).await["id"], id);
}
