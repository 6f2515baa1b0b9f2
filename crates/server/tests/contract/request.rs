//! What holds for every request of the contract: who may ask, with which method and body, and what every answer carries.

use http::{Method, StatusCode};
use pomona_store::Scope;
use serde_json::json;
use time::Duration;

use crate::harness::{Options, PROFILES, READER, server, server_with, text};

#[tokio::test]
async fn without_a_credential_that_counts_nothing_is_answered() {
    let server = server().await;
    let id = server.add_token("revoked", Scope::Write).await;
    let author = pomona_store::Author::system();
    server.store.revoke_credential(&author, time::OffsetDateTime::now_utc(), &id).await.expect("the database works");
    for ask in [
        server.get(PROFILES).anonymous(),
        server.get(PROFILES).token("unknown"),
        server.get(PROFILES).token("revoked"),
        server.get(PROFILES).header("authorization", "Basic YTpi"),
        server.get(PROFILES).cookie("pomona=the token of a writer"),
        server.get("/graph/beta/nothing").anonymous(),
    ] {
        let answer = ask.send().await;
        answer.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"pomona\"");
    }
    server.wait(Duration::days(31));
    assert_eq!(server.get(PROFILES).send().await.status, StatusCode::UNAUTHORIZED, "expired");
}

#[tokio::test]
async fn a_reader_reads_and_writes_nothing() {
    let server = server().await;
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    server.get(&path).token(READER).send().await.expect(StatusCode::OK);
    for ask in [
        server.post(PROFILES, &json!({"displayName": "x"})),
        server.patch(&path, &json!({})),
        server.delete(&path),
        server.post(&format!("{path}/setPriority"), &json!({"priority": 0})),
        server.post(&format!("{PROFILES}/setOrder"), &json!({"profileIds": []})),
    ] {
        let answer = ask.token(READER).send().await;
        answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    }
}

#[tokio::test]
async fn a_path_that_leads_nowhere_is_not_found() {
    let server = server().await;
    for path in [
        "/graph/beta/nothing",
        "/graph/beta/deviceManagement",
        "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles/not-a-guid",
        "/graph/beta/users/x/members",
        "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles/%zz",
        "/graph/v1.0/users",
    ] {
        server.get(path).send().await.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_take_is_refused_with_those_it_takes() {
    let server = server().await;
    for (method, path, allow) in [
        (Method::PUT, PROFILES.to_owned(), "GET, HEAD, POST, OPTIONS"),
        (Method::DELETE, PROFILES.to_owned(), "GET, HEAD, POST, OPTIONS"),
        (Method::GET, format!("{PROFILES}/setOrder"), "POST, OPTIONS"),
        (Method::POST, "/graph/beta/users".to_owned(), "GET, HEAD, OPTIONS"),
        (Method::PUT, "/session".to_owned(), "GET, HEAD, POST, DELETE, OPTIONS"),
        (Method::POST, "/healthz".to_owned(), "GET, HEAD"),
    ] {
        let answer = server.ask(method, &path).send().await;
        answer.refused_for(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "method_not_allowed", "");
        assert_eq!(answer.header("allow").replace(',', ", ").replace(",  ", ", "), allow, "{path}");
    }
}

#[tokio::test]
async fn options_tells_the_methods_to_anybody_and_head_is_get_without_a_body() {
    let server = server().await;
    let options = server.ask(Method::OPTIONS, PROFILES).anonymous().send().await;
    assert_eq!((options.status, options.header("allow")), (StatusCode::NO_CONTENT, "GET, HEAD, POST, OPTIONS"));
    assert!(options.headers.get("access-control-allow-origin").is_none());
    let (get, head) = (server.get(PROFILES).send().await, server.ask(Method::HEAD, PROFILES).send().await);
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    let missing = server.ask(Method::HEAD, "/graph/beta/nothing").send().await;
    assert_eq!((missing.status, missing.body.len()), (StatusCode::NOT_FOUND, 0));
}

#[tokio::test]
async fn a_body_must_be_json_and_of_a_reasonable_size() {
    let server = server().await;
    let post = || server.ask(Method::POST, PROFILES);
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
        let answer = post().header("content-type", media_type).bytes("{}").send().await;
        answer.refused_for(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", "unsupported_media_type", "");
    }
    let answer = post().bytes("{}").send().await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let json = |body: String| post().header("content-type", "application/json;charset=utf-8").bytes(body);
    let answer = json("{\"displayName\":\n \"x\",,}".to_owned()).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "broken_json", "");
    assert_eq!(answer.parameters(), json!({"line": "2", "column": "6"}));
    let answer = json("[".repeat(500)).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "broken_json", "");
    let answer = json("[]".to_owned()).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "wrong_type", "");
    let answer = post().send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "broken_json", "");
    let answer = json(format!("\"{}\"", "x".repeat(1 << 20))).send().await;
    answer.refused_for(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", "body_too_large", "");
    assert_eq!(answer.parameters(), json!({"max": "1048576"}));
}

#[tokio::test]
async fn every_answer_carries_both_ids_and_an_error_repeats_them() {
    let server = server().await;
    let mine = "11111111-2222-3333-4444-555555555555";
    for path in [PROFILES, "/graph/beta/nothing", "/healthz", "/nothing.js", "/session", "/"] {
        let answer = server.get(path).header("client-request-id", mine).send().await;
        assert_eq!(answer.header("client-request-id"), mine, "{path}");
        assert_eq!(answer.header("request-id").len(), 36, "{path}");
        let without = server.get(path).send().await;
        assert_eq!(without.header("client-request-id"), without.header("request-id"), "{path}");
    }
    let answer = server.get("/graph/beta/nothing").header("client-request-id", mine).send().await;
    let inner = answer.expect(StatusCode::NOT_FOUND)["error"]["innerError"].clone();
    assert_eq!(inner["client-request-id"], mine);
    assert_eq!(inner["request-id"], answer.header("request-id"));
    assert_eq!(inner["date"], "2026-11-18T11:06:40");
    let strange = server.get(PROFILES).header("client-request-id", &"x".repeat(65)).send().await;
    assert_eq!(strange.header("client-request-id"), strange.header("request-id"));
}

#[tokio::test]
async fn answers_look_like_graphs() {
    let server = server().await;
    let answer = server.get(PROFILES).send().await;
    let media_type = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    assert_eq!(answer.header("content-type"), media_type);
    assert_eq!(answer.header("odata-version"), "4.0");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn behind_a_proxy_links_name_the_public_address() {
    let options = Options { base_path: "/it/apple", public_url: Some("https://portal.example.com"), ..Options::default() };
    let server = server_with(options).await;
    let list = server.get(&format!("{PROFILES}?$top=1")).header("host", "inside:8080").send().await.expect(StatusCode::OK);
    let start = "https://portal.example.com/it/apple/graph/beta/";
    assert!(text(&list, "@odata.nextLink").starts_with(&format!("{start}deviceManagement/")));
    assert!(text(&list, "@odata.context").starts_with(&format!("{start}$metadata#")));
}

#[tokio::test]
async fn without_a_public_address_a_foreign_host_name_is_not_repeated() {
    let server = server().await;
    let list = server.get(PROFILES).header("host", "evil.example").send().await.expect(StatusCode::OK);
    assert!(text(&list, "@odata.context").starts_with("http://127.0.0.1:8080/"));
    let list = server.get(PROFILES).header("host", "localhost:9").send().await.expect(StatusCode::OK);
    assert!(text(&list, "@odata.context").starts_with("http://localhost:9/"));
}

#[tokio::test]
async fn one_other_origin_is_let_in_by_name_and_without_cookies() {
    let server = server_with(Options { allow_origin: Some("https://host.example"), ..Options::default() }).await;
    let ask = server.ask(Method::OPTIONS, PROFILES).anonymous();
    let preflight = ask.header("origin", "https://host.example").header("access-control-request-method", "PATCH").send().await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert_eq!(preflight.header("access-control-allow-origin"), "https://host.example");
    assert!(preflight.headers.get("access-control-allow-credentials").is_none());
    for name in ["authorization", "content-type", "consistencylevel", "client-request-id", "sdkversion", "prefer", "if-match"] {
        assert!(preflight.header("access-control-allow-headers").contains(name), "{name}");
    }
    let answer = server.get(PROFILES).header("origin", "https://other.example").send().await;
    assert_eq!(answer.header("access-control-allow-origin"), "https://host.example", "never the one that asks");
    assert!(answer.header("access-control-expose-headers").contains("request-id"));
}
