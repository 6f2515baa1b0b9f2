//! `/graph/beta/pomona/lint`

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{PROFILES, READER, Server, server, text};

const LINT: &str = "/graph/beta/pomona/lint";

async fn live(server: &Server) -> Value {
    server.get(LINT).token(READER).send().await.expect(StatusCode::OK)
}

/// Each finding's rule with the name of its profile.
fn findings(answer: &Value) -> Vec<(&str, &str)> {
    let value = answer["value"].as_array().expect("a list").iter();
    value.map(|one| (one["rule"].as_str().expect("a word"), one["profile"]["displayName"].as_str().unwrap_or("none"))).collect()
}

fn group(id: &str) -> Value {
    json!({"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": id}})
}

fn all_users() -> Value {
    json!({"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}})
}

#[tokio::test]
async fn the_order_as_it_is_tells_what_is_probably_not_meant() {
    let server = server().await;
    let answer = live(&server).await;
    let expected = [
        ("group_mixed", "Pilot 2022"),
        ("retired_type", "BYOD 2023"),
        ("retired_type", "Pilot 2022"),
        ("restriction_overridden", "Field engineers"),
        ("restriction_overridden", "Ask on first run"),
        ("restriction_overridden", "BYOD 2023"),
        ("restriction_overridden", "Pilot 2022"),
    ];
    assert_eq!(findings(&answer), expected);
    assert_eq!(answer["counts"], json!({"error": 0, "warning": 7, "hint": 0}));
    let first = &answer["value"][0];
    assert_eq!((&first["pointer"], &first["groups"][0]["displayName"]), (&json!("/assignments/0/target/groupId"), &json!("Pilot ring")));
    assert_eq!((&first["isNew"], &first["suppressed"], &first["severity"]), (&json!(false), &Value::Null, &json!("warning")));
    assert_eq!(answer["value"][4]["restriction"]["displayName"], "Block personal iOS");
    assert!(answer["value"][4]["people"].as_u64().is_some_and(|people| people > 20));
    // A question without anything unsaved is the same one.
    assert_eq!(server.post(LINT, &json!({})).token(READER).send().await.expect(StatusCode::OK), answer);
}

#[tokio::test]
async fn a_profile_while_it_is_written_tells_what_it_brings_along() {
    let server = server().await;
    let (sales, zurich) = (server.group_id("Sales").await, server.group_id("Sales Zurich").await);
    let empty = server.group_id("New hires 2027").await;
    let new = json!({"profile": {"defaultEnrollmentType": "webDeviceEnrollment", "priority": 6,
        "assignments": [group(&sales), group(&zurich), group(&empty)]}});
    let answer = server.post(LINT, &new).send().await.expect(StatusCode::OK);
    let told: Vec<&str> = findings(&answer).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(told, ["all_users_above", "group_empty", "group_inside_group"]);
    let (above, inside) = (&answer["value"][0], &answer["value"][2]);
    assert_eq!((&above["others"][0]["displayName"], &above["fix"]["priority"]), (&json!("Everyone else"), &json!(5)));
    assert_eq!(inside["fix"], json!({"kind": "removeAssignments", "priority": null, "assignments": [{"id": null, "index": 1}]}));
    assert!(answer["value"].as_array().expect("a list").iter().all(|one| one["isNew"] == true && one["key"].is_null()));
}

#[tokio::test]
async fn what_a_change_does_to_others_is_told_and_the_fix_names_assignments() {
    let server = server().await;
    let id = server.profile_id("Ask on first run").await;
    let sales = server.group_id("Sales").await;
    let changed = json!({"profile": {"id": id, "priority": 0, "assignments": [all_users(), group(&sales)]}});
    let answer = server.post(LINT, &changed).send().await.expect(StatusCode::OK);
    let told = findings(&answer);
    for name in ["Field engineers", "Executives", "BYOD 2023", "Pilot 2022"] {
        assert!(told.contains(&("all_users_above", name)), "{told:?}");
    }
    assert!(told.contains(&("never_applies", "Everyone else")), "{told:?}");
    assert!(!told.contains(&("retired_type", "BYOD 2023")), "neither new nor about it: {told:?}");
    let twice = answer["value"].as_array().expect("a list").iter().find(|one| one["rule"] == "all_users_with_groups").expect("told");
    assert_eq!(twice["fix"]["assignments"], json!([{"id": format!("{id}_{sales}"), "index": 1}]));
}

#[tokio::test]
async fn a_name_that_a_group_asks_for_is_told_while_it_is_changed() {
    let server = server().await;
    let id = server.profile_id("Ask on first run").await;
    let renamed = server.post(LINT, &json!({"profile": {"id": id, "displayName": "Ask everybody"}})).send().await.expect(StatusCode::OK);
    let finding = renamed["value"].as_array().expect("a list").iter().find(|one| one["rule"] == "name_in_rule").expect("told");
    assert_eq!((&finding["pointer"], &finding["groups"][0]["displayName"]), (&json!("/displayName"), &json!("Sales iPhones")));
    assert_eq!(server.profiles().await["value"][1]["displayName"], "Ask on first run", "nothing is changed");
}

#[tokio::test]
async fn a_profile_for_nobody_is_told_in_the_order() {
    let server = server().await;
    let body = json!({"displayName": "Nobody yet", "defaultEnrollmentType": "device", "priority": 0});
    server.post(PROFILES, &body).send().await.expect(StatusCode::CREATED);
    assert_eq!(findings(&live(&server).await)[0], ("no_assignment", "Nobody yet"));
    let list = server.profiles().await;
    let kept: Vec<String> = list["value"].as_array().expect("a list").iter().take(3).map(|item| text(item, "id")).collect();
    let fewer = server.post(LINT, &json!({"profileIds": kept})).send().await.expect(StatusCode::OK);
    let without = fewer["value"].as_array().expect("a list").iter().find(|one| one["rule"] == "people_without_profile").expect("told");
    assert_eq!((&without["profile"], &without["isNew"]), (&Value::Null, &json!(true)));
}

#[tokio::test]
async fn a_question_that_cannot_be_understood_is_refused() {
    let server = server().await;
    let nobody = "00000000-0000-0000-0000-000000000001";
    for (body, code, pointer) in [
        (json!({"profileIds": [nobody]}), "order_unknown", "/profileIds/0"),
        (json!({"profile": {"id": nobody}}), "unknown_profile", "/profile/id"),
        (json!({"colour": "red"}), "unknown_property", "/colour"),
    ] {
        server.post(LINT, &body).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", code, pointer);
    }
    server.get(&format!("{LINT}?$top=1")).send().await.refused_for(StatusCode::BAD_REQUEST, "BadRequest", "bad_query_option", "");
    server.get(LINT).anonymous().send().await.refused_for(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "not_signed_in", "");
}
