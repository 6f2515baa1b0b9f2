//! `/graph/beta/pomona/lint/suppressions`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{READER, Server, server, text};

const LINT: &str = "/graph/beta/pomona/lint";
const SUPPRESSIONS: &str = "/graph/beta/pomona/lint/suppressions";

async fn first(server: &Server) -> Value {
    server.get(LINT).send().await.expect(StatusCode::OK)["value"][0].clone()
}

async fn suppress(server: &Server, key: &str, reason: &str) -> Value {
    let body = json!({"key": key, "reason": reason});
    server.post(SUPPRESSIONS, &body).send().await.expect(StatusCode::CREATED)
}

#[tokio::test]
async fn a_suppressed_finding_keeps_its_place_with_the_reason_and_counts_no_more() {
    let server = server().await;
    let key = text(&first(&server).await, "key");
    let made = suppress(&server, &key, " Testers share iPads until May ").await;
    assert_eq!((&made["key"], &made["reason"]), (&json!(key), &json!("Testers share iPads until May")));
    let answer = server.get(LINT).token(READER).send().await.expect(StatusCode::OK);
    assert_eq!(answer["value"][0]["suppressed"], made);
    assert_eq!(answer["counts"]["warning"], json!(6));
    assert_eq!(server.get(SUPPRESSIONS).token(READER).send().await.expect(StatusCode::OK), json!({"value": [made]}));
    let gone = server.delete(&format!("{SUPPRESSIONS}/{}", text(&made, "id"))).send().await;
    gone.expect(StatusCode::NO_CONTENT);
    assert_eq!(first(&server).await["suppressed"], Value::Null);
}

#[tokio::test]
async fn the_same_finding_again_gets_the_new_reason_and_every_step_is_in_the_audit_log() {
    let server = server().await;
    let key = text(&first(&server).await, "key");
    let made = suppress(&server, &key, "Until May").await;
    let again = suppress(&server, &key, "Until June").await;
    assert_eq!((&again["id"], &again["reason"]), (&made["id"], &json!("Until June")));
    suppress(&server, &key, "Until June").await;
    server.delete(&format!("{SUPPRESSIONS}/{}", text(&made, "id"))).send().await.expect(StatusCode::NO_CONTENT);
    let about = "$filter=resources/any(r:r/auditResourceType eq 'LintSuppression')";
    let log = server.get(&format!("/graph/beta/deviceManagement/auditEvents?{about}")).send().await.expect(StatusCode::OK);
    let activities: Vec<_> = log["value"].as_array().expect("a list").iter().map(|event| &event["activityType"]).collect();
    assert_eq!(activities, ["Delete LintSuppression", "Patch LintSuppression", "Create LintSuppression"]);
    assert_eq!(log["value"][1]["resources"][0]["modifiedProperties"][0]["newValue"], "Until June");
}

#[tokio::test]
async fn what_names_no_finding_or_says_no_reason_is_refused() {
    let server = server().await;
    for (body, code, pointer) in [
        (json!({"key": "people_without_profile", "reason": "  "}), "value_required", "/reason"),
        (json!({"key": "people_without_profile", "reason": "x".repeat(501)}), "value_too_long", "/reason"),
        (json!({"key": "people_without_profile", "reason": "two\nlines"}), "control_character", "/reason"),
        (json!({"key": "something_else", "reason": "x"}), "unknown_finding", "/key"),
        (json!({"key": "retired_type:new", "reason": "x"}), "unknown_finding", "/key"),
        (json!({"reason": "x"}), "missing_property", "/key"),
        (json!({"key": "people_without_profile", "reason": "x", "colour": "red"}), "unknown_property", "/colour"),
    ] {
        server.post(SUPPRESSIONS, &body).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    let body = json!({"key": "people_without_profile", "reason": "x"});
    let reader = server.post(SUPPRESSIONS, &body).token(READER).send().await;
    reader.refused_for(StatusCode::FORBIDDEN, "Forbidden", "write_not_allowed", "");
    let nothing = server.delete(&format!("{SUPPRESSIONS}/00000000-0000-0000-0000-000000000001")).send().await;
    nothing.refused_for(StatusCode::NOT_FOUND, "ResourceNotFound", "not_found", "");
}
