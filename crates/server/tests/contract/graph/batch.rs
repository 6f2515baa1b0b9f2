//! `/graph/beta/$batch`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{ORIGIN, PROFILES, READER, Server, server, text};

const BATCH: &str = "/graph/beta/$batch";
const BELOW: &str = "/deviceManagement/appleUserInitiatedEnrollmentProfiles";

async fn run(server: &Server, requests: Value) -> Vec<Value> {
    let answer = server.post(BATCH, &json!({ "requests": requests })).send().await.expect(StatusCode::OK);
    answer["responses"].as_array().expect("a list").clone()
}

fn by_id<'a>(responses: &'a [Value], id: &str) -> &'a Value {
    responses.iter().find(|response| response["id"] == id).expect("an answer for each request")
}

#[tokio::test]
async fn each_request_is_answered_as_if_it_had_come_alone() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let responses = run(
        &server,
        json!([
            {"id": "1", "method": "GET", "url": format!("{BELOW}/{id}")},
            {"id": "2", "method": "get", "url": format!("deviceManagement/appleUserInitiatedEnrollmentProfiles('{id}')?$select=displayName")},
            {"id": "3", "method": "GET", "url": format!("{ORIGIN}/graph/beta{BELOW}/$count"), "depends_on": []},
            {"id": "4", "method": "GET", "url": "/nothing"},
            {"id": "5", "method": "POST", "url": format!("{BELOW}/{id}/setPriority"), "headers": {"Content-Type": "application/json"}, "body": {"priority": 0}},
            {"id": "6", "method": "GET", "url": "/groups?$search=\"displayName:sales\"&$top=1", "headers": {"ConsistencyLevel": "eventual"}}
        ]),
    )
    .await;
    let alone = server.get(&format!("{PROFILES}/{id}")).send().await.expect(StatusCode::OK);
    let mut first = by_id(&responses, "1")["body"].clone();
    first["priority"] = alone["priority"].clone();
    assert_eq!(first, alone);
    assert_eq!(by_id(&responses, "1")["headers"]["ETag"], "\"1\"");
    assert_eq!(by_id(&responses, "2")["body"]["displayName"], "Executives");
    assert_eq!(by_id(&responses, "3")["body"], "6");
    assert_eq!(by_id(&responses, "4")["status"], 404);
    assert_eq!(by_id(&responses, "4")["body"]["error"]["code"], "ResourceNotFound");
    assert_eq!((&by_id(&responses, "5")["status"], &by_id(&responses, "5")["body"]), (&json!(204), &Value::Null));
    assert_eq!(by_id(&responses, "6")["status"], 200);
}

#[tokio::test]
async fn a_request_waits_for_what_it_depends_on_and_fails_with_it() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let path = format!("{BELOW}/{id}");
    let responses = run(
        &server,
        json!([
            {"id": "read", "method": "GET", "url": path, "dependsOn": ["Delete"]},
            {"id": "delete", "method": "DELETE", "url": path},
            {"id": "never", "method": "GET", "url": BELOW, "dependsOn": ["read"]}
        ]),
    )
    .await;
    assert_eq!(by_id(&responses, "delete")["status"], 204);
    assert_eq!(by_id(&responses, "read")["status"], 404);
    assert_eq!(by_id(&responses, "never")["status"], 424);
    assert_eq!(by_id(&responses, "never")["body"]["error"]["details"][0]["code"], "dependency_failed");
}

#[tokio::test]
async fn a_malformed_batch_is_refused_as_a_whole() {
    let server = server().await;
    let get = |id: &str| json!({"id": id, "method": "GET", "url": "/groups"});
    let many: Vec<Value> = (0..21).map(|number| get(&number.to_string())).collect();
    for (body, pointer) in [
        (json!({}), "/requests"),
        (json!({"requests": []}), "/requests"),
        (json!({"requests": many}), "/requests"),
        (json!({"requests": [get("a"), get("A")]}), "/requests/1/id"),
        (json!({"requests": [{"id": "1", "url": "/groups"}]}), "/requests/0"),
        (json!({"requests": [{"id": "1", "method": "GET", "url": "/groups", "dependsOn": ["2"]}]}), "/requests/0/dependsOn"),
        (json!({"requests": [{"id": "1", "method": "GET", "url": "/groups", "dependsOn": ["1"]}]}), "/requests"),
    ] {
        server.post(BATCH, &body).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_batch", pointer);
    }
    let inside =
        run(&server, json!([{"id": "1", "method": "POST", "url": "/$batch", "headers": {"Content-Type": "application/json"}, "body": {}}]))
            .await;
    assert_eq!(inside[0]["status"], 400);
}

#[tokio::test]
async fn a_reader_may_send_a_batch_that_only_reads() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    let body = json!({"requests": [
        {"id": "1", "method": "GET", "url": format!("{BELOW}/{id}")},
        {"id": "2", "method": "DELETE", "url": format!("{BELOW}/{id}")},
        {"id": "3", "method": "POST", "url": BELOW, "body": {}}
    ]});
    let answer = server.post(BATCH, &body).token(READER).send().await.expect(StatusCode::OK);
    let statuses: Vec<_> = answer["responses"].as_array().expect("a list").iter().map(|response| response["status"].clone()).collect();
    assert_eq!(statuses, [200, 403, 403]);
    let answer = server.post(BATCH, &body).send().await.expect(StatusCode::OK);
    assert_eq!(answer["responses"][2]["status"], 415, "a body must say that it is JSON");
    assert_eq!(text(&answer["responses"][2]["body"]["error"], "code"), "UnsupportedMediaType");
}
