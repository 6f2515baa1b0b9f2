//! `/graph/beta/pomona/invitations`

use http::StatusCode;
use pomona_store::Scope;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, Options, PASSWORD, Server, server, server_with, text};

const INVITATIONS: &str = "/graph/beta/pomona/invitations";

async fn invite(server: &Server, cookie: &str, role: &str) -> Value {
    server.post(INVITATIONS, &json!({"role": role})).cookie(cookie).send().await.expect(StatusCode::CREATED)
}

async fn list(server: &Server, cookie: &str) -> Vec<Value> {
    let list = server.get(INVITATIONS).cookie(cookie).send().await.expect(StatusCode::OK);
    list["value"].as_array().expect("a list").clone()
}

async fn accept(server: &Server, invitation: &Value, name: &str) -> Answer {
    let link = text(invitation, "link");
    let secret = link.split_once('#').expect("a secret").1;
    server.post("/session/administrator", &json!({"token": secret, "name": name, "password": PASSWORD})).anonymous().send().await
}

#[tokio::test]
async fn a_link_from_the_public_address_makes_one_person_what_it_says() {
    let options = Options { base_path: "/it", public_url: Some("https://portal.example.com"), ..Options::default() };
    let server = server_with(options).await;
    let ada = server.join("Ada", Scope::Write).await;
    let invitation = invite(&server, &ada, "reader").await;
    assert!(text(&invitation, "link").starts_with("https://portal.example.com/it/invitation#"), "{invitation}");
    assert_eq!(invitation["role"], "reader");
    assert_eq!(invitation["expiresDateTime"], "2026-11-19T11:06:40.0000000Z", "a day later");
    let mut listed = invitation.clone();
    listed.as_object_mut().expect("an object").remove("link");
    assert_eq!(list(&server, &ada).await, [listed], "without the link");
    assert_eq!(accept(&server, &invitation, "Rita").await.expect(StatusCode::CREATED)["role"], "reader");
    assert!(list(&server, &ada).await.is_empty());
    accept(&server, &invitation, "Eve").await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "invitation_invalid", "/token");
}

#[tokio::test]
async fn without_a_public_address_the_link_is_for_the_machine_itself() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let post = server.post(INVITATIONS, &json!({"role": "administrator"})).cookie(&ada);
    let invitation = post.header("host", "evil.example").send().await.expect(StatusCode::CREATED);
    assert!(text(&invitation, "link").starts_with("http://127.0.0.1:8080/invitation#"), "{invitation}");
    assert_eq!(accept(&server, &invitation, "Bob").await.expect(StatusCode::CREATED)["role"], "administrator");
}

#[tokio::test]
async fn an_invitation_ends_after_a_day_or_when_it_is_withdrawn() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let [withdrawn, late] = [invite(&server, &ada, "reader").await, invite(&server, &ada, "reader").await];
    let path = format!("{INVITATIONS}/{}", text(&withdrawn, "id"));
    assert_eq!(server.delete(&path).cookie(&ada).send().await.status, StatusCode::NO_CONTENT);
    assert_eq!(list(&server, &ada).await.len(), 1);
    let gone = |answer: Answer| answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
    gone(server.delete(&path).cookie(&ada).send().await);
    accept(&server, &withdrawn, "Eve").await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "invitation_invalid", "/token");
    server.wait(Duration::hours(24));
    let ada = server.sign_in("Ada", PASSWORD).await.cookie();
    assert!(list(&server, &ada).await.is_empty());
    gone(server.delete(&format!("{INVITATIONS}/{}", text(&late, "id"))).cookie(&ada).send().await);
    accept(&server, &late, "Eve").await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "invitation_invalid", "/token");
}

#[tokio::test]
async fn a_wrong_role_invites_nobody() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    for (body, code) in [(json!({"role": "write"}), "unknown_value"), (json!({}), "missing_property")] {
        let answer = server.post(INVITATIONS, &body).cookie(&ada).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, "/role");
    }
    assert!(list(&server, &ada).await.is_empty());
}
