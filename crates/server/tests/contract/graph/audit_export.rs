//! `/graph/beta/pomona/audit/export`

use http::StatusCode;
use pomona_store::{Action, Author, NewChange, ObjectKind};
use serde_json::{Value, json};

use crate::harness::{Answer, PROFILES, READER, Server, server, text};

const EXPORT: &str = "/graph/beta/pomona/audit/export";
const EVENTS: &str = "/graph/beta/deviceManagement/auditEvents";

async fn export(server: &Server, query: &str) -> Answer {
    let answer = server.get(&format!("{EXPORT}?{query}")).token(READER).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{query}");
    answer
}

/// The cells of a CSV file, row by row, without its byte order mark.
fn table(answer: &Answer) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(&answer.body).expect("UTF-8").strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("as many cells as the header").iter().map(str::to_owned).collect()).collect()
}

fn column(table: &[Vec<String>], name: &str) -> Vec<String> {
    let at = table[0].iter().position(|column| column == name).expect("a column");
    table[1..].iter().map(|row| row[at].clone()).collect()
}

#[tokio::test]
async fn the_whole_log_is_exported_in_both_formats() {
    let server = server().await;
    // More than are read at a time.
    for number in 0..1_100 {
        let object_name = format!("Session {number}");
        let change = NewChange {
            action: Action::SignIn,
            object_kind: ObjectKind::Session,
            object_id: String::new(),
            object_name,
            before: None,
            after: None,
        };
        server.store.record(&Author::system(), server.now(), change).await.expect("written");
    }
    let count = server.get(&format!("{EVENTS}/$count")).send().await;
    let count: usize = std::str::from_utf8(&count.body).expect("text").parse().expect("a number");
    let json = export(&server, "format=json").await;
    assert_eq!(json.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(json.header("content-disposition"), "attachment; filename=\"pomona-audit-2026-11-18.json\"");
    let mut json = json.expect(StatusCode::OK);
    let events = json["value"].as_array_mut().expect("a list");
    assert_eq!(events.len(), count);
    let csv = export(&server, "format=csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let rows = table(&csv);
    assert_eq!(rows.len(), count + 1);
    let ids: Vec<String> = events.iter().map(|event| text(event, "id")).collect();
    assert_eq!(column(&rows, "id"), ids);
    let verification = server.get("/graph/beta/pomona/audit/verification").send().await.expect(StatusCode::OK);
    assert_eq!(
        (column(&rows, "hash")[0].as_str(), &events[0]["@pomona.hash"]),
        (verification["head"].as_str().expect("a head"), &verification["head"])
    );
    assert_eq!((&events[count - 1]["@pomona.sequence"], column(&rows, "sequence")[0].parse().ok()), (&json!(1), Some(count)));
    for event in events.iter_mut() {
        event.as_object_mut().expect("an object").retain(|name, _| !name.starts_with('@'));
    }
    let listed = server.get(&format!("{EVENTS}?$top=1000")).send().await.expect(StatusCode::OK);
    assert_eq!(listed["value"].as_array().expect("a list")[..], events[..1_000], "the same events as the list has");
}

#[tokio::test]
async fn the_filter_and_search_of_the_audit_log_count_here_too() {
    let server = server().await;
    let id = server.profile_id("Executives").await;
    server.patch(&format!("{PROFILES}/{id}"), &json!({"description": "For the board"})).send().await.expect(StatusCode::OK);
    let filter = format!("$filter=resources/any(r:r/resourceId eq '{id}')");
    let rows = table(&export(&server, &format!("format=csv&{filter}")).await);
    assert_eq!(column(&rows, "activityType"), ["Patch AppleUserInitiatedEnrollmentProfile", "Create AppleUserInitiatedEnrollmentProfile"]);
    let properties: Value = serde_json::from_str(&column(&rows, "modifiedProperties")[0]).expect("JSON");
    assert!(properties.as_array().is_some_and(|list| list.iter().any(|one| one["newValue"] == "For the board")));
    let json = export(&server, "$filter=category eq 'Nothing'").await.expect(StatusCode::OK);
    assert_eq!(json, json!({"value": []}));
    let found = export(&server, "$search=\"executives\"").await.expect(StatusCode::OK);
    assert_eq!(found["value"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn no_cell_is_a_formula_and_any_script_is_kept() {
    let server = server().await;
    for name in ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "＝1", "say \"hi\", 佐藤"] {
        server.post(PROFILES, &json!({"displayName": name, "defaultEnrollmentType": "device"})).send().await.expect(StatusCode::CREATED);
    }
    let rows = table(&export(&server, "format=csv&$filter=activityOperationType eq 'Create'").await);
    let names = column(&rows, "resourceName");
    assert_eq!(names[..6], ["say \"hi\", 佐藤", "'＝1", "'@SUM(A1)", "'-2+3", "'+1", "'=cmd|' /C calc'!A0"]);
    for cell in rows[1..].iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_before_anything_is_sent() {
    let server = server().await;
    for query in ["format=pdf", "format=", "format=csv&format=json", "$top=1", "$filter=name eq 'x'", "$orderby=activityDateTime"] {
        let answer = server.get(&format!("{EXPORT}?{query}")).send().await;
        answer.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    }
    server.get(EXPORT).anonymous().send().await.expect(StatusCode::UNAUTHORIZED);
    let batch = json!({"requests": [{"id": "1", "method": "GET", "url": "/pomona/audit/export"}]});
    let answer = server.post("/graph/beta/$batch", &batch).send().await.expect(StatusCode::OK);
    assert_eq!(answer["responses"][0]["status"], 400);
}
