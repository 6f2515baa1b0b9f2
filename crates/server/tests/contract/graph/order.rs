//! `setPriority` and `setOrder`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{PROFILES, Server, names, server, text};

async fn ids(server: &Server) -> (Vec<String>, String) {
    let list = server.profiles().await;
    let ids = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    (ids, text(&list, "@pomona.orderEtag"))
}

fn order(ids: &[String]) -> Value {
    json!({"profileIds": ids})
}

#[tokio::test]
async fn a_profile_is_moved_to_a_place_and_the_others_close_the_gap() {
    let server = server().await;
    let id = server.profile_id("Everyone else").await;
    for (priority, expected) in [(1, 1), (99, 5), (0, 0)] {
        let path = format!("{PROFILES}/{id}/microsoft.graph.setPriority");
        let answer = server.post(&path, &json!({"priority": priority})).send().await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
        let list = server.profiles().await;
        assert_eq!(names(&list)[expected], "Everyone else");
        let places: Vec<_> = list["value"].as_array().expect("a list").iter().map(|item| item["priority"].clone()).collect();
        assert_eq!(places, [0, 1, 2, 3, 4, 5]);
        assert_eq!(list["value"][expected]["@odata.etag"], "\"1\"", "only the place has changed");
    }
    for (body, code) in
        [(json!({}), "missing_property"), (json!({"priority": -1}), "priority_out_of_range"), (json!({"priority": true}), "wrong_type")]
    {
        let answer = server.post(&format!("{PROFILES}/{id}/setPriority"), &body).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, "/priority");
    }
}

#[tokio::test]
async fn the_whole_order_is_set_at_once_and_answered_as_the_list() {
    let server = server().await;
    let (mut ids, etag) = ids(&server).await;
    ids.reverse();
    let answer = server.post(&format!("{PROFILES}/setOrder"), &order(&ids)).header("if-match", &etag).send().await;
    let list = answer.expect(StatusCode::OK);
    assert_eq!(names(&list)[0], "Everyone else");
    assert_ne!(answer.header("etag"), etag);
    let mut read = server.profiles().await;
    read["@odata.context"] = list["@odata.context"].clone();
    assert_eq!(read, list);
}

#[tokio::test]
async fn an_order_without_its_version_or_with_an_old_one_is_refused() {
    let server = server().await;
    let (ids, etag) = ids(&server).await;
    let path = format!("{PROFILES}/setOrder");
    let word = "PreconditionRequired";
    let answer = server.post(&path, &order(&ids)).send().await;
    answer.refused_for(StatusCode::PRECONDITION_REQUIRED, word, "version_required", "");
    let answer = server.post(&path, &order(&ids)).header("if-match", "*").send().await;
    answer.refused_for(StatusCode::PRECONDITION_REQUIRED, word, "version_required", "");

    let moved = format!("{PROFILES}/{}/setPriority", ids[0]);
    server.post(&moved, &json!({"priority": 3})).send().await;
    let answer = server.post(&path, &order(&ids)).header("if-match", &etag).send().await;
    answer.refused_for(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", "stale_version", "");
    assert_eq!(answer.parameters()["changedBy"], "the token of a writer");
    assert_eq!(answer.header("etag"), server.profiles().await["@pomona.orderEtag"].as_str().expect("a version"));
}

#[tokio::test]
async fn an_order_that_is_not_complete_says_what_is_wrong() {
    let server = server().await;
    let (ids, etag) = ids(&server).await;
    let path = format!("{PROFILES}/setOrder");
    let mut wrong = ids.clone();
    wrong[0].clone_from(&ids[1]);
    wrong.push("00000000-0000-0000-0000-000000000001".to_owned());
    let answer = server.post(&path, &order(&wrong)).header("if-match", &etag).send().await;
    let codes: Vec<_> = answer.refused(StatusCode::BAD_REQUEST, "BadRequest").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["order_missing", "order_unknown", "order_duplicate"]);
    assert_eq!(answer.parameters(), json!({"ids": ids[0]}));
    let answer = server.post(&path, &json!({"profileIds": ["x"]})).header("if-match", &etag).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_guid", "/profileIds/0");
}
