//! `/session`: becoming an administrator, signing in and out, and what a cookie may do.

use http::{Method, StatusCode};
use pomona_store::Scope;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Options, PASSWORD, PROFILES, server, server_with};

#[tokio::test]
async fn an_invitation_makes_one_administrator_who_is_signed_in() {
    let server = server().await;
    let token = server.invite(Scope::Write).await;
    let look = server.post("/session/invitation", &json!({"token": token})).anonymous().send().await.expect(StatusCode::OK);
    let expires = "2026-11-18T12:06:40.0000000Z";
    assert_eq!(look, json!({"organization": "Contoso", "role": "administrator", "expiresDateTime": expires}));
    let body = json!({"token": token, "name": " Ada ", "password": PASSWORD});
    let answer = server.post("/session/administrator", &body).anonymous().send().await;
    let session = answer.expect(StatusCode::CREATED);
    assert_eq!((session["name"].as_str(), session["role"].as_str()), (Some("Ada"), Some("administrator")));
    let read = server.get("/session").cookie(&answer.cookie()).send().await.expect(StatusCode::OK);
    assert_eq!(read, session);
    server.get(PROFILES).cookie(&answer.cookie()).send().await.expect(StatusCode::OK);
    for (path, body) in [("/session/invitation", json!({"token": token})), ("/session/administrator", body)] {
        let again = server.post(path, &body).anonymous().send().await;
        again.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "invitation_invalid", "/token");
    }
}

#[tokio::test]
async fn an_invitation_ends_after_an_hour_and_survives_mistakes() {
    let server = server().await;
    server.join("Ada", Scope::Write).await;
    let token = server.invite(Scope::Write).await;
    let try_to = async |name: &str, password: &str| {
        let body = json!({"token": token, "name": name, "password": password});
        server.post("/session/administrator", &body).anonymous().send().await
    };
    let wrong = try_to("", "short").await;
    let expected = [("name_required", "/name"), ("password_too_short", "/password")];
    let expected = expected.map(|(code, pointer)| (code.to_owned(), pointer.to_owned()));
    assert_eq!(wrong.refused(StatusCode::BAD_REQUEST, "BadRequest"), expected);
    try_to("ADA", PASSWORD).await.refused_for(StatusCode::CONFLICT, "Conflict", "name_taken", "/name");
    server.wait(Duration::minutes(61));
    try_to("Bob", PASSWORD).await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "invitation_invalid", "/token");
}

#[tokio::test]
async fn a_person_signs_in_whatever_the_case_of_the_name_and_out_again() {
    let server = server().await;
    server.join("Ada", Scope::Write).await;
    let answer = server.sign_in("ADA", PASSWORD).await;
    assert_eq!(answer.expect(StatusCode::OK)["name"], "Ada");
    let attributes = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(attributes.contains(part), "{attributes}");
    }
    assert!(!attributes.contains("Secure") && !attributes.contains("Domain"));
    let cookie = answer.cookie();
    let out = server.delete("/session").cookie(&cookie).send().await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    assert_eq!(server.get("/session").cookie(&cookie).send().await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.delete("/session").cookie(&cookie).send().await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn over_tls_the_cookie_is_bound_to_the_host() {
    let options = Options { base_path: "/it", public_url: Some("https://portal.example.com"), ..Options::default() };
    let server = server_with(options).await;
    let cookie = server.join("Ada", Scope::Write).await;
    assert!(cookie.starts_with("__Host-pomona="));
    let answer = server.sign_in("Ada", PASSWORD).await;
    let attributes: Vec<_> = answer.header("set-cookie").split("; ").skip(1).collect();
    assert!(attributes.contains(&"Secure") && attributes.contains(&"Path=/"), "{attributes:?}");
    assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"));
    server.get("/session").cookie(&cookie).send().await.expect(StatusCode::OK);
}

#[tokio::test]
async fn below_a_base_path_the_cookie_stays_there() {
    let server = server_with(Options { base_path: "/it/apple", ..Options::default() }).await;
    server.join("Ada", Scope::Write).await;
    let answer = server.sign_in("Ada", PASSWORD).await;
    assert!(answer.header("set-cookie").contains("Path=/it/apple"));
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_the_same_mistake() {
    let server = server().await;
    server.join("Ada", Scope::Write).await;
    let mut answers = Vec::new();
    for (name, password) in [("Ada", "wrong horse battery"), ("Nobody", PASSWORD), ("", PASSWORD), ("Ada", "")] {
        let answer = server.sign_in(name, password).await;
        answer.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "sign_in_failed", "");
        assert!(answer.headers.get("set-cookie").is_none());
        let mut body = answer.expect(StatusCode::UNAUTHORIZED);
        body["error"]["innerError"] = Value::Null;
        answers.push(body);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    let missing = server.post("/session", &json!({"name": "Ada", "extra": 1})).anonymous().send().await;
    let codes: Vec<_> = missing.refused(StatusCode::BAD_REQUEST, "BadRequest").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["missing_property", "unknown_property"]);
}

#[tokio::test]
async fn after_failures_even_the_right_password_has_to_wait() {
    let server = server().await;
    server.join("Ada", Scope::Write).await;
    for _ in 0..5 {
        assert_eq!(server.sign_in("Ada", "wrong horse battery").await.status, StatusCode::UNAUTHORIZED);
    }
    let answer = server.sign_in("ada", PASSWORD).await;
    answer.refused_for(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "too_many_requests", "");
    assert_eq!((answer.header("retry-after"), answer.parameters()), ("2", json!({"seconds": "2"})));
    server.wait(Duration::seconds(2));
    assert_eq!(server.sign_in("Ada", PASSWORD).await.status, StatusCode::OK);
    assert_eq!(server.sign_in("Ada", "wrong horse battery").await.status, StatusCode::UNAUTHORIZED, "forgiven");
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_after_twelve_hours() {
    let server = server().await;
    let idle = server.join("Ada", Scope::Write).await;
    let busy = server.sign_in("Ada", PASSWORD).await.cookie();
    for _ in 0..7 {
        server.wait(Duration::minutes(100));
        server.get("/session").cookie(&busy).send().await.expect(StatusCode::OK);
    }
    assert_eq!(server.get("/session").cookie(&idle).send().await.status, StatusCode::UNAUTHORIZED);
    server.wait(Duration::minutes(30));
    assert_eq!(server.get("/session").cookie(&busy).send().await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_reader_is_shown_as_one_and_cannot_write() {
    let server = server().await;
    let cookie = server.join("Rita", Scope::Read).await;
    assert_eq!(server.get("/session").cookie(&cookie).send().await.expect(StatusCode::OK)["role"], "reader");
    let answer = server.post(PROFILES, &json!({})).cookie(&cookie).send().await;
    answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
}

#[tokio::test]
async fn a_cookie_from_another_sites_page_changes_nothing() {
    let server = server().await;
    let cookie = server.join("Ada", Scope::Write).await;
    let path = format!("{PROFILES}/{}", server.profile_id("Executives").await);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://127.0.0.1:8081"),
    ] {
        let answer = server.delete(&path).cookie(&cookie).header(name, value).send().await;
        answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "cross_origin", "");
        let answer = server.delete("/session").cookie(&cookie).header(name, value).send().await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        let body = json!({"name": "Ada", "password": PASSWORD});
        let answer = server.post("/session", &body).anonymous().header(name, value).send().await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let mine = server.patch(&path, &json!({"description": "x"})).cookie(&cookie);
    mine.clone().header("origin", "http://127.0.0.1:8080").send().await.expect(StatusCode::OK);
    mine.header("sec-fetch-site", "same-origin").send().await.expect(StatusCode::OK);
    server.delete(&path).header("sec-fetch-site", "cross-site").send().await.expect(StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_removed_administrator_is_signed_out() {
    let server = server().await;
    server.join("Ada", Scope::Write).await;
    let cookie = server.join("Bob", Scope::Write).await;
    let bob = server.store.administrator_by_name_key("bob").await.expect("the database works").expect("Bob");
    let author = pomona_store::Author::system();
    let removed = server.store.remove_administrator(&author, time::OffsetDateTime::now_utc(), &bob.id).await;
    removed.expect("the database works").expect("Ada stays");
    assert_eq!(server.get("/session").cookie(&cookie).send().await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.ask(Method::GET, "/session").cookie("pomona=").send().await.status, StatusCode::UNAUTHORIZED);
}
