//! Query options on the list of profiles, as real clients send them.

use http::StatusCode;

use crate::harness::{PROFILES, names, server, text};

#[tokio::test]
async fn lists_are_filtered_sorted_cut_and_counted() {
    let server = server().await;
    for (query, expected) in [
        ("$filter=contains(DisplayName,'e')&$top=999", vec!["Field engineers", "Executives", "Everyone else"]),
        ("%24filter=displayName%20eq%20'executives'", vec!["Executives"]),
        ("$filter=defaultEnrollmentType eq 'user' and priority gt 3", vec!["Pilot 2022"]),
        ("$filter=displayName in ('BYOD 2023','Pilot 2022')&$orderby=displayName desc", vec!["Pilot 2022", "BYOD 2023"]),
        ("$orderby=displayName&$top=2", vec!["Ask on first run", "BYOD 2023"]),
        ("$skip=4", vec!["Pilot 2022", "Everyone else"]),
        ("$skiptoken=5", vec!["Everyone else"]),
        ("top=1&count=true", vec!["Field engineers"]),
        ("$skip=99", vec![]),
    ] {
        let list = server.get(&format!("{PROFILES}?{query}")).send().await.expect(StatusCode::OK);
        assert_eq!(names(&list), expected, "{query}");
    }
    let counted = server.get(&format!("{PROFILES}?$count=true&$top=2&$filter=priority gt 0")).send().await.expect(StatusCode::OK);
    assert_eq!(counted["@odata.count"], 5);
    let next = text(&counted, "@odata.nextLink");
    let path = next.trim_start_matches("http://127.0.0.1:8080");
    let second = server.get(path).send().await.expect(StatusCode::OK);
    assert_eq!(names(&second), ["BYOD 2023", "Pilot 2022"]);
    assert!(second["@odata.count"].is_null(), "only the first page counts");
}

#[tokio::test]
async fn only_selected_properties_come_and_expanded_ones_beside_them() {
    let server = server().await;
    let list = server.get(&format!("{PROFILES}?$select=ID,displayname&$expand=assignments&$top=1")).send().await.expect(StatusCode::OK);
    let item = list["value"][0].as_object().expect("an object");
    let names: Vec<_> = item.keys().map(String::as_str).collect();
    assert_eq!(names, ["@odata.etag", "assignments", "displayName", "id"]);
}

#[tokio::test]
async fn an_option_that_makes_no_sense_is_refused_by_its_name() {
    let server = server().await;
    for (query, option) in [
        ("$apply=x", "$apply"),
        ("$top=x", "$top"),
        ("$top=1001", "$top"),
        ("$skip=-1", "$skip"),
        ("$filter=nothing eq 1", "$filter"),
        ("$filter=displayName eq", "$filter"),
        ("$orderby=nothing", "$orderby"),
        ("$orderby=displayName sideways", "$orderby"),
        ("$select=nothing", "$select"),
        ("$expand=nothing", "$expand"),
        ("$search=\"displayName:a\"", "$search"),
        ("$count=maybe", "$count"),
        ("$top=1&$top=2", "$top"),
        ("surprise=1", "surprise"),
    ] {
        let answer = server.get(&format!("{PROFILES}?{query}")).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
        assert_eq!(answer.parameters()["option"], option, "{query}");
    }
    let one = server.profile_id("Executives").await;
    let answer = server.get(&format!("{PROFILES}/{one}?$top=1")).send().await;
    assert_eq!(answer.parameters()["option"], "$top");
}

#[tokio::test]
async fn a_list_is_never_older_than_the_last_write() {
    let server = server().await;
    let path = format!("{PROFILES}?$expand=assignments&$top=999");
    let before = server.get(&path).send().await;
    assert_eq!(server.get(&path).send().await.body, before.body);
    server.delete(&format!("{PROFILES}/{}", server.profile_id("Executives").await)).send().await;
    let after = server.get(&path).send().await.expect(StatusCode::OK);
    assert!(!names(&after).contains(&"Executives"));
}
