//! `/graph/beta/pomona/groups/{id}/profiles`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, names, server};

async fn naming(server: &Server, group: &str) -> Value {
    let group = server.group_id(group).await;
    server.get(&format!("/graph/beta/pomona/groups/{group}/profiles")).token(READER).send().await.expect(StatusCode::OK)
}

#[tokio::test]
async fn a_group_is_named_directly_or_through_one_that_holds_it() {
    let server = server().await;
    let direct = naming(&server, "Sales").await;
    assert_eq!(names(&direct), ["Ask on first run"]);
    assert_eq!(direct["value"][0]["assignments"][0]["through"], json!([]));
    let nested = naming(&server, "Sales Zurich").await;
    assert_eq!(names(&nested), ["Ask on first run"]);
    let assignment = &nested["value"][0]["assignments"][0];
    assert_eq!((&assignment["groupDisplayName"], &assignment["through"]), (&json!("Sales"), &json!(["Sales EMEA", "Sales DACH"])));
    assert_eq!(nested["value"][0]["priority"], json!(1));
    assert_eq!(names(&naming(&server, "Guests").await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_group_that_is_not_there_or_an_option_is_refused() {
    let server = server().await;
    let nobody = "/graph/beta/pomona/groups/00000000-0000-0000-0000-000000000001/profiles";
    server.get(nobody).send().await.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    let group = server.group_id("Sales").await;
    let answer = server.get(&format!("/graph/beta/pomona/groups/{group}/profiles?$top=1")).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
}
