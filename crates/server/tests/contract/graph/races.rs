//! Many at once, and the same again: nothing is lost, nothing is done twice.

use std::sync::Arc;

use http::StatusCode;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{PROFILES, READER, server, text};

fn profile(name: &str) -> Value {
    json!({"displayName": name, "defaultEnrollmentType": "webDeviceEnrollment"})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_creates_with_one_name_one_wins() {
    let server = Arc::new(server().await);
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let server = Arc::clone(&server);
            tokio::spawn(async move { server.post(PROFILES, &profile("Race")).send().await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.expect("no panic").as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_changes_to_one_version_one_wins() {
    let server = Arc::new(server().await);
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let (server, path) = (Arc::clone(&server), path.clone());
            tokio::spawn(async move {
                let change = json!({"description": format!("change {number}")});
                server.patch(&path, &change).header("if-match", "\"1\"").send().await.status
            })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        let status = task.await.expect("no panic");
        assert!(matches!(status, StatusCode::OK | StatusCode::PRECONDITION_FAILED), "{status}");
        won += usize::from(status == StatusCode::OK);
    }
    assert_eq!(won, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn moves_at_once_leave_every_profile_in_a_place_of_its_own() {
    let server = Arc::new(server().await);
    let list = server.profiles().await;
    let ids: Vec<String> = list["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    let tasks: Vec<_> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let (server, path) = (Arc::clone(&server), format!("{PROFILES}/{id}/setPriority"));
            tokio::spawn(async move { server.post(&path, &json!({"priority": 5 - at})).send().await.status })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.expect("no panic"), StatusCode::NO_CONTENT);
    }
    let after = server.profiles().await;
    let mut found: Vec<String> = after["value"].as_array().expect("a list").iter().map(|item| text(item, "id")).collect();
    found.sort();
    let mut expected = ids;
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_repetitions_at_once_one_creates_and_the_others_get_its_answer_or_wait() {
    let server = Arc::new(server().await);
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let server = Arc::clone(&server);
            tokio::spawn(async move { server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1").send().await })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        let answer = task.await.expect("no panic");
        if answer.status == StatusCode::CONFLICT {
            answer.refused_for(StatusCode::CONFLICT, "Conflict", "idempotency_key_running", "");
        } else {
            ids.push(text(&answer.expect(StatusCode::CREATED), "id"));
        }
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(&server.get(&format!("{PROFILES}/$count")).send().await.body[..], b"7");
}

#[tokio::test]
async fn a_repeated_create_gets_the_first_answer() {
    let server = server().await;
    let ask = server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1");
    let first = ask.clone().send().await;
    let again = ask.clone().send().await;
    assert_eq!((again.status, &again.body), (StatusCode::CREATED, &first.body));
    assert_eq!((again.header("location"), again.header("etag")), (first.header("location"), first.header("etag")));
    assert_eq!(&server.get(&format!("{PROFILES}/$count")).send().await.body[..], b"7");
}

#[tokio::test]
async fn a_key_is_not_for_another_body_nor_for_another_caller() {
    let server = server().await;
    server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1").send().await.expect(StatusCode::CREATED);
    let other = server.post(PROFILES, &profile("Twice")).header("idempotency-key", "k1").send().await;
    other.refused_for(StatusCode::UNPROCESSABLE_ENTITY, "UnprocessableEntity", "idempotency_key_reused", "");
    server.add_token("another", pomona_store::Scope::Write).await;
    let caller = server.post(PROFILES, &profile("Twice")).header("idempotency-key", "k1").token("another").send().await;
    assert_eq!(caller.status, StatusCode::CREATED);
    let reader = server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1").token(READER).send().await;
    assert_eq!(reader.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_refused_create_gives_its_key_back_and_an_old_key_is_forgotten() {
    let server = server().await;
    let refused = server.post(PROFILES, &profile("Executives")).header("idempotency-key", "k1").send().await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1").send().await.expect(StatusCode::CREATED);
    server.wait(Duration::hours(23));
    let again = server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1").send().await;
    assert_eq!(again.status, StatusCode::CREATED, "the same answer");
    server.wait(Duration::hours(2));
    let late = server.post(PROFILES, &profile("Once")).header("idempotency-key", "k1").send().await;
    assert_eq!(late.status, StatusCode::CONFLICT, "nobody remembers the first time, and the name is taken");
}
