//! `/graph/beta/pomona/versions` and `/graph/beta/pomona/profiles/{id}/versions`

use http::StatusCode;
use pomona_store::Scope;
use serde_json::{Value, json};

use crate::harness::{PROFILES, READER, Server, find, names, server, text};

const VERSIONS: &str = "/graph/beta/pomona/versions";

async fn newest(server: &Server) -> Value {
    server.get(&format!("{VERSIONS}?$top=1")).send().await.expect(StatusCode::OK)["value"][0].clone()
}

async fn newest_number(server: &Server) -> u64 {
    newest(server).await["version"].as_u64().expect("a number")
}

fn of_profile(id: &str) -> String {
    format!("/graph/beta/pomona/profiles/{id}/versions")
}

#[tokio::test]
async fn a_version_says_who_when_through_what_and_what_changed() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let sales = server.group_id("Sales").await;
    let ada = server.join("Ada", Scope::Write).await;
    let target = json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": sales});
    let change = json!({"displayName": "Board", "assignments": [{"target": target}]});
    let answer = server.patch(&format!("{PROFILES}/{id}"), &change).cookie(&ada).send().await;
    answer.expect(StatusCode::OK);
    let version = newest(&server).await;
    assert_eq!((&version["changedBy"], &version["through"], &version["activity"]), (&json!("Ada"), &json!("portal"), &json!("change")));
    assert_eq!(version["changedDateTime"], "2026-11-18T11:06:40.0000000Z");
    assert_eq!(version["requestId"], answer.header("request-id"));
    assert_eq!(version["profile"], json!({"id": id, "displayName": "Board"}));
    assert_eq!((&version["order"], &version["restoredVersion"], &version["imported"]), (&Value::Null, &Value::Null, &json!(false)));
    let changes = version["changes"].as_array().expect("a list");
    assert_eq!(changes[0], json!({"field": "displayName", "before": "Executives", "after": "Board"}));
    let new = changes.iter().find(|change| change["before"].is_null()).expect("an assignment came");
    assert_eq!((&new["field"], &new["after"]["groupId"]), (&json!("assignments"), &json!(sales)));
    let event = server.get(&format!("/graph/beta/deviceManagement/auditEvents/{}", text(&version, "id"))).send().await;
    assert_eq!(event.expect(StatusCode::OK)["activityType"], "Patch AppleUserInitiatedEnrollmentProfile");
}

#[tokio::test]
async fn the_versions_of_a_profile_tell_it_as_it_was_each_time_even_when_it_is_gone() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let path = format!("{PROFILES}/{id}");
    server.patch(&path, &json!({"description": "For the board"})).send().await.expect(StatusCode::OK);
    server.post(&format!("{path}/setPriority"), &json!({"priority": 3})).send().await.expect(StatusCode::NO_CONTENT);
    server.delete(&path).send().await.expect(StatusCode::NO_CONTENT);
    let list = server.get(&of_profile(&id)).token(READER).send().await.expect(StatusCode::OK);
    let versions = list["value"].as_array().expect("a list");
    let told: Vec<_> = versions.iter().map(|version| version["activity"].as_str().expect("a word")).collect();
    assert_eq!(told, ["delete", "reorder", "change", "create"]);
    let states: Vec<_> = versions.iter().map(|version| (&version["state"]["description"], &version["state"]["priority"])).collect();
    let first = &versions[3]["state"]["priority"];
    let board = json!("For the board");
    assert_eq!(states, [(&Value::Null, &Value::Null), (&board, &json!(3)), (&board, first), (&json!("Company iPads"), first)]);
    assert_eq!(versions[1]["changes"], json!([{"field": "priority", "before": first, "after": 3}]));
    assert!(versions[3]["state"]["assignments"].as_array().is_some_and(|list| !list.is_empty()));
    let unknown = server.get(&of_profile("00000000-0000-0000-0000-0000000000ff")).send().await;
    unknown.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
}

#[tokio::test]
async fn both_lists_come_in_pages() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    for number in 0..5 {
        server.patch(&format!("{PROFILES}/{id}"), &json!({"description": number.to_string()})).send().await.expect(StatusCode::OK);
    }
    for list in [VERSIONS.to_owned(), of_profile(&id)] {
        let all = server.get(&list).send().await.expect(StatusCode::OK);
        let (mut path, mut seen) = (format!("{list}?$top=2"), Vec::new());
        loop {
            let page = server.get(&path).send().await.expect(StatusCode::OK);
            seen.extend(page["value"].as_array().expect("a list").clone());
            let Some(link) = page["@odata.nextLink"].as_str() else { break };
            path = link.split_once("127.0.0.1:8080").expect("our own address").1.to_owned();
        }
        assert_eq!(Value::Array(seen), all["value"]);
    }
    for wrong in ["?$top=0", "?$top=201", "?$filter=version eq 1", "?from=1"] {
        let answer = server.get(&format!("{VERSIONS}{wrong}")).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    }
}

#[tokio::test]
async fn a_version_holds_all_profiles_as_they_were() {
    let server = server().await;
    let before = server.get(&format!("{PROFILES}?$expand=assignments")).send().await.expect(StatusCode::OK);
    let version = newest_number(&server).await;
    let id = server.profile_id("Executives").await;
    server.delete(&format!("{PROFILES}/{id}")).send().await.expect(StatusCode::NO_CONTENT);
    let mut ids: Vec<String> = server.profiles().await["value"].as_array().expect("a list").iter().map(|one| text(one, "id")).collect();
    ids.reverse();
    let etag = text(&server.profiles().await, "@pomona.orderEtag");
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids})).header("if-match", &etag);
    order.send().await.expect(StatusCode::OK);

    let mut told = server.get(&format!("{VERSIONS}/{version}")).send().await.expect(StatusCode::OK);
    told["value"] = told["profiles"].take();
    assert_eq!(names(&told), names(&before));
    let mut old = find(&before, "Executives").clone();
    old.as_object_mut().expect("an object").remove("@odata.etag");
    assert_eq!(*find(&told, "Executives"), old);
    let now = newest(&server).await;
    let order = |side: &str| now["order"][side].as_array().expect("a list").iter().map(|one| text(one, "id")).collect::<Vec<_>>();
    assert_eq!(order("after"), ids);
    assert!(now["order"]["before"][0]["displayName"].is_string() && now["profile"].is_null());
    for wrong in ["999999", "1", "0", "18446744073709551615"] {
        server.get(&format!("{VERSIONS}/{wrong}")).send().await.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    }
    server.get(&format!("{VERSIONS}/first")).send().await.expect(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn any_two_versions_are_compared_and_one_with_now() {
    let server = server().await;
    let from = newest_number(&server).await;
    let (executives, listed) = (server.profile_id("Executives").await, server.profiles().await);
    let last = names(&listed).len() - 1;
    let removed = listed["value"][last].clone();
    server.patch(&format!("{PROFILES}/{executives}"), &json!({"description": "For the board"})).send().await.expect(StatusCode::OK);
    let between = newest_number(&server).await;
    server.delete(&format!("{PROFILES}/{}", text(&removed, "id"))).send().await.expect(StatusCode::NO_CONTENT);
    let moved = server.post(&format!("{PROFILES}/{executives}/setPriority"), &json!({"priority": 0})).send().await;
    moved.expect(StatusCode::NO_CONTENT);

    let all = server.get(&format!("{VERSIONS}/compare?from={from}")).send().await.expect(StatusCode::OK);
    let told: Vec<_> =
        all["profiles"].as_array().expect("a list").iter().map(|one| (text(one, "displayName"), text(one, "change"))).collect();
    assert_eq!(told, [("Executives".to_owned(), "changed".to_owned()), (text(&removed, "displayName"), "removed".to_owned())]);
    assert_eq!((all["from"].as_u64(), &all["to"]), (Some(from), &Value::Null));
    assert!(all["moves"].as_array().is_some_and(|moves| !moves.is_empty()));
    let some = server.get(&format!("{VERSIONS}/compare?from={from}&to={between}")).send().await.expect(StatusCode::OK);
    let description = json!({"field": "description", "before": "Company iPads", "after": "For the board"});
    assert_eq!((&some["profiles"][0]["changes"], &some["moves"]), (&json!([description]), &json!([])));
    let back = server.get(&format!("{VERSIONS}/compare?from={between}&to={from}")).send().await.expect(StatusCode::OK);
    assert_eq!(back["profiles"][0]["changes"][0]["after"], "Company iPads");
    let one = server.get(&format!("{VERSIONS}/compare?from={from}&profile={executives}")).send().await.expect(StatusCode::OK);
    assert_eq!((&one["profile"]["displayName"], &one["changes"][0]), (&json!("Executives"), &description));
    assert_eq!((&one["changes"][1]["field"], &one["changes"][1]["after"]), (&json!("priority"), &json!(0)));
}

#[tokio::test]
async fn a_comparison_that_makes_no_sense_is_refused() {
    let server = server().await;
    let version = newest_number(&server).await;
    for query in ["", "to=1", "from=x", "from=1&from=2", "from=-1", "from=1&top=2", "from=1&profile=x"] {
        let answer = server.get(&format!("{VERSIONS}/compare?{query}")).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    }
    let answer = server.get(&format!("{VERSIONS}/compare?from={version}&to=999999")).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "version_unknown", "");
    let stranger = "00000000-0000-0000-0000-0000000000ff";
    let answer = server.get(&format!("{VERSIONS}/compare?from={version}&profile={stranger}")).send().await;
    answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
}
