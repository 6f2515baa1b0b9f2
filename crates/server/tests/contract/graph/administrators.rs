//! `/graph/beta/pomona/administrators`, and who may administer at all

use http::{Method, StatusCode};
use pomona_store::Scope;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, PASSWORD, PROFILES, READER, Server, find, names, server, text};

const ADMINISTRATORS: &str = "/graph/beta/pomona/administrators";
const NOBODY: &str = "00000000-0000-0000-0000-000000000001";

async fn list(server: &Server, cookie: &str) -> Value {
    server.get(ADMINISTRATORS).cookie(cookie).send().await.expect(StatusCode::OK)
}

async fn path(server: &Server, cookie: &str, name: &str) -> String {
    format!("{ADMINISTRATORS}/{}", text(find(&list(server, cookie).await, name), "id"))
}

async fn set_role(server: &Server, cookie: &str, path: &str, role: &str) -> Answer {
    server.patch(path, &json!({"role": role})).cookie(cookie).send().await
}

#[tokio::test]
async fn administrators_are_listed_by_name_with_their_last_sign_in() {
    let server = server().await;
    server.join("Rita", Scope::Read).await;
    let ada = server.join("ada", Scope::Write).await;
    server.wait(Duration::hours(1));
    server.sign_in("Rita", PASSWORD).await.expect(StatusCode::OK);
    let list = list(&server, &ada).await;
    assert_eq!(names(&list), ["ada", "Rita"]);
    let [ada, rita] = [&list["value"][0], &list["value"][1]];
    assert_eq!((&ada["role"], &rita["role"]), (&json!("administrator"), &json!("reader")));
    assert_eq!((&ada["isYou"], &rita["isYou"]), (&json!(true), &json!(false)));
    assert_eq!(ada["createdDateTime"], "2026-11-18T11:06:40.0000000Z");
    assert_eq!(
        (text(ada, "lastSignInDateTime"), text(rita, "lastSignInDateTime")),
        ("2026-11-18T11:06:40.0000000Z".to_owned(), "2026-11-18T12:06:40.0000000Z".to_owned())
    );
    assert_eq!(ada.as_object().map(serde_json::Map::len), Some(6));
}

#[tokio::test]
async fn a_new_role_counts_in_running_sessions_at_once() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let bob = server.join("Bob", Scope::Write).await;
    let path = path(&server, &ada, "Bob").await;
    let changed = set_role(&server, &ada, &path, "reader").await.expect(StatusCode::OK);
    assert_eq!((&changed["displayName"], &changed["role"], &changed["isYou"]), (&json!("Bob"), &json!("reader"), &json!(false)));
    assert_eq!(server.get("/session").cookie(&bob).send().await.expect(StatusCode::OK)["role"], "reader");
    server.get(PROFILES).cookie(&bob).send().await.expect(StatusCode::OK);
    for ask in [server.post(PROFILES, &json!({})), server.get(ADMINISTRATORS)] {
        ask.cookie(&bob).send().await.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    }
    set_role(&server, &ada, &path, "administrator").await.expect(StatusCode::OK);
    assert_eq!(names(&list(&server, &bob).await), ["Ada", "Bob"]);
}

#[tokio::test]
async fn who_makes_themselves_a_reader_may_change_nothing_from_then_on() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    server.join("Bob", Scope::Write).await;
    let path = path(&server, &ada, "Ada").await;
    assert_eq!(set_role(&server, &ada, &path, "reader").await.expect(StatusCode::OK)["isYou"], true);
    let answer = set_role(&server, &ada, &path, "administrator").await;
    answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    server.join("Rita", Scope::Read).await;
    let [own, reader] = [path(&server, &ada, "Ada").await, path(&server, &ada, "Rita").await];
    let refused = |answer: Answer| answer.refused_for(StatusCode::CONFLICT, "Conflict", "last_administrator", "");
    refused(set_role(&server, &ada, &own, "reader").await);
    refused(server.delete(&own).cookie(&ada).send().await);
    set_role(&server, &ada, &own, "administrator").await.expect(StatusCode::OK);
    set_role(&server, &ada, &reader, "administrator").await.expect(StatusCode::OK);
    assert_eq!(server.delete(&own).cookie(&ada).send().await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get("/session").cookie(&ada).send().await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_is_removed_is_signed_out_and_stays_in_the_audit_log() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let bob = server.join("Bob", Scope::Write).await;
    let path = path(&server, &ada, "Bob").await;
    set_role(&server, &ada, &path, "reader").await.expect(StatusCode::OK);
    assert_eq!(server.delete(&path).cookie(&ada).send().await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get("/session").cookie(&bob).send().await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.sign_in("Bob", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(names(&list(&server, &ada).await), ["Ada"]);
    let events = server.get("/graph/beta/deviceManagement/auditEvents?$filter=category eq 'Access'&$top=3").send().await;
    let events = events.expect(StatusCode::OK);
    let told: Vec<_> = events["value"].as_array().expect("a list")[1..].iter().map(|event| &event["activityType"]).collect();
    assert_eq!(told, ["Delete Administrator", "Patch Administrator"]);
    let changed = &events["value"][2]["resources"][0];
    assert_eq!((&changed["displayName"], &events["value"][2]["actor"]["userPrincipalName"]), (&json!("Bob"), &json!("Ada")));
    assert_eq!(changed["modifiedProperties"], json!([{"displayName": "Scope", "oldValue": "write", "newValue": "read"}]));
}

#[tokio::test]
async fn an_unknown_administrator_and_an_unknown_role_are_refused() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    for id in [NOBODY, "Ada"] {
        let path = format!("{ADMINISTRATORS}/{id}");
        let not_found = |answer: Answer| answer.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
        not_found(set_role(&server, &ada, &path, "reader").await);
        not_found(server.delete(&path).cookie(&ada).send().await);
    }
    let own = path(&server, &ada, "Ada").await;
    let answer = set_role(&server, &ada, &own, "owner").await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "unknown_value", "/role");
    assert_eq!(answer.parameters(), json!({"value": "owner", "allowed": "administrator, reader"}));
    for (body, code, pointer) in [
        (json!({}), "missing_property", "/role"),
        (json!({"role": 1}), "wrong_type", "/role"),
        (json!({"role": "reader", "name": "Eve"}), "unknown_property", "/name"),
        (json!([]), "wrong_type", ""),
    ] {
        let answer = server.patch(&own, &body).cookie(&ada).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    let answer = server.post(ADMINISTRATORS, &json!({})).cookie(&ada).send().await;
    answer.refused_for(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "method_not_allowed", "");
    let answer = server.get(&format!("{ADMINISTRATORS}?$top=1")).cookie(&ada).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
}

#[tokio::test]
async fn only_administrators_who_are_signed_in_may_administer() {
    let server = server().await;
    server.join("Ada", Scope::Write).await;
    let rita = server.join("Rita", Scope::Read).await;
    for (method, path) in [
        (Method::GET, "administrators"),
        (Method::PATCH, "administrators/{id}"),
        (Method::DELETE, "administrators/{id}"),
        (Method::GET, "invitations"),
        (Method::POST, "invitations"),
        (Method::DELETE, "invitations/{id}"),
        (Method::GET, "tokens"),
        (Method::POST, "tokens"),
        (Method::DELETE, "tokens/{id}"),
    ] {
        let path = format!("/graph/beta/pomona/{}", path.replace("{id}", NOBODY));
        let ask = server.ask(method, &path);
        ask.clone().send().await.refused_for(StatusCode::FORBIDDEN, "Forbidden", "session_required", "");
        ask.clone().token(READER).send().await.refused_for(StatusCode::FORBIDDEN, "Forbidden", "session_required", "");
        ask.clone().cookie(&rita).send().await.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
        assert_eq!(ask.anonymous().send().await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn neither_a_batch_nor_another_sites_page_is_a_way_around() {
    let server = server().await;
    let ada = server.join("Ada", Scope::Write).await;
    let batch = json!({"requests": [{"id": "1", "method": "GET", "url": "/pomona/administrators"}]});
    let status = async |ask: crate::harness::Ask<'_>| {
        let answer = ask.send().await.expect(StatusCode::OK);
        let response = &answer["responses"][0];
        (response["status"].as_u64(), response["body"]["error"]["details"][0]["code"].as_str().map(str::to_owned))
    };
    let batch = server.post("/graph/beta/$batch", &batch);
    assert_eq!(status(batch.clone()).await, (Some(403), Some("session_required".to_owned())));
    assert_eq!(status(batch.cookie(&ada)).await, (Some(200), None));
    let own = path(&server, &ada, "Ada").await;
    let answer = server.delete(&own).cookie(&ada).header("sec-fetch-site", "cross-site").send().await;
    answer.refused_for(StatusCode::FORBIDDEN, "Forbidden", "cross_origin", "");
}
