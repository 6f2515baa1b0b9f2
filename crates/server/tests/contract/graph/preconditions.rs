//! The headers that guard a write: one that cannot be read never counts as none.

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Ask, PROFILES, server, text};

const BYTES: &[u8] = b"\"1\xff\"";

async fn refused_as_stale(ask: Ask<'_>) {
    ask.send().await.expect(StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn a_version_that_is_no_text_guards_as_one_that_does_not_exist() {
    let server = server().await;
    let list = server.profiles().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    let ids: Vec<&Value> = list["value"].as_array().expect("a list").iter().map(|item| &item["id"]).collect();
    refused_as_stale(server.patch(&path, &json!({"description": "x"})).and_header("if-match", BYTES)).await;
    refused_as_stale(server.delete(&path).and_header("if-match", BYTES)).await;
    refused_as_stale(server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids})).and_header("if-match", BYTES)).await;
    let import = json!({"people": null, "groups": "displayName\nNew\n", "members": null, "removeMissing": false});
    refused_as_stale(server.post("/graph/beta/pomona/directory/import", &import).and_header("if-match", BYTES)).await;
    assert_eq!(server.profiles().await, list);
}

#[tokio::test]
async fn several_versions_are_one_list_in_which_the_current_one_counts() {
    let server = server().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    let change = |description: &str| server.patch(&path, &json!({"description": description}));
    change("one").and_header("if-match", b"\"9\"").and_header("if-match", b"\"1\"").send().await.expect(StatusCode::OK);
    change("two").header("if-match", "\"9\", W/\"2\"").send().await.expect(StatusCode::OK);
    refused_as_stale(change("three").and_header("if-match", b"\"1\"").and_header("if-match", b"\"2\"")).await;
    refused_as_stale(change("three").and_header("if-match", b"*").and_header("if-match", b"\"2\"")).await;
    change("three").header("if-match", "*").send().await.expect(StatusCode::OK);
    let list = server.profiles().await;
    let ids: Vec<&Value> = list["value"].as_array().expect("a list").iter().map(|item| &item["id"]).collect();
    let order = server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": ids}));
    let tag = text(&list, "@pomona.orderEtag");
    order.and_header("if-match", b"\"order-0\"").and_header("if-match", tag.as_bytes()).send().await.expect(StatusCode::OK);
}

#[tokio::test]
async fn an_idempotency_key_that_cannot_be_read_or_stands_twice_is_refused() {
    let server = server().await;
    let before = server.profiles().await;
    let create = server.post(PROFILES, &json!({"displayName": "New", "defaultEnrollmentType": "webDeviceEnrollment"}));
    for keys in [&[&b"k\xff"[..]][..], &[b"a", b"b"]] {
        let asked = keys.iter().fold(create.clone(), |asked, key| asked.and_header("idempotency-key", key));
        asked.send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_header", "");
    }
    assert_eq!(server.profiles().await, before);
}
