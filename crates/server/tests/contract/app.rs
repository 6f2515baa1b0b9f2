//! Everything beside the contract: the app's page and files, health, the description of the contract, security headers.

use http::{Method, StatusCode};

use crate::harness::{Options, server, server_with};

#[tokio::test]
async fn health_and_readiness_are_told_to_anybody() {
    let server = server_with(Options { base_path: "/it/apple", ..Options::default() }).await;
    assert_eq!(server.get("/healthz").anonymous().send().await.expect(StatusCode::OK)["status"], "ok");
    assert_eq!(server.get("/readyz").anonymous().send().await.expect(StatusCode::OK)["status"], "ready");
}

#[tokio::test]
async fn a_server_whose_database_is_away_is_alive_but_not_ready() {
    let server = server().await;
    server.store.close().await;
    assert_eq!(server.get("/healthz").anonymous().send().await.status, StatusCode::OK);
    for path in ["/readyz", "/graph/beta/pomona"] {
        let answer = server.get(path).send().await;
        answer.refused_for(StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable", "unavailable", "");
        assert_eq!(answer.header("retry-after"), "2");
    }
}

#[tokio::test]
async fn the_description_of_the_contract_is_public() {
    let server = server_with(Options { base_path: "/it/apple", ..Options::default() }).await;
    let document = server.get("/openapi.json").anonymous().send().await.expect(StatusCode::OK);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "/it/apple");
}

#[tokio::test]
async fn every_answer_keeps_browsers_strict() {
    let server = server().await;
    for path in ["/", "/healthz", "/graph/beta/users", "/nothing.js", "/session", "/openapi.json"] {
        let answer = server.get(path).send().await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert!(answer.headers.get("strict-transport-security").is_none(), "not over TLS");
        assert!(answer.headers.get("access-control-allow-origin").is_none());
    }
}

#[tokio::test]
async fn the_apps_own_addresses_answer_its_page_and_unknown_files_do_not() {
    let server = server_with(Options { base_path: "/it/apple", ..Options::default() }).await;
    for path in ["", "/", "/enrollment-types", "/enrollment-types/new/basics", "/invitation"] {
        let answer = server.get(path).anonymous().header("accept", "text/html,*/*").send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        // Without a built app the server says how to build it.
        assert!(body.contains("<base href=\"/it/apple/\">") || body.contains("cargo xtask build"), "{path}: {body}");
    }
    for (path, accept) in [("/nothing.js", "*/*"), ("/nothing.js", "text/html"), ("/enrollment-types", "application/json")] {
        let answer = server.get(path).anonymous().header("accept", accept).send().await;
        answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    }
    let answer = server.ask(Method::POST, "/enrollment-types").send().await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn outside_the_base_path_there_is_nothing() {
    let server = server_with(Options { base_path: "/it/apple", ..Options::default() }).await;
    let outside = server_with(Options::default()).await;
    assert_eq!(outside.get("/it/apple/healthz").header("accept", "*/*").send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("x/healthz").send().await.status, StatusCode::NOT_FOUND);
}
