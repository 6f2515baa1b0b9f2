//! The answers about versions, restoring and moving profiles that the tests of the web app replay.

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{PROFILES, READER, Server, text};
use crate::recorded::{Recording, recorded_server};

const POMONA: &str = "/graph/beta/pomona";

async fn newest(server: &Server) -> u64 {
    let list = server.get(&format!("{POMONA}/versions?$top=1")).send().await.expect(StatusCode::OK);
    list["value"][0]["version"].as_u64().expect("a number")
}

async fn etag(server: &Server, id: &str) -> String {
    let profile = server.get(&format!("{PROFILES}/{id}")).send().await.expect(StatusCode::OK);
    text(&profile, "@odata.etag")
}

#[tokio::test]
async fn looking_back_and_restoring_are_recorded() {
    let server = recorded_server().await;
    let (begin, id) = (newest(&server).await, server.profile_id("Executives").await);
    let (path, sales) = (format!("{PROFILES}/{id}"), server.group_id("Sales").await);
    server.patch(&path, &json!({"displayName": "Board", "description": "For the board"})).send().await.expect(StatusCode::OK);
    let target = json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": sales});
    server.post(&format!("{path}/assignments"), &json!({"target": target})).send().await.expect(StatusCode::CREATED);
    server.post(&format!("{path}/setPriority"), &json!({"priority": 0})).send().await.expect(StatusCode::NO_CONTENT);
    let list = server.profiles().await;
    let mut ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|one| text(one, "id")).collect();
    ids.swap(1, 3);
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids}));
    order.header("if-match", &text(&list, "@pomona.orderEtag")).send().await.expect(StatusCode::OK);

    let mut recording = Recording::of(&server);
    recording.read("/pomona/audit/verification").await;
    recording.read("/pomona/versions?$top=3").await;
    recording.read(&format!("/pomona/profiles/{id}/versions")).await;
    recording.read(&format!("/pomona/versions/{begin}")).await;
    recording.read(&format!("/pomona/versions/compare?from={begin}")).await;
    recording.read(&format!("/pomona/versions/compare?from={begin}&profile={id}")).await;
    let restore = format!("{POMONA}/profiles/{id}/restore");
    let wanted = json!({"version": begin});
    recording.keep(server.post(&format!("{restore}/plan"), &wanted)).await.expect(StatusCode::OK);
    recording.keep(server.post(&restore, &wanted)).await.expect(StatusCode::PRECONDITION_REQUIRED);
    recording.keep(server.post(&restore, &wanted).header("if-match", "\"1\"")).await.expect(StatusCode::PRECONDITION_FAILED);
    let tag = etag(&server, &id).await;
    recording.keep(server.post(&restore, &wanted).header("if-match", &tag)).await.expect(StatusCode::OK);
    recording.keep(server.post(&restore, &json!({"version": 999_999})).header("if-match", &tag)).await.expect(StatusCode::BAD_REQUEST);
    server.delete(&path).send().await.expect(StatusCode::NO_CONTENT);
    let plan = recording.keep(server.post(&format!("{restore}/plan"), &wanted)).await;
    plan.expect(StatusCode::OK);
    let all = recording.keep(server.post(&format!("{POMONA}/restore/plan"), &wanted)).await;
    let version = text(&all.expect(StatusCode::OK), "planVersion");
    recording.keep(server.post(&format!("{POMONA}/restore"), &wanted).header("if-match", &version)).await.expect(StatusCode::OK);
    recording
        .keep(server.post(&format!("{POMONA}/restore"), &wanted).header("if-match", &version))
        .await
        .expect(StatusCode::PRECONDITION_FAILED);
    recording.keep(server.post(&restore, &wanted).token(READER)).await.expect(StatusCode::FORBIDDEN);
    recording.finish("history.json");
}

#[tokio::test]
async fn moving_profiles_is_recorded() {
    let server = recorded_server().await;
    let mut recording = Recording::of(&server);
    let mut document = recording.read("/pomona/export").await;
    let (plan, import) = (format!("{POMONA}/import/plan"), format!("{POMONA}/import"));
    recording.keep(server.post(&plan, &json!({"document": document}))).await.expect(StatusCode::OK);
    document["profiles"][0]["description"] = json!("From elsewhere");
    document["profiles"][1]["id"] = json!("11111111-2222-4333-8444-555555555555");
    let mut new = document["profiles"][2].clone();
    new["id"] = json!("22222222-2222-4333-8444-555555555555");
    new["displayName"] = json!("Ärzte");
    let unknown = "33333333-2222-4333-8444-555555555555";
    new["assignments"] = json!([{"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": unknown}}]);
    document["profiles"].as_array_mut().expect("a list").push(new);
    document["groups"].as_array_mut().expect("a list").push(json!({"id": unknown, "displayName": "Clinic"}));
    let open = json!({"document": document});
    let version = text(&recording.keep(server.post(&plan, &open)).await.expect(StatusCode::OK), "planVersion");
    recording.keep(server.post(&import, &open).header("if-match", &version)).await.expect(StatusCode::BAD_REQUEST);
    let (mut decisions, mut groups) = (json!({}), json!({}));
    decisions[text(&document["profiles"][0], "id")] = json!("copy");
    groups[unknown] = Value::Null;
    let decided = json!({"document": document, "decisions": decisions, "groups": groups});
    recording.keep(server.post(&plan, &decided)).await.expect(StatusCode::OK);
    recording.keep(server.post(&import, &decided)).await.expect(StatusCode::PRECONDITION_REQUIRED);
    recording.keep(server.post(&import, &decided).header("if-match", &version)).await.expect(StatusCode::OK);
    recording.keep(server.post(&import, &decided).header("if-match", &version)).await.expect(StatusCode::PRECONDITION_FAILED);
    let mut wrong = document.clone();
    wrong["profiles"][0]["defaultEnrollmentType"] = json!("telepathy");
    wrong["profiles"][1]["displayName"] = json!("");
    recording.keep(server.post(&plan, &json!({"document": wrong}))).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(server.post(&plan, &json!({"document": {"value": []}}))).await.expect(StatusCode::BAD_REQUEST);
    recording.keep(server.post(&import, &decided).token(READER)).await.expect(StatusCode::FORBIDDEN);
    recording.finish("portable.json");
}
