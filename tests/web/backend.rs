//! Asking the server: aborting, repeating, keeping the last answer.

use std::rc::Rc;
use std::time::Duration;

use enrollment::error::Code;
use leptos::prelude::*;
use pomona_portal::backend::retry::Retry;
use pomona_portal::backend::scripted::Scripted;
use pomona_portal::backend::{ApiError, Graph, Method, Remote, Request, Transport, use_query, use_write};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::Stage;

fn groups(name: &str) -> serde_json::Value {
    json!({ "@odata.count": 1, "value": [{ "id": "g", "displayName": name }] })
}

fn search_path(text: &str) -> String {
    format!("/graph/beta/groups?$search=\"displayName:{text}\"&$top=25&$count=true")
}

#[wasm_bindgen_test]
pub async fn a_new_question_aborts_the_one_before_and_keeps_the_last_answer() {
    let server = Scripted::default();
    server.answer("GET", &search_path("sa"), 200, groups("Sales"));
    server.answer("GET", &search_path("fi"), 200, groups("Finance"));
    let graph = Graph::new(Rc::new(server.clone()), "");
    let text = RwSignal::new("sa".to_owned());
    let seen = StoredValue::new_local(None);
    let stage = Stage::show(move || {
        let query = use_query(
            move || Some(text.get()),
            move |text| {
                let graph = graph.clone();
                async move { Ok(graph.groups(&text).await?.first.remove(0).display_name) }
            },
        );
        seen.set_value(Some(query));
        view! { <p>{move || query.state.read().latest().cloned()}</p> }
    });
    let query = seen.get_value().expect("the view was shown");
    stage.text("Sales").await;

    server.delay(Duration::from_millis(300));
    text.set("nobody waits for this".to_owned());
    stage.until(|| server.requests().len() == 2, "the slow question").await;
    assert_eq!(query.state.get_untracked(), Remote::Loading(Some("Sales".to_owned())));
    server.delay(Duration::ZERO);
    text.set("fi".to_owned());
    stage.text("Finance").await;
    assert_eq!(server.aborted(), 1);
}

#[wasm_bindgen_test]
pub async fn what_may_be_sent_twice_is_sent_again_when_the_server_is_away() {
    let server = Scripted::default();
    server.answer("GET", "/x", 200, json!({}));
    server.answer("GET", "/x", 503, json!({}));
    server.answer("POST", "/x", 201, json!({}));
    server.answer("POST", "/x", 503, json!({}));
    let retry = Retry::new(Rc::new(server.clone()));

    let answer = retry.send(Request::new(Method::Get, "/x")).await.expect("an answer");
    assert_eq!((answer.status, server.requests().len()), (200, 2));
    let answer = retry.send(Request::new(Method::Post, "/x")).await.expect("an answer");
    assert_eq!((answer.status, server.requests().len()), (503, 3), "this one could create twice");
    let answer = retry.send(Request::new(Method::Post, "/x").header("Idempotency-Key", "k")).await.expect("an answer");
    assert_eq!(answer.status, 201);
}

#[wasm_bindgen_test]
pub async fn a_server_that_stays_away_is_asked_three_times() {
    let server = Scripted::default();
    let retry = Retry::new(Rc::new(server.clone()));
    assert!(retry.send(Request::new(Method::Get, "/nowhere")).await.is_err());
    assert_eq!(server.requests().len(), 3);
}

#[wasm_bindgen_test]
pub async fn a_refused_write_says_what_is_wrong_and_where() {
    let server = Scripted::default();
    let details = json!([{ "code": "sign_in_failed", "target": "" }]);
    server.answer(
        "POST",
        "/session",
        401,
        json!({ "error": { "code": "InvalidAuthenticationToken", "message": "m", "details": details } }),
    );
    let session = pomona_portal::backend::Session::new(Rc::new(server.clone()), "");
    let seen = StoredValue::new_local(None);
    let done = RwSignal::new(false);
    let stage = Stage::show(move || {
        let write = use_write(
            move |()| {
                let session = session.clone();
                async move { session.sign_in("Ada", "wrong").await }
            },
            move |_| done.set(true),
        );
        seen.set_value(Some(write));
        view! { <p>{move || write.error.get().map(|error| error.details()[0].code.as_str())}</p> }
    });
    let write = seen.get_value().expect("the view was shown");
    write.run(());
    write.run(());
    stage.text(Code::SignInFailed.as_str()).await;
    assert_eq!(server.requests().len(), 1, "the second press came while the first request ran");
    assert!(matches!(write.error.get_untracked(), Some(ApiError::Invalid(_))));
    assert!(!done.get_untracked());
}
