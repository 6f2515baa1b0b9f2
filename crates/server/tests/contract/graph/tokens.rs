//! `/graph/beta/pomona/tokens`

use http::StatusCode;
use pomona_store::{CredentialKind, Scope};
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, PASSWORD, PROFILES, Server, find, names, server, text};

const TOKENS: &str = "/graph/beta/pomona/tokens";

async fn create(server: &Server, cookie: &str, new: &Value) -> Value {
    server.post(TOKENS, new).cookie(cookie).send().await.expect(StatusCode::CREATED)
}

async fn list(server: &Server, cookie: &str) -> Value {
    server.get(TOKENS).cookie(cookie).send().await.expect(StatusCode::OK)
}

fn not_found(answer: &Answer) {
    answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
}

#[tokio::test]
async fn a_token_is_told_once_and_works_until_it_is_revoked() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    server.wait(Duration::minutes(1));
    let created = create(&server, &ada, &json!({"displayName": " Backup script ", "scope": "read"})).await;
    assert_eq!((&created["displayName"], &created["scope"]), (&json!("Backup script"), &json!("read")));
    assert_eq!(created["expiresDateTime"], "2027-02-16T11:07:40.0000000Z", "90 days later");
    assert_eq!(created["lastUsedDateTime"], Value::Null);
    let secret = text(&created, "token");
    assert!(secret.starts_with("pomona_"), "as the command line makes them");
    server.get(PROFILES).token(&secret).send().await.expect(StatusCode::OK);
    let answer = server.post(PROFILES, &json!({})).token(&secret).send().await;
    answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    let listed = list(&server, &ada).await;
    assert_eq!(names(&listed)[0], "Backup script", "the newest first, before those of the command line");
    assert_eq!(text(find(&listed, "Backup script"), "lastUsedDateTime"), "2026-11-18T11:07:40.0000000Z");
    assert!(!listed.to_string().contains(&secret));
    let path = format!("{TOKENS}/{}", text(&created, "id"));
    assert_eq!(server.delete(&path).cookie(&ada).send().await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get(PROFILES).token(&secret).send().await.status, StatusCode::UNAUTHORIZED);
    assert!(!names(&list(&server, &ada).await).contains(&"Backup script"));
    not_found(&server.delete(&path).cookie(&ada).send().await);
}

#[tokio::test]
async fn a_token_outlives_who_made_it_and_ends_with_its_days() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    server.join("Bob", Scope::Write).await;
    let created = create(&server, &ada, &json!({"displayName": "Sync", "scope": "write", "expiresInDays": 1})).await;
    let administrators = server.get("/graph/beta/pomona/administrators").cookie(&ada).send().await.expect(StatusCode::OK);
    let own = format!("/graph/beta/pomona/administrators/{}", text(find(&administrators, "Ada"), "id"));
    assert_eq!(server.delete(&own).cookie(&ada).send().await.status, StatusCode::NO_CONTENT);
    let use_it = || server.patch(PROFILES, &json!({})).token(&text(&created, "token")).send();
    assert_eq!(use_it().await.status, StatusCode::METHOD_NOT_ALLOWED, "believed");
    server.wait(Duration::days(1));
    assert_eq!(use_it().await.status, StatusCode::UNAUTHORIZED);
    let bob = server.sign_in("Bob", PASSWORD).await.cookie();
    assert!(!names(&list(&server, &bob).await).contains(&"Sync"));
}

#[tokio::test]
async fn what_is_no_token_is_not_ended_here() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    for kind in [CredentialKind::Session, CredentialKind::Invitation] {
        server.invite(Scope::Read).await;
        let other = server.store.credentials(kind).await.expect("the database works").remove(0);
        not_found(&server.delete(&format!("{TOKENS}/{}", other.id)).cookie(&ada).send().await);
    }
    not_found(&server.delete(&format!("{TOKENS}/00000000-0000-0000-0000-000000000001")).cookie(&ada).send().await);
    not_found(&server.delete(&format!("{TOKENS}/backup")).cookie(&ada).send().await);
    list(&server, &ada).await;
}

#[tokio::test]
async fn every_mistake_of_a_token_is_told_at_once() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let before = list(&server, &ada).await;
    let refused = async |body: &Value| {
        let answer = server.post(TOKENS, body).cookie(&ada).send().await;
        let mistakes = answer.refused(StatusCode::BAD_REQUEST, "BadRequest");
        mistakes.into_iter().map(|(code, pointer)| format!("{code} {pointer}")).collect::<Vec<_>>()
    };
    let wrong = json!({"displayName": " ", "scope": "admin", "expiresInDays": 0});
    assert_eq!(refused(&wrong).await, ["name_required /displayName", "unknown_value /scope", "number_out_of_range /expiresInDays"]);
    let wrong = json!({"displayName": "x".repeat(101), "scope": "read", "expiresInDays": "90"});
    assert_eq!(refused(&wrong).await, ["name_too_long /displayName", "wrong_type /expiresInDays"]);
    let wrong = json!({"displayName": "a\nb", "scope": "read", "expiresInDays": 3651});
    assert_eq!(refused(&wrong).await, ["control_character /displayName", "number_out_of_range /expiresInDays"]);
    assert_eq!(refused(&json!({})).await, ["missing_property /displayName", "missing_property /scope"]);
    let answer = server.post(TOKENS, &json!({"displayName": "x", "scope": "read", "expiresInDays": 3651})).cookie(&ada).send().await;
    assert_eq!(answer.parameters(), json!({"min": "1", "max": "3650"}));
    assert_eq!(list(&server, &ada).await, before);
}

#[tokio::test]
async fn no_secret_is_in_the_audit_log() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let token = create(&server, &ada, &json!({"displayName": "Backup script", "scope": "read"})).await;
    let invitation = server.post("/graph/beta/pomona/invitations", &json!({"role": "reader"})).cookie(&ada).send().await;
    let link = text(&invitation.expect(StatusCode::CREATED), "link");
    server.delete(&format!("{TOKENS}/{}", text(&token, "id"))).cookie(&ada).send().await;
    let events = server.get("/graph/beta/deviceManagement/auditEvents?$top=1000").send().await.expect(StatusCode::OK);
    let told: Vec<_> = events["value"].as_array().expect("a list").iter().take(3).map(|event| &event["activityType"]).collect();
    assert_eq!(told, ["Revoke Token", "Create Invitation", "Create Token"]);
    assert_eq!(events["value"][0]["actor"]["userPrincipalName"], "Ada");
    let events = events.to_string();
    for secret in [&text(&token, "token"), link.split_once('#').expect("a secret").1, &ada, PASSWORD, "argon2"] {
        assert!(!events.contains(secret.trim_start_matches("pomona=")), "{secret}");
    }
}
