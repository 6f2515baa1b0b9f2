//! `/graph/beta/pomona/whoGetsWhat/csv`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Answer, READER, Server, server};

const TABLE: &str = "/graph/beta/pomona/whoGetsWhat/csv";

async fn ask(server: &Server, people: &str) -> Answer {
    let body = json!({"people": people, "device": {"platform": "iOS", "osVersion": "18.1"}, "answers": {"whoOwns": "personal"}});
    server.post(TABLE, &body).token(READER).send().await
}

/// The rows below the header, as their cells.
fn rows(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    let text = String::from_utf8(answer.body.to_vec()).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn each_row_is_answered_in_its_place_and_a_mistake_stands_in_its_row() {
    let server = server().await;
    let people = "Department,userPrincipalName,osVersion,howMuch\n\
        Sales,GRACE@contoso.example,,workData\nSales,nobody@contoso.example,,\nSales,ada@contoso.example,new,\n\
        Sales,grace@contoso.example,14.0,\n=x,\"=cmd|' /C calc'!A0\",,\n";
    let rows = rows(&ask(&server, people).await);
    let grace =
        ["iOS", "18.1", "yes", "personal", "workData", "Ask on first run", "", "yes", "personal", "accountDrivenUserEnrollment", ""];
    assert_eq!(rows[0][0], "grace@contoso.example");
    assert_eq!(rows[0][2..13], grace);
    assert_eq!(rows[0][13..], ["Block personal iOS", "", ""]);
    assert_eq!((rows[1][0].as_str(), rows[1][14].as_str()), ("nobody@contoso.example", "unknown_person"));
    assert_eq!((rows[2][14].as_str(), rows[2][15].as_str()), ("os_version_syntax", "'new' is not a version such as 18.1."));
    // Half answered, on an old system: what is still possible stands behind each other.
    assert_eq!(rows[3][8..13], ["howMuch", "no", "personal", "user; device", "retired; Block personal iOS: personalBlocked"]);
    assert_eq!((rows[4][0].as_str(), rows[4][14].as_str()), ("'=cmd|' /C calc'!A0", "unknown_person"));
    assert_eq!(rows.len(), 5);
}

#[tokio::test]
async fn what_is_not_saved_is_asked_about_too() {
    let server = server().await;
    let body = json!({"people": "userPrincipalName\ngrace@contoso.example\n", "device": {"platform": "iOS", "osVersion": "18.1"}, "profileIds": []});
    let rows = rows(&server.post(TABLE, &body).send().await);
    assert_eq!((rows[0][7].as_str(), rows[0][11].as_str()), ("(built-in)", "device"));
}

#[tokio::test]
async fn a_table_that_cannot_be_read_is_refused_as_a_whole() {
    let server = server().await;
    for (people, code) in [
        ("", "csv_empty"),
        ("name\nGrace\n", "column_missing"),
        ("userPrincipalName\n\"grace", "csv_syntax"),
        ("userPrincipalName;osVersion\ngrace;18\n", "csv_separator"),
    ] {
        ask(&server, people).await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, "/people");
    }
    for (body, code, pointer) in [
        (json!({}), "missing_property", "/people"),
        (
            json!({"people": "userPrincipalName\n", "device": {"platform": "iOS", "osVersion": "x"}}),
            "os_version_syntax",
            "/device/osVersion",
        ),
        (json!({"people": "userPrincipalName\n", "profile": {"id": Value::Null}}), "missing_property", "/profile/defaultEnrollmentType"),
    ] {
        server.post(TABLE, &body).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    let anonymous = server.post(TABLE, &json!({"people": ""})).anonymous().send().await;
    anonymous.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
}

#[tokio::test]
async fn more_than_fifty_megabytes_are_refused_before_they_are_read() {
    let server = server().await;
    let large = server.ask(http::Method::POST, TABLE).header("content-type", "application/json");
    let answer = large.bytes(vec![b' '; 50_000_001]).send().await;
    answer.refused_for(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", "body_too_large", "");
    assert_eq!(answer.parameters(), json!({"max": "50000000"}));
}
