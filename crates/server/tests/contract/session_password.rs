//! `/session/password`

use http::StatusCode;
use pomona_store::Scope;
use serde_json::json;
use time::Duration;

use crate::harness::{Answer, Ask, PASSWORD, READER, Server, server};

const NEW: &str = "a longer sentence";

fn change<'a>(server: &'a Server, cookie: &str, current: &str, new: &str) -> Ask<'a> {
    server.post("/session/password", &json!({"current": current, "new": new})).cookie(cookie)
}

fn wrong(answer: &Answer) {
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "password_wrong", "/current");
}

#[tokio::test]
async fn a_new_password_takes_the_place_of_the_old_one_and_ends_the_other_sessions() {
    let server = server().await;
    let other = server.join("Rita", Scope::Read).await;
    let own = server.sign_in("Rita", PASSWORD).await.cookie();
    let somebody = server.join("Ada", Scope::Write).await;
    let answer = change(&server, &own, PASSWORD, NEW).send().await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0), "readers too");
    let status = async |cookie: &str| server.get("/session").cookie(cookie).send().await.status;
    assert_eq!(
        [status(&own).await, status(&other).await, status(&somebody).await],
        [StatusCode::OK, StatusCode::UNAUTHORIZED, StatusCode::OK]
    );
    assert_eq!(server.sign_in("Rita", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    server.sign_in("rita", NEW).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn the_change_is_in_the_audit_log_without_any_secret() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    wrong(&change(&server, &ada, "wrong horse battery", NEW).send().await);
    change(&server, &ada, PASSWORD, NEW).send().await.expect(StatusCode::NO_CONTENT);
    let events = server.get("/graph/beta/deviceManagement/auditEvents?$top=2").send().await.expect(StatusCode::OK);
    let [changed, failed] = [&events["value"][0], &events["value"][1]];
    assert_eq!((&changed["activityType"], &changed["activityResult"]), (&json!("ChangePassword Administrator"), &json!("Success")));
    assert_eq!((&failed["activityType"], &failed["activityResult"]), (&json!("ChangePassword Administrator"), &json!("Failure")));
    for event in [changed, failed] {
        assert_eq!((&event["actor"]["userPrincipalName"], &event["resources"][0]["displayName"]), (&json!("Ada"), &json!("Ada")));
        assert_eq!(event["resources"][0]["modifiedProperties"], json!([]));
    }
    let events = events.to_string();
    for secret in [PASSWORD, NEW, "wrong horse", "argon2"] {
        assert!(!events.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_together_with_sign_in() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    for _ in 0..5 {
        wrong(&change(&server, &ada, "wrong horse battery", NEW).send().await);
    }
    for answer in [change(&server, &ada, PASSWORD, NEW).send().await, server.sign_in("Ada", PASSWORD).await] {
        answer.refused_for(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "too_many_requests", "");
        assert_eq!(answer.header("retry-after"), "2");
    }
    server.wait(Duration::seconds(2));
    change(&server, &ada, PASSWORD, NEW).send().await.expect(StatusCode::NO_CONTENT);
    wrong(&change(&server, &ada, "wrong horse battery", PASSWORD).send().await);
    change(&server, &ada, NEW, PASSWORD).send().await.expect(StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_password_that_is_not_allowed_is_refused_before_the_current_one_is_looked_at() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    for (new, code) in [("short", "password_too_short"), (&*"x".repeat(1_025), "password_too_long")] {
        let answer = change(&server, &ada, "wrong horse battery", new).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, "/new");
    }
    wrong(&change(&server, &ada, "", NEW).send().await);
    let missing = server.post("/session/password", &json!({"password": NEW})).cookie(&ada).send().await;
    let codes: Vec<_> = missing.refused(StatusCode::BAD_REQUEST, "BadRequest").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["missing_property", "missing_property", "unknown_property"]);
}

#[tokio::test]
async fn only_somebody_who_is_signed_in_has_a_password_to_change() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let ask = change(&server, &ada, PASSWORD, NEW);
    ask.clone().token(READER).send().await.refused_for(StatusCode::FORBIDDEN, "Forbidden", "session_required", "");
    ask.clone().anonymous().header("cookie", "x=y").send().await.refused_for(
        StatusCode::UNAUTHORIZED,
        "InvalidAuthenticationToken",
        "not_signed_in",
        "",
    );
    let elsewhere = ask.header("origin", "https://evil.example").send().await;
    elsewhere.refused_for(StatusCode::FORBIDDEN, "Forbidden", "cross_origin", "");
    assert_eq!(server.get("/session/password").cookie(&ada).send().await.status, StatusCode::METHOD_NOT_ALLOWED);
    server.sign_in("Ada", PASSWORD).await.expect(StatusCode::OK);
}
