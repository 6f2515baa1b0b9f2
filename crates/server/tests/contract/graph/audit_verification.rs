//! `/graph/beta/pomona/audit/verification`

use http::StatusCode;
use serde_json::{Value, json};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::harness::{READER, Server, server, text};

const VERIFICATION: &str = "/graph/beta/pomona/audit/verification";
const EVENTS: &str = "/graph/beta/deviceManagement/auditEvents";

async fn tamper(server: &Server, sql: &'static str) {
    let file = server.folder().join("pomona.sqlite");
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await.expect("connects");
    sqlx::raw_sql("DROP TRIGGER change_log_is_not_changed").execute(&mut connection).await.expect("dropped");
    sqlx::raw_sql(sql).execute(&mut connection).await.expect("tampered with");
}

#[tokio::test]
async fn an_untouched_log_verifies_and_its_head_moves_on_with_every_write() {
    let server = server().await;
    let before = server.get(VERIFICATION).token(READER).send().await.expect(StatusCode::OK);
    let count = server.get(&format!("{EVENTS}/$count")).send().await;
    assert_eq!(before["rows"].to_string().as_bytes(), &count.body[..]);
    assert_eq!((&before["verified"], &before["firstBroken"], text(&before, "head").len()), (&json!(true), &Value::Null, 64));
    let organization = server.get("/graph/beta/organization").send().await.expect(StatusCode::OK);
    let path = format!("/graph/beta/organization/{}", text(&organization["value"][0], "id"));
    server.patch(&path, &json!({"displayName": "Contoso Ltd"})).send().await.expect(StatusCode::OK);
    let after = server.get(VERIFICATION).send().await.expect(StatusCode::OK);
    assert_eq!((after["verified"].as_bool(), after["rows"].as_u64()), (Some(true), before["rows"].as_u64().map(|rows| rows + 1)));
    assert_ne!(after["head"], before["head"]);
}

#[tokio::test]
async fn a_row_that_was_changed_behind_the_servers_back_is_named() {
    let server = server().await;
    let newest = server.get(&format!("{EVENTS}?$top=1")).send().await.expect(StatusCode::OK);
    let newest = &newest["value"][0];
    tamper(&server, "UPDATE change_log SET author_name = 'nobody' WHERE sequence = (SELECT MAX(sequence) FROM change_log)").await;
    let found = server.get(VERIFICATION).send().await.expect(StatusCode::OK);
    assert_eq!((&found["verified"], &found["head"]), (&json!(false), &Value::Null));
    let expected = json!({"sequence": found["rows"], "id": newest["id"], "activityDateTime": newest["activityDateTime"]});
    assert_eq!(found["firstBroken"], expected);
}

#[tokio::test]
async fn the_verification_takes_no_options_and_needs_a_credential() {
    let server = server().await;
    let answer = server.get(&format!("{VERIFICATION}?$top=1")).send().await;
    answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    let answer = server.get(VERIFICATION).anonymous().send().await;
    answer.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
}
