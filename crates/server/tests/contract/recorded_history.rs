//! What the screen of the versions asks after a few changes to the sample organization: lists, comparisons and restores.

use http::StatusCode;
use pomona_store::Scope;
use serde_json::{Value, json};

use crate::harness::{PROFILES, Server, text};
use crate::recorded::{Recording, recorded_server};

const VERSIONS: &str = "/pomona/versions";

async fn newest(server: &Server) -> u64 {
    let list = server.get(&format!("/graph/beta{VERSIONS}?$top=1")).send().await.expect(StatusCode::OK);
    list["value"][0]["version"].as_u64().expect("a number")
}

/// The ids of all profiles, after a rename, an order, an assignment and a deletion; and the version before all of them.
async fn changed(server: &Server) -> (Vec<String>, u64) {
    let before = newest(server).await;
    let ada = server.join("Ada", Scope::Write).await;
    let list = server.profiles().await;
    let mut ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    let board = format!("{PROFILES}/{}", ids[2]);
    server.wait(time::Duration::hours(1));
    let rename = json!({"displayName": "Board", "description": "Company iPads of the board"});
    server.patch(&board, &rename).cookie(&ada).send().await.expect(StatusCode::OK);
    server.wait(time::Duration::minutes(1));
    ids.swap(0, 1);
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids})).cookie(&ada);
    order.header("if-match", list["@pomona.orderEtag"].as_str().expect("a version")).send().await.expect(StatusCode::OK);
    server.wait(time::Duration::minutes(1));
    let sales = json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": server.group_id("Sales").await});
    server.patch(&board, &json!({"assignments": [{"target": sales}]})).cookie(&ada).send().await.expect(StatusCode::OK);
    server.wait(time::Duration::days(1));
    server.delete(&format!("{PROFILES}/{}", ids[4])).send().await.expect(StatusCode::NO_CONTENT);
    (ids, before)
}

#[tokio::test]
async fn what_the_history_reads_is_recorded() {
    let server = recorded_server().await;
    let (ids, before) = changed(&server).await;
    let (board, pilot) = (&ids[2], &ids[4]);
    let mut recording = Recording::of(&server);
    let list = recording.read(&format!("{VERSIONS}?$top=50")).await;
    let first = recording.read(&format!("{VERSIONS}?$top=2")).await;
    let next = text(&first, "@odata.nextLink");
    recording.read(next.split_once("/graph/beta").expect("a link below the API").1).await;
    for id in [board, pilot] {
        recording.read(&format!("/pomona/profiles/{id}/versions?$top=50")).await;
    }
    let to = list["value"][0]["version"].as_u64().expect("a number");
    recording.read(&format!("{VERSIONS}/{before}")).await;
    recording.read(&format!("{VERSIONS}/compare?from={before}&to={to}")).await;
    recording.read(&format!("{VERSIONS}/compare?from={before}")).await;
    recording.read(&format!("{VERSIONS}/compare?from={before}&to={to}&profile={board}")).await;
    recording.read(&format!("{VERSIONS}/compare?from={before}&profile={board}")).await;
    recording.read(&format!("{VERSIONS}?$top=1")).await;

    let wanted = json!({"version": before});
    let restore = |path: &str| server.post(&format!("/graph/beta/pomona{path}"), &wanted);
    recording.keep(restore("/restore/plan")).await.expect(StatusCode::OK);
    recording.keep(restore(&format!("/profiles/{pilot}/restore/plan"))).await.expect(StatusCode::OK);
    let path = format!("/profiles/{board}/restore");
    let plan = recording.keep(restore(&format!("{path}/plan"))).await;
    let profile = plan.expect(StatusCode::OK)["profile"].clone();
    recording.keep(server.post("/graph/beta/pomona/effect", &json!({"profile": profile}))).await.expect(StatusCode::OK);
    recording.keep(restore(&path).header("if-match", "\"1\"")).await.expect(StatusCode::PRECONDITION_FAILED);
    recording.keep(restore(&path).header("if-match", plan.header("etag"))).await.expect(StatusCode::OK);
    recording.read(&format!("/pomona/profiles/{board}/versions?$top=50")).await;

    let taken = json!({"displayName": "pilot 2022", "defaultEnrollmentType": "device"});
    server.post(PROFILES, &taken).send().await.expect(StatusCode::CREATED);
    let refused = recording.keep(restore(&format!("/profiles/{pilot}/restore/plan"))).await;
    assert_ne!(refused.expect(StatusCode::CONFLICT), Value::Null);
    recording.finish("history-screen.json");
}
